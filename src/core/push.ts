/**
 * What no call comes for is pushed: to Claude by its session's server, to Codex by the process of
 * its thread. One push at a time for each session, so that messages keep their order; what comes
 * meanwhile goes with the next one.
 */
import type { Envelope } from "../shared/calls/envelope";
import type { PushReport } from "../shared/calls/push";
import type { Clock } from "../shared/clock";
import { USER } from "../shared/constants";
import { toMessage } from "../shared/errors";
import { createId } from "../shared/ids";
import type { Log } from "../shared/log";
import type { Store } from "../store/store";
import type { ChannelHealth } from "./channel-health";
import { type ClaudeConnection, type CodexConnection, pushTransports } from "./connections";
import type { Deliveries } from "./deliveries";
import type { Presence } from "./presence";
import type { Transact } from "./transaction";
import type { Waiters } from "./waiters";

const CLAUDE_BATCH = 100;
/** Each becomes a turn of Codex's, or joins one. */
const CODEX_BATCH = 10;

/** How long a caller that wants to know how a push went waits for that. */
const PATIENCE_MS = 10_000;

/** A push that could not be noted, as on a full disk, is tried again after this. */
const RETRY_MS = 5_000;
/** A session that was only busy is tried again after this, and ever more seldom. */
const BUSY_MS = 5_000;
const BUSY_AT_MOST_MS = 300_000;

/** Of what was handed over and not reported, nobody knows whether it arrived. */
const UNTOLD = { reason: null, wasPromised: false };

export interface Pusher {
  /** Starts to push what waits for a session. */
  push(session: string): void;
  /**
   * Resolves when what was pushed to a session is done, or has taken too long. The deliveries say
   * how it went.
   */
  settled(session: string): Promise<void>;
  /** True while messages of a session are being pushed. */
  isPushing(session: string): boolean;
  /** Calls off what is planned. */
  close(): void;
}

export interface PusherDeps {
  store: Pick<Store, "deliveries">;
  clock: Clock;
  log: Log;
  transact: Transact;
  presence: Presence;
  waiters: Waiters;
  deliveries: Deliveries;
  health: Pick<ChannelHealth, "pushed" | "took" | "changed">;
}

/** The pushes of one session, one after the other. */
interface Run {
  over: Promise<void>;
  /** Something has come for it meanwhile. */
  again: boolean;
}

/**
 * What becomes of a push, or the end of the process that it goes to: a client that never reads
 * holds up nobody else.
 */
function untilEnd<T>({ end: { signal } }: ClaudeConnection | CodexConnection, pushed: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onEnd = () => reject(new Error("the process has gone"));
    if (signal.aborted) return onEnd();
    signal.addEventListener("abort", onEnd, { once: true });
    pushed.then(resolve, reject).finally(() => signal.removeEventListener("abort", onEnd));
  });
}

export function createPusher(deps: PusherDeps): Pusher {
  const { store, clock, log, transact, presence, waiters, deliveries, health } = deps;
  const running = new Map<string, Run>();
  const pushing = new Set<string>();
  const retries = new Map<string, () => void>();
  /** How long the last wait was for sessions that were busy. */
  const busy = new Map<string, number>();
  let isClosed = false;

  /**
   * The process that a session's messages are pushed to; null where there is none, or a call of its
   * takes them.
   */
  function linkOf(session: string): ClaudeConnection | CodexConnection | null {
    const connection = presence.claude(session) ?? presence.codex(session) ?? presence.silent(session);
    if (!connection || waiters.takesAny(session)) return null;
    const isOpen = connection.kind === "codex" ? connection.reach !== null : pushTransports(connection).length > 0;
    return isOpen ? connection : null;
  }

  /** Hands messages to a process; a report for each that it tells of. */
  async function hand(
    connection: ClaudeConnection | CodexConnection,
    session: string,
    items: Envelope[],
  ): Promise<PushReport[]> {
    if (connection.kind === "claude") {
      const reports = await connection.push(items, pushTransports(connection));
      health.took(connection, reports);
      return reports;
    }
    const isCertain = connection === presence.codex(session);
    return (
      (await connection.reach?.({
        thread: session,
        certain: isCertain,
        items,
        ...presence.surroundings(connection),
      })) ?? []
    );
  }

  /**
   * Notes what became of messages, and gives back those of which nothing is told. A process may
   * have become a thread meanwhile, which has taken over its messages.
   */
  function note(session: string, lease: string, reports: readonly PushReport[]): Promise<void> {
    return transact((after) => {
      const receiver = presence.current(session);
      for (const { id, state, transport, reason } of reports) {
        // A session's client that was written to may have gone, and the message may be another
        // one's by now.
        if (state === "pushed") deliveries.ack(after, receiver, [id], { as: state, transport, lease });
        else if (state === "seen") deliveries.ack(after, receiver, [id], { as: state, transport });
        else deliveries.nack(after, receiver, lease, [id], { reason, counts: state === "unknown" });
      }
      deliveries.release(after, lease, UNTOLD);
    });
  }

  /** Leases what goes with the next push, where the process is still there. */
  function take(session: string, connection: ClaudeConnection | CodexConnection, lease: string): Promise<Envelope[]> {
    const accepts = ({ replyTo }: { replyTo: string | null }) => replyTo === null || !waiters.waitsFor(replyTo);
    const limit = connection.kind === "claude" ? CLAUDE_BATCH : CODEX_BATCH;
    return transact((after) =>
      connection.end.signal.aborted ? [] : deliveries.take(after, session, { lease, items: limit, accepts }),
    );
  }

  /** Pushes one batch; true where the session took all of it. */
  async function pushBatch(session: string, connection: ClaudeConnection | CodexConnection): Promise<boolean> {
    const lease = createId("l", clock.now());
    let items: Envelope[] = [];
    let isNoted = true;
    // Before the messages are leased: a look that finds none of them free has to know why.
    pushing.add(session);
    try {
      items = await take(session, connection, lease);
      if (items.length === 0) return false;
      isNoted = false;
      connection.leases.add(lease);
      const reports = await untilEnd(connection, hand(connection, session, items)).catch((error: unknown) => {
        log.warn(`push to ${session} failed: ${toMessage(error)}`);
        return [];
      });
      await note(session, lease, reports);
      isNoted = true;
      if (reports.some(({ passing }) => passing)) comeAgain(session);
      else busy.delete(session);
      const thread = reports.find((report) => report.thread !== null)?.thread;
      if (connection.kind === "codex" && thread && (thread !== session || connection !== presence.codex(session))) {
        await presence.speakFor(connection, thread);
      }
      const isWritten = connection.kind === "claude" && reports.some(({ state }) => state === "pushed");
      if (isWritten && presence.claude(session) === connection) health.pushed(session);
      return reports.length === items.length && reports.every(({ state }) => state === "seen" || state === "pushed");
    } finally {
      pushing.delete(session);
      if (!isNoted) await transact((after) => deliveries.release(after, lease, UNTOLD));
      // After that: where it fails, the lease is given up at the end of the process.
      connection.leases.delete(lease);
      // Calls that were opened meanwhile found the messages leased: they take what came back, or
      // learn that it went.
      const current = presence.current(session);
      if (items.length === 0) waiters.wake(current, null);
      for (const { replyTo } of items) waiters.wake(current, replyTo);
      if (connection.kind === "claude") health.changed(session);
    }
  }

  /** Pushes all that waits for a session, as long as it takes it. */
  async function drain(session: string): Promise<void> {
    for (;;) {
      const current = presence.current(session);
      const connection = linkOf(current);
      // What is not pushed is for a hook that waits.
      if (!connection) health.changed(current);
      // Mostly the last batch was all: a look costs less than a transaction that changes nothing.
      if (!connection || !store.deliveries.isAwaited(current)) return;
      if (!(await pushBatch(current, connection))) return;
    }
  }

  /** Its process has what waits for the session, and could not hand it over just now. */
  function comeAgain(session: string): void {
    const waitMs = Math.min(2 * (busy.get(session) ?? BUSY_MS / 2), BUSY_AT_MOST_MS);
    busy.set(session, waitMs);
    planAgain(session, waitMs);
  }

  function retryLater(session: string, error: unknown): void {
    if (!isClosed) log.error(`push to ${session}: ${toMessage(error)}`);
    planAgain(session, RETRY_MS);
  }

  function planAgain(session: string, ms: number): void {
    if (isClosed) return;
    retries.get(session)?.();
    const cancel = clock.schedule(ms, () => {
      retries.delete(session);
      push(session);
    });
    retries.set(session, cancel);
  }

  async function run(session: string, own: Run): Promise<void> {
    try {
      do {
        own.again = false;
        await drain(session);
      } while (own.again);
    } catch (error) {
      retryLater(session, error);
    } finally {
      // In the same step as the last look at `again`: what comes from now on starts a run of its
      // own.
      running.delete(session);
    }
  }

  function push(session: string): void {
    const current = presence.current(session);
    const under = running.get(current);
    if (under) under.again = true;
    // Most times every message has gone with the call that waited for it.
    if (under || session === USER || !store.deliveries.isAwaited(current)) return;
    const own: Run = { over: Promise.resolve(), again: false };
    running.set(current, own);
    own.over = run(current, own);
  }

  return {
    push,

    async settled(session) {
      const own = running.get(presence.current(session));
      if (!own) return;
      const patience = Promise.withResolvers<void>();
      const cancel = clock.schedule(PATIENCE_MS, patience.resolve);
      await Promise.race([own.over, patience.promise]);
      cancel();
    },

    isPushing: (session) => [...pushing].some((one) => presence.current(one) === session),

    close() {
      isClosed = true;
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
}
