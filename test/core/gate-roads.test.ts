/** The gate on every transport to an agent: whatever brings messages asks it first, and nothing is left lying behind it. */
import { describe, expect, test } from "bun:test";
import type { PushCall, PushReport } from "../../src/shared/calls/push";
import { createId } from "../../src/shared/ids";
import { must, textsOf, WAIT_MS } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

const NEVER = new AbortController().signal;

describe("what comes back to the store while the talk is paused is held from there on", () => {
  test("a push into a live Codex session that failed; edited and released, it goes the same transport, marked", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const claude = await domain.claude();
    const pushed: PushCall[] = [];
    const outcomes: (() => Promise<PushReport["state"]>)[] = [
      async () => {
        await console.gate.turnAll("pause");
        return "stored";
      },
    ];
    await domain.codex({
      thread: "t1",
      threads: ["t1"],
      async reach(call) {
        pushed.push(call);
        const state = (await outcomes.shift()?.()) ?? "seen";
        return call.items.map(({ id }) => ({
          id,
          thread: "t1",
          state,
          transport: state === "seen" ? "turn" : null,
          reason: null,
        }));
      },
    });
    const { message } = await claude.send("words");
    expect(domain.delivery(message).state).toBe("stored");
    // Whatever looks next is not given it.
    await console.say({ id: createId("m"), to: "codex", text: "a word" });
    await settled();
    expect(pushed.flatMap(({ items }) => items.map(({ text }) => text))).toEqual(["words", "a word"]);
    expect(domain.delivery(message)).toMatchObject({ state: "held", heldBy: "user" });
    await console.held.decide(message, { action: "edit", text: "other words" });
    await console.held.decide(message, { action: "release" });
    await settled();
    expect(pushed.at(-1)?.items).toMatchObject([{ text: "other words", editedBy: "user" }]);
  });

  test("a write to Claude's client that failed, for its next look at its messages", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const claude = await domain.claude({
      async gate() {
        await console.gate.turnAll("pause");
        throw new Error("the client is stuck");
      },
    });
    const codex = await domain.codex();
    const asked = codex.ask("words");
    await settled();
    expect((await claude.api.collect({ waitMs: 0 }, NEVER)).items).toEqual([]);
    expect(domain.delivery(asked.id)).toMatchObject({ state: "held", heldBy: "user" });
    await console.held.decide(asked.id, { action: "edit", text: "other words" });
    // It goes to the channel first, which is still broken; then Claude looks itself.
    await console.held.decide(asked.id, { action: "release" });
    await settled();
    const { items } = await claude.api.collect({ waitMs: 0 }, NEVER);
    expect(items).toMatchObject([{ text: "other words", editedBy: "user" }]);
    asked.abort();
    await asked.result;
  });
});

describe("a held question whose Claude session vanishes", () => {
  test("moves to the next one and stays held, with its time standing still since then", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const gone = await domain.claude();
    const codex = await domain.codex();
    await console.gate.turnAll("pause");
    const asked = codex.ask("who has it?", { waitMs: 0 });
    await asked.result;
    const { expiresAt } = must(domain.message(asked.id).question);
    await gone.api.detach();
    await domain.clock.advance(60_000);
    const next = await domain.claude();
    await settled();
    expect(next.got).toEqual([]);
    expect(domain.delivery(asked.id, next.session)).toMatchObject({ state: "held", heldBy: "user" });
    await console.gate.turnAll("resume");
    expect((await next.next()).id).toBe(asked.id);
    expect(domain.message(asked.id).question?.expiresAt).toBe(expiresAt + 60_000);
  });

  test("does not move to one with which the user has ended the talk", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const before = await domain.claude({ session: "cc_1" });
    await before.send("hello");
    await codex.ack((await codex.check().result).batch);
    const { id } = must(console.conversations()[0]);
    await before.api.detach();
    const asked = codex.ask("anyone?", { hold: true });
    await settled();
    await console.gate.turn(id, "end");
    const again = await domain.claude({ session: "cc_1" });
    await settled();
    expect(again.got).toEqual([]);
    expect(domain.message(asked.id).deliveries).toEqual([]);
    asked.abort();
    await asked.result;
  });
});

describe("a call that waits for one answer only", () => {
  test("returns when the user ends the talk, whether its question is open or its answer is held", async () => {
    for (const isAnswered of [false, true]) {
      await using domain = await createDomain();
      const { console } = domain.bridge;
      const claude = await domain.claude();
      const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
      const asked = codex.ask("how?", { waitMs: 0 });
      await asked.result;
      await console.gate.turnAll("pause");
      if (isAnswered) await claude.reply("like this", asked.id);
      const check = codex.check({ question: asked.id, waitMs: WAIT_MS });
      await settled();
      await console.gate.turn(must(console.conversations()[0]).id, "end");
      expect(await check.result).toMatchObject({ batch: { items: [] }, notices: [{ kind: "ended" }] });
    }
  });
});

describe("the loop guard counts anew", () => {
  for (const how of ["conversation", "everything"] as const) {
    test(`after a resume of ${how}`, async () => {
      await using domain = await createDomain({ loopLimit: 2 });
      const { console } = domain.bridge;
      const claude = await domain.claude();
      const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
      const states = async (count: number) => {
        const all: string[] = [];
        for (let i = 0; i < count; i++) all.push((await claude.send(`${i}`)).state);
        return all;
      };
      expect(await states(3)).toEqual(["stored", "stored", "held"]);
      const { id } = must(console.conversations()[0]);
      const resumed =
        how === "everything" ? await console.gate.turnAll("resume") : await console.gate.turn(id, "resume");
      expect(resumed.messages).toBe(1);
      expect(await states(3)).toEqual(["stored", "stored", "held"]);
      await codex.ack((await codex.check().result).batch);
    });
  }
});

test("what is held counts among what one session may leave lying", async () => {
  await using domain = await createDomain({ limits: { messageBytes: 1_000, openQuestions: 9, queuedMessages: 3 } });
  const claude = await domain.claude();
  await domain.codex({ thread: "t1", threads: ["t1"] });
  await claude.send("one");
  await domain.bridge.console.gate.turnAll("pause");
  await claude.send("two");
  await claude.send("three");
  expect((await refusal(claude.send("four"))).code).toBe("too_many");
});

test("Claude's call that is given up just as its answer comes: the answer arrives, once", async () => {
  for (let steps = 0; steps < 40; steps++) {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const inquiry = { id: createId("q"), text: "and you?", waitMs: WAIT_MS };
    const controller = new AbortController();
    const asked = claude.api.askCodex(inquiry, controller.signal);
    await settled();
    await codex.ack((await codex.check().result).batch);
    const answer = { id: createId("m"), thread: "t1", text: "me", replyTo: inquiry.id, captured: false };
    const answered = codex.api.answer(answer);
    for (let i = 0; i < steps; i++) await Promise.resolve();
    controller.abort();
    await answered;
    await asked;
    await settled();
    const { state, transport } = domain.delivery(answer.id);
    expect({ steps, state, times: claude.got.length }).toEqual({
      steps,
      state: "pushed",
      times: transport === "channel" ? 1 : 0,
    });
  }
});

test("an edited answer that Codex did not confirm comes again as edited", async () => {
  await using domain = await createDomain();
  const { console } = domain.bridge;
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  await console.gate.turnAll("pause");
  const { message } = await claude.send("words");
  await console.held.decide(message, { action: "edit", text: "other words" });
  await console.gate.turnAll("resume");
  const first = await codex.check().result;
  await codex.release(first.batch);
  const again = await codex.check().result;
  expect(textsOf(again)).toEqual(["other words"]);
  expect(again.batch.items).toMatchObject([{ editedBy: "user", redelivered: true }]);
  await codex.ack(again.batch);
});
