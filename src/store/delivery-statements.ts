/** The statements of the deliveries; deliveries.ts says when each is made. */
import type { DeliveryState, Road } from "../protocol";
import type { Sql } from "./recorder";

export interface DeliveryRow {
  message: string;
  receiver: string;
  /** Its message's place in the history. */
  seq: number;
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
  "message, receiver, seq, state, reason, road, lease, attempts, pushed_at AS pushedAt, seen_at AS seenAt, held_at AS heldAt";

type Message = { message: string };

// The condition of a partial index, word for word: SQLite uses one only where it finds its condition.
const PENDING = "pending = 1";

export function createDeliveryStatements(db: Sql) {
  const rows = db.rows({
    name: "deliveries",
    key: ["message", "receiver"],
    fixed: ["seq"],
    changing: ["state", "reason", "road", "lease", "attempts", "pushed_at", "seen_at", "held_at", "pending"],
  });
  const ofMessage = db.query<DeliveryRow, [string]>(`SELECT ${COLUMNS} FROM deliveries WHERE message = ?`);
  const inState = db.query<Message, [string, DeliveryState]>(
    `SELECT message FROM deliveries WHERE receiver = ? AND ${PENDING} AND state = ? ORDER BY seq`,
  );
  const awaited = db.query<{ receiver: string }, [string]>(
    `SELECT s.id AS receiver FROM sessions s WHERE s.kind = 'codex' AND s.cwd = ? AND EXISTS (
       SELECT 1 FROM deliveries d WHERE d.receiver = s.id AND d.${PENDING} AND d.state = 'stored')`,
  );
  const releaseAll = db.query<unknown, []>(`UPDATE deliveries SET lease = NULL WHERE ${PENDING} AND lease IS NOT NULL`);
  const leases = db.query<{ lease: string; message: string }, []>(
    `SELECT lease, message FROM deliveries WHERE ${PENDING} AND lease IS NOT NULL`,
  );
  const unproved = db.query<Message & { attempts: number; road: Road | null }, [string, string, number]>(
    `SELECT message, attempts, road FROM deliveries WHERE receiver = ? AND ${PENDING} AND state = 'pushed'
       AND road IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
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
    rows,
    ofMessage,
    inState,
    awaited,
    releaseAll,
    leases,
    unproved,
    clear,
    adopt,
    adoptPast,
  };
}
