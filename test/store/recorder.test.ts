/** Rows that are written late: everybody who reads finds them, and of what they were in between nothing is written. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { type Change, createRecorder } from "../../src/store/recorder";

function createTable() {
  const db = new Database(":memory:", { strict: true });
  db.exec("CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER NOT NULL) STRICT, WITHOUT ROWID");
  db.exec("CREATE TABLE writes (v INTEGER NOT NULL) STRICT");
  for (const event of ["INSERT", "UPDATE"])
    db.exec(`CREATE TRIGGER on_${event} AFTER ${event} ON t BEGIN INSERT INTO writes VALUES (NEW.v); END`);
  const noted: Change[] = [];
  let failures = 0;
  const recorder = createRecorder(db, { note: (change) => noted.push(change), onFailure: () => failures++ });
  const rows = recorder.sql.rows({ name: "t", key: ["k"], fixed: [], changing: ["v"] });
  const keys = new Set<string>();
  return {
    ...recorder,
    db,
    rows,
    noted,
    failures: () => failures,
    put(key: string, value: number) {
      rows[keys.has(key) ? "update" : "insert"](key, [key, value]);
      keys.add(key);
    },
    all: recorder.sql.query<{ k: string; v: number }, []>("SELECT k, v FROM t ORDER BY k"),
    writes: () =>
      db
        .query<{ v: number }, []>("SELECT v FROM writes")
        .all()
        .map(({ v }) => v),
  };
}

test("a row that changes often is written once, as it is when somebody reads; each change is noted", () => {
  const { put, all, writes, noted, rows } = createTable();
  for (const value of [1, 2, 3]) put("a", value);
  expect(writes()).toEqual([]);
  expect(rows.unwritten("a")).toEqual(["a", 3]);
  expect(all.all()).toEqual([{ k: "a", v: 3 }]);
  expect(writes()).toEqual([3]);
  expect(rows.unwritten("a")).toBeUndefined();
  for (const value of [4, 5]) put("a", value);
  expect(all.all()).toEqual([{ k: "a", v: 5 }]);
  expect(writes()).toEqual([3, 5]);
  expect(noted.map(({ values }) => values)).toEqual([
    ["a", 1],
    ["a", 2],
    ["a", 3],
    ["a", 4],
    ["a", 5],
  ]);
});

test("a statement that changes something finds what was put before it, and is noted after it", () => {
  const { sql, put, all, noted } = createTable();
  put("a", 1);
  sql.query("UPDATE t SET v = v + 10").run();
  put("b", 2);
  expect(all.all()).toEqual([
    { k: "a", v: 11 },
    { k: "b", v: 2 },
  ]);
  const { repeat, db } = createTable();
  for (const change of noted) repeat(change);
  expect(db.query("SELECT k, v FROM t ORDER BY k").all()).toEqual(all.all());
});

test("who asks for one key has its row, and nobody else's is written for that", () => {
  const { rows, put, writes, sql } = createTable();
  const read = rows.reader<{ v: number }>("SELECT v FROM t WHERE k = ?");
  put("a", 1);
  expect(read("b")).toBeNull();
  expect(sql.stored("SELECT count(*) AS n FROM t").get()).toEqual({ n: 0 });
  expect(writes()).toEqual([]);
  expect(read("a")).toEqual({ v: 1 });
});

test("however many rows are late, they are bounded", () => {
  const { put, writes } = createTable();
  for (let i = 0; i < 5_000; i++) put(`k${i}`, i);
  expect(writes().length).toBeGreaterThan(2_000);
});

test("where the database takes no more, who reads has what is there and who writes is told", () => {
  const { db, put, all, sql, failures, forget } = createTable();
  put("a", 1);
  expect(all.all()).toHaveLength(1);
  db.exec("PRAGMA query_only = 1");
  put("b", 2);
  expect(all.all()).toHaveLength(1);
  expect(all.all()).toHaveLength(1);
  expect(failures()).toBe(1);
  expect(() => sql.query("DELETE FROM t").run()).toThrow("readonly");
  forget();
  db.exec("PRAGMA query_only = 0");
  put("c", 3);
  expect(all.all().map(({ k }) => k)).toEqual(["a", "c"]);
});
