/**
 * Opens the database as its only user: lock, pragmas, numbered migrations with a backup before an
 * upgrade.
 */
import { Database, SQLiteError } from "bun:sqlite";
import { chmodSync } from "node:fs";
import { BridgeError } from "../shared/errors";
import { canLock, describeNoLocks, toStoreError } from "./failure";
import { MIGRATIONS } from "./migrations";
import { replayOldJournal } from "./old-journal";

/** Thrown where another process holds the database: the caller joins that one instead. */
export class DatabaseLockedError extends BridgeError {
  constructor(path: string) {
    super("locked", `Another bridge holds the database ${path}.`);
  }
}

/**
 * Opens (or creates) the database at `path`, `:memory:` included, and holds it until it is closed
 * or the process dies: SQLite's exclusive locking is what makes one process the host. Throws
 * DatabaseLockedError where another process has it, BridgeError where its schema is newer than this
 * program.
 */
export function openDatabase(path: string): Database {
  const db = openFile(path);
  try {
    // Before the journal is opened, which gets its mode from the database: a copied file may come
    // with another one.
    if (path !== ":memory:") chmodSync(path, 0o600);
    // Whoever finds it held joins the holder and comes back when that one ends: there is nothing to
    // wait for.
    db.exec("PRAGMA busy_timeout = 0");
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    // Only before the first table: lets the file shrink when old messages are forgotten.
    db.exec("PRAGMA auto_vacuum = INCREMENTAL");
    db.exec("PRAGMA journal_mode = WAL");
    // A commit survives the end of any process; only a power cut can take the last ones.
    db.exec("PRAGMA synchronous = NORMAL");
    // What a savepoint may have to take back is kept in memory: some pages, for which a file would
    // be too dear.
    db.exec("PRAGMA temp_store = MEMORY");
    // Exclusive mode takes the lock with the first write and keeps it.
    db.exec("BEGIN IMMEDIATE; COMMIT");
    replayOldJournal(db, readVersion(db));
    migrate(db, path);
    return db;
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw toOpenError(path, error);
    if (path !== ":memory:" && !canLock(path)) throw new BridgeError("unavailable", describeNoLocks(path));
    throw new DatabaseLockedError(path);
  }
}

function openFile(path: string): Database {
  try {
    return new Database(path, { create: true, strict: true });
  } catch (error) {
    throw toOpenError(path, error);
  }
}

function toOpenError(path: string, error: unknown): unknown {
  const known = toStoreError(path, error);
  if (!(known instanceof SQLiteError)) return known;
  return new BridgeError("unavailable", `The database ${path} cannot be used: ${known.message}.`);
}

function migrate(db: Database, path: string): void {
  const version = readVersion(db);
  if (version > MIGRATIONS.length) {
    throw new BridgeError(
      "unavailable",
      `The database ${path} has schema ${version}, and this program knows ${MIGRATIONS.length}. Update Codex Bridge: git pull, or npm install --global codex-bridge@latest, then restart the sessions. Or go back: move the database away and put an older backup (${path}.v*.bak) in its place. Nothing was written.`,
    );
  }
  const steps = MIGRATIONS.slice(version);
  if (version > 0 && steps.length > 0 && path !== ":memory:") {
    db.query("VACUUM INTO ?").run(`${path}.v${version}-${Date.now()}.bak`);
  }
  steps.forEach((step, index) => {
    const from = version + index;
    db.transaction(() => {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${from + 1}`);
    })();
  });
}

function readVersion(db: Database): number {
  return db.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version ?? 0;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code));
}
