/** Questions: the small row beside a message of kind `question` that says who asked whom and how it ended. */
import type { Outcome } from "../protocol";
import { createRecent } from "./recent";
import type { Sql } from "./recorder";

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

/** What the questions need to know of other tables. */
export interface QuestionPlaces {
  /** Messages that are held. */
  held(): Set<string>;
  /** The conversation of a message. */
  conversationOf(id: string): string | null;
  /** The project of a Codex session. */
  projectOf(session: string): string | null;
}

/**
 * Open questions are kept in memory as well: they are few, they are asked for in many ways, and an index for each of
 * these would cost every question 2 to 4 µs at its beginning and again at its end. The database has the say: memory
 * follows each statement that has changed something.
 */
export function createQuestions(db: Sql, places: QuestionPlaces) {
  const insert = db.query<unknown, [string, number, string, string | null, number, number]>(
    `INSERT INTO questions (id, seq, asker, target, explicit, outcome, expires_at) VALUES (?, ?, ?, ?, ?, 'open', ?)`,
  );
  const read = db.query<QuestionRow, [string]>(`SELECT ${COLUMNS} FROM questions WHERE id = ?`);
  const readOpen = db.query<QuestionRow, []>(`SELECT ${COLUMNS} FROM questions WHERE outcome = 'open' ORDER BY seq`);
  // The conditions say what OUTCOME_TRANSITIONS says: only an open question changes, once.
  const close = db.query<unknown, [Outcome, string | null, number, string]>(
    `UPDATE questions SET outcome = ?, answer = ?, closed_at = ? WHERE id = ? AND outcome = 'open'`,
  );
  const retarget = db.query<unknown, { id: string; from: string | null; to: string }>(
    `UPDATE questions SET target = $to WHERE id = $id AND outcome = 'open' AND target IS $from`,
  );
  const extend = db.query<unknown, [number, string]>(
    `UPDATE questions SET expires_at = expires_at + ? WHERE id = ? AND outcome = 'open'`,
  );
  const anyNamed = db.query<{ n: 1 }, [string]>("SELECT 1 AS n FROM questions WHERE asker = ? AND explicit = 1");
  const lastNamed = db.query<{ target: string | null }, [string]>(
    `SELECT target FROM questions WHERE asker = ? AND explicit = 1 ORDER BY seq DESC LIMIT 1`,
  );
  const lastTargets = db.query<{ target: string }, [string]>(
    `SELECT target FROM questions WHERE asker = ? AND target IS NOT NULL ORDER BY seq DESC LIMIT 50`,
  );
  const adopt = db.query<unknown, { from: string; to: string }>(`UPDATE questions SET asker = $to WHERE asker = $from`);
  const adoptOpen = db.query<unknown, { from: string; to: string }>(
    `UPDATE questions SET target = $to WHERE target = $from AND outcome = 'open'`,
  );

  /** By id, oldest first. */
  const open = new Map<string, QuestionRow>();
  const openByAsker = new Map<string, number>();
  /** Those that have ended. */
  const closed = createRecent<QuestionRow>();

  function count(asker: string, by: 1 | -1): void {
    const left = (openByAsker.get(asker) ?? 0) + by;
    if (left > 0) openByAsker.set(asker, left);
    else openByAsker.delete(asker);
  }

  function add(row: QuestionRow): void {
    open.set(row.id, row);
    count(row.asker, 1);
  }

  function reload(): void {
    open.clear();
    openByAsker.clear();
    closed.clear();
    for (const row of readOpen.all()) add(row);
  }
  reload();

  function find(id: string): QuestionRow | null {
    const row = open.get(id) ?? closed.get(id) ?? read.get(id);
    if (row && row.outcome !== "open") closed.set(id, row);
    return row;
  }

  function end(id: string, outcome: Exclude<Outcome, "open">, answer: string | null, now: number): boolean {
    const row = open.get(id);
    if (!row || close.run(outcome, answer, now, id).changes === 0) return false;
    open.delete(id);
    count(row.asker, -1);
    closed.set(id, { ...row, outcome, answer, closedAt: now });
    return true;
  }

  /** Held time does not count, and nobody is asked what is held. */
  function notHeld(rows: QuestionRow[]): QuestionRow[] {
    if (rows.length === 0) return rows;
    const held = places.held();
    return held.size === 0 ? rows : rows.filter(({ id }) => !held.has(id));
  }

  const all = () => [...open.values()];

  return {
    insert(question: {
      id: string;
      seq: number;
      asker: string;
      target: string | null;
      explicit: boolean;
      expiresAt: number;
    }) {
      const { id, seq, asker, target, expiresAt } = question;
      const explicit = question.explicit ? 1 : 0;
      insert.run(id, seq, asker, target, explicit, expiresAt);
      add({ id, asker, target, explicit, outcome: "open", answer: null, expiresAt, closedAt: null });
    },
    find,
    /** Reads anew what is remembered, after a roll-back or a change of who asks. */
    reload,
    /** Ends an open question; false where it had ended already. */
    close: end,
    /** Cancels what is open in a conversation. */
    cancelIn(conversation: string, now: number): { id: string; asker: string }[] {
      const own = all().filter(({ id }) => places.conversationOf(id) === conversation);
      return own.filter(({ id }) => end(id, "cancelled", null, now)).map(({ id, asker }) => ({ id, asker }));
    },
    /** Ends all whose time is over; their ids. */
    expire(now: number): string[] {
      const due = notHeld(all().filter(({ expiresAt }) => expiresAt <= now));
      return due.filter(({ id }) => end(id, "expired", null, now)).map(({ id }) => id);
    },
    /** Moves a question's end by what it was held. */
    extend(id: string, ms: number): void {
      const row = open.get(id);
      if (row && extend.run(ms, id).changes > 0) open.set(id, { ...row, expiresAt: row.expiresAt + ms });
    },
    nextExpiry(): number | null {
      const times = notHeld(all()).map(({ expiresAt }) => expiresAt);
      return times.length === 0 ? null : times.reduce((first, time) => Math.min(first, time));
    },
    /** Open questions to a session, oldest first; not those that are held, of which it knows nothing. */
    openTo(target: string, conversation: string | null): QuestionRow[] {
      const own = all().filter((row) => row.target === target);
      return notHeld(own).filter(({ id }) => conversation === null || places.conversationOf(id) === conversation);
    },
    /** All open questions, those that end first before the others. */
    open: (limit: number) =>
      all()
        .sort((a, b) => a.expiresAt - b.expiresAt)
        .slice(0, limit),
    /** Open questions of an asker, oldest first. */
    openBy: (asker: string) => (openByAsker.has(asker) ? all().filter((row) => row.asker === asker) : []),
    countOpenBy: (asker: string) => openByAsker.get(asker) ?? 0,
    /** Open questions of Codex that nobody was named for, with the project of their asker. */
    implicit: () =>
      all().flatMap((row) => {
        const project = row.explicit === 1 ? null : places.projectOf(row.asker);
        return project === null ? [] : [{ ...row, project }];
      }),
    /** Gives an open question to another session; false where it ended or moved meanwhile. */
    retarget(id: string, from: string | null, to: string): boolean {
      const row = open.get(id);
      if (!row || retarget.run({ id, from, to }).changes === 0) return false;
      open.set(id, { ...row, target: to });
      return true;
    },
    /** Whom this asker last named. */
    lastNamed: (asker: string) => (anyNamed.get(asker) && lastNamed.get(asker)?.target) || null,
    /** Whom this asker asked last, newest first. */
    lastTargets: (asker: string) => lastTargets.all(asker).map(({ target }) => target),
    adopt(from: string, to: string): void {
      adopt.run({ from, to });
      adoptOpen.run({ from, to });
      reload();
    },
  };
}
