/** A hook as a process of its own, for `hook.ts` and for `codex-bridge hook wait`. */

import { createLocator } from "../rpc/discovery";
import { readConfig } from "../shared/config";
import { findClaudeCode } from "../shared/process-identity";
import { runHook } from "./wait";

/**
 * Reads the hook's input from stdin and prints what it brings on stderr; resolves with the exit
 * code: 2 wakes Claude with what was printed, 0 means that there is nothing.
 */
export async function runHookProcess(env: Readonly<Record<string, string | undefined>>): Promise<0 | 2> {
  const config = readConfig(env);
  const printed = await runHook({
    locate: createLocator(config),
    mayWait: config.hookWait,
    input: Bun.stdin,
    started: performance.timeOrigin,
    entryPoint: env.CLAUDE_CODE_ENTRYPOINT,
    clientPid: findClaudeCode(env),
  });
  if (printed === null) return 0;
  await Bun.write(Bun.stderr, printed);
  return 2;
}
