/** Messages as they are read: the newest text, whether the database has it already or not. */
import { expect, test } from "bun:test";
import { createId } from "../../src/ids";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";
import { must } from "../support/seats";

const LONG = "x".repeat(100_000);

function createMessages() {
  const store = createStore(openDatabase(":memory:"));
  const put = (id: string, text: string) => {
    const note = { id, kind: "note", sender: "claude", session: "s", conversation: "c", replyTo: null } as const;
    return store.messages.insert({ ...note, createdAt: 1, text });
  };
  return { ...store, put };
}

test.each(["short", LONG])("a text that was just stored, and then edited, is the edited one", async (text) => {
  const { commit, put, messages } = createMessages();
  await commit(() => put("m_1", text));
  // Whoever reads it first, and everybody after that.
  for (let i = 0; i < 2; i++) expect(messages.current("m_1")).toEqual({ text, editedBy: null });
  await commit(() => messages.revise("m_1", "edited", "user", 2));
  expect(messages.current("m_1")).toEqual({ text: "edited", editedBy: "user" });
  expect(messages.read("m_1", 3)).toMatchObject({ text: "edi", chars: 6, editedAt: 2 });
});

test("a long text that was taken back is not there", async () => {
  const { commit, put, messages } = createMessages();
  const broken = commit(() => {
    put("m_1", LONG);
    throw new TypeError("a bug");
  });
  await expect(broken).rejects.toThrow("a bug");
  expect([messages.text("m_1"), messages.head("m_1")]).toEqual([null, null]);
});

test("a message is read the same before and after the database has it", () => {
  const { put, messages, conversations } = createMessages();
  put("m_1", `ab${"\u{1f642}"}cd`);
  const late = [1, 2, 3, 4, 100].map((chars) => messages.read("m_1", chars));
  expect(late.map((row) => row?.text)).toEqual(["a", "ab", "ab", "ab\u{1f642}", "ab\u{1f642}cd"]);
  // Any other look has it written.
  conversations.recent(1);
  expect([1, 2, 3, 4, 100].map((chars) => messages.read("m_1", chars))).toEqual(late);
});

test("one lease may hold a message for two receivers: who has had it takes nothing from the other", () => {
  const { put, deliveries } = createMessages();
  const { seq } = put("m_1", "to both");
  for (const receiver of ["a", "b"]) deliveries.insert("m_1", receiver, seq, { lease: "l_1" });
  deliveries.seen("m_1", "a", 1);
  expect(deliveries.release("l_1", null)).toEqual(["m_1"]);
  expect(deliveries.find("m_1", "b")).toMatchObject({ state: "stored", lease: null });
});

test("what memory has forgotten is found, and is not taken for new", async () => {
  const store = createStore(openDatabase(":memory:"));
  const note = {
    sender: "claude",
    session: null,
    conversation: "c_1",
    replyTo: null,
    createdAt: 1,
    text: "x",
  } as const;
  // More than memory keeps, of both kinds; some were minted before others that were stored first, by a clock that was put back.
  const minted = (i: number) => 1_700_000_000_000 + i - (i % 7) * 50;
  const ids = Array.from({ length: 5_000 }, (_, i) => createId(i % 2 === 0 ? "q" : "m", minted(i)));
  const insert = (id: string) => {
    const kind = id.startsWith("q") ? "question" : "note";
    const { seq } = store.messages.insert({ ...note, id, kind });
    if (kind === "question") {
      store.questions.insert({ id, seq, asker: "t-1", target: null, explicit: false, expiresAt: 9e15 });
      store.questions.close(id, "cancelled", null, 1);
    }
  };
  for (const id of ids) {
    expect(store.messages.head(id)).toBeNull();
    store.commitSoon(() => insert(id));
  }
  for (const id of ids) {
    expect([store.messages.isNew(id), store.messages.head(id)?.id]).toEqual([false, id]);
    expect(store.questions.find(id)?.id).toBe(id.startsWith("q") ? id : undefined);
  }
  await expect(store.commit(() => insert(must(ids[0])))).rejects.toThrow("there is a message");
  const later = createId("m", 1_800_000_000_000);
  expect([store.messages.isNew(later), store.messages.head(later)]).toEqual([true, null]);
  store.close();
});
