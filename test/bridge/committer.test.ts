/** Group commit: one transaction for a microtask's work, and no job takes its neighbours with it. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { BridgeError } from "../../src/errors";
import { createCommitter } from "../../src/store/committer";
import { openJournal } from "../../src/store/journal";

function createTable() {
  const db = new Database(":memory:", { strict: true });
  db.exec("CREATE TABLE t (v TEXT NOT NULL) STRICT");
  const deps = { journal: openJournal(null), done: 0, mark: () => {}, onRollback: () => {} };
  const committer = createCommitter(db, deps);
  const insert = committer.sql.query<unknown, [string]>("INSERT INTO t (v) VALUES (?)");
  const all = db.query<{ v: string }, []>("SELECT v FROM t ORDER BY rowid");
  const add = (value: string) => {
    insert.run(value);
    return value;
  };
  return { ...committer, add, all: () => all.all().map(({ v }) => v), db };
}

test("work of one microtask is one transaction, done in order, each with its result", async () => {
  const { commit, add, all, db } = createTable();
  let depth = 0;
  const inOne = ["a", "b", "c"].map((value) =>
    commit(() => {
      if (db.inTransaction) depth++;
      return add(value);
    }),
  );
  // Nothing runs before its caller has gone on.
  expect(all()).toEqual([]);
  expect(await Promise.all(inOne)).toEqual(["a", "b", "c"]);
  expect({ depth, rows: all() }).toEqual({ depth: 3, rows: ["a", "b", "c"] });
});

test("a refusal reaches its caller, and its neighbours are committed in the same transaction", async () => {
  const { commit, add, all } = createTable();
  let runs = 0;
  const settled = await Promise.allSettled([
    commit(() => {
      runs++;
      return add("before");
    }),
    commit(() => {
      throw new BridgeError("conflict", "no");
    }),
    commit(() => add("after")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(settled[1]).toMatchObject({ reason: { name: "BridgeError", code: "conflict" } });
  expect({ runs, rows: all() }).toEqual({ runs: 1, rows: ["before", "after"] });
});

test("a job that breaks takes back what it wrote, and only that", async () => {
  const { commit, add, all } = createTable();
  const settled = await Promise.allSettled([
    commit(() => add("before")),
    commit(() => {
      add("half done");
      throw new TypeError("a bug");
    }),
    commit(() => add("after")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(settled[1]).toMatchObject({ reason: { message: "a bug" } });
  expect(all()).toEqual(["before", "after"]);
});

test("a broken job on its own is taken back, and the next one works", async () => {
  const { commit, add, all } = createTable();
  const broken = commit(() => {
    add("half done");
    throw new TypeError("a bug");
  });
  await expect(broken).rejects.toThrow("a bug");
  expect(await commit(() => add("next"))).toBe("next");
  expect(all()).toEqual(["next"]);
});

test("a rejected statement fails its own job alone", async () => {
  const { commit, add, all, sql } = createTable();
  const settled = await Promise.allSettled([
    commit(() => sql.query("INSERT INTO t (v) VALUES (NULL)").run()),
    commit(() => add("fine")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(all()).toEqual(["fine"]);
});
