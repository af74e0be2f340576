/** How stored rows look from outside: to an agent (envelope) and to the page and the API (view). */
import type { HistoryPage } from "../shared/api";
import type { Envelope } from "../shared/calls/envelope";
import { PAGE_TEXT_CHARS } from "../shared/constants";
import type { ConversationView, MessageView, Notice, OpenQuestion, QuestionView, SessionView } from "../shared/views";
import type { ConversationRow } from "../store/conversations";
import type { DeliveryRow } from "../store/deliveries";
import type { MessageHead, MessageRow, RevisionAuthor, Side } from "../store/messages";
import type { QuestionRow } from "../store/questions";
import type { Store } from "../store/store";
import type { Files } from "./attachments";
import type { Events } from "./events";
import type { Presence } from "./presence";
import type { Waiters } from "./waiters";

const MAX_NOTICES = 20;
const MAX_UNREAD = 100;

/** A place in the history, by `seq`. */
export type Place = { before: number } | { after: number } | { around: number };

/** Where the newest messages are before. */
export const END: Place = { before: Number.MAX_SAFE_INTEGER };

export type Views = ReturnType<typeof createViews>;

export interface ViewDeps {
  store: Store;
  events: Pick<Events, "rev">;
  presence: Presence;
  waiters: Waiters;
  files: Files;
}

export function createViews(deps: ViewDeps) {
  const { store, events, presence, waiters, files } = deps;

  function toQuestion(id: string): QuestionView | null {
    const row = store.questions.find(id);
    if (!row) return null;
    const { outcome, asker, target, answer, expiresAt, closedAt } = row;
    return { outcome, asker, target, answerId: answer, expiresAt, closedAt, waiting: waiters.waitsFor(id) };
  }

  function toDeliveries(id: string): MessageView["deliveries"] {
    return store.deliveries
      .ofMessage(id)
      .map(({ message: _message, lease: _lease, heldAt: _heldAt, ...delivery }) => delivery);
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
      rev: events.rev(),
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

  function toConversation(row: ConversationRow): ConversationView {
    const first = store.conversations.first(row.id);
    const newest = store.conversations.newest(row.id);
    const head = newest === null ? null : store.messages.head(newest);
    return {
      ...row,
      members: store.conversations.members(row.id),
      topic: first === null ? null : firstWords(first),
      last: head && { seq: head.seq, sender: head.sender, start: firstWords(head.id), createdAt: head.createdAt },
      unread: store.conversations.countUnread(row.id, row.readSeq, MAX_UNREAD),
      held: store.conversations.countHeld(row.id),
      rev: events.rev(),
    };
  }

  /** What the gate did with the answer to a question; null where it did nothing. */
  function answerDelivery({ asker, answer }: QuestionRow): DeliveryRow | null {
    const at = answer === null ? null : store.deliveries.find(answer, asker);
    return at?.state === "held" || at?.state === "dropped" ? at : null;
  }

  return {
    firstWords,
    /** An open question in a list to choose from. */
    toOpenLine: ({ id, asker }: QuestionRow) => ({ id, asker, start: firstWords(id) }),
    answerDelivery,
    /** True while an answer may still come: the question is open, or a person holds its answer. */
    isPending(id: string): boolean {
      const row = store.questions.find(id);
      return row?.outcome === "open" || (row?.outcome === "answered" && answerDelivery(row)?.state === "held");
    },
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
      const at = answerDelivery(row) ?? delivery;
      const { state = null, reason = null, heldBy = null, droppedBy = null } = at ?? {};
      return [
        {
          id,
          outcome: row.outcome,
          state,
          reason,
          heldBy,
          droppedBy,
          createdAt: head.createdAt,
          start: firstWords(id),
        },
      ];
    },
    /** Takes what a session is to learn with its next result; each notice is told once. */
    async takeNotices(session: string): Promise<Notice[]> {
      if (!store.notices.has(session)) return [];
      const rows = await store.commit(() => store.notices.take(session, MAX_NOTICES));
      return rows
        .filter(({ kind, message }) => kind !== "unreceived" || isStillKept(message))
        .map(({ kind, message, note }) => ({
          kind,
          message,
          start: firstWords(message),
          ...(note === null ? {} : { note }),
        }));
    },
    /** A message as an agent gets it. */
    envelope(
      message: MessageHead,
      { text, editedBy }: { text: string; editedBy: RevisionAuthor | null },
      redelivered: boolean,
    ): Envelope {
      const { id, kind, sender, session, conversation, replyTo, createdAt } = message;
      const project = session === null ? null : (presence.row(session)?.projectName ?? null);
      const attachments = files.of(id);
      const own = { ...(attachments.length > 0 ? { attachments } : {}), ...(editedBy === "user" ? { editedBy } : {}) };
      return { id, kind, sender, session, project, conversation, replyTo, text, createdAt, redelivered, ...own };
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
    /**
     * A page of the history, oldest first: what is before a place, after it, or around it and with
     * it.
     */
    history(place: Place, limit: number, conversation: string | null): HistoryPage {
      const read = (side: Side, from: number, count: number) => {
        const rows = store.messages.beside(side, from, count + 1, PAGE_TEXT_CHARS, conversation);
        return { rows: rows.slice(0, count), more: rows.length > count };
      };
      if ("before" in place) {
        const { rows, more } = read("before", place.before, limit);
        return { messages: rows.reverse().map(toMessage), more };
      }
      // The message in the middle counts as an earlier one; what it leaves of the page is for both
      // sides.
      const older = "after" in place ? 0 : Math.ceil(limit / 2);
      const before = read("before", "after" in place ? place.after + 1 : place.around + 1, older);
      const after = read("after", "after" in place ? place.after : place.around, limit - older);
      const messages = [...before.rows.reverse(), ...after.rows].map(toMessage);
      return { messages, more: before.more, later: after.more };
    },
  };
}
