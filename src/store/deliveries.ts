/**
 * Deliveries: one row for each (message, receiver). Every change is one conditional statement,
 * which says whether it was made: of two who want the same, one loses.
 */
import type { Database } from "bun:sqlite";
import { USER } from "../shared/constants";
import { DELIVERY_TRANSITIONS } from "../shared/transitions";
import type { DeliveryState, DroppedBy, HeldBy, Transport } from "../shared/vocabulary";

export interface DeliveryRow {
  message: string;
  receiver: string;
  state: DeliveryState;
  reason: string | null;
  heldBy: HeldBy | null;
  droppedBy: DroppedBy | null;
  transport: Transport | null;
  lease: string | null;
  attempts: number;
  pushedAt: number | null;
  seenAt: number | null;
  /** Since when it is held; stays where a person has let this very message through. */
  heldAt: number | null;
}

export interface NewDelivery {
  /** Why it may have to wait. */
  reason?: string | null;
  /** Not to be handed to anybody until it is let go: by whom and since when. */
  hold?: { heldBy: HeldBy; heldAt: number } | null;
}

/** A message that waits: what is asked of it before it is read. */
export interface Waiting {
  message: string;
  chars: number;
  replyTo: string | null;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

type Message = { message: string };

// Conditions of partial indexes, word for word: SQLite uses such an index only where it finds its
// condition.
export const FREE = "state = 'stored' AND lease IS NULL";
const PENDING = "pending = 1";

const ONE = "message = $message AND receiver = $receiver";

/** Answers to one question, and what followed them. */
const MAX_ANSWERS = 20;

const COLUMNS =
  "message, receiver, state, reason, held_by AS heldBy, dropped_by AS droppedBy, transport, lease, attempts, pushed_at AS pushedAt, seen_at AS seenAt, held_at AS heldAt";

export function createDeliveries(db: Database) {
  return { ...createReads(db), ...createLeases(db), ...createSteps(db), ...createMoves(db) };
}

function createReads(db: Database) {
  const ofMessage = db.query<DeliveryRow, [string]>(`SELECT ${COLUMNS} FROM deliveries WHERE message = ?`);
  const find = db.query<DeliveryRow, [string, string]>(
    `SELECT ${COLUMNS} FROM deliveries WHERE message = ? AND receiver = ?`,
  );
  const waiting = db.query<Waiting, [string, number]>(
    `SELECT d.message, m.chars, m.reply_to AS replyTo FROM deliveries d JOIN messages m ON m.id = d.message
     WHERE d.receiver = ? AND d.state = 'stored' AND d.lease IS NULL ORDER BY d.seq LIMIT ?`,
  );
  const answers = db.query<Waiting, [string, string]>(
    `SELECT d.message, m.chars, m.reply_to AS replyTo FROM messages m JOIN deliveries d ON d.message = m.id
     WHERE m.reply_to = ? AND d.receiver = ? AND d.state = 'stored' AND d.lease IS NULL
     ORDER BY m.seq LIMIT ${MAX_ANSWERS}`,
  );
  const anyFree = db.query<{ n: 1 }, [string]>(`SELECT 1 AS n FROM deliveries WHERE receiver = ? AND ${FREE} LIMIT 1`);
  const countFree = db.query<{ n: number }, [string]>(
    `SELECT count(*) AS n FROM deliveries WHERE receiver = ? AND ${FREE}`,
  );
  const countHeld = db.query<{ n: number }, [string]>(
    "SELECT count(*) AS n FROM deliveries WHERE state = 'held' AND receiver = ?",
  );
  const stored = db.query<Message, [string]>(
    `SELECT message FROM deliveries WHERE receiver = ? AND ${PENDING} AND state = 'stored' ORDER BY seq`,
  );
  const awaited = db.query<{ receiver: string }, [string]>(
    `SELECT s.id AS receiver FROM sessions s WHERE s.kind = 'codex' AND s.cwd = ? AND EXISTS (
       SELECT 1 FROM deliveries d WHERE d.receiver = s.id AND d.${PENDING} AND d.state = 'stored')`,
  );
  const unproved = db.query<Message & { attempts: number; transport: Transport | null }, [string, string, number]>(
    `SELECT message, attempts, transport FROM deliveries WHERE receiver = ? AND ${PENDING} AND state = 'pushed'
       AND transport IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
  );
  const touched = db.query<{ n: 1 }, [string]>(
    `SELECT 1 AS n FROM deliveries WHERE message = ? AND receiver <> '${USER}'
       AND NOT (state IN ('stored', 'held') AND lease IS NULL AND attempts = 0) LIMIT 1`,
  );
  const countWaiting = (receiver: string) => countFree.get(receiver)?.n ?? 0;

  return {
    ofMessage: (message: string) => ofMessage.all(message),
    find: (message: string, receiver: string) => find.get(message, receiver),
    /** Stored deliveries of a receiver that nobody has leased, oldest first. */
    waiting: (receiver: string, limit: number) => waiting.all(receiver, limit),
    /** Of those, what answers a question. */
    answers: (receiver: string, question: string) => answers.all(question, receiver),
    /** Whether there is any. */
    isAwaited: (receiver: string) => anyFree.get(receiver) !== null,
    countWaiting,
    /** What waits for a receiver, and what is held for it. */
    countQueued: (receiver: string) => countWaiting(receiver) + (countHeld.get(receiver)?.n ?? 0),
    /** All stored deliveries of a receiver, leased or not. */
    stored: (receiver: string) => stored.all(receiver).map(({ message }) => message),
    /** Codex sessions of a directory for which something waits. */
    awaitedIn: (cwd: string) => awaited.all(cwd).map(({ receiver }) => receiver),
    /** What was pushed on one of these transports and never proved to be read, oldest first. */
    unproved: (receiver: string, transports: Transport[], limit: number) =>
      unproved.all(receiver, JSON.stringify(transports), limit),
    /** True while no agent has been handed the message. */
    untouched: (message: string) => touched.get(message) === null,
  };
}

function createLeases(db: Database) {
  const lease = db.query<{ attempts: number }, { message: string; receiver: string; id: string }>(
    `UPDATE deliveries SET lease = $id, attempts = attempts + 1 WHERE ${ONE} AND ${FREE} RETURNING attempts`,
  );
  const release = db.query<Message, [string | null, string]>(
    `UPDATE deliveries SET lease = NULL, reason = coalesce(?, reason) WHERE lease = ? AND state = 'stored'
     RETURNING message`,
  );
  const releaseOne = db.query<unknown, { message: string; receiver: string; id: string; reason: string | null }>(
    `UPDATE deliveries SET lease = NULL, reason = coalesce($reason, reason)
     WHERE ${ONE} AND lease = $id AND state = 'stored'`,
  );
  const giveBack = db.query<unknown, { message: string; receiver: string; id: string; reason: string | null }>(
    `UPDATE deliveries SET lease = NULL, attempts = attempts - 1, reason = $reason
     WHERE ${ONE} AND lease = $id AND state = 'stored'`,
  );
  const releaseAll = db.query<unknown, []>("UPDATE deliveries SET lease = NULL WHERE lease IS NOT NULL");

  return {
    /**
     * Claims a stored delivery; gives how often it was claimed, or null where somebody else has it.
     */
    lease: (message: string, receiver: string, id: string) => lease.get({ message, receiver, id })?.attempts ?? null,
    /** Gives up all that a lease holds; the messages that are free again. */
    release: (id: string, reason: string | null) => release.all(reason, id).map(({ message }) => message),
    releaseOne: (message: string, receiver: string, id: string, reason: string | null = null) =>
      releaseOne.run({ message, receiver, id, reason }).changes > 0,
    /** A push that certainly did not arrive: free again, and the attempt does not count. */
    giveBack: (message: string, receiver: string, id: string, reason: string | null) =>
      giveBack.run({ message, receiver, id, reason }).changes > 0,
    /** A new host knows of no lease: whoever held one is gone or acks by message. */
    releaseAll(): void {
      releaseAll.run();
    },
  };
}

/** The condition under which a delivery may go on to a state. */
function mayBecome(next: DeliveryState): string {
  const sources = Object.entries(DELIVERY_TRANSITIONS).filter(([, following]) => following.includes(next));
  return `state IN (${sources.map(([state]) => `'${state}'`).join(", ")})`;
}

function createSteps(db: Database) {
  type Place = { message: string; receiver: string };
  type Handed = Place & { now: number; transport: Transport | null };
  const pushed = db.query<unknown, Handed>(
    `UPDATE deliveries SET state = 'pushed', reason = NULL, lease = NULL, pushed_at = $now, transport = $transport
     WHERE ${ONE} AND ${mayBecome("pushed")}`,
  );
  const pushedAgain = db.query<unknown, Handed>(
    `UPDATE deliveries SET pushed_at = $now, transport = $transport, attempts = attempts + 1 WHERE ${ONE} AND state = 'pushed'`,
  );
  const seen = db.query<unknown, Handed>(
    `UPDATE deliveries SET state = 'seen', pending = 0, reason = NULL, lease = NULL, seen_at = $now,
       transport = coalesce($transport, transport) WHERE ${ONE} AND ${mayBecome("seen")}`,
  );
  const drop = db.query<unknown, Place & { by: DroppedBy }>(
    `UPDATE deliveries SET state = 'dropped', pending = 0, reason = NULL, held_by = NULL, dropped_by = $by, lease = NULL
     WHERE ${ONE} AND ${mayBecome("dropped")}`,
  );
  const takeBack = db.query<unknown, Place>(
    `UPDATE deliveries SET state = 'stored', attempts = max(attempts - 1, 0)
     WHERE ${ONE} AND state = 'pushed' AND transport IN ('tool', 'result')`,
  );
  const unread = db.query<Message, [string, string]>(
    `UPDATE deliveries SET state = 'stored' WHERE receiver = ? AND ${PENDING} AND state = 'pushed'
       AND message NOT IN (SELECT value FROM json_each(?)) RETURNING message`,
  );
  const restore = db.query<unknown, Place & { attempts: number }>(
    `UPDATE deliveries SET state = 'stored', pending = 1, lease = NULL, attempts = max(attempts - $attempts, 0)
     WHERE ${ONE} AND (state IN ('pushed', 'seen') OR (state = 'stored' AND lease IS NOT NULL))`,
  );

  return {
    pushed: (message: string, receiver: string, now: number, transport: Transport | null = null) =>
      pushed.run({ message, receiver, now, transport }).changes > 0,
    /** Handed over once more, on another transport. */
    pushedAgain: (message: string, receiver: string, now: number, transport: Transport) =>
      pushedAgain.run({ message, receiver, now, transport }).changes > 0,
    /** With no `transport`, the one that it was pushed on stays. */
    seen: (message: string, receiver: string, now: number, transport: Transport | null = null) =>
      seen.run({ message, receiver, now, transport }).changes > 0,
    drop: (message: string, receiver: string, by: DroppedBy) => drop.run({ message, receiver, by }).changes > 0,
    /**
     * What went with a call that certainly was not answered: free again, and that attempt does not
     * count.
     */
    takeBack: (message: string, receiver: string) => takeBack.run({ message, receiver }).changes > 0,
    /**
     * What was written to a client that is gone, and never proved to be read, waits again; but for
     * what the next one has.
     */
    unread: (receiver: string, has: ReadonlySet<string> = new Set()) =>
      unread.all(receiver, JSON.stringify([...has])).map(({ message }) => message),
    /**
     * Takes back what a receiver has had, or is just being handed, without any use: it is stored
     * again. With `counts` false it certainly did not arrive, and is not marked when it comes
     * again.
     */
    restore: (message: string, receiver: string, { counts }: { counts: boolean }) =>
      restore.run({ message, receiver, attempts: counts ? 0 : 1 }).changes > 0,
  };
}

function createMoves(db: Database) {
  type New = [
    message: string,
    receiver: string,
    seq: number,
    state: DeliveryState,
    reason: string | null,
    heldBy: HeldBy | null,
    heldAt: number | null,
  ];
  const insert = db.query<unknown, New>(
    `INSERT INTO deliveries (message, receiver, seq, state, reason, held_by, held_at, attempts)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING`,
  );
  // The one way out of `dropped`: a question that moved away has come back.
  const clear = db.query<unknown, [string, string]>(
    "DELETE FROM deliveries WHERE message = ? AND receiver = ? AND state IN ('dropped', 'seen', 'pushed')",
  );
  const merge = db.query<unknown, { from: string; to: string }>(
    `UPDATE OR IGNORE deliveries SET receiver = $to WHERE receiver = $from AND ${PENDING}`,
  );
  const mergePast = db.query<unknown, { from: string; to: string }>(
    `UPDATE OR IGNORE deliveries SET receiver = $to WHERE receiver = $from AND message IN (
       SELECT m.id FROM members c JOIN messages m ON m.conversation = c.conversation WHERE c.session = $from)`,
  );

  return {
    /** Stores a delivery where there is none. */
    insert(message: string, receiver: string, seq: number, { reason = null, hold = null }: NewDelivery = {}): void {
      const state = hold === null ? "stored" : "held";
      insert.run(message, receiver, seq, state, reason, hold?.heldBy ?? null, hold?.heldAt ?? null);
    },
    /** Forgets that a receiver had it before: it is to have it again. */
    clear(message: string, receiver: string): void {
      clear.run(message, receiver);
    },
    /**
     * To be called before the conversations are merged: they say which past messages can be meant.
     */
    merge(from: string, to: string): void {
      merge.run({ from, to });
      mergePast.run({ from, to });
    },
  };
}
