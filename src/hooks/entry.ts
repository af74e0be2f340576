/**
 * A hook as a process of its own, for `hook.ts` and for `codex-bridge hook wait`. Measured on Linux with Bun 1.4.5, start to
 * end and memory while it waits: as setup builds it 20 ms and 37 MB, of which 5 MB are its own and the rest is shared with
 * other processes of Bun; hook.ts 20 ms and 39 MB; by cli.ts 30 ms and 45 MB.
 */
import { findClaudeCode } from "../process-identity";
import { readPlaces } from "./places";
import { runHook } from "./wait";

/**
 * Reads the hook's input from stdin and prints what it brings on stderr; resolves with the exit code: 2 wakes Claude with
 * what was printed, 0 means that there is nothing.
 */
export async function runHookProcess(env: Readonly<Record<string, string | undefined>>): Promise<0 | 2> {
  const printed = await runHook({
    places: readPlaces(env),
    input: Bun.stdin,
    started: performance.timeOrigin,
    entryPoint: env.CLAUDE_CODE_ENTRYPOINT,
    clientPid: findClaudeCode(env),
  });
  if (printed === null) return 0;
  await Bun.write(Bun.stderr, printed);
  return 2;
}
