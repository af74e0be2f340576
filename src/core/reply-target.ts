/** What a reply of Claude's is about, where it names it and where it does not. */
import type { Reply } from "../shared/calls/claude";
import { type OpenLine, reply as refusals } from "../shared/refusals";

import type { MessageHead } from "../store/messages";
import type { QuestionRow } from "../store/questions";
import type { Store } from "../store/store";
import type { ClaudeConnection } from "./connections";
import type { Conversations } from "./conversations";
import type { After } from "./transaction";
import type { Views } from "./views";

/** A question of Codex, a message of the user, or nothing in particular (the page). */
export type ReplyTarget =
  | { to: "codex"; question: QuestionRow; conversation: string; inferred: boolean }
  | { to: "page"; message: MessageHead | null; conversation: string; inferred: boolean };

/**
 * Finds what a reply answers; to be called inside a transaction. Throws `bad_request` or
 * `not_found`, with a list of all that is open, where that is not certain.
 */
export type FindReplyTarget = (after: After, connection: ClaudeConnection, reply: Reply) => ReplyTarget;

export interface ReplyTargetDeps {
  store: Pick<Store, "messages" | "questions" | "deliveries" | "conversations">;
  views: Pick<Views, "firstWords" | "toOpenLine">;
  conversations: Conversations;
}

export function createFindReplyTarget({ store, views, conversations }: ReplyTargetDeps): FindReplyTarget {
  const ownConversation = (after: After, { session, project }: ClaudeConnection) =>
    conversations.among(after, [{ session, kind: "claude" }], project);

  function conversationOf(after: After, connection: ClaudeConnection, id: string): string {
    return store.messages.head(id)?.conversation ?? ownConversation(after, connection);
  }

  /** Everything that this session could answer, for a reader who has to choose. */
  function openFor({ session }: ClaudeConnection): OpenLine[] {
    const human = store.messages.unansweredUser(session, null);
    const asked = store.questions.openTo(session, null).map(views.toOpenLine);
    return human ? [...asked, { id: human.id, start: views.firstWords(human.id), asker: null }] : asked;
  }

  function named(after: After, connection: ClaudeConnection, id: string): ReplyTarget {
    const question = store.questions.find(id);
    const isHeld = store.deliveries.find(id, connection.session)?.state === "held";
    if (question && question.target === connection.session && !isHeld) {
      return { to: "codex", question, conversation: conversationOf(after, connection, id), inferred: false };
    }
    if (question && !isHeld) {
      throw refusals.toAnother(id, openFor(connection));
    }
    const message = store.messages.head(id);
    if (message?.sender === "user" && store.deliveries.find(id, connection.session)) {
      return { to: "page", message, conversation: message.conversation, inferred: false };
    }
    throw refusals.unknown(id, openFor(connection));
  }

  function inferred(after: After, connection: ClaudeConnection, scope: string | null): ReplyTarget {
    const open = store.questions.openTo(connection.session, scope);
    const human = store.messages.unansweredUser(connection.session, scope);
    // A question that has moved here is in the talk of the session that it was for.
    const isOwn =
      open.length > 0 ||
      human ||
      scope === null ||
      store.conversations.members(scope).some(({ session }) => session === connection.session);
    if (!isOwn) throw refusals.noConversation(scope, openFor(connection));
    const [question, another] = open;
    const asked = question && !another ? store.messages.head(question.id) : null;
    if (question && asked && (!human || human.seq < asked.seq)) {
      return { to: "codex", question, conversation: asked.conversation, inferred: true };
    }
    if (question) throw refusals.unclear(openFor(connection));
    const conversation = human?.conversation ?? scope ?? store.conversations.lastOf(connection.session);
    return {
      to: "page",
      message: human,
      conversation: conversation ?? ownConversation(after, connection),
      inferred: true,
    };
  }

  return (after, connection, { replyTo, conversation }) =>
    replyTo === undefined ? inferred(after, connection, conversation ?? null) : named(after, connection, replyTo);
}
