/** What a reply of Claude's is about, where it names it and where it does not. */
import type { Reply } from "../calls/claude";
import { BridgeError } from "../errors";
import type { MessageHead } from "../store/messages";
import type { QuestionRow } from "../store/questions";
import type { Store } from "../store/store";
import { shorten } from "../text";
import type { Conversations } from "./conversations";
import type { ClaudeLink } from "./links";
import type { After } from "./transaction";
import type { Views } from "./views";

/** A question of Codex, a message of the user, or nothing in particular (the page). */
export type ReplyTarget =
  | { to: "codex"; question: QuestionRow; conversation: string; inferred: boolean }
  | { to: "page"; message: MessageHead | null; conversation: string; inferred: boolean };

/**
 * Finds what a reply answers; to be called inside a transaction. Throws `bad_request` or `not_found`, with a list of all
 * that is open, where that is not certain.
 */
export type FindReplyTarget = (after: After, link: ClaudeLink, reply: Reply) => ReplyTarget;

export interface ReplyTargetDeps {
  store: Pick<Store, "messages" | "questions" | "deliveries" | "conversations">;
  views: Pick<Views, "firstWords">;
  conversations: Conversations;
}

export function createFindReplyTarget({ store, views, conversations }: ReplyTargetDeps): FindReplyTarget {
  const ownConversation = (after: After, { session, project }: ClaudeLink) =>
    conversations.among(after, [{ session, kind: "claude" }], project);

  function conversationOf(after: After, link: ClaudeLink, id: string): string {
    return store.messages.head(id)?.conversation ?? ownConversation(after, link);
  }

  /** Everything that this session could answer, for a reader who has to choose. */
  function listOpen({ session }: ClaudeLink): string {
    const lines = store.questions
      .openTo(session, null)
      .map(({ id, asker }) => `- ${id} from codex (session ${asker}): "${views.firstWords(id)}"`);
    const human = store.messages.unansweredUser(session, null);
    if (human) lines.push(`- ${human.id} from user: "${views.firstWords(human.id)}"`);
    if (lines.length === 0) return "Nothing is open for you right now.";
    return `Open for you:\n${lines.join("\n")}\nCall reply again with reply_to set to one of these ids.`;
  }

  function refuse(link: ClaudeLink, code: "bad_request" | "not_found", why: string, field: string): BridgeError {
    return new BridgeError(code, `Nothing was sent: ${why}. ${listOpen(link)}`, field);
  }

  function named(after: After, link: ClaudeLink, id: string): ReplyTarget {
    const question = store.questions.find(id);
    const isHeld = store.deliveries.find(id, link.session)?.state === "held";
    if (question && question.target === link.session && !isHeld) {
      return { to: "codex", question, conversation: conversationOf(after, link, id), inferred: false };
    }
    if (question && !isHeld) {
      throw refuse(link, "not_found", `question ${id} is addressed to another Claude session`, "reply_to");
    }
    const message = store.messages.head(id);
    if (message?.sender === "user" && store.deliveries.find(id, link.session)) {
      return { to: "page", message, conversation: message.conversation, inferred: false };
    }
    throw refuse(link, "not_found", `no message ${quote(id)} waits for an answer from you`, "reply_to");
  }

  function inferred(after: After, link: ClaudeLink, scope: string | null): ReplyTarget {
    const open = store.questions.openTo(link.session, scope);
    const human = store.messages.unansweredUser(link.session, scope);
    // A question that has moved here is in the talk of the session that it was for.
    const isOwn =
      open.length > 0 ||
      human ||
      scope === null ||
      store.conversations.members(scope).some(({ session }) => session === link.session);
    if (!isOwn) throw refuse(link, "not_found", `you have no conversation ${quote(scope)}`, "chat_id");
    const [question, another] = open;
    const asked = question && !another ? store.messages.head(question.id) : null;
    if (question && asked && (!human || human.seq < asked.seq)) {
      return { to: "codex", question, conversation: asked.conversation, inferred: true };
    }
    if (question) throw refuse(link, "bad_request", "it is not clear which message this answers", "reply_to");
    const conversation = human?.conversation ?? scope ?? store.conversations.lastOf(link.session);
    return { to: "page", message: human, conversation: conversation ?? ownConversation(after, link), inferred: true };
  }

  return (after, link, { replyTo, conversation }) =>
    replyTo === undefined ? inferred(after, link, conversation ?? null) : named(after, link, replyTo);
}

function quote(value: string): string {
  return JSON.stringify(shorten(value, 80));
}
