/**
 * Conversations and their members: two sessions that talk with each other, or one that talks with
 * the user.
 */
import type { Database } from "bun:sqlite";
import type { Gate, SessionKind } from "../shared/vocabulary";

export interface Member {
  session: string;
  kind: SessionKind;
}

export interface ConversationRow {
  id: string;
  /** The project's root. */
  project: string;
  createdAt: number;
  title: string | null;
  gate: Gate;
  /** The place in the history up to which a person has read. */
  readSeq: number;
}

export type NewConversation = Pick<ConversationRow, "id" | "project" | "createdAt">;

export type Conversations = ReturnType<typeof createConversations>;

const COLUMNS = "id, project, created_at AS createdAt, title, gate, read_seq AS readSeq";

export function createConversations(db: Database) {
  const find = db.query<ConversationRow, [string]>(`SELECT ${COLUMNS} FROM conversations WHERE id = ?`);
  const members = db.query<Member, [string]>(
    "SELECT session, kind FROM members WHERE conversation = ? ORDER BY kind, session",
  );
  // Of the conversations of one of them, the one that has all of them and nobody else.
  const among = db.query<{ id: string }, { one: string; sessions: string; count: number }>(
    `SELECT m.conversation AS id FROM members m
     WHERE m.session = $one
       AND (SELECT count(*) FROM members o WHERE o.conversation = m.conversation) = $count
       AND (SELECT count(*) FROM members o WHERE o.conversation = m.conversation
              AND o.session IN (SELECT value FROM json_each($sessions))) = $count
     ORDER BY m.conversation LIMIT 1`,
  );
  // The same for two, or for one alone, which every question asks: without a list as JSON, whose
  // table alone takes longer than all of this.
  const between = db.query<{ id: string }, { one: string; another: string }>(
    `SELECT m.conversation AS id FROM members m
     JOIN members o ON o.conversation = m.conversation AND o.session = $another
     WHERE m.session = $one AND NOT EXISTS (
       SELECT 1 FROM members x WHERE x.conversation = m.conversation AND x.session NOT IN ($one, $another))
     ORDER BY m.conversation LIMIT 1`,
  );
  const insert = db.query<unknown, [string, string, number]>(
    "INSERT INTO conversations (id, project, created_at) VALUES (?, ?, ?)",
  );
  const join = db.query<unknown, [string, string, SessionKind]>(
    "INSERT OR IGNORE INTO members (conversation, session, kind) VALUES (?, ?, ?)",
  );
  const recent = db.query<ConversationRow, [number]>(
    `SELECT ${COLUMNS} FROM conversations c
     ORDER BY coalesce((SELECT max(seq) FROM messages m WHERE m.conversation = c.id), 0) DESC, created_at DESC LIMIT ?`,
  );
  const lastOf = db.query<{ id: string }, [string]>(
    `SELECT conversation AS id FROM members m WHERE session = ?
     ORDER BY (SELECT max(seq) FROM messages WHERE conversation = m.conversation) DESC, conversation DESC LIMIT 1`,
  );
  const partners = db.query<{ session: string }, [string, SessionKind]>(
    `SELECT p.session FROM members m JOIN members p ON p.conversation = m.conversation AND p.session <> m.session
     WHERE m.session = ? AND p.kind = ?
     ORDER BY (SELECT max(seq) FROM messages WHERE conversation = m.conversation) DESC LIMIT 50`,
  );
  // Of its beginning only: a conversation without a question may be long.
  const first = db.query<{ id: string }, [string]>(
    `SELECT id FROM (SELECT id, kind, seq FROM messages WHERE conversation = ? ORDER BY seq LIMIT 20)
     ORDER BY kind = 'question' DESC, seq LIMIT 1`,
  );
  const newest = db.query<{ id: string }, [string]>(
    "SELECT id FROM messages WHERE conversation = ? ORDER BY seq DESC LIMIT 1",
  );
  const unread = db.query<{ n: number }, [string, number, number]>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM messages WHERE conversation = ? AND seq > ? AND sender <> 'user' LIMIT ?)`,
  );
  // From the few that are held (CROSS JOIN keeps that order), and not from a conversation's 100,000
  // messages.
  const held = db.query<{ n: number }, [string]>(
    `SELECT count(*) AS n FROM deliveries d CROSS JOIN messages m ON m.id = d.message
     WHERE d.state = 'held' AND m.conversation = ?`,
  );
  const setTitle = db.query<unknown, [string | null, string]>("UPDATE conversations SET title = ? WHERE id = ?");
  // What has ended is opened again before it can be paused.
  const setGate = db.query<{ id: string }, { id: string; gate: Gate }>(
    `UPDATE conversations SET gate = $gate
     WHERE id = $id AND gate <> $gate AND NOT (gate = 'ended' AND $gate = 'paused') RETURNING id`,
  );
  const openPaused = db.query<{ id: string }, []>(
    "UPDATE conversations SET gate = 'open' WHERE gate <> 'open' AND gate = 'paused' RETURNING id",
  );
  const setRead = db.query<{ id: string }, { id: string; seq: number }>(
    "UPDATE conversations SET read_seq = $seq WHERE id = $id AND read_seq < $seq RETURNING id",
  );
  const setUnread = db.query<{ id: string }, { id: string; seq: number }>(
    "UPDATE conversations SET read_seq = $seq WHERE id = $id AND read_seq > $seq RETURNING id",
  );
  const gate = db.query<{ gate: Gate }, [string]>("SELECT gate FROM conversations WHERE id = ?");
  const anyGated = db.query<{ n: 1 }, []>("SELECT 1 AS n FROM conversations WHERE gate <> 'open' LIMIT 1");
  const merge = db.query<unknown, { from: string; to: string }>(
    "UPDATE OR IGNORE members SET session = $to WHERE session = $from",
  );

  return {
    find: (id: string) => find.get(id),
    /** Who takes part. */
    members: (id: string) => members.all(id),
    /** The conversation of these sessions and nobody else. */
    among(sessions: readonly string[]): ConversationRow | null {
      const [one, another = one] = sessions;
      if (one === undefined || another === undefined) return null;
      const found =
        sessions.length <= 2
          ? between.get({ one, another })
          : among.get({ one, sessions: JSON.stringify(sessions), count: sessions.length });
      return found && find.get(found.id);
    },
    insert({ id, project, createdAt }: NewConversation, members: readonly Member[]): void {
      insert.run(id, project, createdAt);
      for (const { session, kind } of members) join.run(id, session, kind);
    },
    /** Those in which somebody spoke last, newest first. */
    recent: (limit: number) => recent.all(limit),
    /** The conversation in which this session spoke or was spoken to last. */
    lastOf: (session: string) => lastOf.get(session)?.id ?? null,
    /** The sessions of a kind that a session talked to, newest first. */
    partnersOf: (session: string, kind: SessionKind) => partners.all(session, kind).map((partner) => partner.session),
    /** The id of the question that it began with, or else of its first message. */
    first: (id: string) => first.get(id)?.id ?? null,
    /** The id of its newest message. */
    newest: (id: string) => newest.get(id)?.id ?? null,
    /** How many messages of the agents come after this place, counted up to `limit`. */
    countUnread: (id: string, readSeq: number, limit: number) => unread.get(id, readSeq, limit)?.n ?? 0,
    countHeld: (id: string) => held.get(id)?.n ?? 0,
    setTitle: (id: string, title: string | null) => setTitle.run(title, id),
    /** False where the gate stood like this already, or may not follow. */
    setGate: (id: string, gate: Gate) => setGate.get({ id, gate }) !== null,
    /** Opens all that are paused; their ids. */
    openPaused: () => openPaused.all().map(({ id }) => id),
    /** Never goes back; false where it changed nothing. */
    setRead: (id: string, seq: number) => setRead.get({ id, seq }) !== null,
    /** Only goes back; false where it changed nothing. */
    setUnread: (id: string, seq: number) => setUnread.get({ id, seq }) !== null,
    /** How a person has left its gate; `open` where there is no such conversation. */
    gate: (id: string): Gate => gate.get(id)?.gate ?? "open",
    /** Whether any is paused or ended. */
    isAnyGated: () => anyGated.get() !== null,
    merge: (from: string, to: string) => merge.run({ from, to }),
  };
}
