/**
 * One way to change the domain: the work is committed first, and only then does anybody hear of it.
 */
import type { Store } from "../store/store";
import type { BridgeEvent, Events } from "./events";
import type { Waiters } from "./waiters";

/**
 * What is to happen once a transaction is committed. Nothing of it happens where the work throws.
 */
export interface After {
  /** Tells the observers what has changed. */
  emit(event: BridgeEvent): void;
  /** Tells them that the state of a message, or of the question that it asks, has changed. */
  changed(message: string): void;
  /**
   * Wakes the calls that wait for this question's answer; where none does, the session's calls that
   * take anything.
   */
  wake(session: string, question: string | null): void;
  /** Pushes what waits for a session, where it can be pushed to. */
  push(session: string): void;
}

/**
 * Runs `work` in a transaction of the store, then what it asked for. Rejects with what `work`
 * threw.
 */
export type Transact = <T>(work: (after: After) => T) => Promise<T>;

export interface TransactDeps {
  store: Pick<Store, "commit">;
  events: Pick<Events, "emit">;
  waiters: Pick<Waiters, "wake">;
  /** Starts to push what waits for a session; must not throw. */
  push(session: string): void;
}

export function createTransact({ store, events, waiters, push }: TransactDeps): Transact {
  return async (work) => {
    let told = new Map<string, BridgeEvent>();
    let woken: [session: string, question: string | null][] = [];
    let pushed = new Set<string>();
    const after: After = {
      emit: (event) => void told.set(JSON.stringify(event), event),
      changed: (id) => after.emit({ type: "state", id }),
      wake: (session, question) => void woken.push([session, question]),
      push: (session) => void pushed.add(session),
    };
    const result = await store.commit(() => {
      // The store runs a job again on its own where a neighbour has failed.
      told = new Map();
      woken = [];
      pushed = new Set();
      return work(after);
    });
    for (const event of told.values()) events.emit(event);
    for (const [session, question] of woken) waiters.wake(session, question);
    for (const session of pushed) push(session);
    return result;
  };
}
