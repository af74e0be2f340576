/**
 * Deliveries that wait for a person's word. Every change is one conditional statement; no row means
 * that it lost.
 */
import type { Database } from "bun:sqlite";
import type { DroppedBy, HeldBy } from "../shared/vocabulary";
import { FREE } from "./deliveries";

export interface Freed {
  message: string;
  receiver: string;
  /** Since when it was held. */
  heldAt: number;
}

/**
 * Which of them: those for or from a session, of a conversation, of one message, held by whom. Left
 * out: any.
 */
export interface Which {
  session?: string;
  conversation?: string;
  message?: string;
  by?: HeldBy;
}

export type Held = ReturnType<typeof createHeld>;

interface Place {
  message: string;
  receiver: string;
}

type Filter = Record<keyof Which, string | null>;

// What an agent said in one conversation, or in any.
const SAID = `EXISTS (SELECT 1 FROM messages m WHERE m.id = deliveries.message AND m.sender <> 'user'
  AND ($conversation IS NULL OR m.conversation = $conversation))`;

const MATCHES = `state = 'held' AND ($by IS NULL OR held_by = $by) AND ($message IS NULL OR message = $message)
  AND EXISTS (SELECT 1 FROM messages m WHERE m.id = deliveries.message
    AND ($session IS NULL OR m.session = $session OR deliveries.receiver = $session)
    AND ($conversation IS NULL OR m.conversation = $conversation))`;

export function createHeld(db: Database) {
  const count = db.query<{ n: number }, []>("SELECT count(*) AS n FROM deliveries WHERE state = 'held'");
  const hold = db.query<Place, { conversation: string | null; by: HeldBy; now: number }>(
    `UPDATE deliveries SET state = 'held', reason = NULL, held_by = $by, held_at = $now
     WHERE ${FREE} AND held_at IS NULL AND receiver <> 'user' AND ${SAID} RETURNING message, receiver`,
  );
  const holdOne = db.query<Place, { message: string; receiver: string; by: HeldBy; now: number }>(
    `UPDATE deliveries SET state = 'held', reason = NULL, held_by = $by, held_at = $now
     WHERE message = $message AND receiver = $receiver AND ${FREE} AND held_at IS NULL RETURNING message, receiver`,
  );
  const handOver = db.query<unknown, { message: string; by: HeldBy }>(
    "UPDATE deliveries SET held_by = $by WHERE message = $message AND state = 'held'",
  );
  const matching = db.query<Place & { conversation: string }, Filter & { limit: number }>(
    `SELECT message, receiver, (SELECT conversation FROM messages WHERE id = deliveries.message) AS conversation
     FROM deliveries WHERE ${MATCHES} ORDER BY seq LIMIT $limit`,
  );
  const release = db.query<Freed, { message: string }>(
    `UPDATE deliveries SET state = 'stored', reason = NULL, held_by = NULL WHERE message = $message AND state = 'held'
     RETURNING message, receiver, held_at AS heldAt`,
  );
  const forget = db.query<unknown, { message: string }>(
    `UPDATE deliveries SET held_at = NULL WHERE message = $message AND state = 'stored'`,
  );
  const drop = db.query<Place, { message: string; by: DroppedBy }>(
    `UPDATE deliveries SET state = 'dropped', pending = 0, reason = NULL, held_by = NULL, dropped_by = $by
     WHERE message = $message AND state = 'held' RETURNING message, receiver`,
  );
  // One statement for each of the two: each walks along a partial index, and one for both along the
  // whole table.
  const dropWhere = (state: string) =>
    db.query<Place, { conversation: string; by: DroppedBy }>(
      `UPDATE deliveries SET state = 'dropped', pending = 0, reason = NULL, held_by = NULL, dropped_by = $by
       WHERE ${state} AND receiver <> 'user' AND ${SAID} RETURNING message, receiver`,
    );
  const dropHeld = dropWhere("state = 'held'");
  const dropFree = dropWhere(FREE);

  return {
    count: () => count.get()?.n ?? 0,
    /** Those that match, oldest first. */
    find: (which: Which, limit: number) => matching.all({ ...toFilter(which), limit }),
    /**
     * Holds what agents have said in a conversation (null: anywhere) and nobody has been handed,
     * but for what a person has let through before.
     */
    hold: (conversation: string | null, by: HeldBy, now: number) => hold.all({ conversation, by, now }),
    /** The same for one delivery; false where it was not free, or had been let through. */
    holdOne: (message: string, receiver: string, by: HeldBy, now: number) =>
      holdOne.get({ message, receiver, by, now }) !== null,
    /** Notes that somebody else holds a message from now on. */
    handOver(message: string, by: HeldBy): void {
      handOver.run({ message, by });
    },
    /** Lets a held message go, for good: no pause holds it again. Null where it was not held. */
    letThrough: (message: string) => release.get({ message }),
    /** The same, but it may be held again. */
    release(message: string): Freed | null {
      const freed = release.get({ message });
      if (freed) forget.run({ message });
      return freed;
    },
    /** Null where it was not held. */
    drop: (message: string, by: DroppedBy) => drop.get({ message, by }),
    /** Drops what agents have said in a conversation and nobody has been handed, held or not. */
    dropIn: (conversation: string, by: DroppedBy) => [
      ...dropHeld.all({ conversation, by }),
      ...dropFree.all({ conversation, by }),
    ],
  };
}

function toFilter({ session, conversation, message, by }: Which): Filter {
  return {
    session: session ?? null,
    conversation: conversation ?? null,
    message: message ?? null,
    by: by ?? null,
  };
}
