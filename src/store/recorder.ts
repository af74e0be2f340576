/** A database whose changes are noted as they are made: which statement, with which values. They can be made again. */
import type { Database, SQLQueryBindings, Statement } from "bun:sqlite";

/** What the modules of the tables need of a database. */
export type Sql = Pick<Database, "query" | "exec">;

export type Values = (string | number | null)[] | [Record<string, string | number | null>];

/** A change: the statement's text and its values. */
export interface Change {
  sql: string;
  values: Values;
}

export interface Recorder {
  /** As the database, but what its statements change is noted. */
  sql: Sql;
  /** Makes a change again, which is not noted. */
  repeat(change: Change): void;
}

/**
 * Creates the recorder. `note` is told of each statement that has changed something, once it is done. The statements
 * must depend on nothing but their values and what is stored: no random values, no clock.
 */
export function createRecorder(db: Database, note: (change: Change) => void): Recorder {
  function query(sql: string): Statement {
    const isReading = /^\s*SELECT\b/i.test(sql);
    // Prepared when it is first made: to prepare them all takes a new host 4 ms, while others wait for it to take over.
    let prepared: Statement | null = null;
    const make =
      (name: "run" | "get" | "all") =>
      (...values: SQLQueryBindings[]): unknown => {
        prepared ??= db.query(sql);
        const result: unknown = prepared[name](...values);
        // The modules bind nothing but text, numbers and null.
        if (!isReading && hasChanged(result)) note({ sql, values: values as Values });
        return result;
      };
    // All that the modules use of a statement.
    const statement: Pick<Statement, "run" | "get" | "all"> = {
      run: make("run") as Statement["run"],
      get: make("get"),
      all: make("all") as Statement["all"],
    };
    return statement as Statement;
  }

  return {
    sql: { query: query as Database["query"], exec: (text) => db.exec(text) },
    repeat: ({ sql, values }) => void db.query(sql).run(...(values as SQLQueryBindings[])),
  };
}

/** Of a row count, of the first row that RETURNING gave, or of all of them. */
function hasChanged(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  if (Array.isArray(result)) return result.length > 0;
  return !("changes" in result) || result.changes !== 0;
}
