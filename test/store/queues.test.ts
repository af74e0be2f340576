/** What waits for a receiver, kept in memory: the same as the database would say, in order, and bounded. */
import { expect, test } from "bun:test";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

function createQueue() {
  const db = openDatabase(":memory:");
  const store = createStore(db);
  let count = 0;
  return {
    ...store,
    /** Stores a message for `r`; gives its id. */
    add(replyTo: string | null = null): string {
      const id = `m_${String(++count).padStart(6, "0")}`;
      const note = { id, kind: "note", sender: "claude", session: "s", conversation: "c", replyTo } as const;
      const { seq } = store.messages.insert({ ...note, createdAt: 1, text: "text" });
      store.deliveries.insert(id, "r", seq);
      return id;
    },
    ids: (limit = 10_000) => store.deliveries.waiting("r", limit).map(({ message }) => message),
    /** What the database says: nothing is remembered of it any more. */
    fresh(): string[] {
      store.deliveries.forget();
      return store.deliveries.waiting("r", 10_000).map(({ message }) => message);
    },
  };
}

test("is in the order of the history, also where an older message is given back", () => {
  const { add, ids, deliveries, fresh } = createQueue();
  expect(ids()).toEqual([]);
  const [first = "", second = "", third = ""] = [add(), add(), add()];
  expect(ids()).toEqual([first, second, third]);
  deliveries.lease(first, "r", "l_1");
  expect(ids()).toEqual([second, third]);
  const fourth = add();
  deliveries.release("l_1", null);
  expect(ids()).toEqual([first, second, third, fourth]);
  expect(ids(2)).toEqual([first, second]);
  for (const id of [first, second, third, fourth]) deliveries.seen(id, "r", 1);
  expect([ids(), deliveries.countWaiting("r")]).toEqual([[], 0]);
  const fifth = add();
  expect(ids()).toEqual([fifth]);
  expect(fresh()).toEqual([fifth]);
});

test("knows what answers a question", () => {
  const { add, deliveries } = createQueue();
  expect(deliveries.isAwaited("r")).toBe(false);
  add("q_1");
  const own = [add("q_2"), add("q_2")];
  add();
  expect(deliveries.answers("r", "q_2").map(({ message }) => message)).toEqual(own);
  deliveries.forget();
  expect(deliveries.answers("r", "q_2").map(({ message }) => message)).toEqual(own);
});

test("that is longer than what is kept says the same", () => {
  const { add, ids, deliveries, fresh, held } = createQueue();
  expect(ids()).toEqual([]);
  const all = Array.from({ length: 1_500 }, (_, i) => add(i % 500 === 0 ? "q_1" : null));
  expect(ids()).toEqual(all);
  expect(ids(3)).toEqual(all.slice(0, 3));
  expect(deliveries.answers("r", "q_1")).toHaveLength(3);
  expect(deliveries.countWaiting("r")).toBe(1_500);
  expect(fresh()).toEqual(all);
  held.hold(null, "paused", 1);
  expect([ids(), deliveries.countWaiting("r"), deliveries.countQueued("r")]).toEqual([[], 0, 1_500]);
  for (const id of all.slice(10)) held.release(id);
  expect(ids()).toEqual(all.slice(10));
  for (const id of all.slice(10)) deliveries.seen(id, "r", 1);
  expect(ids()).toEqual([]);
  const last = add();
  expect(ids()).toEqual([last]);
  expect(fresh()).toEqual([last]);
});
