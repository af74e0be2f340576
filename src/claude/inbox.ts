/**
 * Pushes messages into Claude Code's inbox: as few envelopes as they fit in, in order, and a note
 * for what fits in none.
 */
import type { Envelope } from "../shared/calls/envelope";
import type { PushReport } from "../shared/calls/push";
import type { Log } from "../shared/log";
import { MAX_PARTS, toInboxNote, toInboxText } from "./inbox-framing";
import { fitsInLine, InboxError, type InboxSocket } from "./inbox-socket";

/** Notes that are remembered, so that a message which waits is announced once. */
const REMEMBERED = 1_000;

const TOO_LONG = "too long for Claude Code's inbox: Claude has been told to take it with check_codex_messages";

/** A report for each message, in order; `stored` for those that the session did not take. */
export type InboxPush = (items: readonly Envelope[]) => Promise<PushReport[]>;

export function createInboxPush(socket: InboxSocket, log: Log): InboxPush {
  const noted = new Set<string>();

  async function pushBatch(items: readonly Envelope[], text: string): Promise<PushReport[]> {
    try {
      await socket.write(text);
      return items.map(({ id }) => ({ id, state: "pushed", transport: "inbox", reason: null, thread: null }));
    } catch (error) {
      if (!(error instanceof InboxError)) throw error;
      log.warn(`inbox: ${error.message}`);
      return items.map(({ id }) => toStored(id, error.message));
    }
  }

  /** Tells the session of a message that it has to take itself. */
  async function announce(item: Envelope): Promise<PushReport> {
    // The note goes by the inbox, the message by none: it stays where it is.
    const announced: PushReport = { ...toStored(item.id, TOO_LONG), transport: "inbox" };
    if (noted.has(item.id)) return announced;
    const [report = announced] = await pushBatch([item], toInboxNote(item));
    if (report.state !== "pushed") return report;
    noted.add(item.id);
    for (const id of noted) if (noted.size > REMEMBERED) noted.delete(id);
    return announced;
  }

  return async (items) => {
    const reports: PushReport[] = [];
    for (const batch of toBatches(items)) {
      if (batch.text === null) reports.push(await announce(batch.items[0]));
      else reports.push(...(await pushBatch(batch.items, batch.text)));
    }
    return reports;
  };
}

function toStored(id: string, reason: string): PushReport {
  return { id, state: "stored", transport: null, reason, thread: null };
}

/** Messages of one envelope, and its text; null for the one that fits in none. */
type Batch = { items: readonly Envelope[]; text: string } | { items: readonly [Envelope]; text: null };

/** Splits messages into envelopes, each as large as a line allows. */
function toBatches(items: readonly Envelope[]): Batch[] {
  const batches: Batch[] = [];
  let rest = items;
  while (rest[0]) {
    const [first] = rest;
    let count = Math.min(MAX_PARTS, rest.length);
    let text = toInboxText(rest.slice(0, count));
    while (count > 1 && !fitsInLine(text)) {
      count = Math.ceil(count / 2);
      text = toInboxText(rest.slice(0, count));
    }
    if (fitsInLine(text)) batches.push({ items: rest.slice(0, count), text });
    else batches.push({ items: [first], text: null });
    rest = rest.slice(count);
  }
  return batches;
}
