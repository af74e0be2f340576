/** A full disk fails what does not fit, and what fails leaves nothing behind. */
import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";
import { must } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { createFiles, dump, dumpFiles } from "../support/files";

/** Lets the database grow by so many pages. */
function setRoom(db: Database, pages: number): void {
  const { page_count: used } = must(db.query<{ page_count: number }, []>("PRAGMA page_count").get());
  db.exec(`PRAGMA max_page_count = ${used + pages}`);
}

test("a message that is too long for the disk fails alone, and nobody's after it", async () => {
  using files = createFiles();
  await using domain = await createDomain({ path: files.path });
  await domain.claude();
  const codex = await domain.codex();
  setRoom(domain.db, 100);
  const ask = (text: string) => codex.ask(text, { waitMs: 0 }).result;
  const results = await Promise.allSettled([ask("small"), ask("x".repeat(5_000_000)), ask("small as well")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { message: expect.stringContaining("full") } });
  const stored = domain.db.query<{ chars: number }, []>("SELECT chars FROM messages ORDER BY seq").all();
  expect(stored.map(({ chars }) => chars)).toEqual([5, 13]);
  domain.db.exec("PRAGMA max_page_count = 1000000");
  const { question } = await ask("after");
  await domain.until(() => domain.delivery(question).state === "pushed");
});

test("a store that has failed goes on where there is room again, with nothing half written", async () => {
  using files = createFiles();
  const db = openDatabase(files.path);
  const store = createStore(db);
  const put = (id: string, text: string) =>
    store.commit(() => {
      const note = { id, kind: "note", sender: "codex", session: "s", conversation: "c", replyTo: null } as const;
      const { seq } = store.messages.insert({ ...note, createdAt: 1, text });
      store.deliveries.insert(id, "r", seq);
      // The second long write comes last: what it fails with takes back the rows before it.
      store.messages.revise(id, text, "sender", 2);
    });
  await put("m_1", "before");
  setRoom(db, 2);
  const settled = await Promise.allSettled([put("m_2", "fits"), put("m_3", "x".repeat(1_000_000)), put("m_4", "fits")]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  // Whoever reads meanwhile sees what is committed.
  const waiting = () => store.deliveries.waiting("r", 10).map(({ message }) => message);
  expect([waiting(), store.messages.head("m_3")]).toEqual([["m_1", "m_2", "m_4"], null]);
  expect(dumpFiles(files.copy())).toEqual(dump(db));
  db.exec("PRAGMA max_page_count = 1000000");
  await put("m_3", "x".repeat(1_000_000));
  expect(waiting()).toEqual(["m_1", "m_2", "m_4", "m_3"]);
  expect(dumpFiles(files.copy())).toEqual(dump(db));
  store.close();
});

test("a database that has no room at all refuses each write, and is read and closed all the same", async () => {
  using files = createFiles();
  const db = openDatabase(files.path);
  const store = createStore(db);
  await store.commit(() => store.settings.set("gate", "paused"));
  db.exec("PRAGMA query_only = 1");
  const writes = [1, 2].map((n) => store.commit(() => store.notices.insert("r", "moved", `m_${n}`, n)));
  expect((await Promise.allSettled(writes)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect([store.settings.get("gate"), store.notices.has("r")]).toEqual(["paused", false]);
  db.exec("PRAGMA query_only = 0");
  await store.commit(() => store.notices.insert("r", "moved", "m_3", 3));
  store.close();
  expect(dumpFiles(files.path).notices).toMatchObject([{ message: "m_3" }]);
});

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
  expect(domain.bridge.console.status().processes.claude).toBe(0);
  expect(await codex.ask("anybody?", { waitMs: 0 }).result).toMatchObject({ status: "unsent", why: "no_session" });
});
