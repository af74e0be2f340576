/** Which conversation two sessions talk in. */
import type { Clock } from "../shared/clock";
import { createId } from "../shared/ids";
import type { Member } from "../store/conversations";
import type { Store } from "../store/store";
import type { After } from "./transaction";

export interface Conversations {
  /**
   * Finds or makes the conversation of these sessions and nobody else; to be called inside a
   * transaction.
   */
  among(after: After, members: readonly Member[], project: string): string;
}

export function createConversations({ store, clock }: { store: Store; clock: Clock }): Conversations {
  return {
    among(after, members, project) {
      const known = store.conversations.among(members.map(({ session }) => session));
      if (known) return known.id;
      const id = createId("c", clock.now());
      store.conversations.insert({ id, project, createdAt: clock.now() }, members);
      after.emit({ type: "conversation", id });
      return id;
    },
  };
}
