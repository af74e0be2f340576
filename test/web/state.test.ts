import { describe, expect, test } from "bun:test";
import type { PageEvent } from "../../src/shared/api";
import type { MessageView } from "../../src/shared/views";
import { type Action, INITIAL, reduce } from "../../web/state/state";
import { AT, earlier, frame, live, message, play, range, seqs, session, snapshot } from "./fixtures";

describe("a snapshot", () => {
  test("fills the page, sets the clock and announces nothing", () => {
    const state = play(INITIAL, frame(snapshot(range(1, 3))));
    expect(state).toMatchObject({ link: "connected", loaded: true, clockOffsetMs: 5000, more: false, later: false });
    expect(seqs(state)).toEqual([1, 2, 3]);
    expect(state.arrived).toEqual([]);
  });

  test("that follows a lost connection without a hole continues the list", () => {
    const state = play(INITIAL, frame(snapshot(range(1, 3))), frame(snapshot(range(2, 6), true)));
    expect(seqs(state)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(state).toMatchObject({ more: false, later: false });
  });

  test("replaces what was known of a message", () => {
    const edited = message(2, { text: "edited", editedAt: AT });
    const state = play(INITIAL, frame(snapshot(range(1, 3))), frame(snapshot([message(1), edited, message(3)])));
    expect(state.messages[1]).toEqual(edited);
  });

  test("of another database drops what the page had", () => {
    const state = play(INITIAL, frame(snapshot(range(50, 60), true)), frame(snapshot(range(1, 2))));
    expect(seqs(state)).toEqual([1, 2]);
    expect(state.known.get("m_50")).toBeUndefined();
    expect(play(state, frame(snapshot([]))).messages).toEqual([]);
  });
});

describe("a live message", () => {
  const start = play(INITIAL, frame(snapshot(range(1, 3))));

  test("is appended once and announced once", () => {
    const added = play(start, live(message(4)));
    expect(seqs(added)).toEqual([1, 2, 3, 4]);
    expect(added.arrived.map((m) => m.id)).toEqual(["m_4"]);
    const changed = play(added, live(message(4, { text: "again" })));
    expect(seqs(changed)).toEqual([1, 2, 3, 4]);
    expect(changed.messages[3]?.text).toBe("again");
    expect(changed.arrived).toEqual([]);
  });

  test("takes its place by seq, whatever the order of arrival", () => {
    expect(seqs(play(start, live(message(9)), live(message(7), message(8))))).toEqual([1, 2, 3, 7, 8, 9]);
  });

  test("announces its last version where one frame holds two", () => {
    const { arrived } = play(start, live(message(4), message(4, { text: "second" })));
    expect(arrived.map((m) => m.text)).toEqual(["second"]);
  });

  test("leaves every other message the same object", () => {
    const next = play(start, live(message(2, { text: "changed" })));
    expect(next.messages[0]).toBe(start.messages[0] as MessageView);
    expect(next.messages[2]).toBe(start.messages[2] as MessageView);
  });

  test("from before the loaded part is remembered, and listed when history reaches it", () => {
    const tail = play(INITIAL, frame(snapshot(range(100, 102), true)));
    const changed = play(tail, live(message(50, { rev: 2, text: "answered meanwhile" })));
    expect(seqs(changed)).toEqual([100, 101, 102]);
    expect(changed.arrived).toEqual([]);
    expect(changed.known.get("m_50")?.text).toBe("answered meanwhile");
    // The page of history was read before that change.
    const full = play(changed, earlier(tail, range(40, 99), true));
    expect(full.messages.find((m) => m.seq === 50)?.text).toBe("answered meanwhile");
    expect(seqs(full)[0]).toBe(40);
  });
});

describe("history", () => {
  const tail = play(INITIAL, frame(snapshot(range(100, 102), true)));

  test("goes to the front and says whether there is more", () => {
    const state = play(tail, earlier(tail, range(98, 99), true));
    expect(seqs(state)).toEqual([98, 99, 100, 101, 102]);
    expect(state.more).toBe(true);
    expect(play(state, earlier(state, [], false)).more).toBe(false);
  });

  test("read after a change brings the newer state", () => {
    const changed = play(tail, live(message(101, { rev: 1, text: "one" })));
    const page = {
      messages: [message(101, { rev: 2, text: "two" })],
      more: true,
      for: "refresh" as const,
      from: 0,
      view: null,
    };
    const state = play(changed, { type: "history", page });
    expect(seqs(state)).toEqual([100, 101, 102]);
    expect(state.known.get("m_101")?.text).toBe("two");
    expect(state.more).toBe(true);
  });
});

describe("one's own message", () => {
  const start = play(INITIAL, frame(snapshot(range(1, 2))));
  const own = message(3, { sender: { kind: "user", session: null } });

  test("is there once, whichever of the answer and the event comes first", () => {
    const said: Action = { type: "said", message: own };
    expect(seqs(play(start, said, live(own)))).toEqual([1, 2, 3]);
    expect(seqs(play(start, live(own), said))).toEqual([1, 2, 3]);
  });

  test("keeps the newer state when the answer comes late", () => {
    const later = { ...own, rev: 1, editedAt: AT };
    const state = play(start, live(later), { type: "said", message: own });
    expect(state.known.get(own.id)?.editedAt).toBe(AT);
  });
});

describe("sessions and the link", () => {
  test("are replaced by id", () => {
    const one = frame({ type: "session", session: session("s") });
    const two = frame({ type: "session", session: { ...session("s"), connected: false } });
    expect([...play(INITIAL, one, two).sessions.values()].map((s) => s.connected)).toEqual([false]);
  });

  test("stay as they are where an older view comes late", () => {
    const newer = frame({ type: "session", session: { ...session("s"), rev: 2, connected: false } });
    const older = frame({ type: "session", session: { ...session("s"), rev: 1 } });
    expect(play(INITIAL, newer, older).sessions.get("s")?.connected).toBe(false);
  });

  test("go where a process has become a thread", () => {
    const one = frame({ type: "session", session: session("p_1") });
    expect([...play(INITIAL, one, frame({ type: "gone", session: "p_1" })).sessions.keys()]).toEqual([]);
  });

  test("since when the bridge is out of reach is kept until it is back; a link that does not change changes nothing", () => {
    const lost = reduce(INITIAL, { type: "link", link: "reconnecting", at: AT });
    expect(lost).toMatchObject({ link: "reconnecting", lostAt: AT });
    expect(reduce(lost, { type: "link", link: "reconnecting", at: AT + 500 })).toBe(lost);
    expect(play(lost, frame(snapshot([]))).lostAt).toBeNull();
  });

  test("an event that this page does not know yet is passed over", () => {
    const unknown = { type: "gate", paused: true } as unknown as PageEvent;
    expect(seqs(play(INITIAL, frame(snapshot(range(1, 2)), unknown)))).toEqual([1, 2]);
  });
});
