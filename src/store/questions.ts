/**
 * Questions: the small row beside a message of kind `question` that says who asked whom and how it
 * ended.
 */
import type { Database } from "bun:sqlite";
import type { Outcome } from "../shared/vocabulary";

export interface QuestionRow {
  id: string;
  asker: string;
  target: string | null;
  /** 1 where the asker named the session: such a question never moves to another. */
  explicit: number;
  outcome: Outcome;
  answer: string | null;
  expiresAt: number;
  closedAt: number | null;
}

export type NewQuestion = Pick<QuestionRow, "id" | "asker" | "target" | "expiresAt"> & {
  /** Its message's place in the history. */
  seq: number;
  explicit: boolean;
};

export type Questions = ReturnType<typeof createQuestions>;

const COLUMNS = `q.id, q.asker, q.target, q.explicit, q.outcome, q.answer, q.expires_at AS expiresAt,
  q.closed_at AS closedAt`;

// The condition of partial indexes, and what OUTCOME_TRANSITIONS says: only an open question
// changes, once.
const OPEN = "outcome = 'open'";

// Held time does not count, and nobody is asked what is held.
const NOT_HELD = "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message = q.id AND d.state = 'held')";

export function createQuestions(db: Database) {
  return { ...createReads(db), ...createRoutes(db), ...createChanges(db) };
}

function createReads(db: Database) {
  const find = db.query<QuestionRow, [string]>(`SELECT ${COLUMNS} FROM questions q WHERE q.id = ?`);
  const openTo = db.query<QuestionRow, { target: string; conversation: string | null }>(
    `SELECT ${COLUMNS} FROM questions q WHERE q.target = $target AND q.${OPEN} AND ${NOT_HELD}
       AND ($conversation IS NULL OR EXISTS (
         SELECT 1 FROM messages m WHERE m.id = q.id AND m.conversation = $conversation))
     ORDER BY q.seq`,
  );
  const open = db.query<QuestionRow, [number]>(
    `SELECT ${COLUMNS} FROM questions q WHERE q.${OPEN} ORDER BY q.expires_at LIMIT ?`,
  );
  const openBy = db.query<QuestionRow, [string]>(
    `SELECT ${COLUMNS} FROM questions q WHERE q.asker = ? AND q.${OPEN} ORDER BY q.seq`,
  );
  const countOpenBy = db.query<{ n: number }, [string]>(
    `SELECT count(*) AS n FROM questions WHERE asker = ? AND ${OPEN}`,
  );
  const nextExpiry = db.query<{ at: number }, []>(
    `SELECT q.expires_at AS at FROM questions q WHERE q.${OPEN} AND ${NOT_HELD} ORDER BY q.expires_at LIMIT 1`,
  );

  return {
    find: (id: string) => find.get(id),
    /**
     * Open questions to a session, oldest first; not those that are held, of which it knows
     * nothing.
     */
    openTo: (target: string, conversation: string | null) => openTo.all({ target, conversation }),
    /** All open questions, those that end first before the others. */
    open: (limit: number) => open.all(limit),
    /** Open questions of an asker, oldest first. */
    openBy: (asker: string) => openBy.all(asker),
    countOpenBy: (asker: string) => countOpenBy.get(asker)?.n ?? 0,
    nextExpiry: () => nextExpiry.get()?.at ?? null,
  };
}

function createRoutes(db: Database) {
  const implicit = db.query<QuestionRow & { project: string }, []>(
    `SELECT ${COLUMNS}, s.project_root AS project FROM questions q JOIN sessions s ON s.id = q.asker
     WHERE q.${OPEN} AND q.explicit = 0 AND s.kind = 'codex' ORDER BY q.seq`,
  );
  const retarget = db.query<unknown, { id: string; from: string | null; to: string }>(
    `UPDATE questions SET target = $to WHERE id = $id AND ${OPEN} AND target IS $from`,
  );
  const lastNamed = db.query<{ target: string | null }, [string]>(
    `SELECT target FROM questions WHERE asker = ? AND explicit = 1 ORDER BY seq DESC LIMIT 1`,
  );
  const lastTargets = db.query<{ target: string }, [string]>(
    `SELECT target FROM questions WHERE asker = ? AND target IS NOT NULL ORDER BY seq DESC LIMIT 50`,
  );
  const merge = db.query<unknown, { from: string; to: string }>(`UPDATE questions SET asker = $to WHERE asker = $from`);
  const mergeOpen = db.query<unknown, { from: string; to: string }>(
    `UPDATE questions SET target = $to WHERE target = $from AND ${OPEN}`,
  );

  return {
    /** Open questions of Codex that nobody was named for, with the project of their asker. */
    implicit: () => implicit.all(),
    /** Gives an open question to another session; false where it ended or moved meanwhile. */
    retarget: (id: string, from: string | null, to: string) => retarget.run({ id, from, to }).changes > 0,
    /** Whom this asker last named. */
    lastNamed: (asker: string) => lastNamed.get(asker)?.target ?? null,
    /** Whom this asker asked last, newest first. */
    lastTargets: (asker: string) => lastTargets.all(asker).map(({ target }) => target),
    merge(from: string, to: string): void {
      merge.run({ from, to });
      mergeOpen.run({ from, to });
    },
  };
}

function createChanges(db: Database) {
  const insert = db.query<unknown, [string, number, string, string | null, number, number]>(
    `INSERT INTO questions (id, seq, asker, target, explicit, outcome, expires_at) VALUES (?, ?, ?, ?, ?, 'open', ?)`,
  );
  const close = db.query<unknown, [Outcome, string | null, number, string]>(
    `UPDATE questions SET outcome = ?, answer = ?, closed_at = ? WHERE id = ? AND ${OPEN}`,
  );
  const cancelIn = db.query<{ id: string; asker: string }, { conversation: string; now: number }>(
    `UPDATE questions SET outcome = 'cancelled', closed_at = $now WHERE ${OPEN} AND EXISTS (
       SELECT 1 FROM messages m WHERE m.id = questions.id AND m.conversation = $conversation)
     RETURNING id, asker`,
  );
  const expire = db.query<{ id: string }, { now: number }>(
    `UPDATE questions AS q SET outcome = 'expired', closed_at = $now
     WHERE ${OPEN} AND expires_at <= $now AND ${NOT_HELD} RETURNING id`,
  );
  const extend = db.query<unknown, [number, string]>(
    `UPDATE questions SET expires_at = expires_at + ? WHERE id = ? AND ${OPEN}`,
  );

  return {
    insert({ id, seq, asker, target, explicit, expiresAt }: NewQuestion): void {
      insert.run(id, seq, asker, target, explicit ? 1 : 0, expiresAt);
    },
    /** Ends an open question; false where it had ended already. */
    close: (id: string, outcome: Exclude<Outcome, "open">, answer: string | null, now: number) =>
      close.run(outcome, answer, now, id).changes > 0,
    /** Cancels what is open in a conversation. */
    cancelIn: (conversation: string, now: number) => cancelIn.all({ conversation, now }),
    /** Ends all whose time is over; their ids. */
    expire: (now: number) => expire.all({ now }).map(({ id }) => id),
    /** Moves a question's end by what it was held. */
    extend(id: string, ms: number): void {
      extend.run(ms, id);
    },
  };
}
