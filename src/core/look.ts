/**
 * An agent comes for its messages: with a look of its own, which may wait, or with a call that
 * waits for an answer.
 */
import type { Envelope } from "../shared/calls/envelope";
import type { Clock } from "../shared/clock";
import type { Store } from "../store/store";
import type { ClaudeConnection, CodexConnection } from "./connections";
import type { Deliveries } from "./deliveries";
import type { Events } from "./events";
import type { Pusher } from "./push";
import type { Reclaim } from "./reclaim";
import type { Transact } from "./transaction";
import type { Views } from "./views";
import type { Waiters } from "./waiters";

/**
 * Codex shows its model about 12,000 characters of a result: after the first message, only as many
 * more are added as can be read.
 */
const CODEX_CHARS = 8_000;
const CODEX_ITEMS = 20;
const CLAUDE_ITEMS = 50;

/** A look that finds messages in the hands of a push waits this long for what comes back. */
const PUSH_PATIENCE_MS = 10_000;

export interface CodexLook {
  thread: string;
  lease: string;
  waitMs: number;
  /** Only the answer to this question. */
  question: string | null;
}

export interface Looks {
  /**
   * Takes what a Codex call may have: the answer to `question` first, never one that another open
   * call waits for.
   */
  takeForCodex(connection: CodexConnection, look: Omit<CodexLook, "waitMs">, only: boolean): Promise<Envelope[]>;
  /** Takes an answer for the call of Claude's that waits for it. */
  takeAnswerForClaude(connection: ClaudeConnection, question: string): Promise<Envelope[]>;
  /** Takes what waits for a thread; with `waitMs`, waits for the first message. */
  codex(connection: CodexConnection, look: CodexLook, signal: AbortSignal): Promise<Envelope[]>;
  /**
   * The same for a Claude session, with what was pushed to it before and never proved to be read.
   */
  claude(connection: ClaudeConnection, waitMs: number, signal: AbortSignal): Promise<Envelope[]>;
}

export interface LookDeps {
  store: Pick<Store, "questions" | "notices" | "deliveries">;
  clock: Clock;
  events: Pick<Events, "emit">;
  transact: Transact;
  waiters: Waiters;
  deliveries: Deliveries;
  reclaim: Pick<Reclaim, "unproved">;
  pusher: Pick<Pusher, "isPushing" | "push" | "settled">;
  views: Pick<Views, "isPending">;
}

export function createLooks(deps: LookDeps): Looks {
  const { store, clock, events, transact, waiters, deliveries, reclaim, pusher, views } = deps;

  async function takeForCodex(
    connection: CodexConnection,
    look: Omit<CodexLook, "waitMs">,
    only: boolean,
  ): Promise<Envelope[]> {
    const { thread, lease, question } = look;
    if (!store.deliveries.isAwaited(thread)) return [];
    const items = await transact((after) => {
      // A process that has gone gets nothing.
      if (connection.end.signal.aborted) return [];
      return deliveries.take(after, thread, {
        lease,
        items: CODEX_ITEMS,
        chars: CODEX_CHARS,
        first: question,
        only,
        accepts: ({ replyTo }) => replyTo === null || !waiters.waitsFor(replyTo),
      });
    });
    if (items.length > 0) connection.leases.add(lease);
    return items;
  }

  function takeForClaude(connection: ClaudeConnection, first: string | null): Promise<Envelope[]> {
    return transact((after) => {
      const { session, lease } = connection;
      if (first === null) reclaim.unproved(after, connection, ["inbox", "channel", "hook"]);
      const only = first !== null;
      const items = deliveries.take(after, session, { lease, items: CLAUDE_ITEMS, first, only });
      // The result is written next, which is all that can be known.
      const ids = items.map(({ id }) => id);
      deliveries.ack(after, session, ids, { as: "pushed", transport: only ? "result" : "tool" });
      return items;
    });
  }

  /** Whether a push has what a look is for: "nothing waits" would be false then. */
  function isBeingPushed({ thread, question }: CodexLook): boolean {
    if (!pusher.isPushing(thread)) return false;
    if (question === null) return true;
    const answer = store.questions.find(question)?.answer;
    const at = answer ? store.deliveries.find(answer, thread) : null;
    return at?.state === "stored" && at.lease !== null;
  }

  async function waitForCodex(connection: CodexConnection, look: CodexLook, signal: AbortSignal): Promise<Envelope[]> {
    const { thread, question, waitMs } = look;
    const only = question !== null;
    const deadlineAt = clock.monotonic() + waitMs;
    const wakesOn = only ? "answer" : "any";
    const waiter = waiters.open({ session: thread, question, wakesOn, takes: wakesOn });
    if (only) events.emit({ type: "state", id: question });
    try {
      for (;;) {
        const items = await takeForCodex(connection, look, only);
        const isUnderWay = items.length === 0 && isBeingPushed(look);
        const hasEnded = only ? !views.isPending(question) : store.notices.hasEnded(thread);
        if (items.length > 0 || (hasEnded && !isUnderWay)) return items;
        const until = isUnderWay ? Math.max(deadlineAt, clock.monotonic() + PUSH_PATIENCE_MS) : deadlineAt;
        if (!(await waiter.next(until, signal)))
          return signal.aborted ? [] : await takeForCodex(connection, look, only);
      }
    } finally {
      waiter.close();
      if (only) events.emit({ type: "state", id: question });
    }
  }

  return {
    takeForCodex,
    takeAnswerForClaude: (connection, question) => takeForClaude(connection, question),

    async codex(connection, look, signal) {
      // A fork knows the ids of the thread that it came from; it must neither read its messages nor
      // count as waiting for it.
      if (look.question !== null && store.questions.find(look.question)?.asker !== look.thread) return [];
      return waitForCodex(connection, look, signal);
    },

    async claude(connection, waitMs, signal) {
      const deadlineAt = clock.monotonic() + waitMs;
      const waiter = waiters.open({ session: connection.session, question: null, wakesOn: "any", takes: "any" });
      try {
        // What is being pushed was first: what comes after it is not to pass it.
        if (pusher.isPushing(connection.session)) await pusher.settled(connection.session);
        for (;;) {
          if (signal.aborted) return [];
          const items = await takeForClaude(connection, null);
          if (items.length > 0 || store.notices.hasEnded(connection.session)) return items;
          if (!(await waiter.next(deadlineAt, signal)))
            return signal.aborted ? [] : await takeForClaude(connection, null);
        }
      } finally {
        waiter.close();
        // What came and was not taken goes its other way.
        pusher.push(connection.session);
      }
    },
  };
}
