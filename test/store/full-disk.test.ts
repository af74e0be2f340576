/** A full disk fails what does not fit, and what fails leaves nothing behind. */
import type { Database } from "bun:sqlite";
import { afterEach, describe, expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createId } from "../../src/ids";
import { openDatabase } from "../../src/store/open";
import { createStore, type Store } from "../../src/store/store";
import { createDomain } from "../support/domain";
import { must } from "../support/seats";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function createPath(): string {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-full-"));
  directories.push(directory);
  return join(directory, "bridge.db");
}

test("a message that is too long for the disk fails alone, and nobody's after it", async () => {
  await using domain = await createDomain({ path: createPath() });
  await domain.claude();
  const codex = await domain.codex();
  const { page_count: pages } = must(domain.db.query<{ page_count: number }, []>("PRAGMA page_count").get());
  domain.db.exec(`PRAGMA max_page_count = ${pages + 40}`);
  const ask = (text: string) => codex.ask(text, { waitMs: 0 }).result;
  const results = await Promise.allSettled([ask("small"), ask("x".repeat(5_000_000)), ask("small as well")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { message: expect.stringContaining("full") } });
  const stored = domain.db.query<{ chars: number }, []>("SELECT chars FROM messages ORDER BY seq").all();
  expect(stored.map(({ chars }) => chars)).toEqual([5, 13]);
  domain.db.exec("PRAGMA max_page_count = 1000000");
  expect(await ask("after")).toMatchObject({ status: "open", state: "pushed" });
});

describe("a database that can take no more", () => {
  /** Messages that the journal has and the database has no room for. */
  async function fillUp(store: Store, db: Database): Promise<string[]> {
    store.conversations.recent(1);
    const { page_count: pages } = must(db.query<{ page_count: number }, []>("PRAGMA page_count").get());
    db.exec(`PRAGMA max_page_count = ${pages + 1}`);
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push(await put(store, "x".repeat(30_000)));
    return ids;
  }

  function put(store: Store, text: string): Promise<string> {
    const id = createId("m");
    const note = { id, kind: "note", sender: "codex", session: "s", conversation: "c", replyTo: null } as const;
    return store.commit(() => {
      const { seq } = store.messages.insert({ ...note, createdAt: 1, text });
      store.deliveries.insert(id, "r", seq);
      return id;
    });
  }

  function createPlace() {
    const path = createPath();
    const db = openDatabase(path);
    return { db, path, store: createStore(db) };
  }

  /** What whoever opens the files finds. */
  function idsIn(path: string): string[] {
    const copy = createPath();
    for (const end of ["", "-wal", "-groups"]) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
    const db = openDatabase(copy);
    try {
      return db
        .query<{ id: string }, []>("SELECT id FROM messages ORDER BY seq")
        .all()
        .map(({ id }) => id);
    } finally {
      db.close();
    }
  }

  test("is not ruined by whoever reads after it has failed, and goes on where there is room again", async () => {
    const { db, path, store } = createPlace();
    const ids = await fillUp(store, db);
    // Longer than the database may be behind: it tries, and SQLite takes its whole transaction back.
    await Bun.sleep(150);
    expect(db.inTransaction).toBe(false);
    store.messages.beside("before", 1_000, 10, 10, null);
    expect(idsIn(path)).toEqual(ids);
    db.exec("PRAGMA max_page_count = 1000000");
    ids.push(await put(store, "later"));
    expect(idsIn(path)).toEqual(ids);
    expect(store.messages.beside("after", 0, 100, 10, null).map(({ id }) => id)).toEqual(ids);
    store.close();
  });

  test("nor by whoever reads and then writes in one piece of work, which is taken back", async () => {
    const { db, path, store } = createPlace();
    const ids = await fillUp(store, db);
    const work = store.commit(() => {
      store.messages.answerTo("nothing");
      store.notices.insert("r", "moved", "m_1", 1);
    });
    await expect(work).rejects.toThrow("full");
    db.exec("PRAGMA max_page_count = 1000000");
    ids.push(await put(store, "later"));
    expect(store.notices.has("r")).toBe(false);
    expect(idsIn(path)).toEqual(ids);
    store.close();
  });

  test("decides nothing for a reader who misses what is committed", async () => {
    const { db, path, store } = createPlace();
    const pair = { id: "c_1", claude: "A", codex: "C", project: "p", createdAt: 1 };
    await store.commit(() => store.conversations.insert(pair));
    const ids = await fillUp(store, db);
    const work = store.commit(() => {
      store.messages.answerTo("nothing");
      return store.conversations.pair("A", "C");
    });
    await expect(work).rejects.toThrow("full");
    db.exec("PRAGMA max_page_count = 1000000");
    expect(await store.commit(() => store.conversations.pair("A", "C"))).toMatchObject({ id: "c_1" });
    expect(idsIn(path)).toEqual(ids);
    store.close();
  });

  test("that had no room for one long text takes what came before it, with no further word", async () => {
    const { db, path, store } = createPlace();
    const ids = [await put(store, "one")];
    const { page_count: pages } = must(db.query<{ page_count: number }, []>("PRAGMA page_count").get());
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    await expect(put(store, "x".repeat(1_000_000))).rejects.toThrow("full");
    await until(() => statSync(`${path}-groups`).size === 0);
    expect(idsIn(path)).toEqual(ids);
    store.close();
  });

  test("is tried again by itself, and follows the journal as before", async () => {
    const { db, path, store } = createPlace();
    const ids = [await put(store, "one")];
    db.exec("PRAGMA query_only = 1");
    store.messages.answerTo("nothing");
    await Bun.sleep(150);
    db.exec("PRAGMA query_only = 0");
    // Nobody commits anything: the next attempt is its own.
    await until(() => statSync(`${path}-groups`).size === 0);
    ids.push(await put(store, "two"));
    await until(() => statSync(`${path}-groups`).size === 0);
    expect(idsIn(path)).toEqual(ids);
    store.close();
  });
});

async function until(test: () => boolean): Promise<void> {
  while (!test()) await Bun.sleep(20);
}

test("a session that cannot be stored is not there", async () => {
  await using domain = await createDomain();
  const codex = await domain.codex();
  const { sessions } = domain.store;
  const { save } = sessions;
  sessions.save = () => {
    throw new Error("database or disk is full");
  };
  await expect(domain.claude()).rejects.toThrow("full");
  sessions.save = save;
  expect(domain.bridge.desk.status().processes.claude).toBe(0);
  expect(await codex.ask("anybody?", { waitMs: 0 }).result).toMatchObject({ status: "unsent", why: "no_session" });
});
