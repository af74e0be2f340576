/** How stored rows look from outside: to an agent (envelope) and to the page and the API (view). */
import type { Envelope } from "../calls";
import {
  type ConversationView,
  type MessageView,
  type Notice,
  type OpenQuestion,
  PAGE_TEXT_CHARS,
  type QuestionView,
  type SessionView,
} from "../protocol";
import type { ConversationRow } from "../store/conversations";
import type { MessageHead, MessageRow } from "../store/messages";
import type { Store } from "../store/store";
import type { Registry } from "./registry";
import type { Waiters } from "./waiters";

const MAX_NOTICES = 20;
const MAX_UNREAD = 100;

export type Views = ReturnType<typeof createViews>;

export function createViews(deps: { store: Store; registry: Registry; waiters: Waiters }) {
  const { store, registry, waiters } = deps;

  function toQuestion(id: string): QuestionView | null {
    const row = store.questions.find(id);
    if (!row) return null;
    const { outcome, asker, target, answer, expiresAt, closedAt } = row;
    return { outcome, asker, target, answerId: answer, expiresAt, closedAt, waiting: waiters.waitsFor(id) };
  }

  function toDeliveries(id: string): MessageView["deliveries"] {
    return store.deliveries.ofMessage(id).map(({ receiver, state, reason, road, attempts, pushedAt, seenAt }) => ({
      receiver,
      state,
      reason,
      road,
      attempts,
      pushedAt,
      seenAt,
    }));
  }

  function toMessage(row: MessageRow): MessageView {
    const { seq, id, kind, sender, session, conversation, replyTo, text, chars, createdAt, editedAt, editedBy } = row;
    return {
      seq,
      id,
      kind,
      sender: { kind: sender, session },
      conversation,
      replyTo,
      text,
      textLength: chars,
      createdAt,
      editedAt,
      editedBy,
      attachments: store.attachments.ofMessage(id),
      deliveries: toDeliveries(id),
      question: kind === "question" ? toQuestion(id) : null,
    };
  }

  function isStillKept(message: string): boolean {
    return store.deliveries.ofMessage(message).some(({ state }) => state === "stored");
  }

  /** The first words of a message on one line, for lists. */
  function firstWords(id: string): string {
    const line = (store.messages.read(id, 200)?.text ?? "").replace(/[\s\p{Cc}]+/gu, " ").trim();
    const characters = [...line];
    return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : line;
  }

  function toConversation({ readSeq, ...row }: ConversationRow): ConversationView {
    const newest = store.conversations.newest(row.id);
    const head = newest === null ? null : store.messages.head(newest);
    return {
      ...row,
      last: head && { seq: head.seq, sender: head.sender, start: firstWords(head.id), createdAt: head.createdAt },
      unread: store.conversations.countUnread(row.id, readSeq, MAX_UNREAD),
      held: store.conversations.countHeld(row.id),
    };
  }

  return {
    firstWords,
    /** A session with how many questions are open: to a Claude session, by a Codex session. */
    withOpen(session: SessionView) {
      const { id, kind } = session;
      const open = kind === "claude" ? store.questions.openTo(id, null) : store.questions.openBy(id);
      return { ...session, openQuestions: open.length };
    },
    /** A question in a list; an empty list where there is none. */
    openQuestion(id: string): OpenQuestion[] {
      const row = store.questions.find(id);
      const head = store.messages.head(id);
      if (!row || !head) return [];
      const delivery = row.target === null ? null : store.deliveries.find(id, row.target);
      const { state = null, reason = null } = delivery ?? {};
      return [{ id, outcome: row.outcome, state, reason, createdAt: head.createdAt, start: firstWords(id) }];
    },
    /** Takes what a session is to learn with its next result; each notice is told once. */
    async takeNotices(session: string): Promise<Notice[]> {
      if (!store.notices.has(session)) return [];
      const rows = await store.commit(() => store.notices.take(session, MAX_NOTICES));
      return rows
        .filter(({ kind, message }) => kind !== "unreceived" || isStillKept(message))
        .map(({ kind, message }) => ({ kind, message, start: firstWords(message) }));
    },
    /** A message as an agent gets it. */
    toEnvelope(message: MessageHead, text: string, redelivered: boolean): Envelope {
      const { id, kind, sender, session, conversation, replyTo, createdAt } = message;
      const project = session === null ? null : (registry.view(session)?.project.name ?? null);
      return { id, kind, sender, session, project, conversation, replyTo, text, createdAt, redelivered };
    },
    /** A message as the page gets it, with at most `chars` characters of its text. */
    message(id: string, chars: number = PAGE_TEXT_CHARS): MessageView | null {
      const row = store.messages.read(id, chars);
      return row && toMessage(row);
    },
    /** A conversation as the page gets it; null where there is none. */
    conversation(id: string): ConversationView | null {
      const row = store.conversations.find(id);
      return row && toConversation(row);
    },
    /** The conversations in which somebody spoke last, newest first. */
    conversations: (limit: number): ConversationView[] => store.conversations.recent(limit).map(toConversation),
    state: (id: string) => ({ id, deliveries: toDeliveries(id), question: toQuestion(id) }),
    history(before: number, limit: number, conversation: string | null) {
      const rows = store.messages.before(before, limit + 1, PAGE_TEXT_CHARS, conversation);
      const more = rows.length > limit;
      return { messages: (more ? rows.slice(1) : rows).map(toMessage), more };
    },
  };
}
