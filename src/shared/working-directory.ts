/**
 * The directory that a program was started in, which may be gone by then: a removed work tree, for
 * example.
 */
import { isAbsolute } from "node:path";

/**
 * Gives the working directory. Where it is gone, its last known path, as Claude Code or the shell
 * calls it; where neither says one, the root.
 */
export function readWorkingDirectory(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return process.cwd();
  } catch {
    const known = [env.CLAUDE_PROJECT_DIR, env.PWD].find((path) => path !== undefined && isAbsolute(path));
    return known ?? "/";
  }
}
