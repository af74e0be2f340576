/** The statements of the deliveries; deliveries.ts says when each is made. */
import { DELIVERY_TRANSITIONS, type DeliveryState, type Road, sourcesOf } from "../protocol";
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

export function createDeliveryStatements(db: Sql) {
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

  return {
    insert,
    ofMessage,
    waiting,
    answers,
    anyFree,
    count,
    countQueued,
    awaited,
    lease,
    release,
    releaseOne,
    giveBack,
    takeBack,
    releaseAll,
    leases,
    pushed,
    seen,
    unread,
    unproved,
    pushedAgain,
    drop,
    untouched,
    clear,
    adopt,
    adoptPast,
  };
}
