/** Conversations: what one Claude session and one Codex session say to each other; either may be absent. */
import type { Database } from "bun:sqlite";
import type { Gate } from "../protocol";

export interface ConversationRow {
  id: string;
  claude: string | null;
  codex: string | null;
  /** The project's root. */
  project: string;
  createdAt: number;
  title: string | null;
  gate: Gate;
  /** The place in the history up to which a person has read. */
  readSeq: number;
}

export type NewConversation = Pick<ConversationRow, "id" | "claude" | "codex" | "project" | "createdAt">;

export type Conversations = ReturnType<typeof createConversations>;

const COLUMNS = "id, claude, codex, project, created_at AS createdAt, title, gate, read_seq AS readSeq";

export function createConversations(db: Database) {
  const find = db.query<ConversationRow, [string]>(`SELECT ${COLUMNS} FROM conversations WHERE id = ?`);
  const pair = db.query<ConversationRow, [string | null, string | null]>(
    `SELECT ${COLUMNS} FROM conversations WHERE coalesce(claude, '') = coalesce(?, '') AND coalesce(codex, '') = coalesce(?, '')`,
  );
  const insert = db.query<unknown, [string, string | null, string | null, string, number]>(
    "INSERT INTO conversations (id, claude, codex, project, created_at) VALUES (?, ?, ?, ?, ?)",
  );
  const recent = db.query<ConversationRow, [number]>(
    `SELECT ${COLUMNS} FROM conversations c
     ORDER BY coalesce((SELECT max(seq) FROM messages m WHERE m.conversation = c.id), 0) DESC, created_at DESC LIMIT ?`,
  );
  const lastOf = db.query<ConversationRow, { session: string }>(
    `SELECT ${COLUMNS} FROM conversations c WHERE claude = $session OR codex = $session
     ORDER BY (SELECT max(seq) FROM messages m WHERE m.conversation = c.id) DESC, created_at DESC LIMIT 1`,
  );
  const partners = db.query<{ codex: string }, [string]>(
    `SELECT codex FROM conversations c WHERE claude = ? AND codex IS NOT NULL
     ORDER BY (SELECT max(seq) FROM messages m WHERE m.conversation = c.id) DESC LIMIT 50`,
  );
  const newest = db.query<{ id: string }, [string]>(
    "SELECT id FROM messages WHERE conversation = ? ORDER BY seq DESC LIMIT 1",
  );
  const unread = db.query<{ n: number }, [string, number, number]>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM messages WHERE conversation = ? AND seq > ? AND sender <> 'user' LIMIT ?)`,
  );
  const held = db.query<{ n: number }, [string]>(
    `SELECT count(*) AS n FROM deliveries d JOIN messages m ON m.id = d.message
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
  const gate = db.query<{ gate: Gate }, [string]>("SELECT gate FROM conversations WHERE id = ?");
  const anyGated = db.query<{ n: 1 }, []>("SELECT 1 AS n FROM conversations WHERE gate <> 'open' LIMIT 1");
  const adopt = db.query<unknown, { from: string; to: string }>(
    "UPDATE OR IGNORE conversations SET codex = $to WHERE codex = $from",
  );

  return {
    find: (id: string) => find.get(id),
    pair: (claude: string | null, codex: string | null) => pair.get(claude, codex),
    insert(conversation: NewConversation): void {
      const { id, claude, codex, project, createdAt } = conversation;
      insert.run(id, claude, codex, project, createdAt);
    },
    /** Those in which somebody spoke last, newest first. */
    recent: (limit: number) => recent.all(limit),
    /** The conversation in which this session spoke or was spoken to last. */
    lastOf: (session: string) => lastOf.get({ session }),
    /** The Codex sessions that a Claude session talked to, newest first. */
    partnersOf: (claude: string) => partners.all(claude).map(({ codex }) => codex),
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
    /** How a person has left its gate; `open` where there is no such conversation. */
    gate: (id: string): Gate => gate.get(id)?.gate ?? "open",
    /** Whether any is paused or ended. */
    isAnyGated: () => anyGated.get() !== null,
    adopt: (from: string, to: string) => adopt.run({ from, to }),
  };
}
