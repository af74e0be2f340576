/**
 * Remembers what triggered the last turn of each thread that called: `codex exec` must not be
 * pushed to.
 */

/** Threads that one process remembers; it rarely speaks for more than one. */
const REMEMBERED = 100;

export function createTriggerLog() {
  const triggers = new Map<string, string | null>();
  return {
    note(thread: string, trigger: string | null): void {
      triggers.set(thread, trigger);
      for (const oldest of triggers.keys()) {
        if (triggers.size <= REMEMBERED) break;
        triggers.delete(oldest);
      }
    },
    of: (thread: string) => triggers.get(thread) ?? null,
  };
}
