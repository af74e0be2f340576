/** Group commit: one transaction for a microtask's work, and no job takes its neighbours with it. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { BridgeError } from "../../src/shared/errors";
import { createCommit } from "../../src/store/transaction";

function createTable() {
  const db = new Database(":memory:", { strict: true });
  db.exec("PRAGMA foreign_keys = ON");
  db.exec(`CREATE TABLE t (
    id INTEGER PRIMARY KEY, v TEXT NOT NULL, parent INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED
  ) STRICT`);
  const insert = db.query<unknown, [string]>("INSERT INTO t (v) VALUES (?)");
  const all = db.query<{ v: string }, []>("SELECT v FROM t ORDER BY id");
  const add = (value: string) => {
    insert.run(value);
    return value;
  };
  return { commit: createCommit(db), add, all: () => all.all().map(({ v }) => v), db };
}

test("work of one microtask is one transaction, done in order, each with its result", async () => {
  const { commit, add, all, db } = createTable();
  let inside = 0;
  const inOne = ["a", "b", "c"].map((value) =>
    commit(() => {
      if (db.inTransaction) inside++;
      return add(value);
    }),
  );
  // Nothing runs before its caller has gone on.
  expect(all()).toEqual([]);
  expect(await Promise.all(inOne)).toEqual(["a", "b", "c"]);
  expect({ inside, rows: all(), open: db.inTransaction }).toEqual({ inside: 3, rows: ["a", "b", "c"], open: false });
});

test.each([
  ["a refusal", new BridgeError("conflict", "no")],
  ["a bug", new TypeError("a bug")],
])("a job that throws takes back what it wrote, and only that: %s", async (_, error) => {
  const { commit, add, all } = createTable();
  const settled = await Promise.allSettled([
    commit(() => add("before")),
    commit(() => {
      add("half done");
      throw error;
    }),
    commit(() => add("after")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(settled[1]).toMatchObject({ reason: error });
  expect(all()).toEqual(["before", "after"]);
  expect(await commit(() => add("next"))).toBe("next");
});

test("a rejected statement fails its own job alone", async () => {
  const { commit, add, all, db } = createTable();
  const settled = await Promise.allSettled([
    commit(() => db.query("INSERT INTO t (v) VALUES (NULL)").run()),
    commit(() => add("fine")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(all()).toEqual(["fine"]);
});

test("where SQLite takes the whole transaction back, the jobs beside the one that did it are committed", async () => {
  const { commit, add, all, db } = createTable();
  const settled = await Promise.allSettled([
    commit(() => add("before")),
    commit(() => {
      add("half done");
      db.exec("INSERT OR ROLLBACK INTO t (v) VALUES (NULL)");
    }),
    commit(() => add("after")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(all()).toEqual(["before", "after"]);
});

test("a commit that fails rejects all of its jobs, leaves nothing, and the next one works", async () => {
  const { commit, add, all, db } = createTable();
  const settled = await Promise.allSettled([
    commit(() => add("before")),
    // Checked at the commit only.
    commit(() => db.exec("INSERT INTO t (v, parent) VALUES ('orphan', 99)")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect({ rows: all(), open: db.inTransaction }).toEqual({ rows: [], open: false });
  expect(await commit(() => add("next"))).toBe("next");
  expect(all()).toEqual(["next"]);
});
