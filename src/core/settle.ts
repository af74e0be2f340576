/** What has come to rest on its way, and how a person ends it by hand. */
import type { StuckMessage } from "../shared/api";
import type { Clock } from "../shared/clock";
import { BridgeError } from "../shared/errors";
import { notFound } from "../shared/refusals";
import type { MessageView } from "../shared/views";
import type { Store } from "../store/store";
import type { Presence } from "./presence";
import type { Transact } from "./transaction";
import type { Views } from "./views";

/** A message that has waited for less is on its way. */
const STUCK_AFTER_MS = 10 * 60_000;
const LISTED = 50;
const SESSIONS = 50;

export interface Settling {
  /**
   * Messages that nothing brings on by itself: those that are held, and those for sessions that are
   * away.
   */
  stuck(): StuckMessage[];
  /**
   * Ends a message's way: what was not delivered is dropped, and an open question is cancelled, of
   * which its asker is told. Throws `not_found`, or `conflict` where nothing of it waits.
   */
  settle(id: string): Promise<MessageView>;
}

export interface SettlingDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  presence: Pick<Presence, "recent">;
  views: Pick<Views, "message" | "firstWords">;
}

export function createSettling({ store, clock, transact, presence, views }: SettlingDeps): Settling {
  function describe(id: string, receiver: string): StuckMessage[] {
    const head = store.messages.head(id);
    const delivery = store.deliveries.find(id, receiver);
    if (!head || !delivery || clock.now() - head.createdAt < STUCK_AFTER_MS) return [];
    const { kind, createdAt } = head;
    const reason = delivery.reason ?? (delivery.state === "held" ? `held (${delivery.heldBy})` : "its session is away");
    return [{ id, kind, receiver, state: delivery.state, reason, createdAt, start: views.firstWords(id) }];
  }

  return {
    stuck() {
      const held = store.held.find({}, LISTED).map(({ message, receiver }) => ({ message, receiver }));
      const away = presence.recent(SESSIONS).filter(({ connected }) => !connected);
      const kept = away.flatMap(({ id }) => store.deliveries.stored(id).map((message) => ({ message, receiver: id })));
      return [...held, ...kept].slice(0, LISTED).flatMap(({ message, receiver }) => describe(message, receiver));
    },

    async settle(id) {
      await transact((after) => {
        const head = store.messages.head(id);
        if (!head) throw notFound.message();
        const now = clock.now();
        const waiting = store.deliveries.ofMessage(id).filter(({ state }) => state === "stored" || state === "held");
        const dropped = waiting.filter(({ receiver }) => store.deliveries.drop(id, receiver, "user"));
        const question = store.questions.find(id);
        const isEnded = question !== null && store.questions.close(id, "cancelled", null, now);
        if (dropped.length === 0 && !isEnded) {
          throw new BridgeError("conflict", "Nothing of this message waits: it was delivered, or has ended.", "id");
        }
        if (isEnded) {
          store.notices.insert(question.asker, "cancelled", id, now);
          after.wake(question.asker, id);
        }
        after.changed(id);
        after.emit({ type: "conversation", id: head.conversation });
      });
      const view = views.message(id);
      if (!view) throw new BridgeError("internal", "The message is gone.", "id");
      return view;
    },
  };
}
