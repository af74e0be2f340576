/** Claude answers: which question or message a reply belongs to, and what became of it. */
import type { Reply, ReplyResult } from "../calls/claude";
import type { NewAttachment } from "../calls/envelope";
import { USER } from "../constants";
import { BridgeError } from "../errors";
import type { MessageHead } from "../store/messages";
import type { QuestionRow } from "../store/questions";
import { shorten } from "../text";
import { type Context, insertMessage, pairConversation } from "./context";
import type { ClaudeLink } from "./links";
import type { Outreach } from "./outreach";

/** What a reply is about: a question of Codex, a message of the user, or nothing in particular (the page). */
type Goal =
  | { to: "codex"; question: QuestionRow; conversation: string; inferred: boolean }
  | { to: "page"; message: MessageHead | null; conversation: string; inferred: boolean };

type Attached = readonly NewAttachment[];

type Done = Omit<ReplyResult, "notices" | "road" | "reason">;

export type Answers = ReturnType<typeof createAnswers>;

export function createAnswers(context: Context, outreach: Outreach, audience: { watchers(): number }) {
  const { store, clock, events, registry, waiters, views, guard, gates, hearing, quota } = context;

  function conversationOf(id: string, link: ClaudeLink): string {
    return store.messages.head(id)?.conversation ?? pairConversation(context, link.session, null, link.project);
  }

  /** Everything that this session could answer, for a reader who has to choose. */
  function listOpen(link: ClaudeLink): string {
    const lines = store.questions
      .openTo(link.session, null)
      .map(({ id, asker }) => `- ${id} from codex (session ${asker}): "${views.firstWords(id)}"`);
    const human = store.messages.unansweredUser(link.session, null);
    if (human) lines.push(`- ${human.id} from user: "${views.firstWords(human.id)}"`);
    if (lines.length === 0) return "Nothing is open for you right now.";
    return `Open for you:\n${lines.join("\n")}\nCall reply again with reply_to set to one of these ids.`;
  }

  function goalOf(link: ClaudeLink, input: Reply): Goal {
    if (input.replyTo !== undefined) return namedGoal(link, input.replyTo);
    const scope = input.conversation ?? null;
    const open = store.questions.openTo(link.session, scope);
    const human = store.messages.unansweredUser(link.session, scope);
    // A question that has moved here is in the talk of the session that it was for.
    const isOwn =
      open.length > 0 || human || scope === null || store.conversations.find(scope)?.claude === link.session;
    if (!isOwn) {
      throw new BridgeError(
        "not_found",
        `Nothing was sent: you have no conversation ${quote(scope)}. ${listOpen(link)}`,
        "chat_id",
      );
    }
    const [question, another] = open;
    if (question && !another) {
      const asked = store.messages.head(question.id);
      if (!human || (asked && human.seq < asked.seq)) {
        return { to: "codex", question, conversation: conversationOf(question.id, link), inferred: true };
      }
    }
    if (question) {
      throw new BridgeError(
        "bad_request",
        `Nothing was sent: it is not clear which message this answers. ${listOpen(link)}`,
        "reply_to",
      );
    }
    const conversation = human?.conversation ?? scope ?? store.conversations.lastOf(link.session)?.id;
    return {
      to: "page",
      message: human,
      conversation: conversation ?? pairConversation(context, link.session, null, link.project),
      inferred: true,
    };
  }

  function namedGoal(link: ClaudeLink, id: string): Goal {
    const question = store.questions.find(id);
    const isHeld = store.deliveries.find(id, link.session)?.state === "held";
    if (question && question.target === link.session && !isHeld) {
      return { to: "codex", question, conversation: conversationOf(id, link), inferred: false };
    }
    if (question && !isHeld) {
      throw new BridgeError(
        "not_found",
        `Nothing was sent: question ${id} is addressed to another Claude session. ${listOpen(link)}`,
        "reply_to",
      );
    }
    const message = store.messages.head(id);
    if (message?.sender === "user" && store.deliveries.find(id, link.session)) {
      return { to: "page", message, conversation: message.conversation, inferred: false };
    }
    throw new BridgeError(
      "not_found",
      `Nothing was sent: no message ${quote(id)} waits for an answer from you. ${listOpen(link)}`,
      "reply_to",
    );
  }

  function storeAnswer(link: ClaudeLink, input: Reply, goal: Extract<Goal, { to: "codex" }>, files: Attached): Done {
    const { question, conversation, inferred } = goal;
    const now = clock.now();
    const hold = gates.admit(conversation, false);
    const first = store.questions.close(question.id, "answered", input.id, now);
    const { seq } = insertMessage(
      context,
      {
        id: input.id,
        kind: first ? "reply" : "note",
        sender: "claude",
        session: link.session,
        conversation,
        replyTo: question.id,
        text: input.text,
      },
      files,
    );
    guard.count(link.session, question.asker);
    store.deliveries.seen(question.id, link.session, now, null);
    const waiting = !hold && waiters.waitsFor(question.id);
    // A call looks for the answer alone among what is claimed for it; what follows that it takes from what waits.
    const lease = hold || !first ? null : waiters.claim(question.id);
    const kept = registry.isLive(question.asker) ? {} : { reason: "the Codex session is not connected" };
    store.deliveries.insert(input.id, question.asker, seq, hold ?? (lease === null ? kept : { lease }));
    return {
      message: input.id,
      to: "codex",
      as: first ? "answer" : "follow_up",
      received: waiting,
      session: registry.view(question.asker),
      question: { id: question.id, outcome: first ? "answered" : question.outcome },
      inferred,
    };
  }

  function storeForPage(link: ClaudeLink, input: Reply, goal: Extract<Goal, { to: "page" }>, files: Attached): Done {
    const { message, conversation, inferred } = goal;
    const now = clock.now();
    const received = audience.watchers() > 0;
    const { seq } = insertMessage(
      context,
      {
        id: input.id,
        kind: message ? "reply" : "note",
        sender: "claude",
        session: link.session,
        conversation,
        replyTo: message?.id ?? null,
        text: input.text,
      },
      files,
    );
    if (message) store.deliveries.seen(message.id, link.session, now, null);
    store.deliveries.insert(input.id, USER, seq, received ? {} : { reason: "no page is open" });
    if (received) store.deliveries.pushed(input.id, USER, now, null);
    const as = message ? "reply" : "note";
    return { message: input.id, to: "page", as, received, session: null, question: null, inferred };
  }

  /** What is known of a reply that was sent before: the same call, sent again. */
  function repeated(head: MessageHead): Done {
    const question = head.replyTo === null ? null : store.questions.find(head.replyTo);
    const receivers = store.deliveries.ofMessage(head.id);
    return {
      message: head.id,
      to: question ? "codex" : "page",
      as: question ? (head.kind === "reply" ? "answer" : "follow_up") : head.kind === "reply" ? "reply" : "note",
      received: receivers.some(({ state }) => state === "pushed" || state === "seen"),
      session: question ? registry.view(question.asker) : null,
      question: question && { id: question.id, outcome: question.outcome },
      inferred: false,
    };
  }

  return {
    /** Stores a reply and wakes who waits for it. Throws a BridgeError that lists what is open where the target is not certain. */
    async reply(link: ClaudeLink, input: Reply): Promise<ReplyResult> {
      registry.touch(link.session);
      const quoted = input.replyTo === undefined ? null : store.deliveries.find(input.replyTo, link.session);
      const result = await store.commit((): Done => {
        const before = store.messages.head(input.id);
        if (before) return repeated(before);
        quota.text(input.text);
        const files = context.files.check(input.files);
        const goal = goalOf(link, input);
        return goal.to === "codex" ? storeAnswer(link, input, goal, files) : storeForPage(link, input, goal, files);
      });
      const replyTo = store.messages.head(input.id)?.replyTo;
      if (quoted) hearing.quoted(quoted);
      events.emit({ type: "message", id: input.id });
      if (replyTo) events.emit({ type: "state", id: replyTo });
      const asker = result.session?.id;
      if (asker) waiters.wake(asker, result.question?.id ?? null);
      if (asker && !result.received) await outreach.reach(asker);
      const { road = null, reason = null } = (asker && store.deliveries.find(input.id, asker)) || {};
      return { ...result, road, reason, notices: await views.takeNotices(link.session) };
    },
  };
}

function quote(value: string): string {
  return JSON.stringify(shorten(value, 80));
}
