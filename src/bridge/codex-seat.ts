/** What a Codex process may ask of the bridge, from its coming to its end. */
import type { CodexAttach } from "../calls/attach";
import type { CodexSeat } from "../calls/calls";
import type { Ask, AskResult, Check, CheckResult, Settle } from "../calls/codex";
import type { Reach } from "../calls/outreach";
import type { Store } from "../store/store";
import type { AskQuestion } from "./ask";
import type { Deliveries } from "./deliveries";
import type { CodexLink } from "./links";
import type { Looks } from "./look";
import type { Pusher } from "./push";
import type { QuestionStatuses } from "./question-status";
import type { Receivers } from "./receivers";
import type { Registry } from "./registry";
import type { Release } from "./release";
import type { Replies } from "./reply";
import type { Schedule } from "./schedule";
import type { Transact } from "./transaction";
import type { Views } from "./views";

/** Codex's name for a turn that its user started (0.169.0). */
const USER_TRIGGER = "user";

/** A reconnected process has made its calls again by then. */
const PUSH_AFTER_MS = 1_000;

/** A resumed session is looked for once more after this: a window that has just been opened may take a moment. */
const LOOK_AGAIN_MS = 4_000;

const UNCONFIRMED = { reason: "Codex took it but did not confirm it", wasPromised: true };

export interface CodexSeatDeps {
  store: Store;
  transact: Transact;
  schedule: Schedule;
  registry: Registry;
  deliveries: Deliveries;
  pusher: Pusher;
  receivers: Receivers;
  statuses: QuestionStatuses;
  ask: AskQuestion;
  looks: Looks;
  replies: Replies;
  release: Release;
  views: Views;
}

export type AttachCodex = (input: CodexAttach, reach?: Reach) => Promise<CodexSeat>;

export function createAttachCodex(deps: CodexSeatDeps): AttachCodex {
  const { store, transact, schedule, registry, deliveries, pusher, receivers, statuses, looks, replies, views } = deps;

  async function ask(link: CodexLink, input: Ask, signal: AbortSignal): Promise<AskResult> {
    const { thread, lease, to, trigger, hold, ...question } = input;
    await registry.speakFor(link, thread);
    const asker = {
      session: thread,
      kind: "codex" as const,
      mayWait: hold,
      async route() {
        const routed = await receivers.settledClaudeOf(thread, to);
        // A person's own turn is a human word.
        if (trigger === USER_TRIGGER) await deps.release(thread);
        return routed;
      },
      take: () => looks.takeForCodex(link, { thread, lease, question: input.id }, false),
    };
    const { items, counter: _, status, ...asked } = await deps.ask(asker, question, signal);
    if (!link.end.signal.aborted) pusher.push(thread);
    // Who gave up reads no result: its notices wait for the next one.
    const notices = signal.aborted ? [] : await views.takeNotices(thread);
    const own = { status: status === "asked" ? ("open" as const) : status, parcel: { lease, items } };
    return { ...asked, ...own, ...statuses.split(notices, input.id, status) };
  }

  async function check(link: CodexLink, input: Check, signal: AbortSignal): Promise<CheckResult> {
    const { thread, lease, waitMs, question = null } = input;
    await registry.speakFor(link, thread);
    const items = await looks.codex(link, { thread, lease, waitMs, question }, signal);
    const own = question === null ? store.questions.openBy(thread).map(({ id }) => id) : [question];
    const isOwn = question === null || store.questions.find(question)?.asker === thread;
    return {
      notices: await views.takeNotices(thread),
      parcel: { lease, items },
      questions: isOwn ? own.flatMap(views.openQuestion) : [],
    };
  }

  /** Codex's receipt. An ack counts whoever holds the lease by now: the message did arrive. */
  async function settle(link: CodexLink, { thread, lease, verdict, messages }: Settle): Promise<void> {
    await transact((after) => {
      if (verdict === "release") deliveries.release(after, lease, UNCONFIRMED);
      else deliveries.ack(after, thread, messages, { as: "seen", road: "result" });
    });
    // Last: where that fails, the lease is given up at the end of the process.
    link.leases.delete(lease);
  }

  async function leave(link: CodexLink): Promise<void> {
    await registry.remove(link);
    await transact((after) => {
      for (const lease of link.leases) deliveries.release(after, lease, UNCONFIRMED);
    });
    link.leases.clear();
  }

  /** What waits for threads that a new process could speak for is pushed to it: it may be their session, resumed. */
  function pushSilent(link: CodexLink): void {
    for (const thread of store.deliveries.awaitedIn(link.origin.cwd)) {
      if (registry.silent(thread) === link) pusher.push(thread);
    }
  }

  return async (input, reach) => {
    const link = await registry.addCodex(input, reach ?? null);
    // What came while the session was away. The calls that a reconnected process makes again go first.
    schedule.later(PUSH_AFTER_MS, async () => {
      // What is being tried just now is not tried again right after it.
      for (const thread of link.threads) if (!pusher.isPushing(thread)) pusher.push(thread);
    });
    if (link.threads.size === 0) {
      pushSilent(link);
      schedule.later(LOOK_AGAIN_MS, async () => pushSilent(link));
    }
    return {
      ask: (ask_, signal) => ask(link, ask_, signal),
      check: (check_, signal) => check(link, check_, signal),
      answer: (answer) => replies.fromCodex(link, answer),
      settle: (settle_) => settle(link, settle_),
      detach: () => schedule.persist(() => leave(link)),
    };
  };
}
