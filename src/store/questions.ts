/** Questions: the small row beside a message of kind `question` that says who asked whom and how it ended. */
import type { Database } from "bun:sqlite";
import type { Outcome } from "../protocol";

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

export type Questions = ReturnType<typeof createQuestions>;

const COLUMNS = "id, asker, target, explicit, outcome, answer, expires_at AS expiresAt, closed_at AS closedAt";

// Held time does not count, and nobody is asked what is held.
const NOT_HELD = "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message = questions.id AND d.state = 'held')";

export function createQuestions(db: Database) {
  const insert = db.query<unknown, [string, number, string, string | null, number, number]>(
    `INSERT INTO questions (id, seq, asker, target, explicit, outcome, expires_at) VALUES (?, ?, ?, ?, ?, 'open', ?)`,
  );
  const find = db.query<QuestionRow, [string]>(`SELECT ${COLUMNS} FROM questions WHERE id = ?`);
  // The conditions say what OUTCOME_TRANSITIONS says: only an open question changes, once.
  const close = db.query<unknown, [Outcome, string | null, number, string]>(
    `UPDATE questions SET outcome = ?, answer = ?, closed_at = ? WHERE id = ? AND outcome = 'open'`,
  );
  const expire = db.query<{ id: string }, [number, number]>(
    `UPDATE questions SET outcome = 'expired', closed_at = ? WHERE outcome = 'open' AND expires_at <= ? AND ${NOT_HELD} RETURNING id`,
  );
  const nextExpiry = db.query<{ at: number | null }, []>(
    `SELECT min(expires_at) AS at FROM questions WHERE outcome = 'open' AND ${NOT_HELD}`,
  );
  const openOf = db.query<QuestionRow, [string]>(
    `SELECT ${COLUMNS} FROM questions WHERE target = ? AND outcome = 'open' AND ${NOT_HELD} ORDER BY seq`,
  );
  const openOfConversation = db.query<QuestionRow, [string, string]>(
    `SELECT q.id, q.asker, q.target, q.explicit, q.outcome, q.answer, q.expires_at AS expiresAt, q.closed_at AS closedAt
     FROM questions q JOIN messages m ON m.id = q.id
     WHERE q.target = ? AND q.outcome = 'open' AND m.conversation = ?
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message = q.id AND d.state = 'held') ORDER BY q.seq`,
  );
  const open = db.query<QuestionRow, [number]>(
    `SELECT ${COLUMNS} FROM questions WHERE outcome = 'open' ORDER BY expires_at LIMIT ?`,
  );
  const openBy = db.query<QuestionRow, [string]>(
    `SELECT ${COLUMNS} FROM questions WHERE asker = ? AND closed_at IS NULL ORDER BY seq`,
  );
  const countOpenBy = db.query<{ n: number }, [string]>(
    "SELECT count(*) AS n FROM questions WHERE asker = ? AND closed_at IS NULL",
  );
  const strays = db.query<QuestionRow & { project: string }, []>(
    `SELECT q.id, q.asker, q.target, q.explicit, q.outcome, q.answer, q.expires_at AS expiresAt, q.closed_at AS closedAt,
       s.project_root AS project
     FROM questions q JOIN sessions s ON s.id = q.asker WHERE q.outcome = 'open' AND q.explicit = 0 AND s.kind = 'codex' ORDER BY q.seq`,
  );
  const retarget = db.query<{ id: string }, { id: string; from: string | null; to: string }>(
    `UPDATE questions SET target = $to WHERE id = $id AND outcome = 'open' AND target IS $from RETURNING id`,
  );
  const anyNamed = db.query<{ n: 1 }, [string]>("SELECT 1 AS n FROM questions WHERE asker = ? AND explicit = 1");
  const lastNamed = db.query<{ target: string | null }, [string]>(
    `SELECT target FROM questions WHERE asker = ? AND explicit = 1 ORDER BY seq DESC LIMIT 1`,
  );
  const lastTargets = db.query<{ target: string }, [string]>(
    `SELECT target FROM questions WHERE asker = ? AND target IS NOT NULL ORDER BY seq DESC LIMIT 50`,
  );
  const adopt = db.query<unknown, { from: string; to: string }>(`UPDATE questions SET asker = $to WHERE asker = $from`);

  const extend = db.query<unknown, [number, string]>(
    `UPDATE questions SET expires_at = expires_at + ? WHERE id = ? AND outcome = 'open'`,
  );
  const cancelIn = db.query<{ id: string; asker: string }, { conversation: string; now: number }>(
    `UPDATE questions SET outcome = 'cancelled', closed_at = $now
     WHERE outcome = 'open' AND EXISTS (
       SELECT 1 FROM messages m WHERE m.id = questions.id AND m.conversation = $conversation)
     RETURNING id, asker`,
  );
  const adoptOpen = db.query<unknown, { from: string; to: string }>(
    `UPDATE questions SET target = $to WHERE target = $from AND outcome = 'open'`,
  );

  return {
    insert(question: {
      id: string;
      seq: number;
      asker: string;
      target: string | null;
      explicit: boolean;
      expiresAt: number;
    }) {
      const { id, seq, asker, target, explicit, expiresAt } = question;
      insert.run(id, seq, asker, target, explicit ? 1 : 0, expiresAt);
    },
    find: (id: string) => find.get(id),
    /** Ends an open question; false where it had ended already. */
    close: (id: string, outcome: Exclude<Outcome, "open">, answer: string | null, now: number) =>
      close.run(outcome, answer, now, id).changes > 0,
    /** Cancels what is open in a conversation. */
    cancelIn: (conversation: string, now: number) => cancelIn.all({ conversation, now }),
    /** Ends all whose time is over; their ids. */
    expire: (now: number) => expire.all(now, now).map((row) => row.id),
    /** Moves a question's end by what it was held. */
    extend: (id: string, ms: number) => extend.run(ms, id),
    nextExpiry: () => nextExpiry.get()?.at ?? null,
    /** Open questions to a session, oldest first; not those that are held, of which it knows nothing. */
    openTo: (target: string, conversation: string | null) =>
      conversation === null ? openOf.all(target) : openOfConversation.all(target, conversation),
    /** All open questions, those that end first before the others. */
    open: (limit: number) => open.all(limit),
    /** Open questions of an asker, oldest first. */
    openBy: (asker: string) => openBy.all(asker),
    countOpenBy: (asker: string) => countOpenBy.get(asker)?.n ?? 0,
    /** Open questions that nobody was named for, with the project of their asker. */
    implicit: () => strays.all(),
    /** Gives an open question to another session; false where it ended or moved meanwhile. */
    retarget: (id: string, fromTarget: string | null, to: string) =>
      retarget.get({ id, from: fromTarget, to }) !== null,
    /** Whom this asker last named. */
    lastNamed: (asker: string) => (anyNamed.get(asker) && lastNamed.get(asker)?.target) || null,
    /** Whom this asker asked last, newest first. */
    lastTargets: (asker: string) => lastTargets.all(asker).map(({ target }) => target),
    adopt(from: string, to: string): void {
      adopt.run({ from, to });
      adoptOpen.run({ from, to });
    },
  };
}
