/** What a Codex process may ask of the bridge, from its coming to its end. */
import type { CodexAttach } from "../shared/calls/attach";
import type { CodexApi } from "../shared/calls/calls";
import type { Ask, AskResult, Check, CheckResult, Settle } from "../shared/calls/codex";
import type { CodexPush } from "../shared/calls/push";
import type { Store } from "../store/store";
import type { AskQuestion } from "./ask";
import type { CodexConnection } from "./connections";
import type { Deliveries } from "./deliveries";
import type { Looks } from "./look";
import type { Presence } from "./presence";
import type { Pusher } from "./push";
import type { QuestionStatuses } from "./question-status";
import type { Receivers } from "./receivers";
import type { Release } from "./release";
import type { Replies } from "./reply";
import type { Schedule } from "./schedule";
import type { Transact } from "./transaction";
import type { Views } from "./views";

/** Codex's name for a turn that its user started (0.169.0). */
const USER_TRIGGER = "user";

/** A reconnected process has made its calls again by then. */
const PUSH_AFTER_MS = 1_000;

/**
 * A resumed session is looked for once more after this: a window that has just been opened may take
 * a moment.
 */
const LOOK_AGAIN_MS = 4_000;

const UNCONFIRMED = { reason: "Codex took it but did not confirm it", wasPromised: true };

export interface CodexApiDeps {
  store: Store;
  transact: Transact;
  schedule: Schedule;
  presence: Presence;
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

export type AttachCodex = (input: CodexAttach, reach?: CodexPush) => Promise<CodexApi>;

export function createAttachCodex(deps: CodexApiDeps): AttachCodex {
  const { store, transact, schedule, presence, deliveries, pusher, receivers, statuses, looks, replies, views } = deps;

  async function ask(connection: CodexConnection, input: Ask, signal: AbortSignal): Promise<AskResult> {
    const { thread, lease, to, trigger, hold, ...question } = input;
    await presence.speakFor(connection, thread);
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
      take: () => looks.takeForCodex(connection, { thread, lease, question: input.id }, false),
    };
    const { items, counter: _, status, ...asked } = await deps.ask(asker, question, signal);
    if (!connection.end.signal.aborted) pusher.push(thread);
    // Who gave up reads no result: its notices wait for the next one.
    const notices = signal.aborted ? [] : await views.takeNotices(thread);
    const own = { status: status === "asked" ? ("open" as const) : status, batch: { lease, items } };
    return { ...asked, ...own, ...statuses.split(notices, input.id, status) };
  }

  async function check(connection: CodexConnection, input: Check, signal: AbortSignal): Promise<CheckResult> {
    const { thread, lease, waitMs, question = null } = input;
    await presence.speakFor(connection, thread);
    const items = await looks.codex(connection, { thread, lease, waitMs, question }, signal);
    const own = question === null ? store.questions.openBy(thread).map(({ id }) => id) : [question];
    const isOwn = question === null || store.questions.find(question)?.asker === thread;
    return {
      notices: await views.takeNotices(thread),
      batch: { lease, items },
      questions: isOwn ? own.flatMap(views.openQuestion) : [],
    };
  }

  /** Codex's receipt. An ack counts whoever holds the lease by now: the message did arrive. */
  async function settle(connection: CodexConnection, { thread, lease, verdict, messages }: Settle): Promise<void> {
    await transact((after) => {
      if (verdict === "release") deliveries.release(after, lease, UNCONFIRMED);
      else deliveries.ack(after, thread, messages, { as: "seen", transport: "result" });
    });
    // Last: where that fails, the lease is given up at the end of the process.
    connection.leases.delete(lease);
  }

  async function leave(connection: CodexConnection): Promise<void> {
    await presence.remove(connection);
    await transact((after) => {
      for (const lease of connection.leases) deliveries.release(after, lease, UNCONFIRMED);
    });
    connection.leases.clear();
  }

  /**
   * What waits for threads that a new process could speak for is pushed to it: it may be their
   * session, resumed.
   */
  function pushSilent(connection: CodexConnection): void {
    for (const thread of store.deliveries.awaitedIn(connection.origin.cwd)) {
      if (presence.silent(thread) === connection) pusher.push(thread);
    }
  }

  return async (input, reach) => {
    const connection = await presence.addCodex(input, reach ?? null);
    // What came while the session was away. The calls that a reconnected process makes again go
    // first.
    schedule.later(PUSH_AFTER_MS, async () => {
      // What is being tried just now is not tried again right after it.
      for (const thread of connection.threads) if (!pusher.isPushing(thread)) pusher.push(thread);
    });
    if (connection.threads.size === 0) {
      pushSilent(connection);
      schedule.later(LOOK_AGAIN_MS, async () => pushSilent(connection));
    }
    return {
      ask: (ask_, signal) => ask(connection, ask_, signal),
      check: (check_, signal) => check(connection, check_, signal),
      answer: (answer) => replies.fromCodex(connection, answer),
      settle: (settle_) => settle(connection, settle_),
      detach: () => schedule.persist(() => leave(connection)),
    };
  };
}
