/** A process can end at any moment: whoever opens its files then finds all that was committed, and nothing by halves. */
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createId } from "../../src/ids";
import { createCommitter } from "../../src/store/committer";
import { openJournal } from "../../src/store/journal";
import { journalOf, openDatabase } from "../../src/store/open";
import { createStore, type Store } from "../../src/store/store";
import { upToDate } from "../support/late";
import { must } from "../support/seats";

const TABLES = ["messages", "revisions", "questions", "deliveries", "notices", "sessions", "conversations", "settings"];

function createPlace() {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-journal-"));
  const path = join(directory, "bridge.db");
  let copies = 0;
  return {
    path,
    groups: must(journalOf(path)),
    /** The files as a process that is killed now would leave them. */
    copy(): string {
      const target = join(directory, `copy-${copies++}.db`);
      for (const end of ["", "-wal", "-groups"]) if (existsSync(path + end)) copyFileSync(path + end, target + end);
      return target;
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}

/** All rows. The journal's own mark is none of them. */
function dump(db: Database) {
  return TABLES.map((table) => {
    const where = table === "settings" ? "WHERE key <> 'journal'" : "";
    return [table, db.query(`SELECT * FROM ${table} ${where} ORDER BY 1, 2`).all()] as const;
  });
}

/** What is found by whoever opens these files. */
function reopened(path: string) {
  const db = openDatabase(path);
  try {
    return dump(db);
  } finally {
    db.close();
  }
}

function ask(store: Store, text = "sound?") {
  const id = createId("q");
  return store.commit(() => {
    const message = {
      id,
      kind: "question",
      sender: "codex",
      session: "t1",
      conversation: "c_1",
      replyTo: null,
    } as const;
    const { seq } = store.messages.insert({ ...message, createdAt: 1, text });
    store.questions.insert({ id, seq, asker: "t1", target: "cc_1", explicit: false, expiresAt: 10 });
    store.deliveries.insert(id, "cc_1", seq, { lease: "l_1" });
    return id;
  });
}

function answer(store: Store, question: string) {
  const id = createId("m");
  return store.commit(() => {
    store.questions.close(question, "answered", id, 2);
    store.deliveries.seen(question, "cc_1", 2, "channel");
    const message = {
      id,
      kind: "reply",
      sender: "claude",
      session: "cc_1",
      conversation: "c_1",
      replyTo: question,
    } as const;
    const { seq } = store.messages.insert({ ...message, createdAt: 2, text: 'yes \0 "\n\u2028 ünd 日本' });
    store.deliveries.insert(id, "t1", seq, {});
    return id;
  });
}

describe("a process that is killed", () => {
  test("after any commit leaves all of it, whether the database has taken it or not", async () => {
    using place = createPlace();
    const db = openDatabase(place.path);
    const store = createStore(db);
    let fromJournal = 0;
    for (let i = 0; i < 40; i++) {
      const question = await ask(store);
      store.commitSoon(() => store.deliveries.pushed(question, "cc_1", 2, "channel"));
      const reply = await answer(store, question);
      if (i % 3 === 0) await store.commit(() => store.messages.revise(reply, "no", "sender", 3));
      if (i % 5 === 0) await store.commit(() => store.notices.insert("t1", "expired", question, 4));
      if (i % 7 === 0) await store.commit(() => store.notices.take("t1", 10));
      if (i % 10 === 9) await Bun.sleep(30);
      if (statSync(place.groups).size > 0) fromJournal++;
      expect(reopened(place.copy())).toEqual(dump(upToDate(db, store)));
    }
    store.close();
    expect(reopened(place.path).find(([table]) => table === "messages")?.[1]).toHaveLength(80);
    // Both were met: files with a journal, and files without.
    expect(fromJournal).toBeGreaterThan(0);
  });

  test("while it writes a line leaves the ones before it", async () => {
    using place = createPlace();
    const db = openDatabase(place.path);
    const store = createStore(db);
    await ask(store);
    const before = dump(upToDate(db, store));
    const copy = place.copy();
    appendFileSync(`${copy}-groups`, readFileSync(place.groups, "utf8").slice(0, 100));
    expect(reopened(copy)).toEqual(before);
    store.close();
  });

  test("between the database's commit and the end of the journal does nothing twice", async () => {
    using place = createPlace();
    const db = openDatabase(place.path);
    const store = createStore(db);
    const question = await ask(store);
    await answer(store, question);
    const copy = place.copy();
    const after = dump(upToDate(db, store));
    store.close();
    copyFileSync(place.path, copy);
    rmSync(`${copy}-wal`, { force: true });
    expect(statSync(`${copy}-groups`).size).toBeGreaterThan(0);
    expect(reopened(copy)).toEqual(after);
    // And what comes then is numbered on.
    const next = createStore(openDatabase(copy));
    await ask(next);
    next.close();
    expect(reopened(copy).find(([table]) => table === "messages")?.[1]).toHaveLength(3);
  });

  test("and whose database is replaced by another copy is said to be so, and nothing is mixed", async () => {
    using place = createPlace();
    const store = createStore(openDatabase(place.path));
    await ask(store);
    await Bun.sleep(150);
    const older = place.copy();
    for (let i = 0; i < 3; i++) {
      await ask(store);
      await Bun.sleep(150);
    }
    await ask(store);
    const copy = place.copy();
    store.close();
    rmSync(`${copy}-wal`);
    for (const end of ["", "-wal"]) if (existsSync(older + end)) copyFileSync(older + end, copy + end);
    expect(() => openDatabase(copy)).toThrow("Move it away");
    rmSync(`${copy}-groups`);
    expect(reopened(copy).find(([table]) => table === "messages")?.[1]).toHaveLength(1);
  });

  test("with a text too long for the journal has given it to the database", async () => {
    using place = createPlace();
    const db = openDatabase(place.path);
    const store = createStore(db);
    await ask(store);
    await ask(store, "x".repeat(200_000));
    expect(statSync(place.groups).size).toBe(0);
    expect(reopened(place.copy())).toEqual(dump(upToDate(db, store)));
    store.close();
  });
});

test("the journal is readable by its user alone, and gone once the store was closed", async () => {
  using place = createPlace();
  const store = createStore(openDatabase(place.path));
  await ask(store);
  expect(statSync(place.groups).mode & 0o777).toBe(0o600);
  expect(statSync(place.groups).size).toBeGreaterThan(0);
  store.close();
  expect(existsSync(place.groups)).toBe(false);
});

test("a group that breaks takes back nothing that was committed or marked before it", async () => {
  using place = createPlace();
  const db = openDatabase(place.path);
  const store = createStore(db);
  const question = await ask(store);
  store.commitSoon(() => store.deliveries.pushed(question, "cc_1", 2, "channel"));
  const before = dump(upToDate(db, store));
  const broken = store.commit(() => {
    store.questions.close(question, "expired", null, 3);
    store.deliveries.seen(question, "cc_1", 3);
    throw new TypeError("a bug");
  });
  await expect(broken).rejects.toThrow("a bug");
  expect(dump(upToDate(db, store))).toEqual(before);
  // What is remembered of the rows is taken back, too.
  expect(store.questions.find(question)?.outcome).toBe("open");
  expect(store.questions.countOpenBy("t1")).toBe(1);
  expect(store.deliveries.find(question, "cc_1")).toMatchObject({ state: "pushed", lease: null });
  await answer(store, question);
  expect(reopened(place.copy())).toEqual(dump(upToDate(db, store)));
  store.close();
});

test("a database that takes no more refuses nothing that the journal has taken, and takes it as soon as it can", async () => {
  using place = createPlace();
  const db = openDatabase(place.path);
  const store = createStore(db);
  const question = await ask(store);
  expect(store.conversations.recent(1)).toEqual([]);
  db.exec("PRAGMA query_only = 1");
  const kept = await ask(store);
  // Longer than the database may be behind.
  await Bun.sleep(150);
  await expect(ask(store)).rejects.toThrow("readonly");
  expect(() => store.commitSoon(() => store.deliveries.pushed(question, "cc_1", 2))).toThrow("readonly");
  expect(store.questions.find(kept)?.outcome).toBe("open");
  // Whoever takes the files over now has what was confirmed, and nothing else.
  const ids = (tables: ReturnType<typeof dump>) =>
    tables.find(([table]) => table === "questions")?.[1].map((row) => (row as { id: string }).id);
  expect(ids(reopened(place.copy()))).toEqual([question, kept].sort());
  db.exec("PRAGMA query_only = 0");
  store.commitSoon(() => store.deliveries.pushed(question, "cc_1", 2));
  const last = await ask(store);
  expect(ids(dump(upToDate(db, store)))).toEqual([question, kept, last].sort());
  expect(store.deliveries.find(question, "cc_1")).toMatchObject({ state: "pushed" });
  expect(reopened(place.copy())).toEqual(dump(upToDate(db, store)));
  store.close();
});

test("where the journal takes no more, the work is taken back and its caller told", async () => {
  const db = new Database(":memory:", { strict: true });
  db.exec("CREATE TABLE t (v TEXT NOT NULL) STRICT");
  let isFull = false;
  const journal = {
    ...openJournal(null),
    append() {
      if (isFull) throw new Error("ENOSPC: no space left on device");
    },
  };
  const { commit, sql, close } = createCommitter(db, { journal, done: 0, mark: () => {}, onRollback: () => {} });
  const insert = sql.query<unknown, [string]>("INSERT INTO t (v) VALUES (?)");
  const rows = () => db.query("SELECT v FROM t").all();
  await commit(() => insert.run("kept"));
  isFull = true;
  await expect(commit(() => insert.run("lost"))).rejects.toThrow("ENOSPC");
  expect(rows()).toEqual([{ v: "kept" }]);
  isFull = false;
  await commit(() => insert.run("later"));
  expect(rows()).toEqual([{ v: "kept" }, { v: "later" }]);
  close();
});
