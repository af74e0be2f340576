/**
 * Claude Code's inbox: a Unix socket of each session, to which its children may write (2.1.332).
 * Two lines of JSON start a turn, or come between two steps of the one that goes on. Nothing is
 * ever answered there: written is not read.
 *
 * The client takes 30 lines at once from a sender and then one in two seconds, and drops the rest
 * without a word; it cuts off whoever writes a line of more than 1,048,575 UTF-16 units, and drops
 * a text that it has had within 30 s, which the id in each text prevents. `priority`, `control`,
 * `from-mode` and the sockets of other sessions are not for us.
 */
import type { Clock } from "../shared/clock";
import type { InboxAddress } from "../shared/inbox-environment";

/** Longest line, in UTF-16 units, with room below the client's own limit. */
export const MAX_LINE_UNITS = 1_000_000;

/** Lines at once, and the time after which one more may follow. */
export const BURST = 30;
export const PACE_MS = 2_000;

/** A session that takes no bytes for this long is stopped or hangs. */
const WRITE_LIMIT_MS = 5_000;

/** The socket is not there, refuses, or takes nothing: the session does not have the text. */
export class InboxError extends Error {}

export interface InboxSocket {
  /**
   * Writes one text as soon as the pace allows; rejects with an InboxError where the session did
   * not take it.
   */
  write(text: string, signal?: AbortSignal): Promise<void>;
}

export interface InboxSocketDeps {
  address: InboxAddress;
  clock: Clock;
}

/** Whether a text fits into one line. */
export function fitsInLine(text: string): boolean {
  // Escaped, a character takes up to six.
  return (
    text.length <= MAX_LINE_UNITS && (text.length * 6 < MAX_LINE_UNITS - 100 || toLine(text).length <= MAX_LINE_UNITS)
  );
}

function toLine(text: string): string {
  return JSON.stringify({ type: "user", message: { role: "user", content: text } });
}

/** Makes the session's inbox; nothing is connected before something is written. */
export function createInboxSocket({ address, clock }: InboxSocketDeps): InboxSocket {
  const pace = createPace(clock);
  const auth = JSON.stringify({ type: "auth", token: address.token });
  return {
    async write(text, signal) {
      await pace.next(signal);
      await writeLines(address.path, `${auth}\n${toLine(text)}\n`, clock);
    },
  };
}

/** Lets BURST through at once and then one in PACE_MS. */
function createPace(clock: Clock) {
  let left = BURST;
  let countedAt = clock.monotonic();

  function refill(): void {
    const earned = Math.floor((clock.monotonic() - countedAt) / PACE_MS);
    left = Math.min(BURST, left + earned);
    countedAt = left === BURST ? clock.monotonic() : countedAt + earned * PACE_MS;
  }

  return {
    /** Resolves when one more line may go; rejects on abort. */
    async next(signal?: AbortSignal): Promise<void> {
      for (;;) {
        signal?.throwIfAborted();
        refill();
        if (left > 0) break;
        await sleep(clock, countedAt + PACE_MS - clock.monotonic(), signal);
      }
      left--;
    },
  };
}

function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const cancel = clock.schedule(ms, finish);
    signal?.addEventListener("abort", finish, { once: true });
  });
}

/**
 * Writes all of a text to a socket and closes it; rejects where not all of it was taken in time.
 */
function writeLines(path: string, text: string, clock: Clock): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let at = 0;
  const fail = (why: string) => reject(new InboxError(why));
  const late = () => fail("the session does not read its inbox");
  let cancel = clock.schedule(WRITE_LIMIT_MS, late);

  function write(socket: { write(data: Uint8Array): number }): void {
    const written = socket.write(bytes.subarray(at));
    if (written > 0) {
      at += written;
      cancel();
      cancel = clock.schedule(WRITE_LIMIT_MS, late);
    }
    if (at >= bytes.length) resolve();
  }

  const connected = Bun.connect({
    unix: path,
    socket: {
      open: write,
      drain: write,
      data() {},
      close: () => fail("the session closed its inbox"),
      error: (_, error) => fail(toReason(error)),
    },
  });
  connected.catch((error: unknown) => fail(toReason(error)));
  return promise.finally(() => {
    cancel();
    connected.then(
      (socket) => socket.end(),
      () => {},
    );
  });
}

/** Why there is no connection, by the system's name for it. The path is nobody else's business. */
function toReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "the session's inbox is gone";
  if (code === "ECONNREFUSED") return "the session's inbox refuses";
  return `the session's inbox cannot be written to${code ? ` (${code})` : ""}`;
}
