/** Deliveries: one row for each (message, receiver). Every change is one conditional statement; no row means that it lost. */
import { DELIVERY_TRANSITIONS, type DeliveryState, type Road, sourcesOf } from "../protocol";
import { createRecent } from "./recent";
import type { Sql } from "./recorder";

export interface DeliveryRow {
  message: string;
  receiver: string;
  state: DeliveryState;
  reason: string | null;
  road: Road | null;
  lease: string | null;
  attempts: number;
  pushedAt: number | null;
  seenAt: number | null;
  /** Since when it is held; stays where a person has let this very message through. */
  heldAt: number | null;
}

export interface NewDelivery {
  reason?: string;
  /** Claimed at once, by whoever is about to push it. */
  lease?: string;
  /** Not to be handed to anybody until a person lets it go: since when. */
  heldAt?: number | null;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

const COLUMNS =
  "message, receiver, state, reason, road, lease, attempts, pushed_at AS pushedAt, seen_at AS seenAt, held_at AS heldAt";

function from(next: DeliveryState): string {
  return `state IN (${sourcesOf(DELIVERY_TRANSITIONS, next)
    .map((state) => `'${state}'`)
    .join(", ")})`;
}

type Message = { message: string };

// The conditions of partial indexes, word for word: SQLite uses one only where it finds its condition.
const PENDING = "pending = 1";
const FREE = "state = 'stored' AND lease IS NULL";

export function createDeliveries(db: Sql) {
  const insert = db.query<
    unknown,
    [string, string, number, DeliveryState, string | null, string | null, number, number | null]
  >(
    `INSERT INTO deliveries (message, receiver, seq, state, reason, lease, attempts, held_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const ofMessage = db.query<DeliveryRow, [string]>(`SELECT ${COLUMNS} FROM deliveries WHERE message = ?`);
  const waiting = db.query<Message & { chars: number; replyTo: string | null }, [string, number]>(
    `SELECT d.message, m.chars, m.reply_to AS replyTo FROM deliveries d JOIN messages m ON m.id = d.message
     WHERE d.receiver = ? AND d.state = 'stored' AND d.lease IS NULL ORDER BY d.seq LIMIT ?`,
  );
  const answers = db.query<Message & { chars: number; replyTo: string | null }, [string, string]>(
    `SELECT d.message, m.chars, m.reply_to AS replyTo FROM messages m JOIN deliveries d ON d.message = m.id
     WHERE m.reply_to = ? AND d.receiver = ? AND d.state = 'stored' AND d.lease IS NULL ORDER BY m.seq LIMIT 20`,
  );
  const anyFree = db.query<{ n: 1 }, [string]>(`SELECT 1 AS n FROM deliveries WHERE receiver = ? AND ${FREE}`);
  const count = db.query<{ n: number }, [string]>(
    `SELECT count(*) AS n FROM deliveries WHERE receiver = ? AND ${FREE}`,
  );
  const countQueued = db.query<{ n: number }, { receiver: string }>(
    `SELECT (SELECT count(*) FROM deliveries WHERE receiver = $receiver AND ${FREE})
       + (SELECT count(*) FROM deliveries WHERE state = 'held' AND receiver = $receiver) AS n`,
  );
  const awaited = db.query<{ receiver: string }, [string]>(
    `SELECT s.id AS receiver FROM sessions s WHERE s.kind = 'codex' AND s.cwd = ? AND EXISTS (
       SELECT 1 FROM deliveries d WHERE d.receiver = s.id AND d.${PENDING} AND d.state = 'stored')`,
  );
  const lease = db.query<{ attempts: number }, [string, string, string]>(
    `UPDATE deliveries SET lease = ?, attempts = attempts + 1
     WHERE message = ? AND receiver = ? AND state = 'stored' AND lease IS NULL RETURNING attempts`,
  );
  const release = db.query<Message, [string | null, string, string]>(
    `UPDATE deliveries SET lease = NULL, reason = coalesce(?, reason)
     WHERE message = ? AND lease = ? AND state = 'stored' RETURNING message`,
  );
  const releaseOne = db.query<Message, [string | null, string, string, string]>(
    `UPDATE deliveries SET lease = NULL, reason = coalesce(?, reason)
     WHERE message = ? AND receiver = ? AND lease = ? AND state = 'stored' RETURNING message`,
  );
  const giveBack = db.query<Message, [string | null, string, string, string]>(
    `UPDATE deliveries SET lease = NULL, attempts = attempts - 1, reason = ?
     WHERE message = ? AND receiver = ? AND lease = ? AND state = 'stored' RETURNING message`,
  );
  const takeBack = db.query<Message, [string, string]>(
    `UPDATE deliveries SET state = 'stored', attempts = max(attempts - 1, 0)
     WHERE message = ? AND receiver = ? AND state = 'pushed' AND road IN ('tool', 'result') RETURNING message`,
  );
  const releaseAll = db.query<unknown, []>(`UPDATE deliveries SET lease = NULL WHERE ${PENDING} AND lease IS NOT NULL`);
  const leases = db.query<{ lease: string; message: string }, []>(
    `SELECT lease, message FROM deliveries WHERE ${PENDING} AND lease IS NOT NULL`,
  );
  const pushed = db.query<unknown, [number, Road | null, string, string]>(
    `UPDATE deliveries SET state = 'pushed', reason = NULL, lease = NULL, pushed_at = ?, road = ?
     WHERE message = ? AND receiver = ? AND ${from("pushed")}`,
  );
  const seen = db.query<unknown, [number, Road | null, string, string]>(
    `UPDATE deliveries SET state = 'seen', pending = 0, reason = NULL, lease = NULL, seen_at = ?, road = coalesce(?, road)
     WHERE message = ? AND receiver = ? AND ${from("seen")}`,
  );
  const unread = db.query<Message, [string]>(
    `UPDATE deliveries SET state = 'stored', lease = NULL WHERE receiver = ? AND ${PENDING} AND state = 'pushed' RETURNING message`,
  );
  const unproved = db.query<Message & { attempts: number; road: Road | null }, [string, string, number]>(
    `SELECT message, attempts, road FROM deliveries WHERE receiver = ? AND ${PENDING} AND state = 'pushed'
       AND road IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
  );
  const pushedAgain = db.query<Message, [number, Road, string, string]>(
    `UPDATE deliveries SET pushed_at = ?, road = ?, attempts = attempts + 1
     WHERE message = ? AND receiver = ? AND state = 'pushed' RETURNING message`,
  );
  const drop = db.query<Message, [string | null, string, string]>(
    `UPDATE deliveries SET state = 'dropped', pending = 0, reason = ?, lease = NULL
     WHERE message = ? AND receiver = ? AND ${from("dropped")} RETURNING message`,
  );
  const untouched = db.query<{ n: number }, [string]>(
    `SELECT count(*) AS n FROM deliveries WHERE message = ? AND receiver <> 'user'
       AND (state NOT IN ('stored', 'held') OR lease IS NOT NULL OR attempts > 0)`,
  );
  // The one way out of `dropped`: a question that moved away has come back.
  const clear = db.query<unknown, [string, string]>(
    "DELETE FROM deliveries WHERE message = ? AND receiver = ? AND state IN ('dropped', 'seen', 'pushed')",
  );
  const adopt = db.query<unknown, { from: string; to: string }>(
    `UPDATE OR IGNORE deliveries SET receiver = $to WHERE receiver = $from AND ${PENDING}`,
  );

  const adoptPast = db.query<unknown, { from: string; to: string }>(
    `UPDATE OR IGNORE deliveries SET receiver = $to WHERE receiver = $from AND message IN (
       SELECT m.id FROM conversations c JOIN messages m ON m.conversation = c.id WHERE c.codex = $from)`,
  );

  /** All deliveries of a message. */
  const known = createRecent<DeliveryRow[]>();
  /** The messages of each lease, which never outlives this process. */
  const leased = new Map<string, Set<string>>();

  function rowsOf(message: string): DeliveryRow[] {
    const rows = known.get(message);
    if (rows) return rows;
    const read = ofMessage.all(message);
    known.set(message, read);
    return read;
  }

  const find = (message: string, receiver: string) => rowsOf(message).find((row) => row.receiver === receiver) ?? null;

  /** Remembers what a statement has just done to a row. */
  function change(row: DeliveryRow, to: Partial<DeliveryRow>): void {
    if (row.lease !== null && to.lease === null) unlease(row.lease, row.message);
    known.set(
      row.message,
      rowsOf(row.message).map((own) => (own === row ? { ...row, ...to } : own)),
    );
  }

  function enlease(id: string, message: string): void {
    const messages = leased.get(id);
    if (messages) messages.add(message);
    else leased.set(id, new Set([message]));
  }

  function unlease(id: string, message: string): void {
    const messages = leased.get(id);
    if (messages?.delete(message) && messages.size === 0) leased.delete(id);
  }

  return {
    /** Forgets what was remembered of rows: other statements than these have changed some. */
    forget: () => known.clear(),
    /** The same after a roll-back, with which leases have come back or gone. */
    reload(): void {
      known.clear();
      leased.clear();
      for (const { lease: id, message } of leases.all()) enlease(id, message);
    },
    /** A message that has just been inserted: it has no deliveries. */
    expect: (message: string) => known.set(message, []),
    /** Stores a delivery, at once leased where its receiver is about to get it. */
    insert(message: string, receiver: string, seq: number, options: NewDelivery = {}): void {
      const { reason = null, lease: id = null, heldAt = null } = options;
      const state = heldAt === null ? "stored" : "held";
      const attempts = id === null ? 0 : 1;
      if (insert.run(message, receiver, seq, state, reason, id, attempts, heldAt).changes === 0) return;
      if (id !== null) enlease(id, message);
      const times = { pushedAt: null, seenAt: null, heldAt };
      const row = { message, receiver, state, reason, road: null, lease: id, attempts, ...times } satisfies DeliveryRow;
      const rows = known.get(message);
      if (rows) known.set(message, [...rows, row]);
    },
    /** Forgets that a receiver had it before: it is to have it again. */
    clear(message: string, receiver: string): void {
      if (clear.run(message, receiver).changes > 0) known.delete(message);
    },
    ofMessage: rowsOf,
    find,
    /** Stored deliveries of a receiver that nobody has leased, oldest first. */
    waiting: (receiver: string, limit: number) => (anyFree.get(receiver) ? waiting.all(receiver, limit) : []),
    /** Of those, what answers a question. */
    answers: (receiver: string, question: string) => (anyFree.get(receiver) ? answers.all(question, receiver) : []),
    /** Whether there is any. */
    isAwaited: (receiver: string) => anyFree.get(receiver) !== null,
    countWaiting: (receiver: string) => (anyFree.get(receiver) ? (count.get(receiver)?.n ?? 0) : 0),
    /** What waits for a receiver, and what is held for it. */
    countQueued: (receiver: string) => countQueued.get({ receiver })?.n ?? 0,
    /** Codex sessions of a directory for which something waits. */
    awaitedIn: (cwd: string) => awaited.all(cwd).map(({ receiver }) => receiver),
    /** Claims a stored delivery; gives how often it was claimed, or null where somebody else has it. */
    lease(message: string, receiver: string, id: string): number | null {
      const row = find(message, receiver);
      const attempts = lease.get(id, message, receiver)?.attempts ?? null;
      if (!row || attempts === null) return null;
      enlease(id, message);
      change(row, { lease: id, attempts });
      return attempts;
    },
    /** Gives up all that a lease holds; the messages that are free again. */
    release(id: string, reason: string | null): string[] {
      const messages = [...(leased.get(id) ?? [])].filter((message) => release.get(reason, message, id) !== null);
      leased.delete(id);
      for (const message of messages) known.delete(message);
      return messages;
    },
    releaseOne(message: string, receiver: string, id: string, reason: string | null = null): boolean {
      if (releaseOne.get(reason, message, receiver, id) === null) return false;
      unlease(id, message);
      known.delete(message);
      return true;
    },
    /** A new host knows of no lease: whoever held one is gone or acks by message. */
    releaseAll(): void {
      releaseAll.run();
      leased.clear();
      known.clear();
    },
    pushed(message: string, receiver: string, now: number, road: Road | null = null): boolean {
      const row = find(message, receiver);
      if (!row || pushed.run(now, road, message, receiver).changes === 0) return false;
      change(row, { state: "pushed", reason: null, lease: null, pushedAt: now, road });
      return true;
    },
    /** With no `road`, the one that it was pushed on stays. */
    seen(message: string, receiver: string, now: number, road: Road | null = null): boolean {
      const row = find(message, receiver);
      if (!row || seen.run(now, road, message, receiver).changes === 0) return false;
      change(row, { state: "seen", reason: null, lease: null, seenAt: now, road: road ?? row.road });
      return true;
    },
    /** A push that certainly did not arrive: free again, and the attempt does not count. */
    giveBack(message: string, receiver: string, id: string, reason: string | null): boolean {
      if (giveBack.get(reason, message, receiver, id) === null) return false;
      unlease(id, message);
      known.delete(message);
      return true;
    },
    /** What went with a call that certainly was not answered: free again, and that attempt does not count. */
    takeBack(message: string, receiver: string): boolean {
      if (takeBack.get(message, receiver) === null) return false;
      known.delete(message);
      return true;
    },
    /** What was written to a client that is gone, and never proved to be read, waits again. */
    unread(receiver: string): string[] {
      const messages = unread.all(receiver).map((row) => row.message);
      for (const message of messages) known.delete(message);
      return messages;
    },
    /** What was pushed on one of these roads and never proved to be read, oldest first. */
    unproved: (receiver: string, roads: Road[], limit: number) => unproved.all(receiver, JSON.stringify(roads), limit),
    /** Handed over once more, on another road. */
    pushedAgain(message: string, receiver: string, now: number, road: Road): boolean {
      if (pushedAgain.get(now, road, message, receiver) === null) return false;
      known.delete(message);
      return true;
    },
    drop(message: string, receiver: string, reason: string): boolean {
      const row = find(message, receiver);
      if (!row || drop.get(reason, message, receiver) === null) return false;
      change(row, { state: "dropped", reason, lease: null });
      return true;
    },
    /** True while no agent has been handed the message. */
    untouched: (message: string) => (untouched.get(message)?.n ?? 0) === 0,
    /** To be called before the conversations are adopted: they say which past messages can be meant. */
    adopt(fromReceiver: string, to: string): void {
      adopt.run({ from: fromReceiver, to });
      adoptPast.run({ from: fromReceiver, to });
      known.clear();
    },
  };
}
