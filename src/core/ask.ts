/**
 * An agent asks the other one and waits, in either direction: the question is routed, posted, and
 * its call held open until the answer or the end of the wait.
 */
import type { Ask } from "../shared/calls/codex";
import type { Envelope, QuestionStatus } from "../shared/calls/envelope";
import type { Clock } from "../shared/clock";
import { BridgeError } from "../shared/errors";
import { notFound } from "../shared/refusals";

import type { SessionView } from "../shared/views";
import type { DeliveryState, HeldBy, SessionKind, Transport } from "../shared/vocabulary";
import type { Store } from "../store/store";
import type { Conversations } from "./conversations";
import type { Events } from "./events";
import type { Post } from "./post";
import type { Presence } from "./presence";
import type { Pusher } from "./push";
import { isAwaited, type QuestionStatuses } from "./question-status";
import type { Route } from "./routing";
import type { Transact } from "./transaction";
import type { Waiter, Waiters } from "./waiters";

/**
 * The reason with which a wait is aborted whose process lost its connection, as opposed to a caller
 * who gave up.
 */
export const DETACHED = "detached";

/**
 * What an agent's call asks, without what says who asks whom. A call that is made again with the
 * same id asks once.
 */
export type Question = Omit<Ask, "thread" | "lease" | "to" | "trigger" | "hold">;

/** The session that asks, and what is special about its kind. */
export interface Asker {
  session: string;
  kind: SessionKind;
  /** Whether it named the receiver: such a question never moves to another. */
  route(): Promise<Route>;
  /** True where a question that nobody can take yet waits for a session. */
  mayWait: boolean;
  /** Takes for the call what it may have: the answer first. Empty where there is nothing. */
  take(): Promise<Envelope[]>;
}

export interface Asked {
  /** `asked`: the other one asks something itself and waits for that. */
  status: QuestionStatus | "unsent" | "asked";
  question: string;
  /** Why nothing was sent, and who could be meant. */
  why: Extract<Route, { kind: "none" }>["why"] | null;
  candidates: SessionView[];
  target: SessionView | null;
  state: DeliveryState | null;
  transport: Transport | null;
  reason: string | null;
  /** Who holds the question or its answer. */
  heldBy: HeldBy | null;
  items: Envelope[];
  /** What the other one asks, for `asked`. */
  counter: string | null;
}

const otherKind = (kind: SessionKind): SessionKind => (kind === "claude" ? "codex" : "claude");

/** Aborting `signal` ends the wait, never the question. */
export type AskQuestion = (asker: Asker, question: Question, signal: AbortSignal) => Promise<Asked>;

export interface AskDeps {
  store: Store;
  clock: Clock;
  events: Pick<Events, "emit">;
  presence: Presence;
  waiters: Waiters;
  transact: Transact;
  post: Post;
  pusher: Pick<Pusher, "isPushing">;
  conversations: Conversations;
  statuses: QuestionStatuses;
  expiryMs: number;
}

export function createAsk(deps: AskDeps): AskQuestion {
  const { store, clock, events, presence, waiters, transact, post, pusher, conversations, statuses, expiryMs } = deps;

  /** Stores the question for its receiver; where nobody is certain, gives why nothing was sent. */
  async function create({ session, kind, mayWait, route }: Asker, question: Question) {
    const routed = await route();
    if (routed.kind === "none" && !(mayWait && routed.why === "no_session")) return routed;
    await transact((after) => {
      // The same call, sent twice before the first was committed.
      if (store.questions.find(question.id)) return;
      // Between the routing and this commit, a process may have become a thread.
      const target = routed.kind === "session" ? presence.current(routed.session.id) : null;
      const members = [{ session, kind }, ...(target === null ? [] : [{ session: target, kind: otherKind(kind) }])];
      const project = presence.row(session)?.projectRoot ?? "";
      const conversation = conversations.among(after, members, project);
      const { waitMs: _, ...content } = question;
      const { seq } = post(after, {
        ...content,
        kind: "question",
        sender: kind,
        session,
        conversation,
        replyTo: null,
        receivers: target === null ? [] : [target],
      });
      const explicit = routed.kind === "session" && routed.explicit;
      const expiresAt = clock.now() + expiryMs;
      store.questions.insert({ id: question.id, seq, asker: session, target, explicit, expiresAt });
    });
    return null;
  }

  /**
   * What the one who is asked has asked the asker: two who wait for each other would wait for ever.
   */
  function counterOf({ session, kind }: Asker, id: string): string | null {
    const { outcome, target } = store.questions.find(id) ?? {};
    // Codex's call takes every message with it, and so this one as well.
    if (kind === "codex" || outcome !== "open" || !target) return null;
    return store.questions.openTo(session, null).find(({ asker }) => asker === target)?.id ?? null;
  }

  /** True while the answer is in the hands of a push. */
  function isAnswerBeingPushed(session: string, question: string): boolean {
    const answer = store.questions.find(question)?.answer;
    if (!answer || !pusher.isPushing(session)) return false;
    const at = store.deliveries.find(answer, session);
    return at?.state === "stored" && at.lease !== null;
  }

  function unsent(question: string, { why, candidates }: Extract<Route, { kind: "none" }>): Asked {
    const nowhere = {
      target: null,
      state: null,
      transport: null,
      reason: null,
      heldBy: null,
      items: [],
      counter: null,
    };
    return { status: "unsent", question, why, candidates, ...nowhere };
  }

  function describe(id: string, items: Envelope[], counter: string | null): Asked {
    const row = store.questions.find(id);
    if (!row) throw notFound.question(id);
    const at = row.target === null ? null : store.deliveries.find(id, row.target);
    const isHere = items.some((item) => item.id === row.answer);
    const told = statuses.of(id);
    const { status, reason, heldBy } = isHere ? { ...told, status: row.outcome, heldBy: null } : told;
    return {
      status: counter === null ? status : "asked",
      question: id,
      why: null,
      candidates: [],
      target: row.target === null ? null : presence.view(row.target),
      state: at?.state ?? null,
      transport: at?.transport ?? null,
      reason,
      heldBy,
      items,
      counter,
    };
  }

  async function wait(asker: Asker, { id, waitMs }: Question, waiter: Waiter, signal: AbortSignal): Promise<Asked> {
    const deadlineAt = clock.monotonic() + waitMs;
    for (;;) {
      const status = statuses.of(id);
      // Read anew each time: the target may have been a process whose thread is known by now.
      const counter = counterOf(asker, id);
      if (counter !== null) return describe(id, [], counter);
      const woken = isAwaited(status) && (await waiter.next(deadlineAt, signal));
      // Who gave up gets nothing: what is leased to a cancelled call would only come back.
      if (signal.aborted) return describe(id, [], null);
      if (status.status === "held" && !isAwaited(status)) return describe(id, [], null);
      // The answer; or what else has come meanwhile, which a push could not bring past this very
      // call.
      const items = await asker.take();
      if (items.length > 0) return describe(id, items, null);
      // Just being pushed: it comes back to this call, or arrives that way.
      if (isAnswerBeingPushed(asker.session, id) && (await waiter.next(deadlineAt, signal))) continue;
      if (!woken) return describe(id, [], null);
    }
  }

  /** A question that no session could take, and whose caller has stopped waiting, is over. */
  async function withdraw(id: string): Promise<Asked | null> {
    const isUnclaimed = () => store.questions.find(id)?.target === null;
    if (!isUnclaimed()) return null;
    // Looked at again inside: a session may come just as the wait ends.
    const isOver = await transact((after) => {
      if (!isUnclaimed() || !store.questions.close(id, "cancelled", null, clock.now())) return false;
      after.changed(id);
      return true;
    });
    return isOver ? unsent(id, { kind: "none", why: "no_session", candidates: [] }) : describe(id, [], null);
  }

  return async (asker, question, signal) => {
    const { id } = question;
    const known = store.questions.find(id);
    if (known && known.asker !== asker.session) {
      throw new BridgeError("conflict", `The id ${id} belongs to another session's question.`, "id");
    }
    const takes = asker.kind === "codex" ? "any" : "answer";
    // Before the other one can have it: its answer may come while the question is still being
    // pushed.
    const waiter = waiters.open({ session: asker.session, question: id, wakesOn: "any", takes });
    try {
      const refused = known ? null : await create(asker, question);
      if (refused) return unsent(id, refused);
      events.emit({ type: "state", id });
      const result = await wait(asker, question, waiter, signal);
      // A lost connection is no end of the wait: the same call comes again with the same id.
      if (signal.reason === DETACHED) return result;
      return (result.status === "open" && (await withdraw(id))) || result;
    } finally {
      waiter.close();
      if (store.questions.find(id)) events.emit({ type: "state", id });
    }
  };
}
