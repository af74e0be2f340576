/** codex-bridge doctor: checks everything, and says how to mend what is wrong. */
import { chmodSync, statSync } from "node:fs";
import { listOpenPaths } from "../../setup/checks/bridge";
import { diagnose, type Result } from "../../setup/diagnose";
import { install } from "../../setup/install";
import { isDatabaseDamaged, replaceDatabase } from "../../setup/mend-database";
import { type Environment, readPlaces } from "../../setup/places";
import { Status } from "../../shared/api";
import { type Config, stateFiles } from "../../shared/config";
import { BridgeError } from "../../shared/errors";
import { toLine } from "../../shared/text";
import { callApi } from "../bridge-client";
import type { AddCommand } from "../command";
import { confirm } from "../confirm";
import { createPainter } from "../output";
import { renderList, renderSteps } from "../plan-text";
import { createProgress } from "../progress";
import { toSelf } from "../self";

interface DoctorOptions {
  json?: boolean;
  fix?: boolean;
  yes?: boolean;
}

export const addDoctor: AddCommand = (program, { env, run }) => {
  program
    .command("doctor")
    .description("check everything that the bridge needs, and say how to mend what is wrong")
    .option("--json", "print JSON")
    .option("--fix", "mend what setup can mend")
    .option("-y, --yes", "with --fix: replace entries of other programs without asking")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing fails (there may be remarks), 1 something fails.

Examples:
  codex-bridge doctor
  codex-bridge doctor --json | jq '.checks[] | select(.status != "ok")'
  codex-bridge doctor --fix`,
    )
    .action((options: DoctorOptions) => run((config) => runDoctor(config, env, options)));
};

/** Prints the checks. The exit code is 1 where one fails, and 0 where there are only remarks. */
async function runDoctor(config: Config, env: Environment, options: DoctorOptions): Promise<void> {
  const { json = false, fix = false, yes = false } = options;
  const places = readPlaces(env, config.stateDir);
  const paint = createPainter(process.stdout.isTTY ?? false, config.noColor);
  const progress = createProgress({ quiet: json, noColor: config.noColor });
  const look = async () => {
    progress.step("Looking at everything");
    const seen = await diagnose(places, config, await readStatus(config));
    progress.done();
    return seen;
  };

  let { results, deps } = await look();
  if (fix) {
    const fixed = await mend(deps, { json, yes }, progress, paint);
    if (fixed) ({ results, deps } = await look());
  }
  const failed = results.filter(({ state }) => state === "fail").length;
  const warned = results.filter(({ state }) => state === "warn").length;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ok: failed === 0, failed, warned, checks: results.map(toJson) }, null, 2)}\n`,
    );
  else process.stdout.write(`${render(results, paint)}\n${summarize(failed, warned, isMendable(deps))}\n`);
  if (failed > 0) process.exitCode = 1;
}

/**
 * Runs setup's steps and mends file modes. Replaces an entry of another program only after asking,
 * or with --yes.
 */
async function mend(
  { config, found, plan, status }: Awaited<ReturnType<typeof diagnose>>["deps"],
  { json, yes }: { json: boolean; yes: boolean },
  progress: ReturnType<typeof createProgress>,
  paint: ReturnType<typeof createPainter>,
): Promise<boolean> {
  const open = listOpenPaths(config.stateDir);
  const { database } = stateFiles(config.stateDir);
  const isDamaged = status === null && isDatabaseDamaged(database);
  if (plan.steps.length === 0 && open.length === 0 && !isDamaged) return false;
  if (!json && plan.steps.length > 0) process.stdout.write(`${renderSteps(plan.steps, paint)}\n`);
  if (!json) process.stdout.write(renderList("To be made private", open));
  // --fix agrees to changes of our own entries, but not of another program's.
  const needsYes = plan.steps.some(({ replaces }) => replaces);
  if (needsYes && !(await confirm("\nReplace what is there?", { yes, command: `${toSelf()} doctor --fix` })))
    return false;
  try {
    if (isDamaged && !json) process.stdout.write(renderList("Database", replaceDatabase(database)));
    else if (isDamaged) replaceDatabase(database);
    for (const path of open) chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
    await install(
      { found, plan },
      { claude: true, codex: true },
      {
        step: ({ what }) => progress.step(what),
        fallback: () => progress.fail(),
      },
    );
    progress.done();
  } catch (error) {
    progress.fail();
    throw error;
  }
  return true;
}

/** The status of the running bridge. Null where it gives none: the checks report that. */
async function readStatus(config: Config): Promise<Status | null> {
  try {
    return await callApi(config, "/api/status", Status);
  } catch (error) {
    if (error instanceof BridgeError) return null;
    throw error;
  }
}

function render(results: readonly Result[], paint: ReturnType<typeof createPainter>): string {
  const width = Math.max(...results.map(({ title }) => title.length));
  const marks = { ok: paint("green", "✓"), warn: paint("yellow", "!"), fail: paint("red", "✗") };
  return results
    .map(({ state, title, what, remedy }) => {
      const line = `${marks[state]} ${title.padEnd(width)}  ${toLine(what)}`;
      return remedy ? `${line}\n${" ".repeat(width + 4)}${paint("cyan", `→ ${remedy}`)}` : line;
    })
    .join("\n");
}

/** A check as it can be pasted into an issue. */
function toJson({ id, category, state, what, remedy, durationMs }: Result) {
  return { id, category, status: state, summary: what, remediation: remedy ?? null, duration_ms: durationMs };
}

/** Whether --fix would change anything. */
function isMendable({ config, plan, status }: Awaited<ReturnType<typeof diagnose>>["deps"]): boolean {
  const isDamaged = status === null && isDatabaseDamaged(stateFiles(config.stateDir).database);
  return plan.steps.length > 0 || listOpenPaths(config.stateDir).length > 0 || isDamaged;
}

function summarize(failed: number, warned: number, mendable: boolean): string {
  if (failed === 0 && warned === 0) return "\nAll is well.";
  const counts = [failed > 0 ? `${failed} to mend` : "", warned > 0 ? `${warned} to mind` : ""]
    .filter(Boolean)
    .join(", ");
  return `\n${counts}.${mendable ? ` \`${toSelf()} doctor --fix\` does what setup can do.` : ""}`;
}
