/** What waits for a receiver: in the order of the history, whoever had it in between. */
import { expect, test } from "bun:test";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

function createQueue() {
  const store = createStore(openDatabase(":memory:"));
  let count = 0;
  return {
    ...store,
    /** Stores a message for `r`; gives its id. */
    add(replyTo: string | null = null): string {
      const id = `m_${++count}`;
      const note = { id, kind: "note", sender: "claude", session: "s", conversation: "c", replyTo } as const;
      const { seq } = store.messages.insert({ ...note, createdAt: 1, text: "text" });
      store.deliveries.insert(id, "r", seq);
      return id;
    },
    ids: (limit = 100) => store.deliveries.waiting("r", limit).map(({ message }) => message),
  };
}

test("what is given back is in its old place", () => {
  const { add, ids, deliveries } = createQueue();
  expect([ids(), deliveries.isAwaited("r")]).toEqual([[], false]);
  const [first, second, third] = [add(), add(), add()];
  expect(deliveries.lease(first, "r", "l_1")).toBe(1);
  expect(ids()).toEqual([second, third]);
  const fourth = add();
  expect(deliveries.release("l_1", "why")).toEqual([first]);
  expect(deliveries.find(first, "r")).toMatchObject({ state: "stored", lease: null, reason: "why", attempts: 1 });
  expect([ids(), ids(2)]).toEqual([
    [first, second, third, fourth],
    [first, second],
  ]);
  for (const id of [first, second, third, fourth]) deliveries.seen(id, "r", 1);
  expect([ids(), deliveries.countWaiting("r"), deliveries.isAwaited("r")]).toEqual([[], 0, false]);
});

test("what a person holds does not wait, but counts", () => {
  const { add, ids, deliveries, held } = createQueue();
  const [first, second] = [add(), add()];
  held.hold(null, "user", 1);
  const third = add();
  expect([ids(), deliveries.countWaiting("r"), deliveries.countQueued("r")]).toEqual([[third], 1, 3]);
  held.release(second);
  expect([ids(), deliveries.countQueued("r")]).toEqual([[second, third], 3]);
  held.drop(first, "user");
  expect(deliveries.countQueued("r")).toBe(2);
});

test("what answers a question is found among all that waits", () => {
  const { add, deliveries } = createQueue();
  add("q_1");
  const own = [add("q_2"), add("q_2")];
  add();
  expect(deliveries.answers("r", "q_2").map(({ message }) => message)).toEqual(own);
});

test("what was written to a client that is gone waits again, but for what the next one has", () => {
  const { add, ids, deliveries } = createQueue();
  const [first, second, third] = [add(), add(), add()];
  for (const id of [first, second]) deliveries.pushed(id, "r", 1, "channel");
  deliveries.unread("r", new Set([second]));
  expect(ids()).toEqual([first, third]);
});
