/** Claude asks Codex and waits: the mirror image of questions.ts, with the answer from Codex's tool or from its turn. */
import type { Answer, AnswerResult, Inquire, InquireResult } from "../calls";
import { BridgeError } from "../errors";
import type { SessionView } from "../protocol";
import { type Context, insertMessage, pairConversation } from "./context";
import type { Delivery } from "./delivery";
import { GUARD_REASON } from "./guard";
import type { Outreach } from "./outreach";
import type { ClaudeLink, CodexLink } from "./registry";

type Inquired = Omit<InquireResult, "notices">;

export type Inquiries = ReturnType<typeof createInquiries>;

export interface InquiryDeps {
  delivery: Delivery;
  outreach: Outreach;
  expiryMs: number;
  /** The Codex session that Claude means; throws the BridgeError that says why it is not certain. */
  receiverOf(link: ClaudeLink, to: string | undefined): SessionView;
}

export function createInquiries(context: Context, deps: InquiryDeps) {
  const { store, clock, events, registry, waiters, views, guard } = context;
  const { delivery, outreach, expiryMs, receiverOf } = deps;

  async function create(link: ClaudeLink, input: Inquire): Promise<void> {
    const session = receiverOf(link, input.to);
    await store.commit(() => {
      if (store.questions.find(input.id)) return;
      // Between the routing and this commit, a process may have become a thread.
      const receiver = registry.current(session.id);
      const { seq } = insertMessage(context, {
        id: input.id,
        kind: "question",
        sender: "claude",
        session: link.session,
        conversation: pairConversation(context, link.session, receiver, link.project),
        replyTo: null,
        text: input.text,
      });
      const expiresAt = clock.now() + expiryMs;
      const question = { id: input.id, seq, asker: link.session, target: receiver };
      store.questions.insert({ ...question, explicit: input.to !== undefined, expiresAt });
      const held = guard.holds(link.session, receiver);
      store.deliveries.insert(input.id, receiver, seq, held ? { held, reason: GUARD_REASON } : {});
    });
    events.emit({ type: "message", id: input.id });
    const receiver = registry.current(session.id);
    waiters.wake(receiver, null);
    await outreach.reach(receiver);
  }

  /** What Codex has asked this session while it waits: two who wait for each other would wait for ever. */
  function questionFrom(target: string, link: ClaudeLink): string | null {
    return store.questions.openTo(link.session, null).find(({ asker }) => asker === target)?.id ?? null;
  }

  function describe(id: string, counter: string | null): Inquired {
    const row = store.questions.find(id);
    const target = row?.target ? registry.view(row.target) : null;
    if (!row || !target) throw new BridgeError("not_found", `No question ${id}.`, "id");
    const { state = "stored", road = null, reason = null } = store.deliveries.find(id, target.id) ?? {};
    const answer = row.answer === null ? null : store.messages.text(row.answer);
    const asked = counter === null ? null : { id: counter, text: store.messages.text(counter) ?? "" };
    const status = asked ? "asked" : row.outcome;
    return { status, question: id, session: target, state, road, reason, answerId: row.answer, answer, asked };
  }

  async function wait(link: ClaudeLink, input: Inquire, signal: AbortSignal): Promise<Inquired> {
    const deadlineAt = clock.now() + input.waitMs;
    const waiter = waiters.open(link.session, input.id, true);
    events.emit({ type: "state", id: input.id });
    try {
      for (;;) {
        // Read anew each time: the target may have been a process whose thread is known by now.
        const { outcome, target } = store.questions.find(input.id) ?? {};
        const isOpen = outcome === "open";
        const counter = isOpen && target ? questionFrom(target, link) : null;
        const isHeld = isOpen && target && store.deliveries.find(input.id, target)?.state === "held";
        if (isOpen && counter === null && !isHeld && (await waiter.next(deadlineAt, signal))) continue;
        return describe(input.id, counter);
      }
    } finally {
      waiter.close();
      events.emit({ type: "state", id: input.id });
    }
  }

  /** An answer that the waiting call takes with it has been written to Claude, which is all that can be known. */
  async function handOver(link: ClaudeLink, answer: string): Promise<void> {
    await store.commit(() => store.deliveries.pushed(answer, link.session, clock.now(), "result"));
    events.emit({ type: "state", id: answer });
  }

  function listOpen(thread: string): string {
    const lines = store.questions.openTo(thread, null).map(({ id }) => `- ${id}: "${views.firstWords(id)}"`);
    return lines.length === 0 ? "Claude waits for no answer of yours." : `Claude waits for:\n${lines.join("\n")}`;
  }

  return {
    /** Asks Codex, or goes on waiting where this id was asked before. */
    async inquire(link: ClaudeLink, input: Inquire, signal: AbortSignal): Promise<InquireResult> {
      registry.touch(link.session);
      if (!store.questions.find(input.id)) await create(link, input);
      const result = await wait(link, input, signal);
      if (result.answerId !== null && !signal.aborted) await handOver(link, result.answerId);
      return { ...result, notices: await views.takeNotices(link.session) };
    },

    /** Codex answers a question of Claude's, with its tool or with the last words of the turn that the question started. */
    async answer(link: CodexLink, input: Answer): Promise<AnswerResult> {
      await registry.speakFor(link, input.thread);
      const stored = await store.commit(() => {
        const known = store.messages.head(input.id);
        const question = store.questions.find(input.replyTo);
        if (!question || question.target !== input.thread || store.messages.head(question.id)?.sender !== "claude") {
          throw new BridgeError(
            "not_found",
            `Nothing was sent: no question with this id was put to you. ${listOpen(input.thread)}`,
            "reply_to",
          );
        }
        const claude = question.asker;
        const done = { claude, link: null, envelope: null, isFirst: false, waiting: false };
        if (known) return done;
        // What a turn happens to end with is no second answer.
        if (input.captured && question.outcome !== "open") return done;
        const isFirst = store.questions.close(question.id, "answered", input.id, clock.now());
        const message = insertMessage(context, {
          id: input.id,
          kind: isFirst ? "reply" : "note",
          sender: "codex",
          session: input.thread,
          conversation: store.messages.head(question.id)?.conversation ?? "",
          replyTo: question.id,
          text: input.text,
        });
        guard.count(claude, input.thread);
        store.deliveries.seen(question.id, input.thread, clock.now());
        const waiting = isFirst && waiters.waitsFor(question.id);
        const channel = waiting ? null : delivery.claim(claude);
        store.deliveries.insert(input.id, claude, message.seq, channel ? { lease: channel.lease } : {});
        return { claude, link: channel, envelope: views.toEnvelope(message, input.text, false), isFirst, waiting };
      });
      events.emit({ type: "message", id: input.id });
      events.emit({ type: "state", id: input.replyTo });
      if (stored.waiting) waiters.wake(stored.claude, input.replyTo);
      if (stored.link && stored.envelope) delivery.send(stored.link, [stored.envelope]);
      return {
        notices: await views.takeNotices(input.thread),
        message: input.id,
        isFirst: stored.isFirst,
        received: stored.waiting,
        connected: registry.isLive(stored.claude),
      };
    },
  };
}
