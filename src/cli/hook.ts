/** codex-bridge hook wait: the same as hook.ts, which is registered because it is smaller and starts faster. */
import { runHookProcess } from "../hooks/entry";
import type { Environment } from "../setup/places";

/** Waits as a hook of Claude Code does, and ends the process. */
export async function runHookWait(env: Environment): Promise<void> {
  // Claude Code may keep stdin open.
  process.exit(await runHookProcess(env));
}
