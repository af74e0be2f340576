/**
 * Version 0.1.0 kept its last commits in a file beside the database, `<database>-groups`. Where
 * that process was killed, the file has what the database lacks. This may go in 1.0.0: whoever
 * comes from 0.1.0 has opened the database by then.
 *
 * A line is `[number, [[statement, ...values], ...], [text, ...]]`: the number of a group of
 * changes, the changes, and the texts of statements that no earlier line has used. The database has
 * the number of the last group that it holds.
 */
import type { Database, SQLQueryBindings } from "bun:sqlite";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { BridgeError } from "../shared/errors";

/** The last schema whose programs wrote a journal. */
const LAST_SCHEMA = 4;

interface Group {
  number: number;
  changes: { sql: string; values: SQLQueryBindings[] }[];
}

/**
 * Makes the changes of an old journal that a database of this schema lacks, and removes the file.
 * To be called before the schema is migrated: the lines carry statements for the old one. Throws a
 * BridgeError where it is the journal of another database.
 */
export function replayOldJournal(db: Database, schema: number): void {
  const path = `${db.filename}-groups`;
  if (schema > LAST_SCHEMA || !existsSync(path)) return;
  const done = readMark(db);
  const missing = readGroups(path).filter(({ number }) => number > done);
  const [first] = missing;
  if (first && first.number !== done + 1) {
    throw new BridgeError(
      "unavailable",
      `${path} does not go on where the database beside it ends, as where another copy of that was put back. Move it away to go on without what it holds.`,
    );
  }
  db.transaction(() => {
    for (const { number, changes } of missing) {
      for (const { sql, values } of changes) db.query(sql).run(...values);
      writeMark(db, number);
    }
  })();
  rmSync(path);
}

function readMark(db: Database): number {
  const hasSettings = db.query("SELECT 1 FROM sqlite_schema WHERE name = 'settings'").get() !== null;
  if (!hasSettings) return 0;
  const row = db.query<{ value: string }, []>("SELECT value FROM settings WHERE key = 'journal'").get();
  return Number(row?.value ?? 0);
}

/** So that a process that is killed before the file is gone does nothing twice. */
function writeMark(db: Database, number: number): void {
  db.query(
    "INSERT INTO settings (key, value) VALUES ('journal', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  ).run(String(number));
}

function readGroups(path: string): Group[] {
  const texts: string[] = [];
  // A line without its end was never confirmed to anybody.
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => {
    // That program wrote it for itself, into a directory that is its user's alone.
    const [number, made, added] = JSON.parse(line) as [number, [number, ...SQLQueryBindings[]][], string[]];
    texts.push(...added);
    return { number, changes: made.map(([sql, ...values]) => ({ sql: texts[sql] ?? "", values })) };
  });
}
