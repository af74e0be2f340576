/** The tables of transitions and the store say the same: each change works exactly from the states that they name. */
import { describe, expect, test } from "bun:test";
import { DELIVERY_TRANSITIONS, OUTCOME_TRANSITIONS } from "../../src/shared/transitions";
import { DeliveryState, Outcome } from "../../src/shared/vocabulary";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

function createRow(state: DeliveryState) {
  const db = openDatabase(":memory:");
  const store = createStore(db);
  store.messages.insert({
    id: "m_1",
    kind: "note",
    sender: "claude",
    session: "s",
    conversation: "c_1",
    replyTo: null,
    createdAt: 0,
    text: "text",
  });
  store.deliveries.insert("m_1", "r", 1);
  db.query("UPDATE deliveries SET state = ?").run(state);
  return store;
}

type Store = ReturnType<typeof createStore>;

/** The statement behind each state that a delivery can enter; nothing enters `held` yet. */
const ENTER: Partial<Record<DeliveryState, (store: Store) => boolean>> = {
  pushed: (store) => store.deliveries.pushed("m_1", "r", 1, null),
  seen: (store) => store.deliveries.seen("m_1", "r", 1, null),
  dropped: (store) => store.deliveries.drop("m_1", "r", "user"),
};

describe("deliveries", () => {
  for (const from of DeliveryState.options) {
    for (const [next, enter] of Object.entries(ENTER) as [DeliveryState, (store: Store) => boolean][]) {
      const allowed = DELIVERY_TRANSITIONS[from].includes(next);
      test(`${from} → ${next}: ${allowed ? "yes" : "no"}`, () => {
        const store = createRow(from);
        expect(enter(store)).toBe(allowed);
        expect(store.deliveries.find("m_1", "r")?.state).toBe(allowed ? next : from);
        store.close();
      });
    }
    test(`${from}: taken back as unread only if pushed; leased only if stored`, () => {
      const store = createRow(from);
      store.deliveries.unread("r");
      expect(store.deliveries.find("m_1", "r")?.state).toBe(from === "pushed" ? "stored" : from);
      store.close();
      const other = createRow(from);
      expect(other.deliveries.lease("m_1", "r", "l_1")).toBe(from === "stored" ? 1 : null);
      expect(other.deliveries.lease("m_1", "r", "l_2")).toBeNull();
      other.close();
    });
  }
});

describe("outcomes", () => {
  for (const from of Outcome.options) {
    for (const next of ["answered", "expired", "cancelled"] as const) {
      const allowed = OUTCOME_TRANSITIONS[from].includes(next);
      test(`${from} → ${next}: ${allowed ? "yes" : "no"}`, () => {
        const db = openDatabase(":memory:");
        const store = createStore(db);
        store.questions.insert({ id: "q_1", seq: 1, asker: "a", target: "t", explicit: false, expiresAt: 10 });
        if (from !== "open") store.questions.close("q_1", from, null, 1);
        expect(store.questions.close("q_1", next, null, 2)).toBe(allowed);
        expect(store.questions.find("q_1")).toMatchObject({ outcome: allowed ? next : from });
        store.close();
      });
    }
  }

  test("only open questions expire or move", () => {
    const store = createStore(openDatabase(":memory:"));
    store.questions.insert({ id: "q_1", seq: 1, asker: "a", target: "t", explicit: false, expiresAt: 10 });
    store.questions.close("q_1", "answered", "m_1", 1);
    expect(store.questions.expire(100)).toEqual([]);
    expect(store.questions.retarget("q_1", "t", "u")).toBe(false);
    store.close();
  });
});
