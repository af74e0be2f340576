/**
 * What Claude's channel may not have brought: what waits in the store, and what was pushed and never proved to be read.
 * The second and third road (hook and tool) hand it over again; it keeps its id, and the second copy says that it is one.
 */
import type { Collect, CollectResult } from "../calls/claude";
import type { Envelope } from "../calls/envelope";
import type { Signal } from "../cancel";
import type { Road } from "../protocol";
import type { Context } from "./context";
import type { ClaudeLink } from "./links";
import { createRepeats } from "./repeats";
import { createRoom } from "./room";

const BATCH = 50;

/** What one hook may print, in characters; what is longer waits for Claude's own look at its messages. */
const HOOK_CHARS = 50_000;

export type Mail = ReturnType<typeof createMail>;

export function createMail(context: Context) {
  const { store, clock, events, registry, gates, views, hearing } = context;

  const repeats = createRepeats(context);

  /** What a hook was given and has not printed yet: its lease by the message. Another hook does not get it as well. */
  const offered = new Map<string, { session: string; lease: string }>();

  function toEnvelope(message: string, redelivered: boolean): Envelope[] {
    const head = store.messages.head(message);
    const current = store.messages.current(message);
    return head && current ? [views.toEnvelope(head, current.text, redelivered, current.editedBy)] : [];
  }

  /**
   * What was pushed on these roads in vain; the channel of a client that never asked for one has brought nothing. What
   * its talk's gate keeps back waits as it is; once the talk has ended, what certainly was not heard is dropped. To be
   * called inside a commit.
   */
  function pushed(link: ClaudeLink, roads: Road[]): Envelope[] {
    const { session } = link;
    const items: Envelope[] = [];
    // What a gate keeps back is not to stand in the way of the rest.
    const limit = gates.isAnyClosed() ? Number.MAX_SAFE_INTEGER : BATCH;
    for (const { message, road, attempts } of store.deliveries.unproved(session, roads, limit)) {
      if (items.length === BATCH) break;
      const isNew = road === "channel" && attempts === 1 && link.requested === false;
      if (gates.mayComeAgain(message, session)) items.push(...toEnvelope(message, !isNew));
      else if (hearing.isClosed(link)) gates.dropEnded(message, session);
    }
    return items;
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
      repeats.done(session, id);
      offered.delete(id);
      if (!store.deliveries.pushed(id, session, clock.now(), road))
        store.deliveries.pushedAgain(id, session, clock.now(), road);
    }
  }

  function tell(ids: readonly string[]): void {
    for (const id of ids) events.emit({ type: "state", id });
  }

  async function takeAll(link: ClaudeLink, signal: Signal): Promise<Envelope[]> {
    const items = await store.commit(() => {
      if (signal.aborted) return [];
      const fits = createRoom();
      const found = [...pushed(link, ["channel", "hook"]), ...leaseWaiting(link, link.lease)].filter(({ id, text }) => {
        const isTaken = fits(text);
        if (!isTaken) store.deliveries.giveBack(id, link.session, link.lease, null);
        return isTaken;
      });
      const ids = found.map(({ id }) => id);
      handOver(link.session, ids, "tool");
      return found;
    });
    tell(items.map(({ id }) => id));
    return items;
  }

  /** Resolves when something has changed for a session, at the deadline, or on abort. */
  function change(session: string, deadlineAt: number, signal: Signal) {
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
  function isOver(link: ClaudeLink, deadlineAt: number, signal: Signal): boolean {
    return signal.aborted || clock.now() >= deadlineAt || store.notices.hasEnded(link.session);
  }

  return {
    /** What a session may have had of its open questions before a time, it is to have again (`owed`, or by its next hook). */
    repeat({ session }: ClaudeLink, until: number): void {
      repeats.note(session, until);
      hearing.changed(session);
    },
    /** Takes what a session is to have again by its channel, unless that is closed. */
    owed(link: ClaudeLink): Envelope[] {
      if (hearing.isClosed(link)) return [];
      const due = repeats.due(link.session).filter((id) => !offered.has(id));
      for (const id of due) repeats.done(link.session, id);
      return due.flatMap((id) => toEnvelope(id, true));
    },
    forget(session: string): void {
      repeats.forget(session);
      for (const [id, own] of offered) if (own.session === session) offered.delete(id);
    },
    /** A hook has gone: what it did not print may go to the next. True where there was any. */
    giveBack(lease: string): boolean {
      const ids = [...offered].filter(([, own]) => own.lease === lease).map(([id]) => id);
      for (const id of ids) offered.delete(id);
      return ids.length > 0;
    },
    handOver,
    tell,

    /** How many messages a look would bring; 0 where the channel is known or still expected to bring them. */
    count(link: ClaudeLink): number {
      const channel = registry.channel(link.session);
      if (channel === "proved" || channel === "requested") return 0;
      const vain = store.deliveries.unproved(link.session, ["channel"], BATCH);
      return (
        store.deliveries.countWaiting(link.session) +
        vain.filter(({ message }) => gates.mayComeAgain(message, link.session)).length
      );
    },

    /** What a hook is to print, leased until it has; empty as long as the channel may still bring it. */
    async lease(link: ClaudeLink, lease: string): Promise<Envelope[]> {
      if (!hearing.isClosed(link)) return [];
      return store.commit(() => {
        const vain = pushed(link, ["channel"]);
        const again = repeats.due(link.session).filter((id) => !vain.some((item) => item.id === id));
        const had = [...again.flatMap((id) => toEnvelope(id, true)), ...vain].filter(({ id }) => !offered.has(id));
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
    async collect(link: ClaudeLink, { waitMs }: Collect, signal: Signal): Promise<CollectResult> {
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
