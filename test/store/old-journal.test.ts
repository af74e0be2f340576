/** A journal that version 0.1.0 left beside its database is replayed once. The fixture was written by that version. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MIGRATIONS } from "../../src/store/migrations";
import { replayOldJournal } from "../../src/store/old-journal";
import { openDatabase } from "../../src/store/open";
import { createStore, type Store } from "../../src/store/store";
import { createFiles } from "../support/files";

const FIXTURE = join(import.meta.dir, "fixtures", "journal-0.1.0.jsonl");
const OLD_SCHEMA = 4;

/** The files of a process of 0.1.0 that was killed before its database had taken anything. */
function createOld() {
  const files = createFiles();
  const db = new Database(files.path, { create: true });
  for (const step of MIGRATIONS.slice(0, OLD_SCHEMA)) db.exec(step);
  db.exec(`PRAGMA user_version = ${OLD_SCHEMA}`);
  db.close();
  const journal = `${files.path}-groups`;
  copyFileSync(FIXTURE, journal);
  return { ...files, journal };
}

function readAll(store: Store) {
  const { messages, questions, deliveries, notices } = store;
  return {
    texts: ["q_1", "m_1", "q_2"].map((id) => messages.current(id)),
    places: ["q_1", "m_1", "q_2"].map((id) => messages.head(id)?.seq),
    answered: questions.find("q_1"),
    open: questions.openBy("t_1").map(({ id }) => id),
    named: questions.lastNamed("t_1"),
    asked: deliveries.find("q_1", "cc_1"),
    waiting: deliveries.waiting("t_1", 10),
    held: store.held.find({}, 10),
    notices: notices.has("t_1"),
    channel: store.sessions.find("cc_1")?.channel,
  };
}

test("all that it has is there, in the new schema, and the file is gone", () => {
  using old = createOld();
  const store = createStore(openDatabase(old.path));
  expect(readAll(store)).toMatchObject({
    texts: [
      { text: 'sound? \0 "\n\u2028 ünd 日本', editedBy: null },
      { text: "yes, it is", editedBy: "sender" },
      { text: "still open", editedBy: null },
    ],
    places: [1, 2, 3],
    answered: { outcome: "answered", answer: "m_1", closedAt: 1_200 },
    open: ["q_2"],
    named: "cc_1",
    asked: { state: "seen", transport: "channel", lease: null, attempts: 1, pushedAt: 1_100, seenAt: 1_200 },
    waiting: [{ message: "m_1", chars: 3, replyTo: "q_1" }],
    held: [{ message: "q_2", receiver: "cc_1", conversation: "c_1" }],
    notices: true,
    channel: "proved",
  });
  expect(existsSync(old.journal)).toBe(false);
  store.close();
});

test("a process that is killed between the replay and the removal does nothing twice", () => {
  using old = createOld();
  const db = new Database(old.path);
  replayOldJournal(db, OLD_SCHEMA);
  db.close();
  copyFileSync(FIXTURE, old.journal);
  const store = createStore(openDatabase(old.path));
  expect(readAll(store)).toMatchObject({ places: [1, 2, 3], open: ["q_2"], waiting: [{ message: "m_1" }] });
  expect(store.notices.take("t_1", 10)).toHaveLength(1);
  store.close();
});

test("half a line at the end was never confirmed to anybody", () => {
  using old = createOld();
  const lines = readFileSync(FIXTURE, "utf8").split(/(?<=\n)/);
  writeFileSync(old.journal, lines.slice(0, 4).join("") + lines[4]?.slice(0, 40));
  const store = createStore(openDatabase(old.path));
  expect([store.messages.text("m_1"), store.messages.head("q_2")]).toEqual(["yes, it is", null]);
  store.close();
});

test("the journal of another copy is refused, and nothing is mixed", () => {
  using old = createOld();
  writeFileSync(
    old.journal,
    readFileSync(FIXTURE, "utf8")
      .split(/(?<=\n)/)
      .slice(1)
      .join(""),
  );
  expect(() => openDatabase(old.path)).toThrow("Move it away");
  expect(existsSync(old.journal)).toBe(true);
});
