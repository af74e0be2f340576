/**
 * A temporary directory for each run: the one that all programs share holds their sockets, which a
 * run must not reach.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * A run's directory goes with the run; this is for those whose host did not live to see its end.
 */
const KEEP_MS = 7 * 86_400_000;

export type TemporaryDirectories = ReturnType<typeof createTemporaryDirectories>;

export function createTemporaryDirectories(stateDir: string) {
  const root = join(stateDir, "codex", "tmp");
  const pathOf = (runId: string) => join(root, runId.replace(/[^\w-]/g, "_"));
  return {
    pathOf,
    make: (runId: string) => mkdirSync(pathOf(runId), { recursive: true, mode: 0o700 }),
    remove: (runId: string) => rmSync(pathOf(runId), { recursive: true, force: true }),
    /** Removes what is too old to be in use. */
    sweep(now: number): void {
      for (const path of list(root)) {
        const stat = statSync(path, { throwIfNoEntry: false });
        if (stat && now - stat.mtimeMs > KEEP_MS) rmSync(path, { recursive: true, force: true });
      }
    },
  };
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    // None was ever made.
    return [];
  }
}
