/** From the store into a live Codex session: what no open call takes is handed to the process of that session to push. */
import type { Envelope } from "../calls/envelope";
import type { PushReport } from "../calls/outreach";
import { toMessage } from "../errors";
import { createId } from "../ids";
import type { Context } from "./context";
import type { CodexLink } from "./links";
import { createRoom } from "./room";

const BATCH = 10;
/** A caller who wants to know how it went waits no longer than this. */
const PATIENCE_MS = 10_000;

export type Outreach = ReturnType<typeof createOutreach>;

export function createOutreach(context: Context) {
  const { store, clock, log, events, registry, waiters, gates, views } = context;
  const running = new Map<string, Promise<void>>();
  const pushing = new Set<string>();

  /** Leases what waits for a thread and that no open call is about to take. */
  function lease(thread: string, link: CodexLink, id: string) {
    return store.commit(() => {
      const fits = createRoom();
      return store.deliveries
        .waiting(thread, BATCH)
        .filter(({ replyTo }) => replyTo === null || !waiters.waitsFor(replyTo))
        .flatMap(({ message }) => {
          const head = store.messages.head(message);
          const current = store.messages.current(message);
          if (link.gone || !head || !current || !gates.mayGo(head, thread) || !fits(current.text)) return [];
          const attempts = store.deliveries.lease(message, thread, id);
          return attempts === null ? [] : [views.toEnvelope(head, current.text, attempts > 1, current.editedBy)];
        });
    });
  }

  async function apply(session: string, id: string, reports: PushReport[]): Promise<void> {
    await store.commit(() => {
      // While it was pushed, the process may have become a thread, which has taken over its mail.
      const thread = registry.current(session);
      for (const { id: message, state, road, reason } of reports) {
        if (state === "seen") store.deliveries.seen(message, thread, clock.now(), road);
        else if (state === "pushed") store.deliveries.pushed(message, thread, clock.now(), road);
        else if (state === "stored") store.deliveries.giveBack(message, thread, id, reason);
        // It may have arrived: the attempt counts, and it is marked when it comes again.
        else store.deliveries.releaseOne(message, thread, id, reason);
      }
    });
    for (const report of reports) events.emit({ type: "state", id: report.id });
  }

  async function run(session: string): Promise<void> {
    for (;;) {
      const thread = registry.current(session);
      const link = registry.codex(thread) ?? registry.silent(thread);
      if (!link?.reach || waiters.hasAny(thread)) return;
      const id = createId("l", clock.now());
      const items = await lease(thread, link, id);
      if (items.length === 0) return;
      link.leases.add(id);
      pushing.add(thread);
      const goesOn = await push(thread, link, id, items).finally(() => pushing.delete(thread));
      // Calls that were opened meanwhile found the messages leased: they take what came back, or learn that it went.
      for (const { replyTo } of items) waiters.wake(registry.current(thread), replyTo);
      if (!goesOn) return;
    }
  }

  /** Hands leased messages to the process of the session; true where it took them all. */
  async function push(thread: string, link: CodexLink, id: string, items: Envelope[]): Promise<boolean> {
    if (!link.reach) return false;
    try {
      const certain = link === registry.codex(thread);
      const reports = await link.reach({ thread, certain, items, ...registry.surroundings(link) });
      await apply(thread, id, reports);
      const named = reports.find((report) => report.thread !== null)?.thread;
      if (named && (named !== thread || !certain)) await registry.speakFor(link, named);
      return reports.length === items.length && reports.every(({ state }) => state === "seen" || state === "pushed");
    } finally {
      await store.commit(() => store.deliveries.release(id, null));
      // After that: where it fails, the lease is given up at the end of the process.
      link.leases.delete(id);
    }
  }

  /**
   * Pushes what waits for a thread, one push at a time; resolves when that is done or has taken too long. The
   * deliveries say how it went.
   */
  async function reach(session: string): Promise<void> {
    const thread = registry.current(session);
    // Most times every message has gone with the call that waited for it.
    if (!running.has(thread) && !store.deliveries.isAwaited(thread)) return;
    // One after the other: side by side, their messages could change places.
    const before = running.get(thread) ?? Promise.resolve();
    const own = before
      .then(() => run(thread))
      .catch((error: unknown) => log.warn(`push to ${thread}: ${toMessage(error)}`))
      .finally(() => {
        if (running.get(thread) === own) running.delete(thread);
      });
    running.set(thread, own);
    const patience = Promise.withResolvers<void>();
    const cancel = clock.schedule(PATIENCE_MS, patience.resolve);
    await Promise.race([own, patience.promise]);
    cancel();
  }

  return {
    reach,

    /** True while messages of a thread are in the hands of a push. */
    isPushing: (thread: string) => [...pushing].some((session) => registry.current(session) === thread),

    /** What waits for threads that a new process could speak for: it may be their session, resumed. */
    async reachSilent(link: CodexLink): Promise<void> {
      for (const thread of store.deliveries.awaitedIn(link.origin.cwd)) {
        if (registry.silent(thread) === link) await reach(thread);
      }
    },
  };
}
