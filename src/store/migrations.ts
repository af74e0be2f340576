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

  -- 1 until the delivery is over. An index over a column that seldom changes costs nothing when the state does:
  -- insert → pushed → seen took 12.4 µs with an index over the states and takes 5.7 µs.
  ALTER TABLE deliveries ADD COLUMN pending INTEGER NOT NULL DEFAULT 1;
  -- Since when it is held. Stays where a person has let this very message through: no pause holds it again.
  ALTER TABLE deliveries ADD COLUMN held_at INTEGER;
  UPDATE deliveries SET pending = 0 WHERE state IN ('seen', 'dropped');
  DROP INDEX deliveries_pending;
  CREATE INDEX deliveries_pending ON deliveries (receiver, seq) WHERE pending = 1;
  CREATE INDEX deliveries_free ON deliveries (receiver, seq) WHERE state = 'stored' AND lease IS NULL;
  CREATE INDEX questions_open_asker ON questions (asker, seq) WHERE closed_at IS NULL;

  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    message TEXT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attachments_message ON attachments (message, position) WHERE message IS NOT NULL;
  CREATE INDEX attachments_unused ON attachments (created_at) WHERE message IS NULL;
  `,
  `
  -- The words of the messages, cut by words.ts: SQLite splits them at the spaces only, and keeps none of the text.
  -- A row is a piece of a message (see search.ts); a long text is not indexed at one go.
  CREATE VIRTUAL TABLE search_words USING fts5(
    words, names, content = '', contentless_delete = 1, tokenize = 'ascii'
  );
  -- Inserting merges nothing: merges take their own turns, a few pages each, when nobody waits.
  INSERT INTO search_words (search_words, rank) VALUES ('automerge', 0);
  INSERT INTO search_words (search_words, rank) VALUES ('usermerge', 16);
  INSERT INTO search_words (search_words, rank) VALUES ('crisismerge', 1000);

  -- A message whose words are all there, with what a search can ask of it without reading its text.
  CREATE TABLE search_entries (
    seq INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    conversation TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    has INTEGER NOT NULL
  ) STRICT;

  -- Messages whose text was edited since then.
  CREATE TABLE search_stale (seq INTEGER PRIMARY KEY) STRICT;
  CREATE TRIGGER revisions_search AFTER INSERT ON revisions BEGIN
    INSERT OR IGNORE INTO search_stale SELECT seq FROM messages WHERE id = NEW.message;
  END;
  `,
  `
  -- What these were asked for, the host keeps in memory (see deliveries.ts and questions.ts): each index that changes with
  -- a state costs every message a page of the log.
  DROP INDEX deliveries_leased;
  DROP INDEX questions_open_target;
  DROP INDEX questions_open_expiry;
  DROP INDEX questions_open_asker;
  CREATE INDEX questions_open ON questions (seq) WHERE outcome = 'open';

  -- Which threads of a directory something waits for is asked at the start of each Codex session.
  CREATE INDEX sessions_cwd ON sessions (cwd) WHERE kind = 'codex';
  `,
  `
  -- The database answers again what programs of the schema before kept in memory, and no journal lies beside it.
  CREATE INDEX deliveries_leased ON deliveries (lease) WHERE lease IS NOT NULL;
  -- Each index of open questions costs every question twice: their ends are looked for in that of the askers.
  DROP INDEX questions_open;
  CREATE INDEX questions_open_asker ON questions (asker, seq, expires_at) WHERE outcome = 'open';
  CREATE INDEX questions_open_target ON questions (target, seq) WHERE outcome = 'open';
  CREATE INDEX sessions_client ON sessions (client_session) WHERE kind = 'claude';
  CREATE INDEX conversations_gated ON conversations (id) WHERE gate <> 'open';
  DELETE FROM settings WHERE key = 'journal';
  `,
  `
  -- A conversation has members: two sessions, one that talks with the user, or any number.
  CREATE TABLE members (
    conversation TEXT NOT NULL,
    session TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (conversation, session)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_session ON members (session);
  INSERT INTO members (conversation, session, kind)
    SELECT id, claude, 'claude' FROM conversations WHERE claude IS NOT NULL;
  INSERT OR IGNORE INTO members (conversation, session, kind)
    SELECT id, codex, 'codex' FROM conversations WHERE codex IS NOT NULL;
  DROP INDEX conversations_claude;
  DROP INDEX conversations_codex;
  DROP INDEX conversations_pair;
  ALTER TABLE conversations DROP COLUMN claude;
  ALTER TABLE conversations DROP COLUMN codex;

  -- Who holds or dropped a message stands in a column of its own; before, a sentence among the reasons said so.
  ALTER TABLE deliveries ADD COLUMN held_by TEXT;
  ALTER TABLE deliveries ADD COLUMN dropped_by TEXT;
  UPDATE deliveries SET held_by = CASE reason WHEN 'held by the loop guard' THEN 'guard' ELSE 'user' END, reason = NULL
    WHERE state = 'held';
  UPDATE deliveries SET reason = NULL, dropped_by =
    CASE reason WHEN 'dropped by the user' THEN 'user' WHEN 'the user ended the talk' THEN 'end' ELSE 'move' END
    WHERE state = 'dropped';
  `,
  `
  -- The way by which a message was handed over is called its transport.
  ALTER TABLE deliveries RENAME COLUMN road TO transport;
  `,
  `
  -- Codex's work for others. A row is written before Codex hears of it; see src/core/runs/.
  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    project TEXT NOT NULL,
    cwd TEXT NOT NULL,
    session TEXT NOT NULL,
    conversation TEXT,
    resumes TEXT,
    prompt TEXT NOT NULL,
    model TEXT,
    effort TEXT,
    sandbox TEXT NOT NULL,
    approval_policy TEXT NOT NULL,
    network INTEGER NOT NULL,
    images TEXT NOT NULL,
    timeout_ms INTEGER NOT NULL,
    idempotency_key TEXT,
    state TEXT NOT NULL,
    why TEXT,
    -- The state that it is to end in: set before Codex is told to stop.
    ending TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    thread TEXT,
    turn TEXT,
    address TEXT,
    path TEXT,
    waiting_on_approval INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    last_event TEXT,
    last_event_at INTEGER,
    -- The thread's total before the run, and the newest one.
    tokens_before TEXT,
    tokens TEXT,
    result TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX runs_open ON runs (state, seq) WHERE ended_at IS NULL;
  -- One run a thread.
  CREATE UNIQUE INDEX runs_thread ON runs (thread) WHERE ended_at IS NULL AND thread IS NOT NULL;
  CREATE UNIQUE INDEX runs_key ON runs (session, idempotency_key) WHERE idempotency_key IS NOT NULL;
  `,
];
