/**
 * A whole conversation to be read from its beginning, one message at a time, however long it is.
 */

import type { ConversationView, MessageView, SessionView } from "../shared/views";
import type { Store } from "../store/store";
import { nextTurn } from "./indexer";
import type { Presence } from "./presence";
import type { Views } from "./views";

/** Places that are read at one go; texts are read one by one. */
const BATCH = 200;

/** A reader lets others have their turn after this long. */
const TURN_MS = 5;

export interface Archive {
  conversation: ConversationView;
  /** Its members, as far as they are known. */
  sessions: SessionView[];
  /** All messages that were there when it was opened, oldest first, each with its whole text. */
  messages(): AsyncGenerator<MessageView, void, undefined>;
  /** The first words of a message on one line. */
  firstWords(id: string): string;
}

export interface ArchiveDeps {
  store: Pick<Store, "messages">;
  views: Views;
  presence: Pick<Presence, "view">;
}

/** Opens a conversation; null where there is none. */
export function openArchive({ store, views, presence }: ArchiveDeps, id: string): Archive | null {
  const conversation = views.conversation(id);
  if (!conversation) return null;
  const end = conversation.last?.seq ?? 0;

  async function* read(): AsyncGenerator<MessageView, void, undefined> {
    let restedAt = performance.now();
    for (let place = 0; place < end; ) {
      const rows = store.messages.beside("after", place, BATCH, 0, id);
      for (const row of rows) {
        if (row.seq > end) return;
        const message = views.message(row.id, Number.MAX_SAFE_INTEGER);
        // Forgotten meanwhile.
        if (message) yield message;
        if (performance.now() - restedAt < TURN_MS) continue;
        await nextTurn();
        restedAt = performance.now();
      }
      place = rows.at(-1)?.seq ?? end;
    }
  }

  return {
    conversation,
    sessions: conversation.members.flatMap((member) => presence.view(member.session) ?? []),
    messages: read,
    firstWords: views.firstWords,
  };
}
