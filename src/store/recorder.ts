/**
 * A database whose changes are noted as they are made: which statement, with which values. They can be made again.
 *
 * Whole rows that memory knows as well are written late: a message under way changes its rows four times within some
 * milliseconds, and only what they are in the end is worth a statement: 18 µs of SQL an exchange instead of 57.
 */
import type { Database, SQLQueryBindings, Statement } from "bun:sqlite";

/** What the modules of the tables need of a database. */
export interface Sql extends Pick<Database, "query" | "exec"> {
  /** Prepares a statement that reads what the database itself has: of tables whose rows are never late, or after a look at those. */
  stored: Database["query"];
  /** The rows of a table. */
  rows(table: Table): Rows;
}

/** A table by its columns. */
export interface Table {
  name: string;
  /** What a row is found by. */
  key: readonly string[];
  /** What stays as it was inserted. */
  fixed: readonly string[];
  changing: readonly string[];
}

/** Rows whose last state memory knows. Every other statement finds them in the database. The values of a row: those of all columns, in their order. */
export interface Rows {
  /** A row of which the caller knows that there is none with its key. `id`: the first column of the key. */
  insert(id: string, values: Row): void;
  /** Changes a row that is there. */
  update(id: string, values: Row): void;
  /** The values of a row that the database does not have yet; of the first, where several have this id. */
  unwritten(id: string): Row | undefined;
  /** Prepares a statement that reads what has an id: what is late is only written where some of that is. */
  reader<R>(sql: string): (id: string) => R | null;
}

export type Row = readonly (string | number | null)[];

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

/** A row that is yet to be inserted, or to be changed. */
interface Late {
  isNew: boolean;
  values: Row;
}

/** Rows that may be late; with more they are written at once, which takes some 6 ms. */
const MAX_LATE = 2_000;

/**
 * Creates the recorder. `note` is told of each statement that has changed something, once it is done or its rows are
 * put; `onFailure`, why late rows could not be written: then nothing is written until they are forgotten. The statements
 * must depend on nothing but their values and what is stored: no random values, no clock.
 */
export function createRecorder(
  db: Database,
  { note, onFailure }: { note(change: Change): void; onFailure(error: unknown): void },
): Recorder {
  const tables: { late: Map<string, Late[]>; write(): void }[] = [];
  let late = 0;
  let failed: { error: unknown } | null = null;

  /** After a failure SQLite may have taken back the whole transaction: nothing may be written before all of it is made again. */
  function write(): void {
    if (failed) throw failed.error;
    if (late === 0) return;
    try {
      for (const table of tables) table.write();
      late = 0;
    } catch (error) {
      failed = { error };
      onFailure(error);
      throw error;
    }
  }

  function forget(): void {
    for (const table of tables) table.late.clear();
    late = 0;
    failed = null;
  }

  /** Where the database takes no more, whoever reads gets what it has. */
  function tryToWrite(): void {
    if (failed) return;
    try {
      write();
    } catch {
      // Told to `onFailure`.
    }
  }

  // Statements are prepared when they are first made: to prepare them all takes a new host 4 ms, while others wait for it.

  /** A statement that reads, once `before` was done. */
  function reader(sql: string, before: () => void): Statement {
    let prepared: Statement | null = null;
    function prepare(): Statement {
      before();
      prepared ??= db.query(sql);
      return prepared;
    }
    const statement: Pick<Statement, "get" | "all"> = {
      get: (...values) => prepare().get(...values),
      all: (...values) => prepare().all(...values),
    };
    return statement as Statement;
  }

  /** A statement that changes rows. */
  function writer(sql: string): Statement {
    let prepared: Statement | null = null;
    function make(name: "run" | "get" | "all", values: SQLQueryBindings[]): unknown {
      write();
      prepared ??= db.query(sql);
      const result: unknown = prepared[name](...values);
      // The modules bind nothing but text, numbers and null.
      if (hasChanged(result)) note({ sql, values: values as Values });
      return result;
    }
    const statement: Record<"run" | "get" | "all", (...values: SQLQueryBindings[]) => unknown> = {
      run: (...values) => make("run", values),
      get: (...values) => make("get", values),
      all: (...values) => make("all", values),
    };
    return statement as unknown as Statement;
  }

  const query = (sql: string) => (/^\s*SELECT\b/i.test(sql) ? reader(sql, tryToWrite) : writer(sql));
  const stored = (sql: string) => reader(sql, () => {});

  function rows(table: Table): Rows {
    const own = new Map<string, Late[]>();
    const { insert, update } = toStatements(table);
    let inserting: Statement | null = null;
    let updating: Statement | null = null;

    function store({ isNew, values }: Late): void {
      if (isNew) inserting ??= db.query(insert);
      else updating ??= db.query(update);
      (isNew ? inserting : updating)?.run(...(values as SQLQueryBindings[]));
    }

    function put(id: string, isNew: boolean, values: Row): void {
      note({ sql: isNew ? insert : update, values: values as Values });
      const same = own.get(id);
      const before = same?.find((row) => isSame(row.values, values));
      if (before) {
        before.values = values;
        return;
      }
      if (same) same.push({ isNew, values });
      else own.set(id, [{ isNew, values }]);
      late++;
      if (late > MAX_LATE) tryToWrite();
    }

    const isSame = (one: Row, other: Row) => table.key.every((_, column) => one[column] === other[column]);

    tables.push({
      late: own,
      write() {
        for (const same of own.values()) for (const row of same) store(row);
        own.clear();
      },
    });
    return {
      insert: (id, values) => put(id, true, values),
      update: (id, values) => put(id, false, values),
      unwritten: (id) => own.get(id)?.[0]?.values,
      reader<R>(text: string) {
        let statement: Statement<R, [string]> | null = null;
        return (id: string) => {
          if (own.has(id)) tryToWrite();
          statement ??= db.query<R, [string]>(text);
          return statement.get(id);
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

/**
 * One order of values for both. No `INSERT OR REPLACE`: SQLite keeps a copy of each page that such a statement touches, in a
 * file, which made an exchange's SQL three times as dear.
 */
function toStatements({ name, key, fixed, changing }: Table): { insert: string; update: string } {
  const columns = [...key, ...fixed, ...changing];
  const set = (names: readonly string[]) => names.map((column) => `${column} = ?${columns.indexOf(column) + 1}`);
  return {
    insert: `INSERT INTO ${name} (${columns.join(", ")}) VALUES (${columns.map((_, i) => `?${i + 1}`).join(", ")})`,
    update: `UPDATE ${name} SET ${set(changing).join(", ")} WHERE ${set(key).join(" AND ")}`,
  };
}

/** Of a row count, of the first row that RETURNING gave, or of all of them. */
function hasChanged(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  if (Array.isArray(result)) return result.length > 0;
  return !("changes" in result) || result.changes !== 0;
}
