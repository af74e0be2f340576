/**
 * codex-bridge hook wait: does the same as hook.ts. Setup registers hook.ts, since it starts
 * faster.
 */
import { runHookProcess } from "../../hooks/entry";
import type { Environment } from "../../setup/places";
import type { AddCommand } from "../command";

export const addHook: AddCommand = (program, { env }) => {
  program
    .command("hook")
    .description("what Claude Code runs as its hooks; setup registers a faster form")
    .addHelpText("after", "\nExample:\n  codex-bridge hook wait < hook-input.json")
    .command("wait")
    .description("wait for messages to this Claude session, and print them on stderr")
    .addHelpText(
      "after",
      `
It reads a hook's JSON input from stdin. It ends at once where no bridge or session needs it.

Exit codes: 0 nothing to bring, 2 printed what wakes Claude.`,
    )
    .action(() => runHookWait(env));
};

/** Waits as a hook of Claude Code does, and ends the process. */
async function runHookWait(env: Environment): Promise<void> {
  // Claude Code may keep stdin open.
  process.exit(await runHookProcess(env));
}
