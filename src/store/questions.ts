/** Questions: the small row beside a message of kind `question` that says who asked whom and how it ended. */
import type { Outcome } from "../protocol";
import { createRecent } from "./recent";
import type { Row, Sql } from "./recorder";

export interface QuestionRow {
  id: string;
  /** Its message's place in the history. */
  seq: number;
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

const COLUMNS = "id, seq, asker, target, explicit, outcome, answer, expires_at AS expiresAt, closed_at AS closedAt";

/** What the questions need to know of other tables. */
export interface QuestionPlaces {
  /** Whether there is surely no message with this id. */
  isNew(id: string): boolean;
  /** Messages that are held. */
  held(): Set<string>;
  /** The conversation of a message. */
  conversationOf(id: string): string | null;
  /** The project of a Codex session. */
  projectOf(session: string): string | null;
}

/**
 * Open questions are kept in memory as well: they are few, they are asked for in many ways, and an index for each of
 * these would cost every question 2 to 4 µs at its beginning and again at its end.
 */
export function createQuestions(db: Sql, places: QuestionPlaces) {
  const rows = db.rows({
    name: "questions",
    key: ["id"],
    fixed: ["seq", "asker", "explicit"],
    changing: ["target", "outcome", "answer", "expires_at", "closed_at"],
  });
  const read = rows.reader<QuestionRow>(`SELECT ${COLUMNS} FROM questions WHERE id = ?`);
  const readOpen = db.query<QuestionRow, []>(`SELECT ${COLUMNS} FROM questions WHERE outcome = 'open' ORDER BY seq`);
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
  /** Those that have ended; null: there is none. */
  const others = createRecent<QuestionRow | null>();
  /** Whom each asker last named; null: nobody. */
  const named = createRecent<string | null>();

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
    others.clear();
    named.clear();
    for (const row of readOpen.all()) add(row);
  }
  reload();

  function find(id: string): QuestionRow | null {
    const known = open.get(id) ?? others.get(id);
    if (known !== undefined) return known;
    if (places.isNew(id)) return null;
    const row = read(id);
    others.set(id, row);
    return row;
  }

  /** Only an open question changes (OUTCOME_TRANSITIONS); false where it has ended. */
  function change(id: string, to: Partial<QuestionRow>): boolean {
    const row = open.get(id);
    if (!row) return false;
    const next = { ...row, ...to };
    rows.update(id, valuesOf(next));
    if (next.target !== row.target) named.delete(row.asker);
    if (next.outcome === "open") open.set(id, next);
    else {
      open.delete(id);
      count(row.asker, -1);
      others.set(id, next);
    }
    return true;
  }

  const end = (id: string, outcome: Exclude<Outcome, "open">, answer: string | null, now: number) =>
    change(id, { outcome, answer, closedAt: now });

  /** Held time does not count, and nobody is asked what is held. */
  function notHeld(rows: QuestionRow[]): QuestionRow[] {
    if (rows.length === 0) return rows;
    const held = places.held();
    return held.size === 0 ? rows : rows.filter(({ id }) => !held.has(id));
  }

  const all = () => [...open.values()];

  return {
    /** A message that has just been inserted: it has no question yet. */
    expect: (message: string) => others.set(message, null),
    insert(question: Omit<QuestionRow, "explicit" | "outcome" | "answer" | "closedAt"> & { explicit: boolean }): void {
      const { id, asker, target } = question;
      if (find(id)) throw new Error(`there is a question ${id}`);
      const row: QuestionRow = {
        ...question,
        explicit: question.explicit ? 1 : 0,
        outcome: "open",
        answer: null,
        closedAt: null,
      };
      rows.insert(id, valuesOf(row));
      add(row);
      if (question.explicit) named.set(asker, target);
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
      if (row) change(id, { expiresAt: row.expiresAt + ms });
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
    retarget: (id: string, from: string | null, to: string): boolean =>
      open.get(id)?.target === from && change(id, { target: to }),
    /** Whom this asker last named. */
    lastNamed(asker: string): string | null {
      const known = named.get(asker);
      if (known !== undefined) return known;
      const target = lastNamed.get(asker)?.target ?? null;
      named.set(asker, target);
      return target;
    },
    /** Whom this asker asked last, newest first. */
    lastTargets: (asker: string) => lastTargets.all(asker).map(({ target }) => target),
    adopt(from: string, to: string): void {
      adopt.run({ from, to });
      adoptOpen.run({ from, to });
      reload();
    },
  };
}

function valuesOf({ id, seq, asker, explicit, target, outcome, answer, expiresAt, closedAt }: QuestionRow): Row {
  return [id, seq, asker, explicit, target, outcome, answer, expiresAt, closedAt];
}
