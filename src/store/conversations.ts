/** Conversations: what one Claude session and one Codex session say to each other; either may be absent. */
import type { Database } from "bun:sqlite";
import type { ConversationView } from "../protocol";

export type Conversations = ReturnType<typeof createConversations>;

const COLUMNS = "id, claude, codex, project, created_at AS createdAt";

export function createConversations(db: Database) {
  const find = db.query<ConversationView, [string]>(`SELECT ${COLUMNS} FROM conversations WHERE id = ?`);
  const pair = db.query<ConversationView, [string | null, string | null]>(
    `SELECT ${COLUMNS} FROM conversations WHERE coalesce(claude, '') = coalesce(?, '') AND coalesce(codex, '') = coalesce(?, '')`,
  );
  const insert = db.query<unknown, [string, string | null, string | null, string, number]>(
    "INSERT INTO conversations (id, claude, codex, project, created_at) VALUES (?, ?, ?, ?, ?)",
  );
  const recent = db.query<ConversationView, [number]>(
    `SELECT ${COLUMNS} FROM conversations ORDER BY created_at DESC LIMIT ?`,
  );
  const lastOf = db.query<ConversationView, { session: string }>(
    `SELECT ${COLUMNS} FROM conversations c WHERE claude = $session OR codex = $session
     ORDER BY (SELECT max(seq) FROM messages m WHERE m.conversation = c.id) DESC, created_at DESC LIMIT 1`,
  );
  const partners = db.query<{ codex: string }, [string]>(
    `SELECT codex FROM conversations c WHERE claude = ? AND codex IS NOT NULL
     ORDER BY (SELECT max(seq) FROM messages m WHERE m.conversation = c.id) DESC LIMIT 50`,
  );
  const adopt = db.query<unknown, { from: string; to: string }>(
    "UPDATE OR IGNORE conversations SET codex = $to WHERE codex = $from",
  );

  return {
    find: (id: string) => find.get(id),
    pair: (claude: string | null, codex: string | null) => pair.get(claude, codex),
    insert(conversation: ConversationView): void {
      const { id, claude, codex, project, createdAt } = conversation;
      insert.run(id, claude, codex, project, createdAt);
    },
    /** The newest conversations, newest first. */
    recent: (limit: number) => recent.all(limit),
    /** The conversation in which this session spoke or was spoken to last. */
    lastOf: (session: string) => lastOf.get({ session }),
    /** The Codex sessions that a Claude session talked to, newest first. */
    partnersOf: (claude: string) => partners.all(claude).map(({ codex }) => codex),
    adopt: (from: string, to: string) => adopt.run({ from, to }),
  };
}
