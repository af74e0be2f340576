/** codex-bridge uninstall: puts everything back, and names what it leaves alone. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { runAction } from "../../setup/apply";
import { readTextFile } from "../../setup/files";
import { find } from "../../setup/found";
import { type Environment, readPlaces } from "../../setup/places";
import { readRecord } from "../../setup/record";
import { toPlainStep } from "../../setup/steps";
import { planUndo, removeMadeDirectories } from "../../setup/undo";
import { Status } from "../../shared/api";
import { type Config, stateFiles } from "../../shared/config";
import { BridgeError } from "../../shared/errors";
import { callApi } from "../bridge-client";
import { type AddCommand, UsageError } from "../command";
import { confirm } from "../confirm";
import { createPainter } from "../output";
import { renderList, renderSteps } from "../plan-text";
import { createProgress } from "../progress";
import { toSelf } from "../self";

interface UninstallOptions {
  yes?: boolean;
  dryRun?: boolean;
  purge?: boolean;
  json?: boolean;
}

export const addUninstall: AddCommand = (program, { env, run }) => {
  program
    .command("uninstall")
    .description("put everything back as it was before setup")
    .option("-y, --yes", "change things without asking")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--purge", "remove the history and everything else that the bridge keeps, too")
    .option("--json", "print JSON (needs --yes or --dry-run)")
    .addHelpText(
      "after",
      `
A file that nobody has changed since setup comes back byte for byte. In any other file, only the
bridge's part goes; uninstall leaves later changes alone and names them. The history stays unless
you say --purge.

Exit codes: 0 done, 1 failed or declined, 2 wrong usage or a wrong setting.

Examples:
  codex-bridge uninstall --dry-run
  codex-bridge uninstall --yes --purge`,
    )
    .action((options: UninstallOptions) => run((config) => runUninstall(config, env, options)));
};

async function runUninstall(config: Config, env: Environment, options: UninstallOptions): Promise<void> {
  const { yes = false, dryRun = false, purge = false, json = false } = options;
  if (json && !yes && !dryRun)
    throw new UsageError("--json asks nothing: add --yes to change things or --dry-run to look only.");
  const places = readPlaces(env, config.stateDir);
  const paint = createPainter(process.stdout.isTTY ?? false, config.noColor);
  const progress = createProgress({ quiet: json, noColor: config.noColor });
  const say = (text: string) => void (json || process.stdout.write(text));

  const record = readRecord(places.stateDir);
  const found = await find(places, config);
  for (const side of ["claude", "codex"] as const)
    if (found[side].problem)
      throw new BridgeError(
        "conflict",
        `uninstall has changed nothing: ${found[side].problem} Mend it and run uninstall again.`,
      );
  const { steps, leftAlone } = planUndo(found, record);
  if (found.claude.program === null && steps.some(({ action }) => action.do === "claude"))
    throw new BridgeError(
      "conflict",
      "uninstall has changed nothing: Claude Code (`claude`) is not on your PATH, and only it can remove its entry. Put it on your PATH and run uninstall again.",
    );
  if (purge) await assertNobodyRuns(config);
  const doomed = purge ? listState(places.stateDir) : [];
  const result = { steps: steps.map(toPlainStep), leftAlone, purged: doomed };

  if (steps.length === 0 && doomed.length === 0 && record === null) {
    if (json) print({ ok: true, ...result });
    say(
      `Nothing of the bridge is registered here.${purge ? "" : ` History, if there is any, is in ${places.stateDir}.`}\n`,
    );
    return;
  }
  if (record === null && steps.length > 0)
    say("There is no record of a setup here; this is what is recognisably the bridge's:\n");
  say(`${renderSteps(steps, paint)}\n`);
  if (purge)
    say(
      renderList(
        paint("red", "Removed for good (--purge): the history and everything else that the bridge keeps"),
        doomed,
      ),
    );
  say(renderList(paint("yellow", "Left alone"), leftAlone));
  if (dryRun) {
    if (json) print({ ok: true, dryRun: true, ...result });
    else say("Nothing was changed (--dry-run).\n");
    return;
  }
  if (
    !(await confirm(purge ? "\nDo this? The history cannot be brought back." : "\nDo this?", {
      yes,
      command: `${toSelf()} uninstall`,
    }))
  ) {
    say("Nothing was changed.\n");
    process.exitCode = 1;
    return;
  }

  try {
    for (const { what, action } of steps) {
      progress.step(what);
      await runAction(action, { places, claude: found.claude.program?.path ?? null });
    }
    progress.done();
  } catch (error) {
    progress.fail();
    throw error;
  }
  const { setup, backups } = stateFiles(places.stateDir);
  rmSync(setup, { force: true });
  // Keep the backups where something was not put back from them.
  if (leftAlone.length === 0) rmSync(backups, { recursive: true, force: true });
  for (const path of doomed) rmSync(path, { recursive: true, force: true });
  if (record) removeMadeDirectories(record);
  if (json) print({ ok: true, ...result });
  const { database } = stateFiles(places.stateDir);
  const kept = existsSync(database)
    ? `The history stays in ${places.stateDir}; remove that directory, and it is gone. `
    : "";
  say(`\nDone. ${kept}Sessions that are open now keep their bridge until they end.\n`);
}

/** Throws where a bridge runs: it would go on writing into files that are gone. */
async function assertNobodyRuns(config: Config): Promise<void> {
  const status = await callApi(config, "/api/status", Status).catch((error: unknown) => {
    if (error instanceof BridgeError && error.code === "unavailable") return null;
    throw error;
  });
  if (status)
    throw new BridgeError(
      "conflict",
      `The bridge is running (process ${status.host.pid}): end its Claude and Codex sessions first, then purge.`,
    );
}

/** The bridge's own files in the state directory; anything else stays. */
function listState(stateDir: string): string[] {
  const names = Object.values(stateFiles(stateDir)).map((path) => basename(path));
  const isOurs = (name: string) =>
    names.some((own) => name === own || name.startsWith(`${own}.`) || name.startsWith(`${own}-`));
  if (readTextFile(join(stateDir, "token")) === null && readTextFile(join(stateDir, "setup.json")) === null) return [];
  return readdirSync(stateDir)
    .filter((name) => isOurs(name) || name === "bin")
    .map((name) => join(stateDir, name));
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
