/** What was held goes on its way: a person has spoken, or has said so. */
import type { Clock } from "../shared/clock";
import type { Freed } from "../store/held";
import type { Store } from "../store/store";
import type { Gates } from "./gate-state";
import type { Guard } from "./loop-guard";
import type { After, Transact } from "./transaction";

/**
 * A person has spoken in a session (null: means all of them): the guard counts anew, and lets go
 * what it held for or from the session; gives how many messages that were. What a person has paused
 * stays held.
 */
export type Release = (session: string | null) => Promise<number>;

/**
 * Sends messages on their way that are not held any more; to be called inside the transaction that
 * freed them.
 */
export type Forward = (after: After, freed: readonly Freed[]) => void;

export function createForward({ store, clock }: { store: Store; clock: Clock }): Forward {
  return (after, freed) => {
    for (const { message, receiver, heldAt } of freed) {
      // A question's time goes on where it stopped.
      store.questions.extend(message, clock.now() - heldAt);
      const head = store.messages.head(message);
      after.changed(message);
      if (head) after.emit({ type: "conversation", id: head.conversation });
      after.wake(receiver, head?.replyTo ?? null);
      after.push(receiver);
    }
  };
}

export interface ReleaseDeps {
  store: Pick<Store, "held">;
  transact: Transact;
  guard: Pick<Guard, "reset">;
  gates: Pick<Gates, "of">;
  forward: Forward;
}

export function createRelease({ store, transact, guard, gates, forward }: ReleaseDeps): Release {
  return async (session) => {
    guard.reset(session);
    if (store.held.count() === 0) return 0;
    return transact((after) => {
      const which = { by: "guard" as const, ...(session === null ? {} : { session }) };
      const found = store.held.find(which, Number.MAX_SAFE_INTEGER);
      const freed: Freed[] = [];
      for (const { message, conversation } of found) {
        if (gates.of(conversation) !== "paused") {
          const one = store.held.release(message);
          if (one) freed.push(one);
          continue;
        }
        store.held.handOver(message, "user");
        after.changed(message);
      }
      forward(after, freed);
      return freed.length;
    });
  };
}
