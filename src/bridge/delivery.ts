/**
 * From the store to Claude's session: lease → write → pushed. What is in flight to one client is bounded; the rest
 * stays in the store until there is room, so a client that does not read costs no memory.
 */
import type { Envelope } from "../calls/envelope";
import { toMessage } from "../errors";
import type { Context } from "./context";
import type { ClaudeLink } from "./links";
import { createRoom, toGroups } from "./room";

const MAX_IN_FLIGHT_CHARS = 32 * 1024 * 1024;
const PUMP_BATCH = 100;

export type Delivery = ReturnType<typeof createDelivery>;

/** `persist` does again what has failed, until it is done; it does not throw. */
export function createDelivery(context: Context, persist: (work: () => Promise<unknown>) => Promise<void>) {
  const { store, clock, log, events, registry, waiters, gates, views, hearing } = context;

  /** Writes leased messages and marks each as pushed, or gives it back. */
  function send(link: ClaudeLink, items: Envelope[]): void {
    for (const group of toGroups(items)) write(link, group);
  }

  async function write(link: ClaudeLink, items: Envelope[]): Promise<void> {
    const chars = items.reduce((sum, item) => sum + item.text.length, 0);
    link.inFlight += chars;
    try {
      const changed = await link.push(items).then(
        () =>
          store.commitSoon(() =>
            items.filter(({ id }) => store.deliveries.pushed(id, link.session, clock.now(), "channel")),
          ),
        (error: unknown) => {
          log.warn(`push to ${link.session} failed: ${toMessage(error)}`);
          link.behind = false;
          return store.commit(() =>
            items.filter(({ id }) => store.deliveries.releaseOne(id, link.session, link.lease)),
          );
        },
      );
      for (const { id } of changed) events.emit({ type: "state", id });
      if (registry.claude(link.session) === link) hearing.pushed(link);
    } catch (error) {
      // A full disk, for example: what is still leased is given back when this client goes.
      log.error(`delivery: ${toMessage(error)}`);
    } finally {
      link.inFlight -= chars;
    }
    if (link.behind) await persist(() => pump(link));
  }

  /** Leases what waits for this link's session, as far as there is room, and sends it. */
  async function pump(link: ClaudeLink): Promise<void> {
    const items = await store.commit(() => {
      const batch: Envelope[] = [];
      if (registry.claude(link.session) !== link) return batch;
      const fits = createRoom();
      const waiting = store.deliveries.waiting(link.session, PUMP_BATCH);
      link.behind = waiting.length === PUMP_BATCH;
      for (const { message, replyTo } of waiting) {
        // The answer that an open call waits for goes with that call.
        if (replyTo !== null && waiters.waitsFor(replyTo) && store.questions.find(replyTo)?.answer === message)
          continue;
        const head = store.messages.head(message);
        const current = store.messages.current(message);
        if (!head || !current || !gates.mayGo(head, link.session)) continue;
        if (link.inFlight >= MAX_IN_FLIGHT_CHARS || !fits(current.text)) {
          link.behind = true;
          break;
        }
        const attempts = store.deliveries.lease(message, link.session, link.lease);
        if (attempts === null) continue;
        batch.push(views.toEnvelope(head, current.text, attempts > 1, current.editedBy));
      }
      return batch;
    });
    send(link, items);
  }

  return {
    send,
    pump,
    /**
     * The link that a new message to this session may be leased to at once, or null where it has to wait in the
     * store: nobody attached, too much in flight, or older messages waiting.
     */
    claim(session: string): ClaudeLink | null {
      const link = registry.claude(session);
      if (!link || link.behind) return null;
      if (link.inFlight < MAX_IN_FLIGHT_CHARS) return link;
      link.behind = true;
      return null;
    },
    /** Pushes to a newly attached client what an earlier one may not have read, and every question that is still open. */
    async resume(link: ClaudeLink, alreadyPushed: readonly string[]): Promise<void> {
      const done = new Set(alreadyPushed);
      const isSecond = registry.isShared(link);
      const again = await store.commit(() => {
        if (!isSecond) store.deliveries.unread(link.session, done);
        // What is to be looked at is what is stored, not all that this client was ever given.
        for (const id of done.size === 0 ? [] : store.deliveries.stored(link.session)) {
          if (done.has(id)) store.deliveries.pushed(id, link.session, clock.now(), "channel");
        }
        if (isSecond) return [];
        return store.questions
          .openTo(link.session, null)
          .filter(({ id }) => !done.has(id) && store.deliveries.find(id, link.session)?.state === "seen");
      });
      const items = again.flatMap(({ id }) => {
        const head = store.messages.head(id);
        const current = store.messages.current(id);
        return head && current ? [views.toEnvelope(head, current.text, true, current.editedBy)] : [];
      });
      // What an earlier host was given no proof of is still to be proved.
      if (done.size > 0) hearing.pushed(link);
      send(link, items);
      await pump(link);
    },
    /** The result of a call that carried these was never written: they come again. */
    async takeBack({ session }: ClaudeLink, messages: readonly string[]): Promise<void> {
      const freed = await store.commit(() => messages.filter((id) => store.deliveries.takeBack(id, session)));
      for (const id of freed) events.emit({ type: "state", id });
      const link = registry.claude(session);
      if (link && freed.length > 0) await pump(link);
    },
    /** Gives back what was being written to a client that is gone. */
    async stop(link: ClaudeLink): Promise<void> {
      const freed = await store.commit(() => store.deliveries.release(link.lease, "Claude's session went away"));
      for (const id of freed) events.emit({ type: "state", id });
    },
  };
}
