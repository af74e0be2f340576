/**
 * What becomes of SQLite's own errors: words that say what is wrong, where, what was kept, and what
 * to do.
 */
import { Database, SQLiteError } from "bun:sqlite";
import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BridgeError } from "../shared/errors";

/** The error of a database at `path` in words; any other error as it is. */
export function toStoreError(path: string, error: unknown): unknown {
  if (!(error instanceof SQLiteError)) return error;
  const code = error.code ?? "";
  if (code === "SQLITE_FULL") return new BridgeError("unavailable", describeFull(path));
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") {
    return new BridgeError("unavailable", describeDamaged(path, error.message));
  }
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_IOERR")) {
    return new BridgeError(
      "unavailable",
      `The database ${path} cannot be used: ${error.message} (${code}). What was stored before is kept. Look at the disk and at the rights of ${dirname(path)}, then try again.`,
    );
  }
  return error;
}

function describeFull(path: string): string {
  return `The disk that holds ${path} is full, so nothing of this was stored or sent; all that was stored before is kept. Free some space there, then try it again.`;
}

/** A damaged database is never repaired by itself: what can still be read of it may be wanted. */
function describeDamaged(path: string, why: string): string {
  const [backup] = listBackups(path);
  const then = backup ? `and put the last backup there: cp ${backup} ${path}` : "and begin anew (there is no backup)";
  return `The database ${path} is damaged: ${why}. Nothing was changed. Move it and ${path}-wal away, ${then}. codex-bridge doctor --fix does both, and keeps the damaged file.`;
}

/** The backups beside a database, made before its schema was changed, the newest first. */
export function listBackups(path: string): string[] {
  const directory = dirname(path);
  try {
    return readdirSync(directory)
      .filter((name) => name.startsWith(`${basename(path)}.v`) && name.endsWith(".bak"))
      .sort((a, b) => toTime(b) - toTime(a))
      .map((name) => join(directory, name));
  } catch {
    // No such directory: no backup.
    return [];
  }
}

const toTime = (name: string) => Number(/-(\d+)\.bak$/.exec(name)?.[1] ?? 0);

/**
 * Whether files in the directory of `path` can be locked. SQLite says "busy" both where another
 * process has the lock and where the file system has no locks at all (ENOLCK, as on some network
 * homes): a file of our own tells the two apart.
 */
export function canLock(path: string): boolean {
  const probe = `${path}.lock-probe-${process.pid}`;
  try {
    const db = new Database(probe, { create: true });
    try {
      db.exec("BEGIN IMMEDIATE; COMMIT");
      return true;
    } finally {
      db.close();
    }
  } catch (error) {
    // Any other trouble is told by whoever opens the database itself.
    return !(error instanceof SQLiteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code ?? ""));
  } finally {
    for (const end of ["", "-journal", "-wal", "-shm"]) rmSync(probe + end, { force: true });
  }
}

/** The words for a directory whose file system has no locks. */
export function describeNoLocks(path: string): string {
  return `The directory ${dirname(path)} is on a file system without file locks, as some network homes are, and the bridge needs them. Set CODEX_BRIDGE_STATE_DIR to a directory on a local disk, for Claude Code and for Codex.`;
}
