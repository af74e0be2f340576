/** Codex asks: the question is stored, routed, pushed, and its call held open until the answer or the end of the wait. */
import type { Ask, AskResult } from "../calls/codex";
import type { Parcel } from "../calls/envelope";
import type { Signal } from "../cancel";
import { BridgeError } from "../errors";
import { type Context, insertMessage, pairConversation } from "./context";
import type { Delivery } from "./delivery";
import { fateOf, isAwaited, split } from "./fate";
import type { CodexLink } from "./links";
import type { Parcels } from "./parcels";
import type { Release } from "./release";
import { type Route, route } from "./routing";

const LOOK_AGAIN_MS = 100;

/** Codex's name for a turn that its user started (0.169.0). */
const USER_TRIGGER = "user";

/** The reason with which a wait is aborted whose process lost its connection, as opposed to a caller who gave up. */
export const DETACHED = "detached";

type Asked = Omit<AskResult, "notices">;

export type Questions = ReturnType<typeof createQuestions>;

export interface QuestionDeps {
  delivery: Delivery;
  parcels: Parcels;
  release: Release;
  expiryMs: number;
  /** How long the sessions of an earlier host may take to come over to this one. */
  comingMs: number;
}

export function createQuestions(context: Context, { delivery, parcels, release, expiryMs, comingMs }: QuestionDeps) {
  const { store, clock, events, registry, waiters, views, guard, gates, quota } = context;

  function routeFrom(thread: string, to?: string): Route {
    return route({
      to,
      project: registry.row(thread)?.projectRoot ?? "",
      live: registry.list("claude"),
      away: [],
      remembered: store.questions.lastNamed(thread),
      partners: () => store.questions.lastTargets(thread),
    });
  }

  /** The route, once the sessions of an earlier host that it could be for have had time to come over. */
  async function settledRoute({ thread, to }: Ask): Promise<Route> {
    for (;;) {
      const routed = routeFrom(thread, to);
      const project = registry.row(thread)?.projectRoot ?? "";
      const isSure = routed.kind === "session" && (routed.explicit || routed.session.project.root === project);
      if (isSure || !registry.isAwaited(project, to, comingMs)) return routed;
      await new Promise<void>((resolve) => clock.schedule(LOOK_AGAIN_MS, resolve));
    }
  }

  /** Stores the question and pushes it; null where that is done, else why nothing was sent. */
  async function create(input: Ask): Promise<Route | null> {
    const routed = await settledRoute(input);
    if (routed.kind === "none" && !(input.hold && routed.why === "no_session")) return routed;
    const target = routed.kind === "session" ? routed.session.id : null;
    if (input.trigger === USER_TRIGGER) await release(input.thread);
    const created = await store.commit(() => {
      // The same call, sent twice before the first was committed.
      if (store.questions.find(input.id)) return null;
      quota.question(input.thread, target, input.text);
      const files = context.files.check(input.files);
      context.files.checkUploads(input.uploads);
      const project = registry.row(input.thread)?.projectRoot ?? "";
      const conversation = pairConversation(context, target, input.thread, project);
      const hold = gates.admit(conversation, target !== null && guard.holds(target, input.thread));
      const link = target === null || hold ? null : delivery.claim(target);
      const message = insertMessage(
        context,
        {
          id: input.id,
          kind: "question",
          sender: "codex",
          session: input.thread,
          conversation,
          replyTo: null,
          text: input.text,
        },
        files,
      );
      context.files.addUploads(input.id, input.uploads);
      store.questions.insert({
        id: input.id,
        seq: message.seq,
        asker: input.thread,
        target,
        explicit: routed.kind === "session" && routed.explicit,
        expiresAt: clock.now() + expiryMs,
      });
      const claimed = link ? { lease: link.lease } : {};
      if (target !== null) store.deliveries.insert(input.id, target, message.seq, hold ?? claimed);
      return { link, envelope: views.toEnvelope(message, input.text, false) };
    });
    if (!created) return null;
    events.emit({ type: "message", id: input.id });
    // Whoever waits for Codex just now learns that Codex waits for it.
    if (target !== null) waiters.wake(target, null);
    if (created.link) delivery.send(created.link, [created.envelope]);
    return null;
  }

  function unsent(input: Ask, routed: Extract<Route, { kind: "none" }>): Asked {
    return {
      status: "unsent",
      question: input.id,
      why: routed.why,
      state: null,
      road: null,
      reason: null,
      target: null,
      candidates: routed.candidates,
      parcel: { lease: input.lease, items: [] },
    };
  }

  function describe(id: string, parcel: Parcel): Asked {
    const row = store.questions.find(id);
    if (!row) throw new BridgeError("not_found", `No question ${id}.`, "id");
    const at = row.target === null ? null : store.deliveries.find(id, row.target);
    const isHere = parcel.items.some((item) => item.id === row.answer);
    const { fate, reason } = isHere ? { fate: row.outcome, reason: at?.reason ?? null } : fateOf(context, id);
    return {
      status: fate,
      question: id,
      why: null,
      state: at?.state ?? null,
      road: at?.road ?? null,
      reason,
      target: row.target === null ? null : registry.view(row.target),
      candidates: [],
      parcel,
    };
  }

  const none = (input: Ask): Parcel => ({ lease: input.lease, items: [] });

  async function waitForAnswer(link: CodexLink, input: Ask, signal: Signal): Promise<Asked> {
    const deadlineAt = clock.now() + input.waitMs;
    const waiter = waiters.open(input.thread, input.id, true, input.lease);
    let taken = false;
    events.emit({ type: "state", id: input.id });
    try {
      for (;;) {
        const told = fateOf(context, input.id);
        if (told.fate === "held" && !isAwaited(told)) return describe(input.id, none(input));
        const woken = isAwaited(told) && (await waiter.next(deadlineAt, signal));
        // Who gave up gets nothing: what is leased to a cancelled call would only come back.
        if (signal.aborted) return describe(input.id, none(input));
        // The answer; or what else has come for the thread meanwhile: a push would wait behind this very call.
        const parcel = await parcels.take(link, input, input.id, false);
        // Just being pushed: it comes back to this call, or arrives that way.
        if (parcel.items.length === 0 && parcels.isBeingPushed(input.thread, input.id)) {
          if (await waiter.next(deadlineAt, signal)) continue;
        }
        if (parcel.items.length === 0 && woken) continue;
        // From here on nothing is claimed for this call; what was claimed while it took something else goes with it.
        waiter.close();
        const all = parcels.withClaimed(link, input, input.id, parcel);
        taken = all.items.length > 0;
        return describe(input.id, all);
      }
    } finally {
      waiter.close();
      if (waiter.isClaimed() && !taken) await parcels.release(input.lease);
      events.emit({ type: "state", id: input.id });
    }
  }

  /** A question that no session could take, and whose caller has stopped waiting, is over. */
  async function withdraw(input: Ask): Promise<Asked | null> {
    const isUnclaimed = () => store.questions.find(input.id)?.target === null;
    if (!isUnclaimed()) return null;
    // Looked at again inside: a session may come just as the wait ends.
    const isOver = await store.commit(
      () => isUnclaimed() && store.questions.close(input.id, "cancelled", null, clock.now()),
    );
    if (!isOver) return describe(input.id, none(input));
    events.emit({ type: "state", id: input.id });
    return unsent(input, { kind: "none", why: "no_session", candidates: [] });
  }

  async function askOnce(link: CodexLink, input: Ask, signal: Signal): Promise<Asked> {
    await registry.speakFor(link, input.thread);
    const known = store.questions.find(input.id);
    if (known && known.asker !== input.thread) {
      throw new BridgeError("conflict", `The id ${input.id} belongs to another session's question.`, "id");
    }
    if (!known) {
      const refused = await create(input);
      if (refused?.kind === "none") return unsent(input, refused);
    }
    const result = await waitForAnswer(link, input, signal);
    // A lost connection is no end of the wait: the same call comes again with the same id.
    if (signal.reason === DETACHED) return result;
    return (result.status === "open" && (await withdraw(input))) || result;
  }

  return {
    /** Asks, or goes on waiting where this id was asked before. Aborting `signal` ends the wait, never the question. */
    async ask(link: CodexLink, input: Ask, signal: Signal): Promise<AskResult> {
      const result = await askOnce(link, input, signal);
      // Who gave up reads no result: its notices wait for the next one.
      const notices = signal.aborted ? [] : await views.takeNotices(input.thread);
      return { ...result, ...split(context, notices, input.id, result.status) };
    },

    /**
     * Gives open questions that lost their session, or never had one, to a session that may have them. Explicitly
     * addressed ones never move.
     */
    async reroute(graceMs: number): Promise<void> {
      const sessions = registry.list("claude");
      const moves = store.questions.implicit().flatMap((question) => {
        const from = question.target;
        if (from !== null && !registry.hasVanished(from, graceMs)) return [];
        const projects = [question.project, from === null ? null : registry.row(from)?.projectRoot];
        const routed = from === null ? routeFrom(question.asker) : null;
        const to =
          routed?.kind === "session" ? routed.session : sessions.find(({ project }) => projects.includes(project.root));
        // A talk that a person has ended gets no new question by the back door.
        const pair = to ? store.conversations.pair(to.id, question.asker) : null;
        const isEnded = pair !== null && gates.of(pair.id) === "ended";
        return to && !isEnded ? [{ question, from, to: to.id }] : [];
      });
      for (const { question, from, to } of moves) {
        const link = await store.commit(() => {
          if (!store.questions.retarget(question.id, from, to)) return null;
          const head = store.messages.head(question.id);
          if (!head) return null;
          // What was held before it moved stays held.
          const before = from === null ? null : store.deliveries.find(question.id, from);
          const hold = before?.state === "held" ? before : gates.admit(head.conversation, false);
          if (from !== null) store.deliveries.drop(question.id, from, `moved to ${to}`);
          const moved = from === null ? {} : { reason: "moved here: the session that it was for has ended" };
          const entry = hold ? { heldAt: hold.heldAt, ...(hold.reason ? { reason: hold.reason } : {}) } : moved;
          store.deliveries.clear(question.id, to);
          store.deliveries.insert(question.id, to, head.seq, entry);
          if (from !== null) store.notices.insert(question.asker, "moved", question.id, clock.now());
          return registry.claude(to);
        });
        events.emit({ type: "state", id: question.id });
        if (link) await delivery.pump(link);
      }
    },

    /** Ends questions whose time is over and wakes their callers; gives when to look again, or null. */
    async expire(): Promise<number | null> {
      const ended = await store.commit(() => {
        const ids = store.questions.expire(clock.now());
        for (const id of ids) {
          const row = store.questions.find(id);
          for (const session of [row?.asker, row?.target]) {
            if (session) store.notices.insert(session, "expired", id, clock.now());
          }
        }
        return ids;
      });
      for (const id of ended) {
        events.emit({ type: "state", id });
        const asker = store.questions.find(id)?.asker;
        if (asker) waiters.wake(asker, id);
      }
      return store.questions.nextExpiry();
    },
  };
}
