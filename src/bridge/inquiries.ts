/** Claude asks Codex and waits: the mirror image of questions.ts, with the answer from Codex's tool or from its turn. */
import type { Inquire, InquireResult } from "../calls/claude";
import type { Answer, AnswerResult } from "../calls/codex";
import type { Signal } from "../cancel";
import { BridgeError } from "../errors";
import type { SessionView } from "../views";
import { type Context, insertMessage, pairConversation } from "./context";
import type { Delivery } from "./delivery";
import { fateOf, isAwaited, split } from "./fate";
import type { ClaudeLink, CodexLink } from "./links";
import type { Outreach } from "./outreach";
import { DETACHED } from "./questions";

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
  const { store, clock, events, registry, waiters, views, guard, gates, quota } = context;
  const { delivery, outreach, expiryMs, receiverOf } = deps;

  async function create(link: ClaudeLink, input: Inquire): Promise<void> {
    const session = receiverOf(link, input.to);
    await store.commit(() => {
      if (store.questions.find(input.id)) return;
      // Between the routing and this commit, a process may have become a thread.
      const receiver = registry.current(session.id);
      quota.question(link.session, receiver, input.text);
      const files = context.files.check(input.files);
      const conversation = pairConversation(context, link.session, receiver, link.project);
      const hold = gates.admit(conversation, guard.holds(link.session, receiver));
      const { seq } = insertMessage(
        context,
        {
          id: input.id,
          kind: "question",
          sender: "claude",
          session: link.session,
          conversation,
          replyTo: null,
          text: input.text,
        },
        files,
      );
      const expiresAt = clock.now() + expiryMs;
      const question = { id: input.id, seq, asker: link.session, target: receiver };
      store.questions.insert({ ...question, explicit: input.to !== undefined, expiresAt });
      store.deliveries.insert(input.id, receiver, seq, hold ?? {});
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

  /** Whether an answer is just being brought another way, or was: the call was made again, after its bridge had gone. */
  function isTaken(answer: string, { session }: ClaudeLink): boolean {
    const at = store.deliveries.find(answer, session);
    return at !== null && (at.state !== "stored" || at.lease !== null);
  }

  function describe(link: ClaudeLink, id: string, counter: string | null): Inquired {
    const row = store.questions.find(id);
    const target = row?.target ? registry.view(row.target) : null;
    if (!row || !target) throw new BridgeError("not_found", `No question ${id}.`, "id");
    const { state = "stored", road = null } = store.deliveries.find(id, target.id) ?? {};
    const { fate, reason } = fateOf(context, id);
    // What a person holds or has dropped is not shown.
    const answerId = fate === "answered" ? row.answer : null;
    const shown = counter ?? answerId;
    const current = shown === null ? null : store.messages.current(shown);
    const text = current?.text ?? "";
    const attachments = shown === null ? [] : context.files.of(shown);
    const own = {
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(current?.editedBy === "user" ? { editedBy: current.editedBy } : {}),
    };
    return {
      status: counter === null ? fate : "asked",
      question: id,
      session: target,
      state,
      road,
      reason,
      answerId,
      answer: answerId === null ? null : text,
      ...(answerId !== null && isTaken(answerId, link) ? { redelivered: true } : {}),
      asked: counter === null ? null : { id: counter, text },
      ...own,
    };
  }

  async function ask(link: ClaudeLink, input: Inquire, signal: Signal): Promise<Inquired> {
    const deadlineAt = clock.now() + input.waitMs;
    // Before Codex can have it: its answer may come while the push of the question is still being awaited.
    const waiter = waiters.open(link.session, input.id, true);
    try {
      if (!store.questions.find(input.id)) await create(link, input);
      events.emit({ type: "state", id: input.id });
      for (;;) {
        // Read anew each time: the target may have been a process whose thread is known by now.
        const { outcome, target } = store.questions.find(input.id) ?? {};
        const counter = outcome === "open" && target ? questionFrom(target, link) : null;
        if (counter === null && isAwaited(fateOf(context, input.id)) && (await waiter.next(deadlineAt, signal)))
          continue;
        const result = describe(link, input.id, counter);
        // Before the wait ends: nobody else brings the answer meanwhile.
        if (result.answerId !== null && !signal.aborted) await handOver(link, result.answerId);
        return result;
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
    async inquire(link: ClaudeLink, input: Inquire, signal: Signal): Promise<InquireResult> {
      registry.touch(link.session);
      const result = await ask(link, input, signal);
      // What was left for this call, and did not go with it, goes by the channel.
      const channel = signal.reason === DETACHED ? null : registry.claude(link.session);
      if (channel && store.deliveries.countWaiting(link.session) > 0) await delivery.pump(channel);
      const notices = signal.aborted ? [] : await views.takeNotices(link.session);
      return { ...result, ...split(context, notices, input.id, result.status) };
    },

    /** Codex answers a question of Claude's, with its tool or with the last words of the turn that the question started. */
    async answer(link: CodexLink, input: Answer): Promise<AnswerResult> {
      await registry.speakFor(link, input.thread);
      const stored = await store.commit(() => {
        const known = store.messages.head(input.id);
        const question = store.questions.find(input.replyTo);
        const isAsked = question?.target === input.thread && store.messages.head(question.id)?.sender === "claude";
        if (!question || !isAsked || store.deliveries.find(question.id, input.thread)?.state === "held") {
          throw new BridgeError(
            "not_found",
            `Nothing was sent: no question with this id was put to you. ${listOpen(input.thread)}`,
            "reply_to",
          );
        }
        const claude = question.asker;
        const isFirst = question.answer === input.id;
        const done = { claude, link: null, envelope: null, isFirst, waiting: false, held: false };
        // The same call, sent again: before its files are looked at, which are the message's by now.
        if (known) return done;
        quota.text(input.text);
        const files = context.files.check(input.files);
        // What a turn happens to end with is no second answer.
        if (input.captured && question.outcome !== "open") return done;
        const conversation = store.messages.head(question.id)?.conversation ?? "";
        const hold = gates.admit(conversation, false);
        const isNew = store.questions.close(question.id, "answered", input.id, clock.now());
        const message = insertMessage(
          context,
          {
            id: input.id,
            kind: isNew ? "reply" : "note",
            sender: "codex",
            session: input.thread,
            conversation,
            replyTo: question.id,
            text: input.text,
          },
          files,
        );
        guard.count(claude, input.thread);
        store.deliveries.seen(question.id, input.thread, clock.now());
        const waiting = !hold && isNew && waiters.waitsFor(question.id);
        const channel = waiting || hold ? null : delivery.claim(claude);
        store.deliveries.insert(input.id, claude, message.seq, hold ?? (channel ? { lease: channel.lease } : {}));
        const envelope = views.toEnvelope(message, input.text, false);
        return { claude, link: channel, envelope, isFirst: isNew, waiting, held: hold !== null };
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
        ...(stored.held ? { held: true } : {}),
        connected: registry.isLive(stored.claude),
      };
    },
  };
}
