/** A process can end at any moment: whoever opens its files then finds all that was committed, and nothing of what was refused. */
import { expect, test } from "bun:test";
import { statSync } from "node:fs";
import { openDatabase } from "../../src/store/open";
import { createStore, type Store } from "../../src/store/store";
import { createFiles, dump, dumpFiles } from "../support/files";

const NOTE = {
  kind: "note",
  sender: "codex",
  session: "t_1",
  conversation: "c_1",
  replyTo: null,
  createdAt: 1,
} as const;

/** Jobs that write to several tables; those of `broken` throw once they have. */
function createJobs(store: Store, broken: ReadonlySet<number>) {
  const { messages, questions, deliveries, notices } = store;
  return (n: number) => {
    const [id, before] = [`q_${n}`, `q_${n - 1}`];
    const { seq } = messages.insert({ ...NOTE, id, kind: "question", text: `${"long ".repeat(n % 9)}\0 "\n ünd 日本` });
    questions.insert({ id, seq, asker: "t_1", target: "cc_1", explicit: n % 2 === 0, expiresAt: 10 + n });
    deliveries.insert(id, "cc_1", seq);
    if (n % 3 === 0) deliveries.lease(id, "cc_1", `l_${n}`);
    deliveries.pushed(before, "cc_1", n, "channel");
    deliveries.seen(before, "cc_1", n);
    questions.close(before, "answered", id, n);
    notices.insert("t_1", "moved", id, n);
    if (n % 4 === 0) messages.revise(id, `edited ${n}`, "sender", n);
    if (n % 5 === 0) notices.take("t_1", 3);
    if (broken.has(n)) throw new Error(`broken ${n}`);
    return id;
  };
}

test("after each commit the files have all of it, and nothing of what was refused", async () => {
  using files = createFiles();
  const db = openDatabase(files.path);
  const store = createStore(db);
  const broken = new Set([4, 5, 11, 17]);
  const job = createJobs(store, broken);
  const told: string[] = [];
  // Alone, and several in one transaction.
  for (const group of [[1], [2, 3, 4], [5], [6, 7], [8], [9, 10, 11, 12], [13], [14, 15, 16, 17, 18, 19]]) {
    const settled = await Promise.allSettled(group.map((n) => store.commit(() => job(n))));
    const refused = settled.map(({ status }) => status === "rejected");
    expect(refused).toEqual(group.map((n) => broken.has(n)));
    told.push(...settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
    const found = dumpFiles(files.copy());
    expect(found).toEqual(dump(db));
    expect(found.questions).toHaveLength(told.length);
    expect(found.messages).toMatchObject(told.map((id) => ({ id })));
  }
  const last = dump(db);
  store.close();
  expect(dumpFiles(files.path)).toEqual(last);
});

test("what is not committed yet is in no file", async () => {
  using files = createFiles();
  const store = createStore(openDatabase(files.path));
  let during: unknown[] | undefined;
  await store.commit(() => {
    store.messages.insert({ ...NOTE, id: "m_1", text: "x".repeat(100_000) });
    during = dumpFiles(files.copy()).messages;
  });
  expect(during).toEqual([]);
  expect(dumpFiles(files.copy()).messages).toHaveLength(1);
  store.close();
});

test("the files are readable by their user alone", async () => {
  using files = createFiles();
  const store = createStore(openDatabase(files.path));
  await store.commit(() => store.messages.insert({ ...NOTE, id: "m_1", text: "private" }));
  for (const end of ["", "-wal"]) expect(statSync(files.path + end).mode & 0o777).toBe(0o600);
  store.close();
});
