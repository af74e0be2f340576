/**
 * A database whose changes are noted as they are made: which statement, with which values. They can be made again.
 *
 * Whole rows that memory knows as well are written late: a message under way changes its rows four times within some
 * milliseconds, and only what they are in the end is worth a statement. 64 questions in flight go from 64 to 25 µs of SQL
 * an exchange by that (bench: throughput).
 */
import type { Database, SQLQueryBindings, Statement } from "bun:sqlite";

/** What the modules of the tables need of a database. */
export interface Sql extends Pick<Database, "query" | "exec"> {
  /**
   * Prepares a statement that reads what the database itself has. Rows that are yet to be written are not in it: whoever uses it
   * looks for those first.
   */
  stored: Database["query"];
  /** The rows that a statement stores, each in the place of the one with its key. */
  rows(statement: string): Rows;
}

/** Rows of a table whose last state memory knows. Every other statement finds them in the database. */
export interface Rows {
  put(key: string, values: Values): void;
  /** The values of a row that the database does not have yet. */
  unwritten(key: string): Values | undefined;
  /** Prepares a statement that reads the row of a key: what is late is only written where that row is. */
  reader<Row>(sql: string): (key: string) => Row | null;
}

export type Values = (string | number | null)[] | [Record<string, string | number | null>];

/** A change: the statement's text and its values. */
export interface Change {
  sql: string;
  values: Values;
}

export interface Recorder {
  /** As the database, but what its statements change is noted. */
  sql: Sql;
  /** Writes all rows that are late. Throws where the database does not take them. */
  write(): void;
  /** Forgets all rows that are late. */
  forget(): void;
  /** Makes a change again, which is not noted. */
  repeat(change: Change): void;
}

/** Rows that may be late; with more they are written at once, which takes some 6 ms. */
const MAX_LATE = 2_000;

/**
 * Creates the recorder. `note` is told of each statement that has changed something, once it is done or its rows are
 * put; `onFailure`, that late rows could not be written: then no more is tried until they are forgotten. The statements
 * must depend on nothing but their values and what is stored: no random values, no clock.
 */
export function createRecorder(
  db: Database,
  { note, onFailure }: { note(change: Change): void; onFailure(): void },
): Recorder {
  const tables: { late: Map<string, Values>; write(): void }[] = [];
  let late = 0;
  let hasFailed = false;

  function write(): void {
    if (late === 0) return;
    for (const table of tables) table.write();
    late = 0;
  }

  function forget(): void {
    for (const table of tables) table.late.clear();
    late = 0;
    hasFailed = false;
  }

  /** Where the database takes no more, whoever reads gets what it has. */
  function tryToWrite(): void {
    if (hasFailed) return;
    try {
      write();
    } catch {
      hasFailed = true;
      onFailure();
    }
  }

  /** A statement that is prepared when it is first made: to prepare them all takes a new host 4 ms, while others wait for it. */
  function prepare(sql: string, before: () => void, after: (result: unknown, values: Values) => void): Statement {
    let prepared: Statement | null = null;
    const make =
      (name: "run" | "get" | "all") =>
      (...values: SQLQueryBindings[]): unknown => {
        before();
        prepared ??= db.query(sql);
        const result: unknown = prepared[name](...values);
        // The modules bind nothing but text, numbers and null.
        after(result, values as Values);
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

  function query(sql: string): Statement {
    if (/^\s*SELECT\b/i.test(sql)) return prepare(sql, tryToWrite, () => {});
    return prepare(sql, write, (result, values) => {
      if (hasChanged(result)) note({ sql, values });
    });
  }

  const stored = <Row>(sql: string) =>
    prepare(
      sql,
      () => {},
      () => {},
    ) as Statement<Row, [string]>;

  function rows(sql: string): Rows {
    const own = new Map<string, Values>();
    let prepared: Statement | null = null;
    tables.push({
      late: own,
      write() {
        prepared ??= db.query(sql);
        for (const values of own.values()) prepared.run(...(values as SQLQueryBindings[]));
        own.clear();
      },
    });
    return {
      put(key, values) {
        note({ sql, values });
        if (!own.has(key)) late++;
        own.set(key, values);
        if (late > MAX_LATE) tryToWrite();
      },
      unwritten: (key) => own.get(key),
      reader<Row>(text: string) {
        const statement = stored<Row>(text);
        return (key: string) => {
          if (own.has(key)) tryToWrite();
          return statement.get(key);
        };
      },
    };
  }

  return {
    sql: {
      query: query as Database["query"],
      stored: stored as Database["query"],
      rows,
      exec(text) {
        write();
        return db.exec(text);
      },
    },
    write,
    forget,
    repeat: ({ sql, values }) => void db.query(sql).run(...(values as SQLQueryBindings[])),
  };
}

/** Of a row count, of the first row that RETURNING gave, or of all of them. */
function hasChanged(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  if (Array.isArray(result)) return result.length > 0;
  return !("changes" in result) || result.changes !== 0;
}
