/** What was held goes on its way: a person has spoken, or has said so. */
import { HELD_BY } from "../constants";
import type { Freed } from "../store/held";
import type { Context } from "./context";
import type { Delivery } from "./delivery";
import type { Outreach } from "./outreach";

/**
 * A person has spoken in a session (null: means all of them): the guard counts anew, and lets go what it held for or from
 * the session; gives how many messages that were. What a person has paused stays held.
 */
export type Release = (session: string | null) => Promise<number>;

/** Tells of messages that were freed, and brings them to their receivers. */
export type Forward = (freed: readonly Freed[]) => Promise<void>;

export function createForward(context: Context, delivery: Delivery, outreach: Outreach): Forward {
  const { store, events, registry, waiters } = context;

  return async (freed) => {
    const heads = freed.flatMap(({ message }) => store.messages.head(message) ?? []);
    for (const { id } of heads) events.emit({ type: "state", id });
    for (const id of new Set(heads.map(({ conversation }) => conversation))) events.emit({ type: "conversation", id });
    for (const { message, receiver } of freed) {
      waiters.wake(receiver, heads.find(({ id }) => id === message)?.replyTo ?? null);
    }
    for (const receiver of new Set(freed.map((row) => row.receiver))) {
      const link = registry.claude(receiver);
      if (link) await delivery.pump(link);
      else outreach.reach(receiver);
    }
  };
}

/** A question's time goes on where it stopped; to be called inside the commit that freed it. */
export function endHold({ store, clock }: Context, { message, heldAt }: Freed): void {
  store.questions.extend(message, clock.now() - heldAt);
}

export function createRelease(context: Context, forward: Forward): Release {
  const { store, events, guard, gates } = context;

  return async (session) => {
    guard.reset(session);
    if (store.held.count() === 0) return 0;
    const { freed, kept } = await store.commit(() => {
      const which = { reason: HELD_BY.guard, ...(session === null ? {} : { session }) };
      const found = store.held.find(which, Number.MAX_SAFE_INTEGER);
      const kept = found.filter(({ conversation }) => gates.of(conversation) === "paused");
      for (const { message } of kept) store.held.blame(message, HELD_BY.user);
      const freed = found.flatMap(({ message, conversation }) =>
        gates.of(conversation) === "paused" ? [] : (store.held.release(message) ?? []),
      );
      for (const one of freed) endHold(context, one);
      return { freed, kept };
    });
    for (const { message } of kept) events.emit({ type: "state", id: message });
    await forward(freed);
    return freed.length;
  };
}
