/** From the store to a Codex thread: what a tool result carries is leased to that call until Codex proves receipt. */
import type { Check, CheckResult, Settle } from "../calls/codex";
import type { Envelope, Parcel } from "../calls/envelope";
import type { Signal } from "../cancel";
import type { Context } from "./context";
import type { CodexLink } from "./links";
import type { Outreach } from "./outreach";

/**
 * Codex shows its model about 12,000 characters of a result: after the first message, only as many more are added
 * as can be read.
 */
const PARCEL_CHARS = 8_000;
const PARCEL_ITEMS = 20;

/** Messages that are looked at to find those that no other call waits for. */
const LOOKED_THROUGH = 200;

/** A check that finds messages in the hands of a push waits this long for what comes back. */
const PUSH_PATIENCE_MS = 10_000;

export type Parcels = ReturnType<typeof createParcels>;

export function createParcels(context: Context, outreach: Outreach) {
  const { store, clock, events, registry, waiters, gates, views } = context;

  /** The messages that a call may take: the answer that it waits for first, never one that another open call waits for. */
  function takeable(thread: string, question: string | null, only: boolean) {
    const own = question === null ? [] : store.deliveries.answers(thread, question);
    if (only) return own;
    // After a takeover each of many calls has its answer waiting: to look through all of them for each took 60 ms.
    const waiting = store.deliveries.waiting(thread, own.length > 0 ? PARCEL_ITEMS : LOOKED_THROUGH);
    const others = waiting.filter(
      ({ replyTo }) => replyTo === null || (replyTo !== question && !waiters.waitsFor(replyTo)),
    );
    return [...own, ...others];
  }

  /** Leases messages for a call. With `only`, nothing but answers to `question`. Gives an empty parcel where there is none. */
  async function take(
    link: CodexLink,
    call: { thread: string; lease: string },
    question: string | null,
    only: boolean,
  ): Promise<Parcel> {
    const { thread, lease } = call;
    // A process that has gone gets nothing: its waiter gives back what was claimed for it.
    const claimed = question === null || link.gone ? [] : claimedBy(thread, lease, question);
    if (claimed.length > 0) link.leases.add(lease);
    if (!store.deliveries.isAwaited(thread)) return { lease, items: claimed };
    const items = await store.commit(() => {
      const taken: Envelope[] = [...claimed];
      if (link.gone) return taken;
      let chars = claimed.reduce((sum, { text }) => sum + text.length, 0);
      for (const waiting of takeable(thread, question, only)) {
        if (taken.length === PARCEL_ITEMS || (taken.length > 0 && chars + waiting.chars > PARCEL_CHARS)) break;
        const head = store.messages.head(waiting.message);
        const current = store.messages.current(waiting.message);
        if (!head || !current || !gates.mayGo(head, thread)) continue;
        const attempts = store.deliveries.lease(waiting.message, thread, lease);
        if (attempts === null) continue;
        chars += waiting.chars;
        taken.push(views.toEnvelope(head, current.text, attempts > 1, current.editedBy));
      }
      return taken;
    });
    if (items.length > 0) link.leases.add(lease);
    return { lease, items };
  }

  /** The answer that was stored for this very call while it was held open (see `waiters.claim`), unless it is among `taken`. */
  function claimedBy(thread: string, lease: string, question: string, taken: readonly Envelope[] = []): Envelope[] {
    const answer = store.questions.find(question)?.answer;
    if (!answer || taken.some(({ id }) => id === answer)) return [];
    const at = store.deliveries.find(answer, thread);
    if (!at || at.lease !== lease) return [];
    const head = store.messages.head(at.message);
    const current = store.messages.current(at.message);
    return head && current ? [views.toEnvelope(head, current.text, at.attempts > 1, current.editedBy)] : [];
  }

  async function release(lease: string): Promise<void> {
    const freed = await store.commit(() =>
      store.deliveries.release(lease, "Codex took it but did not confirm it").map((id) => {
        const head = store.messages.head(id);
        // Claude was told that it had been handed over.
        if (head?.kind === "reply" && head.session) store.notices.insert(head.session, "unreceived", id, clock.now());
        const receiver = store.deliveries.ofMessage(id).find(({ state }) => state === "stored")?.receiver;
        return { id, receiver, replyTo: head?.replyTo ?? null };
      }),
    );
    for (const { id, receiver, replyTo } of freed) {
      events.emit({ type: "state", id });
      if (receiver) waiters.wake(receiver, replyTo);
    }
  }

  /** True while a push has messages of a thread in its hands; with a question, its answer. */
  function isBeingPushed(thread: string, question: string | null): boolean {
    if (question === null || !outreach.isPushing(thread)) return outreach.isPushing(thread);
    const answer = store.questions.find(question)?.answer;
    const at = answer ? store.deliveries.find(answer, thread) : null;
    return at?.state === "stored" && at.lease !== null;
  }

  return {
    take,
    /** A parcel with the answer that was claimed for its call meanwhile. */
    withClaimed(
      link: CodexLink,
      { thread, lease }: { thread: string; lease: string },
      question: string,
      parcel: Parcel,
    ): Parcel {
      const items = link.gone ? [] : claimedBy(thread, lease, question, parcel.items);
      if (items.length === 0) return parcel;
      link.leases.add(lease);
      return { lease, items: [...items, ...parcel.items] };
    },
    release,
    isBeingPushed,

    /** Takes what waits for a thread; with `waitMs`, waits for the first message. */
    async check(link: CodexLink, input: Check, signal: Signal): Promise<CheckResult> {
      await registry.speakFor(link, input.thread);
      const question = input.question ?? null;
      const only = question !== null;
      // A fork knows the ids of the thread that it came from; it must neither read its mail nor count as waiting for it.
      if (only && store.questions.find(question)?.asker !== input.thread) {
        const notices = await views.takeNotices(input.thread);
        return { notices, parcel: { lease: input.lease, items: [] }, questions: [] };
      }
      const deadlineAt = clock.now() + input.waitMs;
      const waiter = waiters.open(input.thread, question, !only, input.lease);
      let taken = false;
      if (only) events.emit({ type: "state", id: question });
      try {
        for (;;) {
          const parcel = await take(link, input, question, only);
          const ended = only ? !views.isPending(question) : store.notices.hasEnded(input.thread);
          // "Nothing waits" would be false while a push has it in its hands and may bring it back.
          const isUnderWay = parcel.items.length === 0 && isBeingPushed(input.thread, question);
          const until = isUnderWay ? Math.max(deadlineAt, clock.now() + PUSH_PATIENCE_MS) : deadlineAt;
          const isDone = parcel.items.length > 0 || (ended && !isUnderWay);
          if (isDone || !(await waiter.next(until, signal))) {
            const last = parcel.items.length > 0 || signal.aborted ? parcel : await take(link, input, question, only);
            taken = last.items.length > 0;
            const ids = only ? [question] : store.questions.openBy(input.thread).map(({ id }) => id);
            return {
              notices: await views.takeNotices(input.thread),
              parcel: last,
              questions: ids.flatMap(views.openQuestion),
            };
          }
        }
      } finally {
        waiter.close();
        if (waiter.isClaimed() && !taken) await release(input.lease);
        if (only) events.emit({ type: "state", id: question });
      }
    },

    /** Codex's receipt. An ack counts whoever holds the lease by now: the message did arrive. */
    async settle(link: CodexLink, { thread, lease, verdict, messages }: Settle): Promise<void> {
      if (verdict === "release") await release(lease);
      else {
        const seen = store.commitSoon(() =>
          messages.filter((id) => store.deliveries.seen(id, thread, clock.now(), "result")),
        );
        for (const id of seen) events.emit({ type: "state", id });
      }
      // Last: where that fails, the lease is given up at the end of the process.
      link.leases.delete(lease);
    },

    /** Gives back what a process that is gone held. */
    async stop(link: CodexLink): Promise<void> {
      for (const lease of [...link.leases]) await release(lease);
      link.leases.clear();
    },
  };
}
