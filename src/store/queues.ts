/** What waits for each receiver: the deliveries that are stored and in nobody's hands. Every call and every result asks for it. */
import type { DeliveryRow } from "./delivery-statements";
import { createRecent } from "./recent";
import type { Sql } from "./recorder";

/** A message that waits: what is asked of it before it is read. */
export interface Waiting {
  message: string;
  chars: number;
  replyTo: string | null;
}

interface Entry extends Waiting {
  seq: number;
}

interface Queue {
  free: number;
  held: number;
  /** Those that are free, by message; null where they are too many to keep. */
  entries: Map<string, Entry> | null;
  /** Whether they are in the order of the history; what was given back is not. */
  isSorted: boolean;
  /** The highest place that any of them has had. */
  lastSeq: number;
}

/** More than that are looked for in the database each time. */
const MAX_KEPT = 1_000;

/** Answers to one question, and what followed them. */
const MAX_ANSWERS = 20;

// The condition of a partial index, word for word: SQLite uses one only where it finds its condition.
export const FREE = "state = 'stored' AND lease IS NULL";
const ENTRY = "d.message, d.seq, m.chars, m.reply_to AS replyTo";

export type Queues = ReturnType<typeof createQueues>;

/** `factsOf` says of a message that is stored what the entry needs. */
export function createQueues(db: Sql, factsOf: (message: string) => Pick<Waiting, "chars" | "replyTo"> | null) {
  const tally = db.query<{ free: number; held: number }, { receiver: string }>(
    `SELECT (SELECT count(*) FROM deliveries WHERE receiver = $receiver AND ${FREE}) AS free,
       (SELECT count(*) FROM deliveries WHERE state = 'held' AND receiver = $receiver) AS held`,
  );
  const first = db.query<Entry, [string, number]>(
    `SELECT ${ENTRY} FROM deliveries d JOIN messages m ON m.id = d.message
     WHERE d.receiver = ? AND d.state = 'stored' AND d.lease IS NULL ORDER BY d.seq LIMIT ?`,
  );
  const answers = db.query<Entry, [string, string, number]>(
    `SELECT ${ENTRY} FROM messages m JOIN deliveries d ON d.message = m.id
     WHERE m.reply_to = ? AND d.receiver = ? AND d.state = 'stored' AND d.lease IS NULL ORDER BY m.seq LIMIT ?`,
  );

  const known = createRecent<Queue>();

  function read(receiver: string): Queue {
    const { free, held } = tally.get({ receiver }) ?? { free: 0, held: 0 };
    const rows = free === 0 || free > MAX_KEPT ? [] : first.all(receiver, MAX_KEPT);
    const entries = free > MAX_KEPT ? null : new Map(rows.map((entry) => [entry.message, entry]));
    const queue = { free, held, entries, isSorted: true, lastSeq: rows.at(-1)?.seq ?? 0 };
    known.set(receiver, queue);
    return queue;
  }

  const queueOf = (receiver: string) => known.get(receiver) ?? read(receiver);

  /** In the order of the history. */
  function sorted(queue: Queue, entries: Map<string, Entry>): Iterable<Entry> {
    if (!queue.isSorted) {
      queue.entries = new Map([...entries].sort(([, a], [, b]) => a.seq - b.seq));
      queue.isSorted = true;
    }
    return (queue.entries ?? entries).values();
  }

  function pick(queue: Queue, entries: Map<string, Entry>, limit: number, test: (entry: Entry) => boolean): Entry[] {
    const picked: Entry[] = [];
    for (const entry of sorted(queue, entries)) {
      if (picked.length === limit) break;
      if (test(entry)) picked.push(entry);
    }
    return picked;
  }

  return {
    /** Forgets what was remembered: rows were changed by statements of which this was not told. */
    forget: () => known.clear(),
    /** A row has become like this. */
    add({ message, receiver, seq, state, lease }: DeliveryRow): void {
      const queue = known.get(receiver);
      // What was not counted yet is counted when somebody asks.
      if (!queue) return;
      if (state === "held") queue.held++;
      if (state !== "stored" || lease !== null) return;
      queue.free++;
      if (queue.free === 1) {
        queue.entries = new Map();
        queue.isSorted = true;
        queue.lastSeq = 0;
      }
      const facts = factsOf(message);
      if (!facts || (queue.entries?.size ?? 0) >= MAX_KEPT) queue.entries = null;
      else queue.entries?.set(message, { message, seq, chars: facts.chars, replyTo: facts.replyTo });
      queue.isSorted &&= seq > queue.lastSeq;
      queue.lastSeq = Math.max(queue.lastSeq, seq);
    },
    /** A row was like this. */
    remove({ message, receiver, state, lease }: DeliveryRow): void {
      const queue = known.get(receiver);
      if (!queue) return;
      if (state === "held") queue.held--;
      if (state !== "stored" || lease !== null) return;
      queue.free--;
      queue.entries?.delete(message);
    },
    /** The oldest that are free, in order. */
    first(receiver: string, limit: number): Waiting[] {
      const queue = queueOf(receiver);
      if (queue.free === 0) return [];
      return queue.entries ? pick(queue, queue.entries, limit, () => true) : first.all(receiver, limit);
    },
    /** Of those, what answers a question. */
    answers(receiver: string, question: string): Waiting[] {
      const queue = queueOf(receiver);
      if (queue.free === 0) return [];
      if (!queue.entries) return answers.all(question, receiver, MAX_ANSWERS);
      return pick(queue, queue.entries, MAX_ANSWERS, ({ replyTo }) => replyTo === question);
    },
    free: (receiver: string) => queueOf(receiver).free,
    held: (receiver: string) => queueOf(receiver).held,
  };
}
