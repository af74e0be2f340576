/** Messages into a live Codex session: what is pushed, what waits, and that each arrives once. */
import { describe, expect, test } from "bun:test";
import type { PushCall, PushReport } from "../../src/shared/calls/push";
import { createId } from "../../src/shared/ids";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

type Outcome = Pick<PushReport, "state" | "transport" | "reason">;
const TURN: Outcome = { state: "seen", transport: "turn", reason: null };
const KEPT: Outcome = { state: "stored", transport: null, reason: "nobody is there" };

/** A session that takes what it is pushed as `outcome` says, and keeps a list. */
function createSession(outcome: Outcome, thread: string | null = null) {
  const calls: PushCall[] = [];
  const session = { outcome, calls, texts: () => calls.flatMap(({ items }) => items.map(({ text }) => text)) };
  const reach = async (call: PushCall): Promise<PushReport[]> => {
    calls.push(call);
    return call.items.map(({ id }) => ({ id, thread, ...session.outcome }));
  };
  return Object.assign(session, { reach });
}

describe("what Claude writes", () => {
  test("is pushed into the live session, and Claude is told on which transport", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const session = createSession(TURN);
    await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
    const sent = await claude.send("wake up");
    expect(sent).toMatchObject({ state: "seen", transport: "turn", reason: null });
    expect(session.texts()).toEqual(["wake up"]);
    expect(domain.delivery(sent.message)).toMatchObject({ state: "seen", transport: "turn", attempts: 1 });
  });

  test("is kept with the reason where it cannot be pushed, comes with the next call, and is not called redelivered", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const session = createSession(KEPT);
    const codex = await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
    expect(await claude.send("later then")).toMatchObject({
      state: "stored",
      transport: null,
      reason: "nobody is there",
    });
    const { batch } = await codex.check().result;
    expect(batch.items).toMatchObject([{ text: "later then", redelivered: false }]);
    await codex.ack(batch);
  });

  test("goes to the call that waits for an answer, which says so; the question stays open", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const session = createSession(TURN);
    const codex = await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
    const asked = codex.ask("what next?");
    await claude.next();
    expect(await claude.send("first this")).toMatchObject({ transport: "result" });
    const result = await asked.result;
    expect(result).toMatchObject({ status: "open", batch: { items: [{ kind: "note", text: "first this" }] } });
    await codex.ack(result.batch);
    expect(session.calls).toEqual([]);
    const answer = await claude.reply("then that", asked.id);
    expect(answer).toMatchObject({ as: "answer", received: false, transport: "turn" });
    expect(session.texts()).toEqual(["then that"]);
  });

  test("to a process whose thread is not known names what the process has to know, and its mail moves to the thread", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    await domain.codex({ thread: "t-other", threads: ["t-other"], project: "alpha", reach: createSession(TURN).reach });
    const session = createSession(TURN, "t-new");
    await domain.codex({ process: "p_new", reach: session.reach });
    const sent = await claude.send("who are you?", "p_new");
    expect(session.calls).toMatchObject([{ thread: "p_new", claimed: ["t-other"], candidates: 1 }]);
    expect(sent).toMatchObject({ state: "seen", transport: "turn" });
    const { sessions } = await claude.api.sessions();
    expect(sessions.map(({ id }) => id)).toContain("t-new");
    expect(sessions.map(({ id }) => id)).not.toContain("p_new");
  });
});

test("a push that fails keeps the message, and the next one brings both, in order", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const session = createSession(KEPT);
  await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
  await claude.send("one");
  session.outcome = TURN;
  await claude.send("two");
  expect(session.texts()).toEqual(["one", "one", "two"]);
  expect(session.calls.at(-1)?.items.map(({ redelivered }) => redelivered)).toEqual([false, false]);
});

test("what comes while a push is under way waits for it, and each is pushed once", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const gate = Promise.withResolvers<void>();
  const session = createSession(TURN);
  const reach = async (call: PushCall) => {
    const reports = await session.reach(call);
    if (session.calls.length === 1) await gate.promise;
    return reports;
  };
  await domain.codex({ thread: "t1", threads: ["t1"], reach });
  const sends = ["one", "two", "three"].map((text) => claude.send(text));
  await settled();
  gate.resolve();
  expect((await Promise.all(sends)).map(({ state }) => state)).toEqual(["seen", "seen", "seen"]);
  expect(session.texts()).toEqual(["one", "two", "three"]);
});

test("a check during a push does not say that nothing waits: it gets what the push brings back", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const gate = Promise.withResolvers<void>();
  const session = createSession(KEPT);
  const reach = async (call: PushCall) => {
    await gate.promise;
    return session.reach(call);
  };
  const codex = await domain.codex({ thread: "t1", threads: ["t1"], reach });
  const sending = claude.send("in the air");
  await settled();
  const checked = codex.check({ waitMs: 0 });
  await settled();
  gate.resolve();
  const { batch } = await checked.result;
  expect(batch.items).toMatchObject([{ text: "in the air", redelivered: false }]);
  await codex.ack(batch);
  await sending;
});

test("a process that goes in the middle of a push gives the message back", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const gone = Promise.withResolvers<PushReport[]>();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"], reach: () => gone.promise });
  const sending = claude.send("are you there?");
  await settled();
  await codex.api.detach();
  gone.reject(new Error("the process has gone"));
  const { message } = await sending;
  expect(domain.delivery(message)).toMatchObject({ state: "stored" });
  const session = createSession(TURN);
  await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
  // Calls that a reconnected process makes again go first.
  await domain.clock.advance(1_000);
  await domain.until(() => domain.delivery(message).state === "seen");
  // It may have arrived the first time: nobody knows.
  expect(session.calls[0]?.items).toMatchObject([{ text: "are you there?", redelivered: true }]);
});

test("the user's words are pushed as well", async () => {
  await using domain = await createDomain();
  const session = createSession(TURN);
  await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
  const said = await domain.bridge.console.say({ id: createId("m"), to: "codex", text: "hello" });
  await domain.until(() => domain.delivery(said.id).state === "seen");
  expect(session.calls[0]?.items).toMatchObject([{ sender: "user", text: "hello" }]);
});

test("what Codex was given and did not answer for is kept with the reason, and marked when it comes again", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const session = createSession({ state: "unknown", transport: null, reason: "Codex did not answer turn/start" });
  const codex = await domain.codex({ thread: "t1", threads: ["t1"], reach: session.reach });
  const sent = await claude.send("do it");
  expect(sent).toMatchObject({ state: "stored", transport: null, reason: "Codex did not answer turn/start" });
  const { batch } = await codex.check().result;
  expect(batch.items).toMatchObject([{ text: "do it", redelivered: true }]);
  await codex.ack(batch);
});

test("a push that is under way while its process becomes a thread counts, and the thread's check waits for it", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const pushed = Promise.withResolvers<void>();
  const session = createSession(TURN, "t1");
  const reach = async (call: PushCall) => {
    await pushed.promise;
    return session.reach(call);
  };
  const codex = await domain.codex({ thread: "t1", process: "p_1", reach });
  const sending = claude.send("hello");
  await settled();
  // The turn that the push has just started calls the bridge.
  const checked = codex.check();
  let isOver = false;
  checked.result.then(() => {
    isOver = true;
  });
  await settled();
  // "Nothing waits" would be false now.
  expect(isOver).toBe(false);
  pushed.resolve();
  expect((await checked.result).batch.items).toEqual([]);
  const { message } = await sending;
  expect(domain.delivery(message)).toMatchObject({ receiver: "t1", state: "seen", transport: "turn", attempts: 1 });
  expect(session.texts()).toEqual(["hello"]);
});

test("what follows an answer that is just being pushed goes to the call that waits for that answer, at once", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const pushed = Promise.withResolvers<void>();
  const session = createSession(TURN);
  const reach = async (call: PushCall) => {
    const reports = await session.reach(call);
    await pushed.promise;
    return reports;
  };
  const codex = await domain.codex({ thread: "t1", threads: ["t1"], reach });
  const asked = codex.ask("what is it?", { waitMs: 0 });
  await asked.result;
  const replying = claude.reply("this", asked.id);
  await settled();
  const checked = codex.check({ question: asked.id, waitMs: 60_000 });
  await settled();
  const more = await claude.reply("no: that", asked.id);
  expect(more).toMatchObject({ as: "follow_up", received: true });
  const { batch } = await checked.result;
  expect(batch.items).toMatchObject([{ id: more.message, text: "no: that" }]);
  await codex.ack(batch);
  pushed.resolve();
  await replying;
  expect(session.texts()).toEqual(["this"]);
});

test("a Codex that was only busy is tried again by itself, ever more seldom [F16]", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  let calls = 0;
  let isBusy = true;
  await domain.codex({
    thread: "t1",
    threads: ["t1"],
    async reach({ items }) {
      calls++;
      const [state, more] = isBusy ? (["stored", { passing: true }] as const) : (["seen", {}] as const);
      return items.map(({ id }) => ({
        id,
        state,
        transport: isBusy ? null : "turn",
        reason: null,
        thread: null,
        ...more,
      }));
    },
  });
  const { message } = await claude.send("when you have time");
  const before = calls;
  await domain.clock.advance(5_000);
  expect(calls).toBe(before + 1);
  await domain.clock.advance(5_000);
  expect(calls).toBe(before + 1);
  isBusy = false;
  await domain.clock.advance(5_000);
  expect(calls).toBe(before + 2);
  expect(domain.delivery(message).state).toBe("seen");
});
