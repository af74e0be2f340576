/** codex-bridge setup: from nothing to a conversation. */

import type { Found } from "../../setup/found";
import { type Choice, install, planInstall, prove } from "../../setup/install";
import { toLaunchArguments } from "../../setup/launch";
import { type Environment, readPlaces } from "../../setup/places";
import { NAMES } from "../../setup/plan";
import type { Proof } from "../../setup/proof";
import { quoteWord } from "../../setup/registration";
import { toPlainStep } from "../../setup/steps";
import type { Config } from "../../shared/config";
import { BridgeError } from "../../shared/errors";
import { type AddCommand, UsageError } from "../command";
import { confirm } from "../confirm";
import { createPainter } from "../output";
import { renderList, renderSteps } from "../plan-text";
import { createProgress } from "../progress";
import { toSelf } from "../self";

interface SetupOptions {
  yes?: boolean;
  dryRun?: boolean;
  claudeOnly?: boolean;
  codexOnly?: boolean;
  json?: boolean;
}

export const addSetup: AddCommand = (program, { env, run }) => {
  program
    .command("setup")
    .description("register the bridge with Claude Code and Codex, and prove that it works")
    .option("-y, --yes", "change things without asking")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--claude-only", "leave Codex as it is")
    .option("--codex-only", "leave Claude Code as it is")
    .option("--json", "print JSON (needs --yes or --dry-run)")
    .addHelpText(
      "after",
      `
Setup shows what it will change and asks first. It records each change, so that \`uninstall\` can
put everything back. A second run changes nothing. CODEX_HOME and CLAUDE_CONFIG_DIR are respected.

Exit codes: 0 done, 1 failed or declined, 2 wrong usage or a wrong setting.

Examples:
  codex-bridge setup
  codex-bridge setup --dry-run
  codex-bridge setup --yes --json | jq .start`,
    )
    .action((options: SetupOptions) => run((config) => runSetup(config, env, options)));
};

/** Looks, shows, asks, changes, proves. */
async function runSetup(config: Config, env: Environment, options: SetupOptions): Promise<void> {
  const { yes = false, dryRun = false, claudeOnly = false, codexOnly = false, json = false } = options;
  if (claudeOnly && codexOnly)
    throw new UsageError("--claude-only and --codex-only exclude each other: leave both out to set up both.");
  if (json && !yes && !dryRun)
    throw new UsageError("--json asks nothing: add --yes to change things or --dry-run to look only.");
  const choice: Choice = { claude: !codexOnly, codex: !claudeOnly };
  const places = readPlaces(env, config.stateDir);
  const paint = createPainter(process.stdout.isTTY ?? false, config.noColor);
  const progress = createProgress({ quiet: json, noColor: config.noColor });
  const say = (text: string) => void (json || process.stdout.write(text));

  progress.step("Looking at what is here");
  const { found, plan } = await planInstall(places, config, choice);
  progress.done();
  say(`${renderFound(found, choice)}\n`);
  if (plan.problems.length > 0) {
    if (json) print({ ok: false, problems: plan.problems, notes: plan.notes, steps: plan.steps.map(toPlainStep) });
    throw new BridgeError("conflict", `setup has changed nothing:\n${plan.problems.join("\n")}`);
  }
  say(
    plan.steps.length > 0
      ? `${paint("bold", "To do")}\n${renderSteps(plan.steps, paint)}\n`
      : "Everything is set up already; nothing to change.\n",
  );
  say(renderList(paint("yellow", "Mind"), plan.notes));
  if (dryRun) {
    if (json) print({ ok: true, dryRun: true, steps: plan.steps.map(toPlainStep), notes: plan.notes });
    else say("\nNothing was changed (--dry-run).\n");
    return;
  }
  if (plan.steps.length > 0 && !(await confirm("\nDo this?", { yes, command: `${toSelf()} setup` }))) {
    say("Nothing was changed.\n");
    process.exitCode = 1;
    return;
  }

  let fallback: string | null = null;
  const applied = await during(progress, async () => {
    const done = await install({ found, plan }, choice, {
      step: ({ what }) => progress.step(what),
      fallback(why) {
        progress.fail();
        fallback = `${why} The sources are registered instead: everything works and starts a little slower.`;
      },
    });
    progress.done();
    return done;
  });
  const { found: now, plan: rest } = await planInstall(
    places,
    config,
    fallback === null ? choice : { ...choice, bundle: false },
  );
  // The sources may change while setup runs: a bundle that is stale again is not a fault.
  const due = rest.steps.filter(({ action }) => action.do !== "bundle");
  const left = [...rest.problems, ...due.map(({ what }) => what)];
  if (left.length > 0)
    throw new BridgeError(
      "conflict",
      `After setup this is still not as it should be: ${left.join("; ")}. Run: ${toSelf()} doctor`,
    );
  const proof = await during(progress, async () => {
    progress.step("Proving it: a question from Codex's end, answered at Claude's end");
    const result = await prove(now, applied);
    progress.done(`${result.roundTripMs} ms`);
    return result;
  });
  const notes = [...plan.notes, ...(fallback === null ? [] : [fallback])];
  if (json)
    print({
      ok: true,
      changed: plan.steps.length > 0,
      steps: plan.steps.map(toPlainStep),
      notes,
      proof,
      start: toStartCommands(now, choice),
    });
  else say(renderEnd(proof, notes, toStartCommands(now, choice), paint));
}

async function during<T>(progress: ReturnType<typeof createProgress>, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    progress.fail();
    throw error;
  }
}

function renderFound({ claude, codex, places, runtime }: Found, choice: Choice): string {
  const line = (side: "claude" | "codex", program: Found["claude"]["program"]) =>
    choice[side]
      ? [
          `  ${NAMES[side].padEnd(12)}${program ? `${program.version ?? "(version unknown)"}  ${program.path}` : "not found"}`,
        ]
      : [];
  return [
    `  ${"Bun".padEnd(12)}${runtime.version}  ${runtime.keepFrom ?? runtime.path}`,
    ...line("claude", claude.program),
    ...line("codex", codex.program),
    `  ${"State".padEnd(12)}${places.stateDir}`,
  ].join("\n");
}

/** The commands that start a conversation, quoted for a shell. */
function toStartCommands({ claude, codex }: Found, choice: Choice): string[] {
  const wanted = (["claude", "codex"] as const).filter((side) => choice[side]);
  const version = { claude: claude.program?.version ?? null, codex: codex.program?.version ?? null };
  return wanted.map((side) => [side, ...toLaunchArguments(side, [], version[side])].map(quoteWord).join(" "));
}

function renderEnd(proof: Proof, notes: string[], starts: string[], paint: ReturnType<typeof createPainter>): string {
  const self = toSelf();
  return [
    "",
    `${paint("green", "It works:")} the servers start in ${proof.startMs.claude} and ${proof.startMs.codex} ms, and a question came back answered in ${proof.roundTripMs} ms.`,
    ...(notes.length > 0 ? [renderList(paint("yellow", "Mind"), notes).trimEnd()] : []),
    "",
    `Start a conversation${starts.length > 1 ? ", each in its own terminal, in the same project" : ""}:`,
    ...starts.map((command) => `  ${paint("cyan", command)}`),
    "",
    `Then tell Codex to ask Claude something. Who is there: ${self} status. The page: ${self} open. What is wrong: ${self} doctor.`,
    "",
  ].join("\n");
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
