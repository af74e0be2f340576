/** Messages as they are read: the newest text, cut where it is too long, and nothing that was taken back. */
import { expect, test } from "bun:test";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

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

test("a text is cut between its characters", () => {
  const { put, messages } = createMessages();
  put("m_1", `ab${"\u{1f642}"}cd`);
  const texts = [1, 2, 3, 4, 100].map((chars) => messages.read("m_1", chars)?.text);
  expect(texts).toEqual(["a", "ab", "ab", "ab\u{1f642}", "ab\u{1f642}cd"]);
});

test("one lease may hold a message for two receivers: who has had it takes nothing from the other", () => {
  const { put, deliveries } = createMessages();
  const { seq } = put("m_1", "to both");
  for (const receiver of ["a", "b"]) {
    deliveries.insert("m_1", receiver, seq);
    deliveries.lease("m_1", receiver, "l_1");
  }
  deliveries.seen("m_1", "a", 1);
  expect(deliveries.release("l_1", null)).toEqual(["m_1"]);
  expect(deliveries.find("m_1", "b")).toMatchObject({ state: "stored", lease: null });
});

test("an id names one message: a second one is refused", async () => {
  const { commit, put, messages } = createMessages();
  await commit(() => put("m_1", "first"));
  await expect(commit(() => put("m_1", "second"))).rejects.toThrow("UNIQUE");
  expect(messages.text("m_1")).toBe("first");
});
