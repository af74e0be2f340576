/**
 * Callers that are held open: who waits, for what, and how they are woken. The only place where
 * anybody sleeps.
 */
import type { Clock } from "../shared/clock";

export interface Waiter {
  /**
   * Resolves true once woken, also where that happened before the call; false at the deadline or on
   * abort.
   */
  next(deadlineAt: number, signal: AbortSignal): Promise<boolean>;
  close(): void;
}

export interface Waiting {
  session: string;
  /** The question whose answer is waited for; null where none is. */
  question: string | null;
  /** What ends the wait: `answer`, or `any` message for the session. */
  wakesOn: "answer" | "any";
  /** What the call takes with it, so that nobody else may: `answer`, or `any` message. */
  takes: "answer" | "any";
}

export type Waiters = ReturnType<typeof createWaiters>;

interface Entry extends Waiting {
  wake(): void;
}

export function createWaiters(clock: Clock) {
  const bySession = new Map<string, Set<Entry>>();
  const byQuestion = new Map<string, Set<Entry>>();

  function add(map: Map<string, Set<Entry>>, key: string, entry: Entry): void {
    const entries = map.get(key);
    if (entries) entries.add(entry);
    else map.set(key, new Set([entry]));
  }

  function remove(map: Map<string, Set<Entry>>, key: string, entry: Entry): void {
    const entries = map.get(key);
    if (entries?.delete(entry) && entries.size === 0) map.delete(key);
  }

  return {
    /**
     * Registers a caller before it reads what is there, so that nothing committed in between is
     * missed.
     */
    open(waiting: Waiting): Waiter {
      const { session, question } = waiting;
      let woken = false;
      let wake: () => void = () => {};
      const entry: Entry = {
        ...waiting,
        wake() {
          woken = true;
          wake();
        },
      };
      add(bySession, session, entry);
      if (question !== null) add(byQuestion, question, entry);
      return {
        next(deadlineAt, signal) {
          return new Promise((resolve) => {
            const left = deadlineAt - clock.monotonic();
            if (woken || left <= 0 || signal.aborted) {
              resolve(woken);
              woken = false;
              return;
            }
            const finish = () => {
              cancel();
              signal.removeEventListener("abort", finish);
              wake = () => {};
              resolve(woken);
              woken = false;
            };
            const cancel = clock.schedule(left, finish);
            signal.addEventListener("abort", finish, { once: true });
            wake = finish;
          });
        },
        close() {
          remove(bySession, session, entry);
          if (question !== null) remove(byQuestion, question, entry);
        },
      };
    },
    /**
     * Wakes the callers that wait for this question's answer; where there are none, the session's
     * that any message wakes.
     */
    wake(session: string, question: string | null): void {
      const exact = question === null ? undefined : byQuestion.get(question);
      if (exact) for (const entry of [...exact]) entry.wake();
      else for (const entry of [...(bySession.get(session) ?? [])]) if (entry.wakesOn === "any") entry.wake();
    },
    /** True while a call is held open for this question's answer. */
    waitsFor: (question: string) => byQuestion.has(question),
    /** True while a call of this session is held open that takes any message. */
    takesAny(session: string): boolean {
      for (const { takes } of bySession.get(session) ?? []) if (takes === "any") return true;
      return false;
    },
    /** Callers held open now. */
    size(): number {
      let total = 0;
      for (const peers of bySession.values()) total += peers.size;
      return total;
    },
  };
}
