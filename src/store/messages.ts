/** Messages and their revisions: inserted, never updated. */
import type { Database } from "bun:sqlite";
import { cutText } from "../shared/text";
import type { MessageKind, SenderKind } from "../shared/vocabulary";

/** The sender edits its own message; the user edits one that the gate holds. */
export type RevisionAuthor = "sender" | "user";

export interface MessageHead {
  seq: number;
  id: string;
  kind: MessageKind;
  sender: SenderKind;
  session: string | null;
  conversation: string;
  replyTo: string | null;
  createdAt: number;
  /** Characters of the text as it was sent. */
  chars: number;
}

export interface MessageRow extends MessageHead {
  editedAt: number | null;
  /** Who made the newest revision; null where there is none. */
  editedBy: RevisionAuthor | null;
  /** Characters of the whole text as it is now. */
  chars: number;
  text: string;
}

export type NewMessage = Omit<MessageHead, "seq" | "chars"> & { text: string };

/** Of a place in the history: what is older, or what is newer. */
export type Side = "before" | "after";

export type Messages = ReturnType<typeof createMessages>;

const FACTS = `m.seq, m.id, m.kind, m.sender, m.session, m.conversation, m.reply_to AS replyTo, m.created_at AS createdAt`;
const HEAD = `${FACTS}, m.chars`;

// The newest revision, where there is one, is the text.
const CURRENT = `
  FROM messages m
  LEFT JOIN revisions r ON r.message = m.id
    AND r.revision = (SELECT max(revision) FROM revisions WHERE message = m.id)`;

// SQLite's text functions stop at NUL, its blob functions do not: a cut text is cut as bytes.
const CUT = `${FACTS}, r.created_at AS editedAt, r.author AS editedBy, coalesce(r.chars, m.chars) AS chars,
  CASE WHEN coalesce(r.chars, m.chars) <= $chars THEN coalesce(r.text, m.text)
  ELSE substr(CAST(coalesce(r.text, m.text) AS BLOB), 1, 4 * $chars) END AS text`;

type CutRow = Omit<MessageRow, "text"> & { text: string | Uint8Array };

export function createMessages(db: Database) {
  return { ...createHeads(db), ...createTexts(db) };
}

function createHeads(db: Database) {
  type New = [string, string, string, string | null, string, string | null, number, number, string];
  const insert = db.query<unknown, New>(
    `INSERT INTO messages (id, kind, sender, session, conversation, reply_to, created_at, chars, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const head = db.query<MessageHead, [string]>(`SELECT ${HEAD} FROM messages m WHERE m.id = ?`);
  const idAt = db.query<{ id: string }, [number]>("SELECT id FROM messages WHERE seq = ?");
  const answer = db.query<MessageHead, [string]>(
    `SELECT ${HEAD} FROM messages m WHERE m.reply_to = ? ORDER BY m.seq LIMIT 1`,
  );
  const unansweredUser = db.query<MessageHead, { session: string; conversation: string | null }>(
    `SELECT ${HEAD} FROM messages m JOIN deliveries d ON d.message = m.id
     WHERE m.sender = 'user' AND d.receiver = $session AND d.state IN ('pushed', 'seen')
       AND ($conversation IS NULL OR m.conversation = $conversation)
       AND NOT EXISTS (SELECT 1 FROM messages a WHERE a.reply_to = m.id)
     ORDER BY m.seq DESC LIMIT 1`,
  );
  const merge = db.query<unknown, { from: string; to: string }>(
    `UPDATE messages SET session = $to WHERE session = $from AND conversation IN (SELECT conversation FROM members WHERE session = $from)`,
  );

  return {
    /** Inserts a message at the end of the history. Throws where there is one with this id. */
    insert({ text, ...facts }: NewMessage): MessageHead {
      const { id, kind, sender, session, conversation, replyTo, createdAt } = facts;
      const chars = text.length;
      const { lastInsertRowid } = insert.run(
        ...([id, kind, sender, session] as const),
        ...([conversation, replyTo, createdAt, chars, text] as const),
      );
      return { ...facts, seq: Number(lastInsertRowid), chars };
    },
    head: (id: string) => head.get(id),
    /** The id of the message at a place in the history. */
    idAt: (seq: number) => idAt.get(seq)?.id ?? null,
    /** The first message that answers `id`. */
    answerTo: (id: string) => answer.get(id),
    /** The user's newest message that reached this session and that nothing answers. */
    unansweredUser: (session: string, conversation: string | null) => unansweredUser.get({ session, conversation }),
    /** To be called before the conversations are merged: they say which messages can be meant. */
    merge(from: string, to: string): void {
      merge.run({ from, to });
    },
  };
}

function createTexts(db: Database) {
  // Nearly no message has a revision: two looks in vain cost a tenth of a join.
  const newest = (column: string) =>
    `(SELECT ${column} FROM revisions WHERE message = m.id ORDER BY revision DESC LIMIT 1)`;
  const current = db.query<{ text: string; editedBy: RevisionAuthor | null }, [string]>(
    `SELECT coalesce(${newest("text")}, m.text) AS text, ${newest("author")} AS editedBy FROM messages m WHERE m.id = ?`,
  );
  const cut = db.query<CutRow, { id: string; chars: number }>(`SELECT ${CUT} ${CURRENT} WHERE m.id = $id`);
  // One statement for each of the four: each walks along an index and reads no row in vain.
  const walk = (side: Side, within: "" | "m.conversation = $conversation AND") =>
    db.query<CutRow, { place: number; limit: number; chars: number; conversation?: string }>(
      `SELECT ${CUT} ${CURRENT}
       WHERE ${within} m.seq ${side === "before" ? "<" : ">"} $place
       ORDER BY m.seq ${side === "before" ? "DESC" : "ASC"} LIMIT $limit`,
    );
  const ofAll = { before: walk("before", ""), after: walk("after", "") };
  const ofOne = {
    before: walk("before", "m.conversation = $conversation AND"),
    after: walk("after", "m.conversation = $conversation AND"),
  };
  const revise = db.query<
    { revision: number },
    { id: string; now: number; chars: number; text: string; author: RevisionAuthor }
  >(
    `INSERT INTO revisions (message, revision, created_at, chars, text, author)
     SELECT $id, coalesce(max(revision), 1) + 1, $now, $chars, $text, $author FROM revisions WHERE message = $id
     RETURNING revision`,
  );

  return {
    /** The whole current text, and who made its newest revision. */
    current: (id: string) => current.get(id),
    /** The whole current text. */
    text: (id: string) => current.get(id)?.text ?? null,
    /** A message with at most `chars` characters of its text. */
    read(id: string, chars: number): MessageRow | null {
      const row = cut.get({ id, chars });
      return row && toRow(row, chars);
    },
    /**
     * The messages on one side of a place in the history, the nearest first; the one at the place
     * is not among them.
     */
    beside(side: Side, place: number, limit: number, chars: number, conversation: string | null): MessageRow[] {
      const rows =
        conversation === null
          ? ofAll[side].all({ place, limit, chars })
          : ofOne[side].all({ place, limit, chars, conversation });
      return rows.map((row) => toRow(row, chars));
    },
    /** Adds a revision and gives its number; the original is revision 1. */
    revise(id: string, newText: string, author: RevisionAuthor, now: number): number {
      const row = revise.get({ id, now, chars: newText.length, text: newText, author });
      if (!row) throw new Error("insert gave no row");
      return row.revision;
    },
  };
}

function toRow(row: CutRow, chars: number): MessageRow {
  if (typeof row.text === "string") return { ...row, text: row.text };
  // `stream` leaves out a character that the cut has split; a last lone high surrogate is cut as
  // well.
  return { ...row, text: cutText(new TextDecoder().decode(row.text, { stream: true }), chars) };
}
