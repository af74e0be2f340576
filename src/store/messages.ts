/** Messages and their revisions: inserted, never updated. */
import { timeIn } from "../ids";
import type { MessageKind, SenderKind } from "../protocol";
import { cutText } from "../text";
import { LONG_GROUP } from "./committer";
import { createRecent } from "./recent";
import type { Sql } from "./recorder";

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

const NOTHING = { id: "", text: "" };

type CutRow = Omit<MessageRow, "text"> & { text: string | Uint8Array };

/** `onInsert` is told of each new message, of which there is nothing else yet. */
export function createMessages(db: Sql, onInsert: (id: string) => void = () => {}) {
  const rows = db.rows({
    name: "messages",
    key: ["id"],
    fixed: ["seq", "kind", "sender", "session", "conversation", "reply_to", "created_at", "chars", "text"],
    changing: [],
  });
  const lastSeq = db.query<{ seq: number }, []>("SELECT seq FROM sqlite_sequence WHERE name = 'messages'");
  // Of each kind of id the greatest: both stand at an end of the index.
  const lastIds = db.query<{ id: string | null }, []>(
    `SELECT max(id) AS id FROM messages WHERE id < 'n' UNION ALL SELECT max(id) FROM messages`,
  );
  const readHead = rows.reader<MessageHead>(`SELECT ${HEAD} FROM messages m WHERE m.id = ?`);
  const idAt = db.query<{ id: string }, [number]>("SELECT id FROM messages WHERE seq = ?");
  const original = db.stored<{ text: string; editedBy: null }, [string]>(
    "SELECT text, NULL AS editedBy FROM messages WHERE id = ?",
  );
  const isRevised = db.stored<{ n: 1 }, [string]>("SELECT 1 AS n FROM revisions WHERE message = ?");
  const current = db.query<{ text: string; editedBy: RevisionAuthor | null }, [string]>(
    `SELECT coalesce(r.text, m.text) AS text, r.author AS editedBy ${CURRENT} WHERE m.id = ?`,
  );
  const editedBy = db.query<{ editedBy: RevisionAuthor | null }, [string]>(
    `SELECT r.author AS editedBy ${CURRENT} WHERE m.id = ?`,
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
  const adopt = db.query<unknown, { from: string; to: string }>(
    `UPDATE messages SET session = $to WHERE session = $from AND conversation IN (SELECT id FROM conversations WHERE codex = $from)`,
  );

  /**
   * Nearly no message is ever edited: to look for revisions first takes 0.2 µs, to join them 6. A message that is yet to be
   * written has none.
   */
  function findCurrent(id: string): { text: string; editedBy: RevisionAuthor | null } | null {
    const late = rows.unwritten(id);
    if (late) return { text: String(late.at(-1)), editedBy: null };
    if (id === fresh.id) {
      const { text } = fresh;
      fresh = NOTHING;
      return { text, editedBy: null };
    }
    return isRevised.get(id) ? current.get(id) : original.get(id);
  }

  /**
   * The last message's text where the database was given it at once (see committer.ts): its receiver reads it now, and to read
   * 1 MB takes 3 ms. Kept for that one reader.
   */
  let fresh = NOTHING;

  /** Null: there is none. */
  const heads = createRecent<MessageHead | null>(noteDropped);
  /** The latest time of an id that is stored and may not be among the heads; null where it is to be read. */
  let droppedUntil: string | null = null;
  /** The place of the newest message; null where it is to be read. */
  let last: number | null = null;

  function noteDropped(ids: Iterable<string>): void {
    if (droppedUntil === null) return;
    for (const id of ids) {
      const time = timeIn(id);
      if (time > droppedUntil) droppedUntil = time;
    }
  }

  /**
   * Whether nothing has this id: it is later than all that memory may have forgotten. An exchange would look for four in
   * vain. After an id from the future, of a clock that was wrong, all are looked for until the clock has passed it.
   */
  function isNew(id: string): boolean {
    if (heads.get(id)) return false;
    droppedUntil ??= lastIds.all().reduce((last, row) => (row.id && timeIn(row.id) > last ? timeIn(row.id) : last), "");
    return timeIn(id) > droppedUntil;
  }

  function findHead(id: string): MessageHead | null {
    const recent = heads.get(id);
    if (recent !== undefined) return recent;
    if (isNew(id)) return null;
    const head = readHead(id);
    heads.set(id, head);
    return head;
  }

  return {
    /** Forgets what was remembered, after a roll-back for example. */
    forget(): void {
      heads.clear();
      fresh = NOTHING;
      last = null;
      droppedUntil = null;
    },
    isNew,
    /** Inserts a message at the end of the history. */
    insert(message: NewMessage): MessageHead {
      const { id, kind, sender, session, conversation, replyTo, createdAt, text } = message;
      if (findHead(id)) throw new Error(`there is a message ${id}`);
      const seq = (last ?? lastSeq.get()?.seq ?? 0) + 1;
      last = seq;
      rows.insert(id, [id, seq, kind, sender, session, conversation, replyTo, createdAt, text.length, text]);
      const head = { seq, id, kind, sender, session, conversation, replyTo, createdAt, chars: text.length };
      heads.set(id, head);
      fresh = text.length > LONG_GROUP ? { id, text } : NOTHING;
      onInsert(id);
      return head;
    },
    head: findHead,
    /** The id of the message at a place in the history. */
    idAt: (seq: number) => idAt.get(seq)?.id ?? null,
    /** The whole current text. */
    text: (id: string) => findCurrent(id)?.text ?? null,
    /** The whole current text, and who made its newest revision. */
    current: findCurrent,
    editedBy: (id: string) => (isRevised.get(id) ? (editedBy.get(id)?.editedBy ?? null) : null),
    /** A message with at most `chars` characters of its text. */
    read(id: string, chars: number): MessageRow | null {
      // A page that is open asks for each message just after it was put.
      const late = rows.unwritten(id);
      const head = late ? findHead(id) : null;
      if (late && head) return { ...head, editedAt: null, editedBy: null, text: cutText(String(late.at(-1)), chars) };
      const row = cut.get({ id, chars });
      return row && toRow(row, chars);
    },
    /** The messages on one side of a place in the history, the nearest first; the one at the place is not among them. */
    beside(side: Side, place: number, limit: number, chars: number, conversation: string | null): MessageRow[] {
      const rows =
        conversation === null
          ? ofAll[side].all({ place, limit, chars })
          : ofOne[side].all({ place, limit, chars, conversation });
      return rows.map((row) => toRow(row, chars));
    },
    /** Adds a revision and gives its number; the original is revision 1. */
    revise(id: string, newText: string, author: RevisionAuthor, now: number): number {
      fresh = NOTHING;
      const row = revise.get({ id, now, chars: newText.length, text: newText, author });
      if (!row) throw new Error("insert gave no row");
      return row.revision;
    },
    /** The first message that answers `id`. */
    answerTo: (id: string) => answer.get(id),
    /** The user's newest message that reached this session and that nothing answers. */
    unansweredUser: (session: string, conversation: string | null) => unansweredUser.get({ session, conversation }),
    /** To be called before the conversations are adopted: they say which messages can be meant. */
    adopt(from: string, to: string): void {
      adopt.run({ from, to });
      heads.clear();
      droppedUntil = null;
    },
  };
}

function toRow(row: CutRow, chars: number): MessageRow {
  if (typeof row.text === "string") return { ...row, text: row.text };
  // `stream` leaves out a character that the cut has split; a last lone high surrogate is cut as well.
  return { ...row, text: cutText(new TextDecoder().decode(row.text, { stream: true }), chars) };
}
