/** A database in a directory of its own, and copies of its files as a process that is killed now would leave them. */
import type { Database } from "bun:sqlite";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../src/store/open";

/** Makes the directory. Use it with `using`, inside a test. */
export function createFiles() {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-store-"));
  const path = join(directory, "bridge.db");
  let copies = 0;
  return {
    path,
    copy(): string {
      const target = join(directory, `copy-${copies++}.db`);
      for (const end of ["", "-wal"]) if (existsSync(path + end)) copyFileSync(path + end, target + end);
      return target;
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}

/** All rows of all tables but the search index. */
export function dump(db: Database): Record<string, unknown[]> {
  const tables = db
    .query<{ name: string }, []>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' ORDER BY name",
    )
    .all();
  return Object.fromEntries(tables.map(({ name }) => [name, db.query(`SELECT * FROM ${name} ORDER BY 1, 2`).all()]));
}

/** What whoever opens these files finds. */
export function dumpFiles(path: string): Record<string, unknown[]> {
  const db = openDatabase(path);
  try {
    return dump(db);
  } finally {
    db.close();
  }
}
