/** Callers that are held open: who waits, for what, and how they are woken. The only place where anybody sleeps. */
import type { Clock } from "../clock";

export interface Waiter {
  /** Resolves true once woken, also where that happened before the call; false at the deadline or on abort. */
  next(deadlineAt: number, signal: AbortSignal): Promise<boolean>;
  close(): void;
}

export type Waiters = ReturnType<typeof createWaiters>;

interface Entry {
  question: string | null;
  /** True where any message for the thread ends the wait, not only the answer. */
  takesAny: boolean;
  wake(): void;
}

export function createWaiters(clock: Clock) {
  const byThread = new Map<string, Set<Entry>>();
  const byQuestion = new Map<string, number>();

  function count(question: string | null, step: 1 | -1): void {
    if (question === null) return;
    const left = (byQuestion.get(question) ?? 0) + step;
    if (left > 0) byQuestion.set(question, left);
    else byQuestion.delete(question);
  }

  return {
    /** Registers a caller before it reads what is there, so that nothing committed in between is missed. */
    open(thread: string, question: string | null, takesAny: boolean): Waiter {
      let woken = false;
      let wake: () => void = () => {};
      const entry: Entry = {
        question,
        takesAny,
        wake() {
          woken = true;
          wake();
        },
      };
      const peers = byThread.get(thread) ?? new Set();
      byThread.set(thread, peers.add(entry));
      count(question, 1);
      let open = true;
      return {
        next(deadlineAt, signal) {
          return new Promise((resolve) => {
            const left = deadlineAt - clock.now();
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
          if (!open) return;
          open = false;
          count(question, -1);
          peers.delete(entry);
          if (peers.size === 0 && byThread.get(thread) === peers) byThread.delete(thread);
        },
      };
    },
    /** Wakes whoever waits for this question's answer; where nobody does, the thread's callers that take anything. */
    wake(thread: string, question: string | null): void {
      const entries = [...(byThread.get(thread) ?? [])];
      const exact = question === null ? [] : entries.filter((entry) => entry.question === question);
      for (const entry of exact.length > 0 ? exact : entries.filter((entry) => entry.takesAny)) entry.wake();
    },
    /** True while a call is held open for this question's answer. */
    waitsFor: (question: string) => byQuestion.has(question),
    /** True while a call of this thread is held open that takes any message. */
    hasAny: (thread: string) => [...(byThread.get(thread) ?? [])].some((entry) => entry.takesAny),
    /** Callers held open now. */
    size(): number {
      let total = 0;
      for (const peers of byThread.values()) total += peers.size;
      return total;
    },
  };
}
