/**
 * An agent answers, in either direction: the answer is posted to the asker, and closes its
 * question. The first one wins.
 */
import type { Reply, ReplyResult } from "../shared/calls/claude";
import type { Answer, AnswerResult } from "../shared/calls/codex";
import type { NewAttachment } from "../shared/calls/envelope";
import type { Clock } from "../shared/clock";
import { USER } from "../shared/constants";
import { reply as refusals } from "../shared/refusals";

import type { SenderKind } from "../shared/vocabulary";
import type { MessageHead } from "../store/messages";
import type { QuestionRow } from "../store/questions";
import type { Store } from "../store/store";
import type { ChannelHealth } from "./channel-health";
import type { ClaudeConnection, CodexConnection } from "./connections";
import type { Post } from "./post";
import type { Presence } from "./presence";
import type { Pusher } from "./push";
import type { FindReplyTarget, ReplyTarget } from "./reply-target";
import type { After, Transact } from "./transaction";
import type { Viewers } from "./viewers";
import type { Views } from "./views";
import type { Waiters } from "./waiters";

type Replied = Omit<ReplyResult, "notices" | "transport" | "reason" | "heldBy">;

interface Answering {
  id: string;
  text: string;
  sender: Exclude<SenderKind, "user">;
  session: string;
  conversation: string;
  files?: readonly NewAttachment[] | undefined;
}

export interface Replies {
  /**
   * Claude answers a question or the user. Throws what `FindReplyTarget` throws where the target is
   * not certain.
   */
  fromClaude(connection: ClaudeConnection, reply: Reply): Promise<ReplyResult>;
  /**
   * Codex answers a question of Claude's, with its tool or with the last words of the turn that the
   * question started.
   */
  fromCodex(connection: CodexConnection, answer: Answer): Promise<AnswerResult>;
}

export interface ReplyDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  post: Post;
  presence: Presence;
  waiters: Pick<Waiters, "waitsFor">;
  pusher: Pick<Pusher, "settled">;
  health: Pick<ChannelHealth, "quoted">;
  viewers: Pick<Viewers, "watchers">;
  views: Views;
  findTarget: FindReplyTarget;
}

export function createReplies(deps: ReplyDeps): Replies {
  const { store, clock, transact, post, presence, waiters, pusher, health, viewers, views, findTarget } = deps;

  /**
   * Posts an answer to a question's asker. `isFirst`: it closed the question; what comes later is a
   * note that follows it.
   */
  function answer(after: After, question: QuestionRow, answering: Answering) {
    const isFirst = store.questions.close(question.id, "answered", answering.id, clock.now());
    const { hold } = post(after, {
      ...answering,
      kind: isFirst ? "reply" : "note",
      replyTo: question.id,
      receivers: [question.asker],
    });
    store.deliveries.seen(question.id, answering.session, clock.now());
    after.changed(question.id);
    return { isFirst, hold, isAwaited: hold === null && waiters.waitsFor(question.id) };
  }

  function toCodex(
    after: After,
    connection: ClaudeConnection,
    reply: Reply,
    target: Extract<ReplyTarget, { to: "codex" }>,
  ): Replied {
    const { question, conversation, inferred } = target;
    const { id, text, files } = reply;
    const done = answer(after, question, {
      id,
      text,
      files,
      sender: "claude",
      session: connection.session,
      conversation,
    });
    return {
      message: id,
      to: "codex",
      as: done.isFirst ? "answer" : "follow_up",
      received: done.isAwaited,
      session: presence.view(question.asker),
      question: { id: question.id, outcome: done.isFirst ? "answered" : question.outcome },
      inferred,
    };
  }

  function toPage(
    after: After,
    connection: ClaudeConnection,
    reply: Reply,
    target: Extract<ReplyTarget, { to: "page" }>,
  ): Replied {
    const { message, conversation, inferred } = target;
    const received = viewers.watchers() > 0;
    const { id, text, files } = reply;
    post(after, {
      id,
      text,
      files,
      kind: message ? "reply" : "note",
      sender: "claude",
      session: connection.session,
      conversation,
      replyTo: message?.id ?? null,
      receivers: [USER],
    });
    if (message && store.deliveries.seen(message.id, connection.session, clock.now())) after.changed(message.id);
    if (received) store.deliveries.pushed(id, USER, clock.now());
    return {
      message: id,
      to: "page",
      as: message ? "reply" : "note",
      received,
      session: null,
      question: null,
      inferred,
    };
  }

  /** What is known of a reply that was sent before: the same call, sent again. */
  function repeated(head: MessageHead): Replied {
    const question = head.replyTo === null ? null : store.questions.find(head.replyTo);
    const receivers = store.deliveries.ofMessage(head.id);
    return {
      message: head.id,
      to: question ? "codex" : "page",
      as: question ? (head.kind === "reply" ? "answer" : "follow_up") : head.kind === "reply" ? "reply" : "note",
      received: receivers.some(({ state }) => state === "pushed" || state === "seen"),
      session: question ? presence.view(question.asker) : null,
      question: question && { id: question.id, outcome: question.outcome },
      inferred: false,
    };
  }

  /**
   * The question of Claude's that an answer of Codex names. Throws `not_found` where it was not put
   * to this thread.
   */
  function questionTo(thread: string, id: string): QuestionRow {
    const question = store.questions.find(id);
    const isAsked = question?.target === thread && store.messages.head(question.id)?.sender === "claude";
    if (question && isAsked && store.deliveries.find(question.id, thread)?.state !== "held") return question;
    throw refusals.notAsked(store.questions.openTo(thread, null).map(views.toOpenLine));
  }

  return {
    async fromClaude(connection, reply) {
      presence.touch(connection.session);
      const quoted = reply.replyTo === undefined ? null : store.deliveries.find(reply.replyTo, connection.session);
      const result = await transact((after) => {
        const before = store.messages.head(reply.id);
        if (before) return repeated(before);
        const target = findTarget(after, connection, reply);
        return target.to === "codex"
          ? toCodex(after, connection, reply, target)
          : toPage(after, connection, reply, target);
      });
      if (quoted) health.quoted(quoted);
      const asker = result.session?.id;
      if (asker && !result.received) await pusher.settled(asker);
      const {
        transport = null,
        reason = null,
        heldBy = null,
      } = (asker && store.deliveries.find(reply.id, asker)) || {};
      return { ...result, transport, reason, heldBy, notices: await views.takeNotices(connection.session) };
    },

    async fromCodex(connection, { id, thread, text, replyTo, captured, files }) {
      await presence.speakFor(connection, thread);
      const stored = await transact((after) => {
        const question = questionTo(thread, replyTo);
        const nothing = { asker: question.asker, isFirst: question.answer === id, isAwaited: false, hold: null };
        // The same call, sent again; and what a turn happens to end with is no second answer.
        if (store.messages.head(id) || (captured && question.outcome !== "open")) return nothing;
        const conversation = store.messages.head(question.id)?.conversation ?? "";
        const done = answer(after, question, { id, text, files, sender: "codex", session: thread, conversation });
        return { asker: question.asker, ...done };
      });
      return {
        notices: await views.takeNotices(thread),
        message: id,
        isFirst: stored.isFirst,
        received: stored.isFirst && stored.isAwaited,
        ...(stored.hold ? { held: true } : {}),
        connected: presence.isLive(stored.asker),
      };
    },
  };
}
