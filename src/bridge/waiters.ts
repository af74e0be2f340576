/** Callers that are held open: who waits, for what, and how they are woken. The only place where anybody sleeps. */
import type { Signal } from "../cancel";
import type { Clock } from "../clock";

export interface Waiter {
  /** Resolves true once woken, also where that happened before the call; false at the deadline or on abort. */
  next(deadlineAt: number, signal: Signal): Promise<boolean>;
  /** Whether an answer was stored for this caller, with its lease. */
  isClaimed(): boolean;
  close(): void;
}

export type Waiters = ReturnType<typeof createWaiters>;

interface Entry {
  question: string | null;
  /** True where any message for the thread ends the wait, not only the answer. */
  takesAny: boolean;
  /** Under which an answer may be stored for this caller at once; null where none may, or one was. */
  lease: string | null;
  wake(): void;
}

export function createWaiters(clock: Clock) {
  const byThread = new Map<string, Set<Entry>>();
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
    /** Registers a caller before it reads what is there, so that nothing committed in between is missed. */
    open(thread: string, question: string | null, takesAny: boolean, lease: string | null = null): Waiter {
      let woken = false;
      let wake: () => void = () => {};
      const entry: Entry = {
        question,
        takesAny,
        lease,
        wake() {
          woken = true;
          wake();
        },
      };
      add(byThread, thread, entry);
      if (question !== null) add(byQuestion, question, entry);
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
        isClaimed: () => entry.lease !== lease,
        close() {
          remove(byThread, thread, entry);
          if (question !== null) remove(byQuestion, question, entry);
        },
      };
    },
    /** Wakes whoever waits for this question's answer; where nobody does, the thread's callers that take anything. */
    wake(thread: string, question: string | null): void {
      const exact = question === null ? undefined : byQuestion.get(question);
      if (exact) for (const entry of [...exact]) entry.wake();
      else for (const entry of [...(byThread.get(thread) ?? [])]) if (entry.takesAny) entry.wake();
    },
    /**
     * The lease of a call that is held open for this question's answer: the answer is stored as leased to it, which
     * saves looking for it among all that waits, and a commit. Null where nobody waits, or an answer was claimed before.
     */
    claim(question: string): string | null {
      for (const entry of byQuestion.get(question) ?? []) {
        const { lease } = entry;
        if (lease === null) continue;
        entry.lease = null;
        return lease;
      }
      return null;
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
