/** What messages that come live tell of their conversations, until the bridge tells it itself. */

import { cutText, shorten } from "../../src/shared/text";
import type { ConversationView, MessageView } from "../../src/shared/views";
import { keepNewest } from "./known";
import type { PageState } from "./state";

/** As the bridge counts. */
const MAX_UNREAD = 100;
const START_CHARS = 80;

type Conversations = PageState["conversations"];

/** Brings last lines and counts of unread messages up to date. */
export function hear(conversations: Conversations, messages: readonly MessageView[]): Conversations {
  const changed = new Map<string, ConversationView>();
  for (const { conversation, seq, sender, text, createdAt } of messages) {
    const have = changed.get(conversation) ?? conversations.get(conversation);
    const lastSeq = have?.last?.seq ?? 0;
    if (have === undefined || seq < lastSeq) continue;
    const isNew = seq > lastSeq && sender.kind !== "user";
    changed.set(conversation, {
      ...have,
      last: { seq, sender: sender.kind, start: firstWords(text), createdAt },
      unread: isNew ? Math.min(MAX_UNREAD, have.unread + 1) : have.unread,
    });
  }
  return changed.size === 0 ? conversations : new Map([...conversations, ...changed]);
}

/** Adds one that was asked for; what was heard in it meanwhile is newer than the answer. */
export function addConversation(
  state: Pick<PageState, "conversations" | "messages">,
  own: ConversationView,
): Conversations {
  const conversations = keepNewest(state.conversations, [own]);
  return hear(
    conversations,
    state.messages.filter(({ conversation }) => conversation === own.id),
  );
}

/** The human has read a conversation up to here. */
export function markRead(conversations: Conversations, id: string, seq: number): Conversations {
  const have = conversations.get(id);
  if (have === undefined || have.readSeq >= seq) return conversations;
  // How many are left of those that come after, the bridge tells.
  const unread = (have.last?.seq ?? 0) > seq ? have.unread : 0;
  return new Map(conversations).set(id, { ...have, readSeq: seq, unread });
}

function firstWords(text: string): string {
  const line = cutText(text, 400).replace(/\s+/g, " ").trim();
  return line.length > START_CHARS ? shorten(line, START_CHARS - 1) : line;
}
