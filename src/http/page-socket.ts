/**
 * /ws: the page's live view. One subscription to the domain for all pages, one publish for a
 * microtask's changes.
 */

import type { Console } from "../core/console";
import { isSame } from "../rpc/auth";
import { type PageEvent, PageHello } from "../shared/api";
import { type Clock, systemClock } from "../shared/clock";
import { CLOSE_WRONG_KEY } from "./admission";

/** The topic that every authenticated page listens to. */
export const PAGE_TOPIC = "page";

const BACKLOG_CHECK_MS = 1_000;

/**
 * A page cannot see WebSocket pings; this is how it notices a host that is stopped but not dead.
 */
const NOW_EVERY_MS = 10_000;

export interface PageSocket {
  send(frame: string): void;
  subscribe(topic: string): void;
  backlog(): number;
  /** Told once the key was right; a reason ends the connection. */
  admit(): string | null;
  close(code: number, reason: string): void;
  /** Ends it at once, with all that it has not read: a close would wait behind that. */
  cutOff(): void;
}

export interface PageSockets {
  receive(socket: PageSocket, text: string): void;
  closed(socket: PageSocket): void;
}

export interface PageSocketDeps {
  console: Console;
  /** Read anew for each page: `token rotate` changes it. */
  readonly key: string;
  publish(frame: string): void;
  /** A page with more than this unread is cut off; it comes back and gets a fresh snapshot. */
  backlogBytes?: number;
  /** A key was wrong. */
  onFailure?(): void;
  clock?: Clock;
}

const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;

/** Serves all pages of a host. `publish` sends a frame to every socket subscribed to the topic. */
export function createPageSockets(deps: PageSocketDeps): PageSockets {
  const { console, publish, clock = systemClock, backlogBytes = MAX_BACKLOG_BYTES } = deps;
  const pages = new Map<PageSocket, () => void>();
  let pending: PageEvent[] = [];
  let unsubscribe: () => void = () => {};
  let check: ReturnType<typeof setInterval> | undefined;
  let stopTelling: () => void = () => {};

  function collect(event: PageEvent): void {
    pending.push(event);
    if (pending.length > 1) return;
    queueMicrotask(() => {
      const frame = JSON.stringify(latest(pending));
      pending = [];
      publish(frame);
    });
  }

  function tellLater(): void {
    stopTelling = clock.schedule(NOW_EVERY_MS, () => {
      const frame: PageEvent[] = [{ type: "now", now: clock.now() }];
      publish(JSON.stringify(frame));
      tellLater();
    });
  }

  function cutOffSlow(): void {
    for (const page of pages.keys()) {
      if (page.backlog() > backlogBytes) page.cutOff();
    }
  }

  return {
    receive(socket, text) {
      if (pages.has(socket)) return socket.close(1008, "nothing more is expected here");
      const hello = parseHello(text);
      if (!hello || !isSame(hello.key, deps.key)) {
        deps.onFailure?.();
        return socket.close(CLOSE_WRONG_KEY, "the key is not of this run");
      }
      const refusal = socket.admit();
      if (refusal !== null) return socket.close(1013, refusal);
      if (pages.size === 0) {
        unsubscribe = console.subscribe(collect);
        check = setInterval(cutOffSlow, BACKLOG_CHECK_MS);
        tellLater();
      }
      pages.set(socket, console.watch());
      // Subscribed before the snapshot is read: nothing can fall between them.
      socket.subscribe(PAGE_TOPIC);
      const snapshot: PageEvent[] = [console.snapshot()];
      socket.send(JSON.stringify(snapshot));
    },
    closed(socket) {
      pages.get(socket)?.();
      if (!pages.delete(socket) || pages.size > 0) return;
      unsubscribe();
      clearInterval(check);
      stopTelling();
    },
  };
}

/**
 * Of several views of one message only the last goes out, in the place of the first: new messages
 * stay in order.
 */
function latest(events: PageEvent[]): PageEvent[] {
  const last = new Map(events.map((event) => [event.type === "message" ? event.message.id : event, event]));
  return [...last.values()];
}

function parseHello(text: string) {
  try {
    return PageHello.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON.
    return null;
  }
}
