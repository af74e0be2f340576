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
  /** What makes a statement's change without a note. */
  const silent = new Map<string, (...values: SQLQueryBindings[]) => unknown>();

  function query(sql: string): Statement {
    const statement = db.query(sql);
    // The database gives the same statement to all who ask for the same text.
    if (/^\s*SELECT\b/i.test(sql) || silent.has(sql)) return statement;
    silent.set(sql, statement.run.bind(statement));
    for (const name of ["run", "get", "all"] as const) {
      const method: (...values: SQLQueryBindings[]) => unknown = statement[name].bind(statement);
      const noting = (...values: SQLQueryBindings[]) => {
        const result = method(...values);
        // The modules bind nothing but text, numbers and null.
        if (hasChanged(result)) note({ sql, values: values as Values });
        return result;
      };
      Object.defineProperty(statement, name, { value: noting });
    }
    return statement;
  }

  return {
    sql: { query: query as Database["query"], exec: (text) => db.exec(text) },
    repeat: ({ sql, values }) => void silent.get(sql)?.(...(values as SQLQueryBindings[])),
  };
}

/** Of a row count, of the first row that RETURNING gave, or of all of them. */
function hasChanged(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  if (Array.isArray(result)) return result.length > 0;
  return !("changes" in result) || result.changes !== 0;
}
