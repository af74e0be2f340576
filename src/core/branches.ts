/**
 * The branch of each session's directory as it is now: people switch branches while sessions run.
 */
import type { Clock } from "../shared/clock";

/** A look costs some file reads, and lists look at all sessions. */
const FRESH_MS = 1_000;

/**
 * Null where no branch is checked out; undefined where the directory cannot be seen from this
 * process.
 */
export type ReadBranch = (cwd: string) => string | null | undefined;

export type Branches = ReturnType<typeof createBranches>;

export function createBranches(clock: Clock, read: ReadBranch) {
  const seen = new Map<string, { branch: string | null | undefined; at: number }>();
  return {
    /** The present branch, or the one that the session's process told where it cannot be seen. */
    of({ cwd, branch: told }: { cwd: string; branch: string | null }): string | null {
      const last = seen.get(cwd);
      const isFresh = last && clock.monotonic() - last.at < FRESH_MS;
      const { branch } = isFresh ? last : { branch: read(cwd) };
      if (!isFresh) seen.set(cwd, { branch, at: clock.monotonic() });
      return branch === undefined ? told : branch;
    },
    forget: (cwd: string) => seen.delete(cwd),
  };
}
