/** What a conversation that begins anew in the same Claude session is to have again: the open questions it knows nothing of. */
import type { Context } from "./context";

export type Repeats = ReturnType<typeof createRepeats>;

export function createRepeats({ store, gates }: Context) {
  const bySession = new Map<string, Set<string>>();

  /** When a session can have had a message at the earliest; null where it cannot have had it. */
  function earliest(id: string, session: string): number | null {
    const row = store.deliveries.find(id, session);
    if (!row || (row.state === "stored" && row.lease === null)) return null;
    // What a hook or a tool brings is noted before it is shown, and what goes into the channel only once it is written.
    const isNotedBefore = row.road === "hook" || row.road === "tool";
    return isNotedBefore ? row.pushedAt : (store.messages.head(id)?.createdAt ?? null);
  }

  return {
    /**
     * Notes what a session may have had before a time at which it knew nothing any more. That cannot be exact: Claude Code
     * acknowledges no push and tells no time of its own, so of a question that is pushed in that very moment nobody knows
     * on which side of it Claude took it. Such a one comes twice rather than never: only what was asked later is new for
     * certain.
     */
    note(session: string, until: number): void {
      const had = store.questions.openTo(session, null).flatMap(({ id }) => {
        const at = earliest(id, session);
        return at !== null && at <= until ? [id] : [];
      });
      bySession.set(session, new Set(had));
    },
    /** What is still open, and may come now. */
    due: (session: string) =>
      [...(bySession.get(session) ?? [])].filter(
        (id) => store.questions.find(id)?.outcome === "open" && gates.mayComeAgain(id, session),
      ),
    done: (session: string, id: string) => void bySession.get(session)?.delete(id),
    forget: (session: string) => void bySession.delete(session),
  };
}
