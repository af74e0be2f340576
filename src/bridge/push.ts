/**
 * What no call comes for is pushed: to Claude by its session's server, to Codex by the process of its thread. One push at
 * a time for each session, so that messages keep their order; what comes meanwhile goes with the next one.
 */
import type { Envelope } from "../calls/envelope";
import type { PushReport } from "../calls/outreach";
import type { Clock } from "../clock";
import { USER } from "../constants";
import { toMessage } from "../errors";
import { createId } from "../ids";
import type { Log } from "../log";
import type { Store } from "../store/store";
import type { Deliveries } from "./deliveries";
import type { ChannelHealth } from "./hearing";
import { type ClaudeLink, type CodexLink, pushTransports } from "./links";
import type { Registry } from "./registry";
import type { Transact } from "./transaction";
import type { Waiters } from "./waiters";

const CLAUDE_BATCH = 100;
/** Each becomes a turn of Codex's, or joins one. */
const CODEX_BATCH = 10;

/** How long a caller that wants to know how a push went waits for that. */
const PATIENCE_MS = 10_000;

/** A push that could not be noted, as on a full disk, is tried again after this. */
const RETRY_MS = 5_000;

export interface Pusher {
  /** Starts to push what waits for a session. */
  push(session: string): void;
  /** Resolves when what was pushed to a session is done, or has taken too long. The deliveries say how it went. */
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
  registry: Registry;
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

/** What becomes of a push, or the end of the process that it goes to: a client that never reads holds up nobody else. */
function untilEnd<T>({ end: { signal } }: ClaudeLink | CodexLink, pushed: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onEnd = () => reject(new Error("the process has gone"));
    if (signal.aborted) return onEnd();
    signal.addEventListener("abort", onEnd, { once: true });
    pushed.then(resolve, reject).finally(() => signal.removeEventListener("abort", onEnd));
  });
}

export function createPusher(deps: PusherDeps): Pusher {
  const { store, clock, log, transact, registry, waiters, deliveries, health } = deps;
  const running = new Map<string, Run>();
  const pushing = new Set<string>();
  const retries = new Map<string, () => void>();
  let isClosed = false;

  /** The process that a session's messages are pushed to; null where there is none, or a call of its takes them. */
  function linkOf(session: string): ClaudeLink | CodexLink | null {
    const link = registry.claude(session) ?? registry.codex(session) ?? registry.silent(session);
    if (!link || waiters.takesAny(session)) return null;
    const isOpen = link.kind === "codex" ? link.reach !== null : pushTransports(link).length > 0;
    return isOpen ? link : null;
  }

  /** Hands messages to a process; a report for each that it tells of. */
  async function hand(link: ClaudeLink | CodexLink, session: string, items: Envelope[]): Promise<PushReport[]> {
    if (link.kind === "claude") {
      const reports = await link.push(items, pushTransports(link));
      health.took(link, reports);
      return reports;
    }
    const isCertain = link === registry.codex(session);
    return (await link.reach?.({ thread: session, certain: isCertain, items, ...registry.surroundings(link) })) ?? [];
  }

  /** Notes what became of messages. A process may have become a thread meanwhile, which has taken over its mail. */
  function note(session: string, lease: string, reports: readonly PushReport[]): Promise<void> {
    return transact((after) => {
      const receiver = registry.current(session);
      for (const { id, state, road, reason } of reports) {
        // A session's client that was written to may have gone, and the message may be another one's by now.
        if (state === "pushed") deliveries.ack(after, receiver, [id], { as: state, road, lease });
        else if (state === "seen") deliveries.ack(after, receiver, [id], { as: state, road });
        else deliveries.nack(after, receiver, lease, [id], { reason, counts: state === "unknown" });
      }
    });
  }

  /** Pushes one batch; true where the session took all of it. */
  async function pushBatch(session: string, link: ClaudeLink | CodexLink): Promise<boolean> {
    const lease = createId("l", clock.now());
    const accepts = ({ replyTo }: { replyTo: string | null }) => replyTo === null || !waiters.waitsFor(replyTo);
    const limit = link.kind === "claude" ? CLAUDE_BATCH : CODEX_BATCH;
    const items = await transact((after) =>
      link.end.signal.aborted ? [] : deliveries.take(after, session, { lease, items: limit, accepts }),
    );
    if (items.length === 0) return false;
    link.leases.add(lease);
    pushing.add(session);
    try {
      const reports = await untilEnd(link, hand(link, session, items)).catch((error: unknown) => {
        log.warn(`push to ${session} failed: ${toMessage(error)}`);
        return [];
      });
      await note(session, lease, reports);
      const thread = reports.find((report) => report.thread !== null)?.thread;
      if (link.kind === "codex" && thread && (thread !== session || link !== registry.codex(session))) {
        await registry.speakFor(link, thread);
      }
      const isWritten = link.kind === "claude" && reports.some(({ state }) => state === "pushed");
      if (isWritten && registry.claude(session) === link) health.pushed(session);
      return reports.length === items.length && reports.every(({ state }) => state === "seen" || state === "pushed");
    } finally {
      pushing.delete(session);
      await transact((after) => deliveries.release(after, lease, { reason: null, wasPromised: false }));
      // After that: where it fails, the lease is given up at the end of the process.
      link.leases.delete(lease);
      // Calls that were opened meanwhile found the messages leased: they take what came back, or learn that it went.
      for (const { replyTo } of items) waiters.wake(registry.current(session), replyTo);
      if (link.kind === "claude") health.changed(session);
    }
  }

  /** Pushes all that waits for a session, as long as it takes it. */
  async function drain(session: string): Promise<void> {
    for (;;) {
      const current = registry.current(session);
      const link = linkOf(current);
      // What is not pushed is for a hook that waits.
      if (!link) health.changed(current);
      if (!link || !(await pushBatch(current, link))) return;
    }
  }

  function retryLater(session: string, error: unknown): void {
    if (isClosed) return;
    log.error(`push to ${session}: ${toMessage(error)}`);
    retries.get(session)?.();
    const cancel = clock.schedule(RETRY_MS, () => {
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
      // In the same step as the last look at `again`: what comes from now on starts a run of its own.
      running.delete(session);
    }
  }

  function push(session: string): void {
    const current = registry.current(session);
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
      const own = running.get(registry.current(session));
      if (!own) return;
      const patience = Promise.withResolvers<void>();
      const cancel = clock.schedule(PATIENCE_MS, patience.resolve);
      await Promise.race([own.over, patience.promise]);
      cancel();
    },

    isPushing: (session) => [...pushing].some((one) => registry.current(one) === session),

    close() {
      isClosed = true;
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
}
