/** What the page knows of questions that it does not list, and of messages whose state changes without their text. */
import { describe, expect, test } from "bun:test";
import type { PageEvent } from "../../src/shared/api";
import type { MessageView, QuestionView } from "../../src/shared/views";
import { openQuestions } from "../../web/state/selectors";
import { INITIAL, type PageState, reduce } from "../../web/state/state";
import { AT, earlier, follow, frame, later, live, message, play, range, seqs, snapshot } from "./fixtures";

const OPEN: QuestionView = {
  outcome: "open",
  asker: "x",
  target: "c",
  answerId: null,
  expiresAt: AT + 86_400_000,
  closedAt: null,
  waiting: true,
};
const ANSWERED: QuestionView = { ...OPEN, outcome: "answered", answerId: "m_99", closedAt: AT + 9, waiting: false };

function question(seq: number, over: Partial<MessageView> = {}): MessageView {
  return message(seq, { kind: "question", question: OPEN, ...over });
}

/** What the bridge says of a question at a later time. */
function become(seq: number, to: QuestionView): PageEvent {
  return { type: "message", message: question(seq, { rev: 1, question: to }) };
}

const openIds = (known: PageState) => openQuestions(known).map(({ id }) => id);

describe("a change of state", () => {
  const start = play(INITIAL, frame(snapshot([message(1), question(2)])));

  test("reaches the listed message and nothing else of it", () => {
    const next = play(start, frame(become(2, ANSWERED)));
    expect(next.messages[1]).toEqual(question(2, { rev: 1, question: ANSWERED }));
    expect(next.messages[0]).toBe(start.messages[0] as MessageView);
    expect(next.arrived).toEqual([]);
    expect(openIds(next)).toEqual([]);
  });

  test("follows its message within one frame", () => {
    const both = play(start, frame({ type: "message", message: question(3) }, become(3, ANSWERED)));
    expect(both.messages.at(-1)?.question?.outcome).toBe("answered");
    expect(both.arrived.map(({ id }) => id)).toEqual(["m_3"]);
  });

  test("of a message that the page does not have yet survives a page of history that was read before it", () => {
    const tail = play(INITIAL, frame(snapshot(range(100, 102), true)));
    const changed = play(tail, frame(become(50, ANSWERED)));
    expect(seqs(changed)).toEqual([100, 101, 102]);
    const stale = play(changed, earlier(tail, [question(50)], true));
    expect(stale.known.get("m_50")?.question?.outcome).toBe("answered");
    const fresh = play(changed, earlier(changed, [question(50, { rev: 2 })], true));
    expect(fresh.known.get("m_50")?.question?.outcome).toBe("open");
  });
});

describe("open questions before the loaded part", () => {
  const start = play(INITIAL, frame(snapshot(range(100, 102), true, [question(7), question(40)])));

  test("are known and counted, and not listed", () => {
    expect(openIds(start)).toEqual(["m_7", "m_40"]);
    expect(seqs(start)).toEqual([100, 101, 102]);
    expect(start).toMatchObject({ more: true, later: false, arrived: [] });
  });

  test("end with their change of state, still not listed", () => {
    const next = play(start, frame(become(7, ANSWERED)));
    expect(openIds(next)).toEqual(["m_40"]);
    expect(seqs(next)).toEqual([100, 101, 102]);
  });

  test("are listed when history reaches them, once", () => {
    const next = play(start, earlier(start, [...range(35, 39), question(40), ...range(41, 99)], true));
    expect(seqs(next)).toEqual(range(35, 102).map(({ seq }) => seq));
    expect(openIds(next)).toEqual(["m_7", "m_40"]);
  });

  test("that another snapshot does not name have ended", () => {
    const next = play(start, frame(snapshot(range(100, 103), true, [question(40)])));
    expect(openIds(next)).toEqual(["m_40"]);
    expect(next.known.get("m_7")).toBeUndefined();
  });

  test("bring listed ones up to date, and open no hole", () => {
    const all = play(start, earlier(start, [question(7), ...range(8, 39), question(40), ...range(41, 99)], false));
    const later = question(40, { question: { ...OPEN, waiting: false } });
    const next = play(all, frame(snapshot(range(101, 104), true, [later])));
    expect(next.messages.find(({ id }) => id === "m_40")).toEqual(later);
    expect(seqs(next)).toEqual(range(7, 104).map(({ seq }) => seq));
  });
});

describe("open questions beyond the end of what is listed", () => {
  const before = play(INITIAL, frame(snapshot(range(1, 10))), follow(false));
  const torn = play(before, frame(snapshot(range(50, 60), true, [question(30)])));

  test("are counted, and what is listed stays", () => {
    expect(openIds(torn)).toEqual(["m_30"]);
    expect(torn.later).toBe(true);
    expect(seqs(torn)).toEqual(seqs(before));
  });

  test("are not listed by a change of theirs either", () => {
    for (const next of [play(torn, frame(become(30, ANSWERED))), play(torn, live(question(30)))]) {
      expect(seqs(next)).toEqual(seqs(torn));
    }
  });

  test("take their place when the list comes there", () => {
    const half = play(torn, later(torn, [...range(9, 29), question(30)], true));
    expect(seqs(half)).toEqual(range(1, 30).map(({ seq }) => seq));
    const whole = play(half, later(half, range(31, 60), false));
    expect(whole.later).toBe(false);
    expect(seqs(whole)).toEqual(range(1, 60).map(({ seq }) => seq));
  });
});

describe("a sign of life", () => {
  const start = play(INITIAL, frame(snapshot(range(1, 2))));

  test("renders nothing while the clocks agree", () => {
    expect(reduce(start, frame({ type: "now", now: AT + 5100 }))).toBe(start);
  });

  test("corrects a clock that has drifted", () => {
    expect(reduce(start, frame({ type: "now", now: AT + 60_000 })).clockOffsetMs).toBe(60_000);
  });
});
