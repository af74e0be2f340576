/** What the page knows of conversations, sessions and what is held, and how it names them. */
import { describe, expect, test } from "bun:test";
import type { PageEvent } from "../../src/shared/api";
import type { ConversationView, DeliveryView, MessageView, SessionView } from "../../src/shared/views";
import { nameOf, newcomers, toRail } from "../../web/rail/rail-model";
import { headlineOf } from "../../web/state/headline";
import { presenceOf } from "../../web/state/presence";
import { linkTo, parseRoute } from "../../web/state/route";
import { heldMessages } from "../../web/state/selectors";
import { aimOf } from "../../web/state/shell";
import { INITIAL, type PageState, reduce } from "../../web/state/state";
import { AT, frame, live, message, play, session, snapshot } from "./fixtures";

const HELD: DeliveryView = {
  receiver: "x",
  state: "held",
  reason: null,
  heldBy: "user",
  droppedBy: null,
  transport: null,
  attempts: 0,
  pushedAt: null,
  seenAt: null,
};

function membersOf(claude: string, codex: string): ConversationView["members"] {
  return [
    { session: claude, kind: "claude" },
    { session: codex, kind: "codex" },
  ];
}

function conversation(id: string, over: Partial<ConversationView> = {}): ConversationView {
  const members = membersOf(`claude-of-${id}`, `codex-of-${id}`);
  const state = { title: null, topic: null, gate: "open" as const, last: null, unread: 0, readSeq: 0, held: 0 };
  return { rev: 0, id, members, project: "/work/api", createdAt: AT, ...state, ...over };
}

function known(conversations: ConversationView[], messages: MessageView[] = []): PageState {
  const first = snapshot(messages);
  return play(INITIAL, frame({ ...first, conversations } as PageEvent));
}

const of = (state: PageState, id = "c_1") => state.conversations.get(id);

describe("a conversation", () => {
  const start = known([conversation("c_1")]);

  test("takes its last line and its unread messages from what comes live; the human's own words are read", () => {
    const next = play(start, live(message(1, { text: "one\n\n two" }), message(2)));
    expect(of(next)).toMatchObject({ unread: 2, last: { seq: 2, start: "text 2", sender: "codex" } });
    const own = play(next, live(message(3, { sender: { kind: "user", session: null } })));
    expect(of(own)).toMatchObject({ unread: 2, last: { seq: 3, sender: "user" } });
    expect(of(play(start, live(message(1, { text: "one\n\n two" }))))?.last?.start).toBe("one two");
  });

  test("counts a message once, whatever else becomes of it, and none that is older than its last", () => {
    const once = play(start, live(message(5)), live(message(5, { text: "edited" })), live(message(4)));
    expect(of(once)).toMatchObject({ unread: 1, last: { seq: 5, start: "edited" } });
    const state = play(once, live(message(5, { deliveries: [HELD] })));
    expect(of(state)?.unread).toBe(1);
  });

  test("is read up to a place, and not where something newer has come", () => {
    const two = play(start, live(message(1), message(2)));
    expect(of(reduce(two, { type: "read", conversation: "c_1", seq: 2 }))?.unread).toBe(0);
    expect(of(reduce(two, { type: "read", conversation: "c_1", seq: 1 }))).toMatchObject({ unread: 2, readSeq: 1 });
    expect(reduce(start, { type: "read", conversation: "c_none", seq: 1 })).toBe(start);
  });

  test("is what the bridge says of it, and so is the gate of all", () => {
    const told = play(start, frame({ type: "conversation", conversation: conversation("c_1", { gate: "paused" }) }));
    expect(of(told)?.gate).toBe("paused");
    const older = { type: "conversation", conversation: conversation("c_1", { rev: -1 }) } as const;
    expect(of(play(told, frame(older)))?.gate).toBe("paused");
    expect(of(reduce(told, older))?.gate).toBe("paused");
    expect(play(told, frame({ type: "gate", gate: "paused" })).gate).toBe("paused");
  });
});

describe("what is held", () => {
  const held = (seq: number, conversation = "c_1") => message(seq, { conversation, deliveries: [HELD] });

  test("is known without being listed, oldest first, for one conversation and for all", () => {
    const tail = play(INITIAL, frame(snapshot([message(100)], true)));
    const next = reduce(tail, { type: "held", messages: [held(7, "c_2"), held(3)], asked: tail.known });
    expect(heldMessages(next, null).map(({ seq }) => seq)).toEqual([3, 7]);
    expect(heldMessages(next, "c_2").map(({ seq }) => seq)).toEqual([7]);
    expect(next.messages.map(({ seq }) => seq)).toEqual([100]);
  });

  test("and not held any more is forgotten, unless that was learnt after the question", () => {
    const tail = play(INITIAL, frame(snapshot([message(100)], true)));
    const both = reduce(tail, { type: "held", messages: [held(3), held(7)], asked: tail.known });
    expect(heldMessages(reduce(both, { type: "held", messages: [held(7)], asked: both.known }), null)).toHaveLength(1);
    const newer = play(both, live(held(101)));
    const late = reduce(newer, { type: "held", messages: [held(3), held(7)], asked: both.known });
    expect(heldMessages(late, null).map(({ seq }) => seq)).toEqual([3, 7, 101]);
  });
});

describe("the rail", () => {
  test("names a conversation after who takes part, and after their ids only where that is not enough", () => {
    const one = conversation("c_1", { members: membersOf("cc_aaaa", "t_1111") });
    const two = conversation("c_2", { members: membersOf("cc_aaaa", "t_2222") });
    expect(nameOf(known([one]), one)).toBe("Claude & Codex");
    expect(nameOf(known([one, two]), one)).toBe("Claude & Codex #1111");
    expect(nameOf(known([one, two]), { ...one, title: "The cache" })).toBe("The cache");
    const alone = conversation("c_3", { members: [{ session: "cc_one", kind: "claude" }] });
    expect(nameOf(known([one, alone]), alone)).toBe("You & Claude");
  });

  test("lists projects and conversations by their last word, and those who have said nothing yet apart", () => {
    const last = (seq: number) => ({ seq, sender: "codex" as const, start: "", createdAt: AT });
    const state = known([
      conversation("c_1", { last: last(1) }),
      conversation("c_2", { last: last(9), project: "/work/web" }),
      conversation("c_3", { last: last(5) }),
    ]);
    const rail = toRail(state, []);
    expect(rail.map(({ name }) => name)).toEqual(["web", "api"]);
    expect(rail[1]?.conversations.map(({ conversation }) => conversation.id)).toEqual(["c_3", "c_1"]);
    const here: SessionView[] = [session("claude-of-c_1"), session("fresh"), { ...session("gone"), connected: false }];
    const sessions = new Map(here.map((one) => [one.id, one]));
    expect(newcomers({ ...state, sessions }).map(({ id }) => id)).toEqual(["fresh"]);
  });
});

describe("what a session does", () => {
  const asked = (over: object) =>
    message(1, {
      kind: "question",
      question: {
        outcome: "open",
        asker: "x",
        target: "c",
        answerId: null,
        expiresAt: AT,
        closedAt: null,
        waiting: true,
        ...over,
      },
    });

  test("is one word, the most telling first", () => {
    const c = session("c");
    const kindOf = (one: SessionView, open: MessageView[] = []) => presenceOf(one, open).kind;
    expect(kindOf(c)).toBe("idle");
    expect(kindOf({ ...c, busy: true })).toBe("working");
    expect(kindOf(c, [asked({})])).toBe("asked");
    expect(kindOf(session("x"), [asked({})])).toBe("waiting");
    expect(kindOf(session("x"), [asked({ waiting: false })])).toBe("idle");
    expect(kindOf({ ...c, channel: "deaf", busy: true })).toBe("deaf");
    expect(kindOf({ ...c, channel: "deaf", connected: false })).toBe("away");
  });

  test("is said in one sentence for all", () => {
    const state = { sessions: new Map(), conversations: new Map() };
    const of = (open: MessageView[], held: MessageView[] = []) => headlineOf({ open, held, state });
    expect(of([])).toBeNull();
    expect(of([asked({})])).toMatchObject({ sentence: "Codex waits for Claude", waiting: true, needsYou: false });
    expect(of([asked({ waiting: false })])?.sentence).toBe("A question to Claude is open");
    expect(of([asked({ target: null })])?.sentence).toBe("Codex waits for a Claude to be started");
    const question = { ...asked({}), deliveries: [HELD] };
    expect(of([], [question])).toMatchObject({ sentence: "Codex waits for you: 1 held", needsYou: true });
    // Who asked waits, not who has answered.
    const reply = message(3, { kind: "reply", sender: { kind: "claude", session: "c" }, deliveries: [HELD] });
    expect(of([], [reply])?.sentence).toBe("Codex waits for you: 1 held");
  });
});

test("the address names a conversation, a message in one, or neither", () => {
  expect(parseRoute("#c_1")).toEqual({ view: "c_1", message: undefined });
  expect(parseRoute("#c_1/m_2")).toEqual({ view: "c_1", message: "m_2" });
  for (const hash of ["", "#", "#x", "#c_1/<b>", "#c_1/x"])
    expect(parseRoute(hash)).toEqual({ view: null, message: undefined });
  // A message wherever it is: what is shown stays.
  expect(parseRoute("#m_2")).toBeNull();
  for (const [view, id] of [[null], ["c_1"], ["c_1", "m_2"]] as const)
    expect(parseRoute(linkTo(view, id))).toEqual({ view, message: id });
});

test("one writes to whoever wrote, or to whoever got one's own words", () => {
  const kindOf = (id: string) => (id === "x" ? ("codex" as const) : undefined);
  const to = (receiver: string) => ({ ...HELD, receiver });
  expect(aimOf(message(1, { sender: { kind: "codex", session: "x" } }), kindOf)).toEqual({ to: "codex", session: "x" });
  const own = { sender: { kind: "user" as const, session: null } };
  expect(aimOf(message(1, { ...own, deliveries: [to("x")] }), kindOf)).toEqual({ to: "codex", session: "x" });
  expect(aimOf(message(1, { ...own, deliveries: [to("x"), to("c")] }), kindOf)).toEqual({ to: "both" });
});
