/**
 * Prose is no answer: a question that Claude has had when it stops, and has not answered, is
 * brought to its mind once.
 */
import type { HookBatch } from "../shared/calls/hooks";
import type { Clock } from "../shared/clock";
import type { Store } from "../store/store";
import type { Gates } from "./gate-state";
import type { Presence } from "./presence";
import type { Views } from "./views";

/** What was handed over this long before Claude stopped was in the turn that has ended. */
const HAD_MS = 2_000;
/** What came later may be what Claude turns to next: it gets this long. */
const GRACE_MS = 10_000;

export type Reminders = ReturnType<typeof createReminders>;

export interface ReminderDeps {
  store: Pick<Store, "questions" | "deliveries" | "messages">;
  clock: Clock;
  presence: Pick<Presence, "isBusy" | "channel">;
  gates: Pick<Gates, "of">;
  views: Pick<Views, "firstWords">;
}

export function createReminders({ store, clock, presence, gates, views }: ReminderDeps) {
  const minds = new Map<string, { stoppedAt: number; since: number; reminded: Set<string> }>();

  /**
   * Questions that Claude has certainly had, not been reminded of, and when each is due; none while
   * its talk is paused.
   */
  function pending(session: string): { id: string; dueAt: number }[] {
    const mind = minds.get(session);
    if (!mind || presence.isBusy(session)) return [];
    const { stoppedAt, since, reminded } = mind;
    return store.questions.openTo(session, null).flatMap(({ id }) => {
      const { state, transport, pushedAt } = store.deliveries.find(id, session) ?? {};
      const head = store.messages.head(id);
      if (!head || gates.of(head.conversation) !== "open") return [];
      const hasHeard = (transport !== "channel" && transport !== "inbox") || presence.channel(session) === "proved";
      if (reminded.has(id) || !pushedAt || !hasHeard || (state !== "pushed" && state !== "seen")) return [];
      const wasIn = pushedAt + HAD_MS <= stoppedAt;
      return [{ id, dueAt: wasIn ? since : since + Math.max(0, pushedAt - stoppedAt) + GRACE_MS }];
    });
  }

  return {
    stopped(session: string): void {
      const reminded = minds.get(session)?.reminded ?? new Set();
      minds.set(session, { stoppedAt: clock.now(), since: clock.monotonic(), reminded });
    },
    /** Takes what is due now. */
    take(session: string): HookBatch["reminders"] {
      const due = pending(session).filter(({ dueAt }) => dueAt <= clock.monotonic());
      for (const { id } of due) minds.get(session)?.reminded.add(id);
      return due.map(({ id }) => ({ id, start: views.firstWords(id) }));
    },
    /** When the next one is due, by the monotonic clock; null where none is. */
    nextAt(session: string): number | null {
      const times = pending(session).map(({ dueAt }) => dueAt);
      return times.length === 0 ? null : Math.min(...times);
    },
    forget: (session: string) => void minds.delete(session),
  };
}
