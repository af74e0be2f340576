/**
 * What was committed since the database itself was last: a file of changes, one line for each group. To write a line
 * takes one system call; to commit takes two for each page that was touched, 11 to 30 of them. So a group is safe once
 * its line is written, and the database commits ten times a second for all groups since (see committer.ts).
 *
 * A line is `[number, [[statement, ...values], ...], [text, ...]]`: the group's number, its changes, and the texts of
 * statements that no earlier line has used. After a crash, the lines that the database does not have are made again.
 */
import type { Database, SQLQueryBindings } from "bun:sqlite";
import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { BridgeError } from "../errors";
import type { Change } from "./recorder";

export interface Journal {
  /** Writes a group; it is safe from the end of any process then. Throws where the disk takes no more, having written nothing. */
  append(number: number, changes: readonly Change[]): void;
  /** Forgets all groups: the database has them. */
  reset(): void;
  /** Takes the file away where nothing is in it. */
  close(): void;
}

/** Opens (or creates) the journal at `path`, which must be replayed. Without a path, nothing outlives the process anyway. */
export function openJournal(path: string | null): Journal {
  const fd = path === null ? null : openSync(path, "a", 0o600);
  const statements = new Map<string, number>();
  let bytes = 0;

  /** The number of a statement, and its text where this line is the first to use it. */
  function numberOf(sql: string, texts: string[]): number {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    statements.set(sql, statements.size);
    texts.push(sql);
    return statements.size - 1;
  }

  function truncate(to: number): void {
    if (fd === null) return;
    ftruncateSync(fd, to);
    bytes = to;
  }

  function reset(): void {
    truncate(0);
    statements.clear();
  }
  reset();

  return {
    append(number, changes) {
      if (fd === null) return;
      const before = statements.size;
      const texts: string[] = [];
      const made = changes.map(({ sql, values }) => [numberOf(sql, texts), ...values]);
      const line = `${JSON.stringify([number, made, texts])}\n`;
      const size = Buffer.byteLength(line);
      try {
        // As text: to make a buffer of it first takes longer than to write it, 10 µs with one exchange under way.
        const written = writeSync(fd, line);
        if (written < size) writeRest(fd, Buffer.from(line), written);
      } catch (error) {
        // Half a line would take the next one with it.
        truncate(bytes);
        for (const [sql, own] of statements) if (own >= before) statements.delete(sql);
        throw error;
      }
      bytes += size;
    },
    reset,
    close() {
      if (fd === null || path === null) return;
      closeSync(fd);
      if (bytes === 0) rmSync(path, { force: true });
    },
  };
}

/** What the system has not taken at once. */
function writeRest(fd: number, line: Buffer, from: number): void {
  for (let written = from; written < line.length; ) written += writeSync(fd, line, written);
}

/**
 * Makes the groups of a journal again that the database does not have, in one transaction. To be called before anything
 * else is changed, the schema included: the lines carry their statements. Throws a BridgeError where it is the journal of
 * another database.
 */
export function replayJournal(db: Database, path: string): void {
  const done = readMark(db);
  const missing = readGroups(path).filter(({ number }) => number > done);
  const [first] = missing;
  const last = missing.at(-1);
  if (!first || !last) return;
  if (first.number !== done + 1) {
    throw new BridgeError(
      "unavailable",
      `${path} does not go on where the database beside it ends, as where another copy of that was put back. Move it away to go on without what it holds.`,
    );
  }
  db.transaction(() => {
    for (const { changes } of missing) {
      for (const { sql, values } of changes) db.query(sql).run(...(values as SQLQueryBindings[]));
    }
    writeMark(db, last.number);
  })();
}

/** The number of the last group that the database has; 0 where it has had none. */
export function readMark(db: Database): number {
  const hasSettings = db.query("SELECT 1 FROM sqlite_schema WHERE name = 'settings'").get() !== null;
  if (!hasSettings) return 0;
  const row = db.query<{ value: string }, []>("SELECT value FROM settings WHERE key = 'journal'").get();
  return Number(row?.value ?? 0);
}

/** Stores it; to be called in the transaction that has the group. */
export function writeMark(db: Database, number: number): void {
  db.query(
    "INSERT INTO settings (key, value) VALUES ('journal', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  ).run(String(number));
}

function readGroups(path: string): { number: number; changes: Change[] }[] {
  const texts: string[] = [];
  // What has no end was never confirmed to anybody.
  const lines = readText(path).split("\n").slice(0, -1);
  return lines.map((line) => {
    // Written by this program for itself, into a directory that is its user's alone.
    const [number, made, added] = JSON.parse(line) as [number, [number, ...Change["values"]][], string[]];
    texts.push(...added);
    return { number, changes: made.map(([sql, ...values]) => ({ sql: texts[sql] ?? "", values }) as Change) };
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
