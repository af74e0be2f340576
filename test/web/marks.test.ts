/** The lines between messages: what is worth one, where it stands, and that days are told once. */
import { describe, expect, test } from "bun:test";
import { marksBetween, marksOf } from "../../web/state/marks";
import { INITIAL } from "../../web/state/state";
import { toGroups } from "../../web/timeline/timeline-lines";
import { AT, message, session } from "./fixtures";

const LABELS = new Map([["s", "api #1"]]);
const NONE = { conversations: new Map(), gate: "open", view: null } as const;
const conversation = (gate: "open" | "paused" | "ended") => ({
  rev: 0,
  id: "c_1",
  members: [
    { session: "s", kind: "claude" as const },
    { session: "x", kind: "codex" as const },
  ],
  project: "/p",
  createdAt: AT,
  title: "Limits",
  gate,
  last: null,
  unread: 0,
  topic: null,
  readSeq: 0,
  held: 0,
});

describe("what the history tells", () => {
  const question = {
    outcome: "expired" as const,
    asker: "x",
    target: null,
    answerId: null,
    expiresAt: AT,
    closedAt: AT + 25,
    waiting: false,
  };
  const messages = [
    message(10),
    message(20, { kind: "question", question }),
    message(30, { sender: { kind: "claude", session: "s" } }),
  ];
  const sessions = new Map([["s", { ...session("s"), startedAt: AT + 15 }]]);

  test("is who joined, and which question ended unanswered, in the order of time", () => {
    const marks = marksOf({ messages, sessions, later: false }, LABELS);
    expect(marks.map(({ text, alarming }) => [text, alarming])).toEqual([
      ["Claude · api #1 joined", false],
      ["A question of Codex’s expired: nobody answered in time", true],
    ]);
  });

  test("is told only within the time of what is listed", () => {
    expect(marksOf({ messages: messages.slice(1), sessions, later: true }, LABELS).map(({ at }) => at)).toEqual([
      AT + 25,
    ]);
    expect(marksOf({ messages: messages.slice(0, 1), sessions, later: true }, LABELS)).toEqual([]);
  });

  test("stands before the next message; a day is told where it begins", () => {
    const next = message(31, { createdAt: AT + 86_400_000 });
    const all = [...messages, next];
    const marks = marksOf({ messages: all, sessions, later: false }, LABELS);
    const groups = toGroups(
      { messages: all, marks, find: () => undefined, isNew: () => false, now: AT + 86_400_000 },
      [],
    );
    const lines = groups.flatMap((group) =>
      group.lines.map((line) => (line.type === "message" ? line.message.seq : line.text)),
    );
    expect(lines).toHaveLength(8);
    expect(lines.slice(-2)).toEqual(["Today", 31]);
    expect([lines[0], lines[1]]).toEqual(["Yesterday", 10]);
    expect(lines.indexOf("Claude · api #1 joined")).toBe(lines.indexOf(20) - 1);
    // What has not changed is the same object: it is not drawn again.
    const again = toGroups(
      { messages: [...all, message(60)], marks, find: () => undefined, isNew: () => false, now: AT + 86_400_000 },
      groups,
    );
    expect(again.slice(0, -1).every((group, index) => group === groups[index])).toBe(true);
    const edited = all.map((one) => (one.seq === 30 ? { ...one, text: "edited" } : one));
    const changed = toGroups(
      { messages: edited, marks, find: () => undefined, isNew: () => false, now: AT + 86_400_000 },
      groups,
    );
    expect(changed.map((group, index) => group === groups[index])).toEqual([true, false]);
  });
});

describe("what happens while the page is open", () => {
  const here = { ...INITIAL, ...NONE, sessions: new Map([["s", session("s")]]) };
  const gone = { ...here, sessions: new Map([["s", { ...session("s"), connected: false }]]) };

  test("is who leaves and comes back", () => {
    expect(marksBetween(here, gone, LABELS, AT).map(({ text }) => text)).toEqual(["Claude · api #1 left"]);
    expect(marksBetween(gone, here, LABELS, AT).map(({ text }) => text)).toEqual(["Claude · api #1 is back"]);
    expect(marksBetween({ ...here, sessions: new Map() }, here, LABELS, AT)).toEqual([]);
  });

  test("is what the human decided at a gate, where that conversation is shown", () => {
    const open = { ...here, conversations: new Map([["c_1", conversation("open")]]) };
    const paused = { ...here, conversations: new Map([["c_1", conversation("paused")]]) };
    expect(marksBetween(open, paused, LABELS, AT).map(({ text, alarming }) => [text, alarming])).toEqual([
      ["Paused by you: messages are held · Limits", true],
    ]);
    expect(marksBetween(paused, { ...open, view: "c_1" }, LABELS, AT).map(({ text }) => text)).toEqual([
      "The conversation goes on",
    ]);
    expect(marksBetween(open, { ...paused, view: "c_2" }, LABELS, AT)).toEqual([]);
    expect(marksBetween(here, { ...here, gate: "paused" }, LABELS, AT).map(({ alarming }) => alarming)).toEqual([true]);
  });
});
