/** Which part of a long history is listed, and how it moves with its reader. */
import { describe, expect, test } from "bun:test";
import { WINDOW_MESSAGES } from "../../web/state/listing";
import { INITIAL, type PageState } from "../../web/state/state";
import { earlier, follow, frame, later, live, message, place, play, range, read, seqs, snapshot } from "./fixtures";

const ids = (from: number, to: number) => range(from, to).map(({ seq }) => seq);
const tail = play(INITIAL, frame(snapshot(range(901, 1000), true)));
const ends = (state: PageState) => [state.messages[0]?.seq, state.messages.at(-1)?.seq];

/** Loads pages of a hundred before what is listed. */
function scrollUp(state: PageState, pages: number): PageState {
  let next = state;
  for (let page = 0; page < pages; page++) {
    const first = next.messages[0]?.seq ?? 0;
    next = play(next, earlier(next, range(first - 100, first - 1), first > 101));
  }
  return next;
}

describe("a reader at the end", () => {
  test("has a list that stays short whatever comes, and knows that there is more above", () => {
    let state = play(INITIAL, frame(snapshot(range(1, 10))));
    for (let seq = 11; seq <= 5000; seq++) state = play(state, live(message(seq)));
    expect(state.messages.length).toBeLessThanOrEqual(WINDOW_MESSAGES);
    expect(state.messages.at(-1)?.seq).toBe(5000);
    expect(state).toMatchObject({ more: true, later: false, unread: 0 });
    // What is not listed any more is forgotten.
    expect(state.known.size).toBeLessThan(2500);
  });

  test("who missed messages is told that newer ones exist, until they are listed", () => {
    const torn = play(tail, frame(snapshot(range(2000, 2099), true)));
    expect(torn).toMatchObject({ later: true, following: true });
    expect(seqs(torn)).toEqual(seqs(tail));
    const next = play(torn, place(torn, "newest", range(2000, 2099)));
    expect(next).toMatchObject({ later: false, following: true, unread: 0 });
    expect(seqs(next)).toEqual(ids(2000, 2099));
  });
});

describe("a reader above the end", () => {
  const up = scrollUp(play(tail, follow(false)), 4);

  test("keeps what is around them, when the list is cut, without holes", () => {
    expect(ends(up)).toEqual([501, 1000]);
    const cut = play(up, read(520));
    expect(cut.messages.length).toBeLessThan(WINDOW_MESSAGES);
    expect(seqs(cut)).toEqual(ids(501, cut.messages.at(-1)?.seq ?? 0));
    expect(cut).toMatchObject({ more: true, later: true });
    const middle = play(up, read(750));
    expect(middle.messages.some(({ seq }) => seq === 750)).toBe(true);
    expect(seqs(middle)).toEqual(ids(middle.messages[0]?.seq ?? 0, middle.messages.at(-1)?.seq ?? 0));
  });

  test("counts what comes meanwhile, and finds it in its place on the way down", () => {
    const cut = play(up, read(520));
    const heard = play(cut, live(...range(1001, 1003)));
    expect(seqs(heard)).toEqual(seqs(cut));
    expect(heard.unread).toBe(3);
    let down = heard;
    for (let page = 0; down.later && page < 20; page++) {
      const last = down.messages.at(-1)?.seq ?? 0;
      down = play(down, later(down, range(last - 49, Math.min(last + 50, 1003)), last + 50 < 1003));
    }
    expect(down.later).toBe(false);
    expect(seqs(down)).toEqual(ids(501, 1003));
    expect(play(down, live(message(1004))).messages.at(-1)?.seq).toBe(1004);
    expect(play(down, follow(true)).unread).toBe(0);
  });

  test("loses nothing that came while the last page was on its way", () => {
    const cut = play(up, read(520));
    const last = cut.messages.at(-1)?.seq ?? 0;
    const asked = later(cut, range(last + 1, 1000), false);
    const next = play(cut, live(message(1001), message(1002)), asked);
    expect(next.later).toBe(false);
    expect(seqs(next)).toEqual(ids(501, 1002));
  });

  test("is not moved by a page that was asked for before the list was cut at that end", () => {
    const asked = earlier(up, range(401, 500), true);
    const below = play(up, read(990));
    expect(ends(below)[0]).toBeGreaterThan(501);
    expect(seqs(play(below, asked))).toEqual(seqs(below));
    const stale = later(tail, range(1001, 1010), false);
    const moved = play(tail, live(message(1001)));
    expect(seqs(play(moved, stale))).toEqual(seqs(moved));
  });
});

describe("another conversation", () => {
  const own = (seq: number) => message(seq, { conversation: seq % 2 === 0 ? "c_even" : "c_odd" });
  const all = play(INITIAL, frame(snapshot([own(1), own(2), own(3)], true)));
  const even = play(all, { type: "view", view: "c_even" });

  test("is empty until its messages come, and lists what comes for it alone", () => {
    expect(even).toMatchObject({ filled: false, messages: [] });
    const filled = play(even, place(even, "newest", [own(2)]));
    expect(seqs(play(filled, live(own(4), own(5), own(6))))).toEqual([2, 4, 6]);
  });

  test("takes no page that was asked for in the one before, and no message before its first page", () => {
    expect(play(even, place(all, "newest", [own(1), own(2)])).messages).toEqual([]);
    const early = play(even, live(own(4)));
    expect(early.messages).toEqual([]);
    expect(seqs(play(early, place(even, "newest", [own(2)])))).toEqual([2, 4]);
  });

  test("counts as new only its own messages", () => {
    const filled = play(even, place(even, "around", [own(2)], true), live(own(4), own(5)));
    expect(filled).toMatchObject({ unread: 1, following: false, later: true });
    expect(seqs(filled)).toEqual([2]);
  });
});
