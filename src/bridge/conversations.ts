/** Which conversation two sessions talk in. */
import type { Clock } from "../clock";
import { createId } from "../ids";
import type { Store } from "../store/store";
import type { After } from "./transaction";

export interface Conversations {
  /** Finds or makes the conversation of two sessions, either of which may be absent; to be called inside a transaction. */
  between(after: After, claude: string | null, codex: string | null, project: string): string;
}

export function createConversations({ store, clock }: { store: Store; clock: Clock }): Conversations {
  return {
    between(after, claude, codex, project) {
      const known = store.conversations.pair(claude, codex);
      if (known) return known.id;
      const id = createId("c", clock.now());
      store.conversations.insert({ id, claude, codex, project, createdAt: clock.now() });
      after.emit({ type: "conversation", id });
      return id;
    },
  };
}
