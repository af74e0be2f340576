/** Which conversations a person has paused or ended, and what that means for their messages. */
import type { Clock } from "../shared/clock";
import { gate as refusals } from "../shared/refusals";

import type { Gate, HeldBy } from "../shared/vocabulary";
import type { MessageHead } from "../store/messages";
import type { Store } from "../store/store";
import type { After } from "./transaction";

/** Who keeps a new message from being handed to anybody, and since when. */
export interface Hold {
  heldBy: HeldBy;
  heldAt: number;
}

export type Gates = ReturnType<typeof createGates>;

export function createGates({ store, clock }: { store: Store; clock: Clock }) {
  const all = () => (store.settings.get("gate") === "paused" ? "paused" : "open");

  function of(conversation: string): Gate {
    const gate = store.conversations.gate(conversation);
    return gate === "open" ? all() : gate;
  }

  return {
    of,
    /** How everything stands, the conversations to come included. */
    all,
    /** Whether anything is paused or ended at all. */
    isAnyClosed: () => all() !== "open" || store.conversations.isAnyGated(),

    /**
     * What an agent says there now: null where it may go on its way. Throws `conflict` where the
     * talk has ended. To be asked inside a commit.
     */
    admit(conversation: string, isGuarded: boolean): Hold | null {
      const gate = of(conversation);
      if (gate === "ended") {
        throw refusals.ended(conversation);
      }
      if (gate === "open" && !isGuarded) return null;
      return { heldBy: gate === "paused" ? "user" : "guard", heldAt: clock.now() };
    },

    /**
     * Whether a stored message may be handed out now. One that came back to the store while the
     * talk was paused is held from here on; after its end, it is dropped. To be asked inside a
     * commit.
     */
    mayGo(after: After, { id, sender, conversation }: MessageHead, receiver: string): boolean {
      const gate = of(conversation);
      if (gate === "open" || sender === "user") return true;
      const isStopped =
        gate === "paused"
          ? store.held.holdOne(id, receiver, "user", clock.now())
          : store.deliveries.drop(id, receiver, "end");
      if (isStopped) after.changed(id);
      return !isStopped;
    },

    /**
     * Whether what was pushed before may be handed over again: not while its talk is paused, unless
     * it was let through.
     */
    mayComeAgain(id: string, receiver: string): boolean {
      const head = store.messages.head(id);
      if (!head) return false;
      const gate = of(head.conversation);
      if (gate === "open" || head.sender === "user") return true;
      return gate === "paused" && typeof store.deliveries.find(id, receiver)?.heldAt === "number";
    },

    /** Drops what was pushed in vain before its talk ended. To be called inside a commit. */
    dropEnded(after: After, id: string, receiver: string): void {
      const head = store.messages.head(id);
      if (!head || head.sender === "user" || of(head.conversation) !== "ended") return;
      if (store.deliveries.drop(id, receiver, "end")) after.changed(id);
    },
  };
}
