/**
 * How every message leaves the bridge, whether it is pushed or somebody comes for it: taken under a
 * lease, and then acked, or given back (nack) to whoever takes it next.
 */
import type { Envelope } from "../shared/calls/envelope";
import type { Clock } from "../shared/clock";
import type { Transport } from "../shared/vocabulary";
import type { Waiting } from "../store/deliveries";
import type { Store } from "../store/store";
import { createRoom } from "./frame-budget";
import type { Gates } from "./gate-state";
import type { After } from "./transaction";
import type { Views } from "./views";

/** Messages that are looked at to find some that may be taken. */
const LOOKED_THROUGH = 200;

export interface Take {
  /** Who holds the messages until they are acked or given back. */
  lease: string;
  /** At most so many messages. */
  items: number;
  /**
   * After the first message, only as many more as have so many characters in all; without it, what
   * a frame holds.
   */
  chars?: number;
  /** The answer to this question goes first. */
  first?: string | null;
  /** Nothing but the answer to `first`. */
  only?: boolean;
  /** Whether a message is for this taker; without it, all are. */
  accepts?(waiting: Waiting): boolean;
}

export interface Ack {
  /** `pushed`: written to its client. `seen`: the receiver has proved receipt. */
  as: "pushed" | "seen";
  transport: Transport | null;
  /** Counts only while this lease holds the message. */
  lease?: string;
}

export interface Nack {
  /** Why they wait again; null: as it was. */
  reason: string | null;
  /** False where they certainly did not arrive: the attempt does not count. */
  counts: boolean;
}

/** All of them are to be called inside a transaction. */
export interface Deliveries {
  /** Leases what waits for a receiver, oldest first, as far as the gates let it go. */
  take(after: After, receiver: string, take: Take): Envelope[];
  /** Notes how far messages have come. */
  ack(after: After, receiver: string, ids: readonly string[], ack: Ack): void;
  /** Gives back what a lease holds, or of that only these messages. */
  nack(after: After, receiver: string, lease: string, ids: readonly string[], nack: Nack): void;
  /**
   * Gives back all that a lease holds. Where its sender was told that it had arrived, the sender
   * gets a notice.
   */
  release(after: After, lease: string, options: { reason: string | null; wasPromised: boolean }): void;
}

export interface DeliveriesDeps {
  store: Store;
  clock: Clock;
  gates: Pick<Gates, "mayGo">;
  views: Pick<Views, "envelope">;
}

export function createDeliveries({ store, clock, gates, views }: DeliveriesDeps): Deliveries {
  /** What a taker may have, in the order in which it gets it. */
  function takeable(receiver: string, { first = null, only = false, items, accepts }: Take): Waiting[] {
    const own = first === null ? [] : store.deliveries.answers(receiver, first);
    if (only) return own;
    const waiting = store.deliveries.waiting(receiver, accepts ? Math.max(items, LOOKED_THROUGH) : items);
    const others = waiting.filter((one) => first === null || one.replyTo !== first);
    return [...own, ...(accepts ? others.filter(accepts) : others)];
  }

  return {
    take(after, receiver, take) {
      const taken: Envelope[] = [];
      const fits = createRoom(take.chars);
      for (const { message } of takeable(receiver, take)) {
        if (taken.length === take.items) break;
        const head = store.messages.head(message);
        const current = store.messages.current(message);
        if (!head || !current || !gates.mayGo(after, head, receiver)) continue;
        if (!fits(current.text)) break;
        const attempts = store.deliveries.lease(message, receiver, take.lease);
        if (attempts === null) continue;
        taken.push(views.envelope(head, current, attempts > 1));
      }
      return taken;
    },

    ack(after, receiver, ids, { as, transport, lease }) {
      const now = clock.now();
      for (const id of ids) {
        if (lease !== undefined && store.deliveries.find(id, receiver)?.lease !== lease) continue;
        const isNews =
          as === "seen"
            ? store.deliveries.seen(id, receiver, now, transport)
            : store.deliveries.pushed(id, receiver, now, transport);
        if (isNews) after.changed(id);
      }
    },

    nack(after, receiver, lease, ids, { reason, counts }) {
      for (const id of ids) {
        const isFree = counts
          ? store.deliveries.releaseOne(id, receiver, lease, reason)
          : store.deliveries.giveBack(id, receiver, lease, reason);
        if (isFree) after.changed(id);
      }
    },

    release(after, lease, { reason, wasPromised }) {
      for (const id of store.deliveries.release(lease, reason)) {
        const head = store.messages.head(id);
        if (wasPromised && head?.kind === "reply" && head.session !== null) {
          store.notices.insert(head.session, "unreceived", id, clock.now());
        }
        const receiver = store.deliveries.ofMessage(id).find(({ state }) => state === "stored")?.receiver;
        after.changed(id);
        if (receiver) after.wake(receiver, head?.replyTo ?? null);
      }
    },
  };
}
