/**
 * The second transport to Claude: a hook of its session that waits here, prints what the channel
 * does not bring, and wakes Claude by ending. One hook waits for a session; a newer one takes the
 * place of the one before.
 */
import type { HookApi } from "../shared/calls/calls";
import type { Envelope } from "../shared/calls/envelope";
import type { HookBatch, HookListen, HookNote, HookNoted } from "../shared/calls/hooks";
import type { Clock } from "../shared/clock";
import type { Log } from "../shared/log";
import type { Store } from "../store/store";
import type { ChannelHealth } from "./channel-health";
import type { ClaudeConnection } from "./connections";
import type { Deliveries } from "./deliveries";
import type { Events } from "./events";
import type { Presence } from "./presence";
import type { Reclaim } from "./reclaim";
import type { Release } from "./release";
import type { Reminders } from "./reminders";
import type { Transact } from "./transaction";

/**
 * A hook of a conversation that has just been left may tell this much later than the one that told
 * of the next.
 */
const LATE_MS = 10_000;

const NOTHING: HookBatch = { items: [], reminders: [] };

/**
 * What one hook may print, in characters; what is longer waits for Claude's own look at its
 * messages.
 */
const PRINTED_CHARS = 50_000;
const PRINTED_ITEMS = 50;

export interface HookDeps {
  store: Pick<Store, "deliveries">;
  clock: Clock;
  log: Log;
  events: Pick<Events, "subscribe">;
  transact: Transact;
  presence: Presence;
  health: ChannelHealth;
  deliveries: Deliveries;
  reclaim: Reclaim;
  reminders: Reminders;
  release: Release;
}

export interface Hooks extends HookApi {
  /** The session's last process has gone. */
  left(session: string): void;
}

export function createHooks(deps: HookDeps): Hooks {
  const { store, clock, log, events, transact, presence, health, deliveries, reclaim, reminders, release } = deps;
  /** When a hook printed something for a session the last time. */
  const tookAt = new Map<string, number>();
  /** The conversation that a session has left last, and when it was heard that it had. */
  const leftLast = new Map<string, { clientSession: string; at: number }>();
  /** The hook that waits for a session. */
  const waiting = new Map<string, { lease: string; end(): void }>();

  /**
   * What a hook is to print, leased until it has; empty as long as the channel may still bring it.
   */
  async function take(connection: ClaudeConnection, lease: string): Promise<Envelope[]> {
    if (!health.isClosed(connection)) return [];
    return transact((after) => {
      reclaim.unproved(after, connection, ["inbox", "channel"]);
      return deliveries.take(after, connection.session, { lease, items: PRINTED_ITEMS, chars: PRINTED_CHARS });
    });
  }

  /** The session of one of a hook's ancestors, else the only one that Claude Code calls so. */
  function find({ ancestors, clientSession }: HookNote): string | null {
    const own = ancestors.map((id) => presence.claudeOfProcess(id)?.session).find((id) => id !== undefined);
    if (own !== undefined) return own;
    const [only, another] = clientSession ? presence.claudesCalled(clientSession) : [];
    return only !== undefined && another === undefined ? only : null;
  }

  /** The session that a hook belongs to; one that has just started is waited for. */
  async function meet(note: HookNote, signal: AbortSignal): Promise<string | null> {
    const { patienceMs } = note;
    const { promise, resolve } = Promise.withResolvers<string | null>();
    // Before the look, so that a session which comes in between is not missed.
    const stop = events.subscribe((event) => {
      const found = event.type === "session" ? find(note) : null;
      if (found) resolve(found);
    });
    const cancel = clock.schedule(patienceMs, () => resolve(null));
    signal.addEventListener("abort", () => resolve(null), { once: true });
    try {
      return find(note) ?? (patienceMs > 0 && !signal.aborted ? await promise : null);
    } finally {
      stop();
      cancel();
    }
  }

  async function wait({ session, lease }: HookListen, signal: AbortSignal): Promise<HookBatch> {
    let isOver = false;
    let wake = () => {};
    const own = {
      lease,
      end() {
        isOver = true;
        wake();
      },
    };
    waiting.get(session)?.end();
    waiting.set(session, own);
    signal.addEventListener("abort", own.end, { once: true });
    let change = Promise.withResolvers<void>();
    wake = () => change.resolve();
    const stop = health.subscribe((changed) => changed === session && wake());
    try {
      for (;;) {
        const connection = presence.claude(session);
        if (isOver || signal.aborted || !connection) return NOTHING;
        const due = reminders.take(session);
        // A session that hears leaves nothing to wait for.
        const items = !health.isClosed(connection) && health.isHeard(connection) ? null : await take(connection, lease);
        if (due.length > 0 || items === null || items.length > 0) return { items: items ?? [], reminders: due };
        const nextAt = reminders.nextAt(session);
        const cancel = nextAt === null ? () => {} : clock.schedule(nextAt - clock.monotonic(), () => wake());
        await change.promise;
        cancel();
        change = Promise.withResolvers();
      }
    } finally {
      stop();
      signal.removeEventListener("abort", own.end);
      if (waiting.get(session) === own) waiting.delete(session);
    }
  }

  /**
   * Notes what Claude Code calls its session now; true where that is another conversation than
   * before, which knows nothing of what the one before was asked. Two hooks may tell the same: only
   * the first of them is news.
   */
  async function turns({ event, clientSession }: HookNote, session: string): Promise<boolean> {
    if (!clientSession) return event === "clear";
    const known = presence.clientSession(session);
    if (known === clientSession) return false;
    const before = leftLast.get(session);
    const isStart = event === "start" || event === "clear";
    if (!isStart && before?.clientSession === clientSession && clock.monotonic() < before.at + LATE_MS) return false;
    if (known !== null) leftLast.set(session, { clientSession: known, at: clock.monotonic() });
    const isSaved = presence.setClientSession(session, clientSession);
    const isAnother = known !== null || event === "clear";
    await isSaved;
    return isAnother;
  }

  /**
   * What a session may have had of its open questions before a time, it is to have again. That
   * cannot be exact: Claude Code acknowledges no push and tells no time of its own. What is pushed
   * in that very moment comes twice rather than never.
   */
  async function comeAgain(session: string, until: number): Promise<void> {
    await transact((after) => {
      reclaim.ofConversation(after, session, until);
      after.push(session);
    });
    health.changed(session);
  }

  const effects: Partial<Record<HookNote["event"], (session: string, note: HookNote) => unknown>> = {
    start(session) {
      // Its first prompt is told on its own.
      if (presence.busy(session) === null) presence.setBusy(session, false);
    },
    prompt(session) {
      presence.setBusy(session, true);
      return release(session);
    },
    offered(session, { messages }) {
      presence.setBusy(session, true);
      const own = (messages ?? []).filter((id) => store.deliveries.find(id, session) !== null);
      if (own.length > 0) health.offered(session, own);
    },
    stop(session, { at }) {
      // A hook that began before another one printed tells of the turn before that.
      if (at && at < (tookAt.get(session) ?? 0)) return;
      presence.setBusy(session, false);
      reminders.stopped(session);
    },
    end: (session) => waiting.get(session)?.end(),
  };

  return {
    async note(input, signal): Promise<HookNoted> {
      const session = await meet(input, signal);
      log.debug(`hook: ${input.event} of ${session ?? "no session"}`);
      const connection = session && presence.claude(session);
      if (!session || !connection) return { session };
      const client = presence.view(session)?.client ?? null;
      // The conversation that begins now knows nothing of what the one before was asked.
      if (await turns(input, session)) await comeAgain(session, input.at ?? clock.now());
      await effects[input.event]?.(session, input);
      return { session, process: connection.process, client };
    },

    listen: wait,

    async took({ session, messages }) {
      tookAt.set(session, clock.now());
      await transact((after) => deliveries.ack(after, session, messages, { as: "pushed", transport: "hook" }));
      // What a hook prints starts a turn.
      presence.setBusy(session, true);
    },

    async leave({ session, lease }) {
      await transact((after) => deliveries.release(after, lease, { reason: null, wasPromised: false }));
      health.changed(session);
    },

    left(session) {
      waiting.get(session)?.end();
      reminders.forget(session);
      tookAt.delete(session);
      leftLast.delete(session);
    },
  };
}
