/** A person has spoken, or says so: what the loop guard held goes on its way, and the guard counts anew. */
import type { Context } from "./context";
import type { Delivery } from "./delivery";
import type { Outreach } from "./outreach";

/** Lets go what is held for or from a session, or all of it; gives how many messages that were. */
export type Release = (session: string | null) => Promise<number>;

export function createRelease(context: Context, delivery: Delivery, outreach: Outreach): Release {
  const { store, clock, events, registry, waiters, guard } = context;

  return async (session) => {
    guard.reset(session);
    if (store.deliveries.countHeld() === 0) return 0;
    const freed = await store.commit(() => {
      const rows = store.deliveries.unhold(session);
      for (const { message } of rows) {
        const heldMs = clock.now() - (store.messages.head(message)?.createdAt ?? clock.now());
        store.questions.extend(message, heldMs);
      }
      return rows;
    });
    for (const { message } of freed) events.emit({ type: "state", id: message });
    for (const receiver of new Set(freed.map((row) => row.receiver))) {
      const link = registry.claude(receiver);
      if (link) await delivery.pump(link);
      else {
        waiters.wake(receiver, null);
        outreach.reach(receiver);
      }
    }
    return freed.length;
  };
}
