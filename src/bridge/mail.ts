/**
 * What Claude's channel may not have brought: what waits in the store, and what was pushed and never proved to be read.
 * The second and third road (hook and tool) hand it over again; it keeps its id, and the second copy says that it is one.
 */
import type { Collect, CollectResult, Envelope } from "../calls";
import type { Road } from "../protocol";
import type { Context } from "./context";
import type { ClaudeLink } from "./registry";

const BATCH = 50;

/** What one hook may print, in characters; what is longer waits for Claude's own look at its messages. */
const HOOK_CHARS = 50_000;

export type Mail = ReturnType<typeof createMail>;

export function createMail(context: Context) {
  const { store, clock, events, registry, gates, views, hearing } = context;

  /** Questions that a session has had and is to have again by a hook. */
  const again = new Map<string, Set<string>>();

  /** What a hook was given and has not printed yet: its lease by the message. Another hook does not get it as well. */
  const offered = new Map<string, { session: string; lease: string }>();

  function toEnvelope(message: string, redelivered: boolean): Envelope[] {
    const head = store.messages.head(message);
    const current = store.messages.current(message);
    return head && current ? [views.toEnvelope(head, current.text, redelivered, current.editedBy)] : [];
  }

  /** What was pushed on these roads in vain; the channel of a client that never asked for one has brought nothing. */
  function pushed(link: ClaudeLink, roads: Road[]): Envelope[] {
    return store.deliveries
      .unproved(link.session, roads, BATCH)
      .flatMap(({ message, road, attempts }) =>
        toEnvelope(message, !(road === "channel" && attempts === 1 && link.requested === false)),
      );
  }

  /** What is to be had again, unless it has been answered or is among what `pushed` finds. */
  function repeated(link: ClaudeLink): Envelope[] {
    return [...(again.get(link.session) ?? [])]
      .filter((id) => store.questions.find(id)?.outcome === "open")
      .filter((id) => store.deliveries.find(id, link.session)?.road !== "channel")
      .flatMap((id) => toEnvelope(id, true));
  }

  /** Leases what waits in the store; to be called inside a commit. */
  function leaseWaiting(link: ClaudeLink, lease: string): Envelope[] {
    return store.deliveries.waiting(link.session, BATCH).flatMap(({ message }) => {
      const head = store.messages.head(message);
      if (!head || !gates.mayGo(head, link.session)) return [];
      const attempts = store.deliveries.lease(message, link.session, lease);
      return attempts === null ? [] : toEnvelope(message, attempts > 1);
    });
  }

  /** Notes that messages were handed over; to be called inside a commit. */
  function handOver(session: string, ids: readonly string[], road: Road): void {
    for (const id of ids) {
      again.get(session)?.delete(id);
      offered.delete(id);
      if (!store.deliveries.pushed(id, session, clock.now(), road))
        store.deliveries.pushedAgain(id, session, clock.now(), road);
    }
  }

  function tell(ids: readonly string[]): void {
    for (const id of ids) events.emit({ type: "state", id });
  }

  async function takeAll(link: ClaudeLink, signal: AbortSignal): Promise<Envelope[]> {
    const items = await store.commit(() => {
      if (signal.aborted) return [];
      const found = [...pushed(link, ["channel", "hook"]), ...leaseWaiting(link, link.lease)];
      const ids = found.map(({ id }) => id);
      handOver(link.session, ids, "tool");
      return found;
    });
    tell(items.map(({ id }) => id));
    return items;
  }

  /** Resolves when something has changed for a session, at the deadline, or on abort. */
  function change(session: string, deadlineAt: number, signal: AbortSignal) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = hearing.subscribe((changed) => changed === session && resolve());
    const cancel = clock.schedule(Math.max(0, deadlineAt - clock.now()), resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    const close = () => {
      stop();
      cancel();
    };
    return { happened: promise, close };
  }

  /** True where a wait has an end: its deadline, its caller, or a person who has ended the talk. */
  function isOver(link: ClaudeLink, deadlineAt: number, signal: AbortSignal): boolean {
    return signal.aborted || clock.now() >= deadlineAt || store.notices.hasEnded(link.session);
  }

  return {
    /**
     * What a session has had of the open questions before a time is to be had again by its next hook; gives those for its
     * channel.
     */
    repeat(link: ClaudeLink, until: number): Envelope[] {
      const had = store.questions
        .openTo(link.session, null)
        .map(({ id }) => id)
        .filter((id) => {
          const { state, pushedAt } = store.deliveries.find(id, link.session) ?? {};
          return (state === "pushed" || state === "seen") && (pushedAt ?? 0) <= until;
        });
      if (!hearing.isClosed(link)) return had.flatMap((id) => toEnvelope(id, true));
      again.set(link.session, new Set(had));
      hearing.changed(link.session);
      return [];
    },
    forget(session: string): void {
      again.delete(session);
      for (const [id, own] of offered) if (own.session === session) offered.delete(id);
    },
    /** A hook has gone: what it did not print may go to the next. */
    giveBack(lease: string): void {
      for (const [id, own] of offered) if (own.lease === lease) offered.delete(id);
    },
    handOver,
    tell,

    /** How many messages a look would bring; 0 where the channel is known or still expected to bring them. */
    count(link: ClaudeLink): number {
      const channel = registry.channel(link.session);
      if (channel === "proved" || channel === "requested") return 0;
      return (
        store.deliveries.countWaiting(link.session) + store.deliveries.unproved(link.session, ["channel"], BATCH).length
      );
    },

    /** What a hook is to print, leased until it has; empty as long as the channel may still bring it. */
    async lease(link: ClaudeLink, lease: string): Promise<Envelope[]> {
      if (!hearing.isClosed(link)) return [];
      return store.commit(() => {
        const had = [...repeated(link), ...pushed(link, ["channel"])].filter(({ id }) => !offered.has(id));
        const found = [...had, ...leaseWaiting(link, lease)];
        let room = HOOK_CHARS;
        return found.filter(({ id, text }, i) => {
          const fits = i === 0 || room >= text.length;
          room -= Math.min(text.length, HOOK_CHARS);
          if (fits) offered.set(id, { session: link.session, lease });
          else store.deliveries.giveBack(id, link.session, lease, null);
          return fits;
        });
      });
    },

    /** Claude looks itself, and waits where it wants to. */
    async collect(link: ClaudeLink, { waitMs }: Collect, signal: AbortSignal): Promise<CollectResult> {
      registry.touch(link.session);
      const deadlineAt = clock.now() + waitMs;
      for (;;) {
        // Opened before the look, so that nothing pushed in between is missed.
        const next = change(link.session, deadlineAt, signal);
        try {
          const items = await takeAll(link, signal);
          if (items.length > 0 || isOver(link, deadlineAt, signal)) {
            return { items, notices: signal.aborted ? [] : await views.takeNotices(link.session) };
          }
          await next.happened;
        } finally {
          next.close();
        }
      }
    },
  };
}
