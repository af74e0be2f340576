/**
 * The database's schema as numbered steps: step n takes a database from user_version n-1 to n.
 * Steps that have shipped are never edited.
 *
 * Messages and revisions are only ever inserted: what changes (deliveries, questions) lives in small rows, so that a
 * change of state never rewrites a long text.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    project_root TEXT NOT NULL,
    project_name TEXT NOT NULL,
    branch TEXT,
    cwd TEXT NOT NULL,
    client TEXT,
    channel TEXT,
    started_at INTEGER NOT NULL,
    last_active_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    claude TEXT,
    codex TEXT,
    project TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conversations_claude ON conversations (claude);
  CREATE INDEX conversations_codex ON conversations (codex);
  CREATE UNIQUE INDEX conversations_pair ON conversations (coalesce(claude, ''), coalesce(codex, ''));

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    session TEXT,
    conversation TEXT NOT NULL,
    reply_to TEXT,
    created_at INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_reply_to ON messages (reply_to) WHERE reply_to IS NOT NULL;
  CREATE INDEX messages_user ON messages (seq) WHERE sender = 'user';
  CREATE INDEX messages_conversation ON messages (conversation, seq);

  CREATE TABLE revisions (
    message TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (message, revision)
  ) STRICT;

  CREATE TABLE deliveries (
    message TEXT NOT NULL,
    receiver TEXT NOT NULL,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    road TEXT,
    lease TEXT,
    attempts INTEGER NOT NULL,
    pushed_at INTEGER,
    seen_at INTEGER,
    PRIMARY KEY (message, receiver)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_pending ON deliveries (receiver, seq) WHERE state IN ('stored', 'pushed', 'held');
  CREATE INDEX deliveries_held ON deliveries (seq) WHERE state = 'held';
  CREATE INDEX deliveries_leased ON deliveries (lease) WHERE lease IS NOT NULL;

  CREATE TABLE questions (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    asker TEXT NOT NULL,
    target TEXT,
    explicit INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    answer TEXT,
    expires_at INTEGER NOT NULL,
    closed_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX questions_open_target ON questions (target, seq) WHERE outcome = 'open';
  CREATE INDEX questions_open_expiry ON questions (expires_at) WHERE outcome = 'open';
  CREATE INDEX questions_asker ON questions (asker, seq);
  CREATE INDEX questions_named ON questions (asker, seq) WHERE explicit = 1;

  CREATE TABLE notices (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    receiver TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX notices_receiver ON notices (receiver, seq);
  `,
  `
  ALTER TABLE sessions ADD COLUMN client_session TEXT;
  ALTER TABLE conversations ADD COLUMN title TEXT;
  ALTER TABLE conversations ADD COLUMN gate TEXT NOT NULL DEFAULT 'open';
  ALTER TABLE conversations ADD COLUMN read_seq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE revisions ADD COLUMN author TEXT NOT NULL DEFAULT 'sender';
  ALTER TABLE notices ADD COLUMN note TEXT;

  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    message TEXT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attachments_message ON attachments (message, position) WHERE message IS NOT NULL;
  CREATE INDEX attachments_unused ON attachments (created_at) WHERE message IS NULL;
  `,
];
