/**
 * The loop guard: two agents that talk without a person's word for too long are stopped until one
 * comes.
 */

/** Pairs that are remembered; the one that was quiet longest is forgotten first. */
const REMEMBERED = 10_000;

export type Guard = ReturnType<typeof createGuard>;

/**
 * Counts what two sessions send each other since the last human word: a page or CLI message, or a
 * Codex turn that its user started. `limit` 0 counts nothing. The count lives with the host: a new
 * one starts at 0.
 */
export function createGuard(limit: number) {
  const counts = new Map<string, number>();
  /** The same for both directions. */
  const key = (one: string, other: string) => [one, other].sort().join("\n");

  return {
    /** True where the two have used up what they may exchange. */
    holds: (one: string, other: string) => limit > 0 && (counts.get(key(one, other)) ?? 0) >= limit,
    /**
     * Counts an exchange: an answer, or a note. Questions that are open side by side are no loop.
     */
    count(one: string, other: string): void {
      if (limit === 0) return;
      const pair = key(one, other);
      const count = (counts.get(pair) ?? 0) + 1;
      // Moved to the end: a map keeps the order of insertion.
      counts.delete(pair);
      counts.set(pair, count);
      for (const quietest of counts.keys()) {
        if (counts.size <= REMEMBERED) break;
        counts.delete(quietest);
      }
    },
    /**
     * A person has spoken in a session: all that it takes part in counts anew; with null,
     * everything does.
     */
    reset(session: string | null): void {
      if (session === null) return counts.clear();
      for (const pair of [...counts.keys()]) if (pair.split("\n").includes(session)) counts.delete(pair);
    },
    /** A person lets these go on with each other. */
    resetAmong(sessions: readonly string[]): void {
      for (const one of sessions) for (const other of sessions) counts.delete(key(one, other));
    },
  };
}
