/** The human's gate: what is paused waits for a person, both sides' calls go on waiting, and the end is told. */
import { describe, expect, test } from "bun:test";
import { QUESTION_EXPIRY_MS } from "../../src/core/bridge";
import { createId } from "../../src/shared/ids";
import { must, textsOf, WAIT_MS } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

/** A pair that knows each other: one question, answered. */
async function createPair(options: Parameters<typeof createDomain>[0] = {}) {
  const domain = await createDomain(options);
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  const { console } = domain.bridge;
  const asked = codex.ask("hello?");
  await claude.reply("hello", (await claude.next()).id);
  await codex.ack((await asked.result).batch);
  const conversation = must(console.conversations()[0]).id;
  return {
    domain,
    claude,
    codex,
    console,
    conversation,
    view: () => must(console.conversations().find(({ id }) => id === conversation)),
    turn: (action: "pause" | "step" | "resume" | "end") => console.gate.turn(conversation, action),
    /** Whether a call has come back. */
    isBack: async (call: Promise<unknown>) => {
      await settled();
      return (await Promise.race([call, settled().then(() => "waits")])) !== "waits";
    },
  };
}

describe("while a conversation is paused", () => {
  test("a question is held, its call waits its whole time and then says who holds it", async () => {
    const { domain, claude, codex, turn, view, isBack } = await createPair();
    await using _ = domain;
    expect((await turn("pause")).conversation).toMatchObject({ gate: "paused", held: 0 });
    const asked = codex.ask("may I?");
    expect(await isBack(asked.result)).toBe(false);
    expect(domain.delivery(asked.id)).toMatchObject({ state: "held", heldBy: "user" });
    expect(view()).toMatchObject({ gate: "paused", held: 1 });
    await domain.clock.advance(WAIT_MS - 1);
    expect(await isBack(asked.result)).toBe(false);
    await domain.clock.advance(1);
    expect(await asked.result).toMatchObject({ status: "held", state: "held", heldBy: "user" });
    expect(claude.got).toHaveLength(1);
  });

  test("an answer is held: its asker goes on waiting, and has it once it is let through", async () => {
    const { domain, claude, codex, console, turn, isBack } = await createPair();
    await using _ = domain;
    const asked = codex.ask("may I?");
    const { id } = await claude.next();
    await turn("pause");
    const replied = await claude.reply("you may", id);
    expect(replied).toMatchObject({ as: "answer", received: false, heldBy: "user" });
    expect(await isBack(asked.result)).toBe(false);
    expect(domain.message(id).question).toMatchObject({ outcome: "answered", waiting: true });
    await console.held.decide(replied.message, { action: "release" });
    const result = await asked.result;
    expect(result.status).toBe("answered");
    expect(textsOf(result)).toEqual(["you may"]);
    await codex.ack(result.batch);
  });

  test("a wait for a held answer ends with its time, and a check for it waits and says the same", async () => {
    const { domain, claude, codex, turn } = await createPair();
    await using _ = domain;
    const asked = codex.ask("may I?", { waitMs: 1_000 });
    const { id } = await claude.next();
    await turn("pause");
    await claude.reply("you may", id);
    await domain.clock.advance(1_000);
    expect(await asked.result).toMatchObject({ status: "held", state: "seen", heldBy: "user" });
    const check = codex.check({ question: id, waitMs: 5_000 });
    await domain.clock.advance(5_000);
    const checked = await check.result;
    expect(checked.batch.items).toEqual([]);
    expect(checked.questions).toMatchObject([{ id, outcome: "answered", state: "held", heldBy: "user" }]);
    const again = codex.check({ question: id, waitMs: 5_000 });
    await settled();
    await turn("resume");
    const late = await again.result;
    expect(textsOf(late)).toEqual(["you may"]);
    await codex.ack(late.batch);
  });

  test("Claude's question and Codex's answer to it are held the same way", async () => {
    const { domain, claude, codex, turn, isBack } = await createPair();
    await using _ = domain;
    await turn("pause");
    const inquiry = { id: createId("q"), text: "and you?", waitMs: WAIT_MS };
    const asked = claude.api.askCodex(inquiry, new AbortController().signal);
    expect(await isBack(asked)).toBe(false);
    expect(textsOf(await codex.check().result)).toEqual([]);
    expect((await turn("step")).messages).toBe(1);
    const taken = await codex.check().result;
    expect(textsOf(taken)).toEqual(["and you?"]);
    await codex.ack(taken.batch);
    const answer = { id: createId("m"), thread: "t1", text: "I too", replyTo: inquiry.id, captured: false };
    expect(await codex.api.answer(answer)).toMatchObject({ isFirst: true, received: false, held: true });
    expect(await isBack(asked)).toBe(false);
    expect((await turn("step")).messages).toBe(1);
    expect(await asked).toMatchObject({ status: "answered", answer: "I too" });
    // With the call, and not a second time by the channel.
    expect(claude.got).toHaveLength(1);
    expect(domain.delivery(answer.id)).toMatchObject({ state: "pushed", transport: "result" });
  });

  test("Claude's call that ends before its held answer says so, and has it by the channel later", async () => {
    const { domain, claude, codex, turn } = await createPair();
    await using _ = domain;
    const inquiry = { id: createId("q"), text: "and you?", waitMs: 1_000 };
    const asked = claude.api.askCodex(inquiry, new AbortController().signal);
    await codex.ack((await codex.check({ waitMs: 1 }).result).batch);
    await turn("pause");
    await codex.api.answer({
      id: createId("m"),
      thread: "t1",
      text: "secret",
      replyTo: inquiry.id,
      captured: false,
    });
    await domain.clock.advance(1_000);
    expect(await asked).toMatchObject({ status: "held", heldBy: "user", answer: null, answerId: null });
    await turn("resume");
    expect((await claude.next()).text).toBe("secret");
  });

  test("notes are held; the user's own words are not, and do not open it", async () => {
    const { domain, claude, codex, console, turn, view } = await createPair();
    await using _ = domain;
    await turn("pause");
    expect(await claude.send("psst")).toMatchObject({ state: "held", heldBy: "user", transport: null });
    await console.say({ id: createId("m"), to: "codex", text: "wait a moment" });
    await console.say({ id: createId("m"), to: "claude", text: "you too" });
    expect(view()).toMatchObject({ gate: "paused", held: 1 });
    const taken = await codex.check().result;
    expect(textsOf(taken)).toEqual(["wait a moment"]);
    await codex.ack(taken.batch);
    await settled();
    expect(claude.got.at(-1)).toMatchObject({ text: "you too", sender: "user" });
    // To the user, Claude speaks freely.
    const open = console.watch();
    expect(await claude.reply("I wait", must(claude.got.at(-1)).id)).toMatchObject({ to: "page", received: true });
    open();
  });

  test("what was stored before and nobody has is held too; what somebody has is not", async () => {
    const { domain, claude, codex, turn } = await createPair();
    await using _ = domain;
    const before = await claude.send("stored before");
    await turn("pause");
    expect(domain.delivery(before.message)).toMatchObject({ state: "held", heldBy: "user" });
    expect(textsOf(await codex.check().result)).toEqual([]);
    await turn("resume");

    const leased = await claude.send("leased before");
    const { batch } = await codex.check().result;
    expect(batch.items.map(({ text }) => text)).toEqual(["stored before", "leased before"]);
    await turn("pause");
    expect(domain.delivery(leased.message)).toMatchObject({ state: "stored" });
    // It comes back unread while the talk is paused: nobody gets it before a person says so.
    await codex.release(batch);
    expect(textsOf(await codex.check().result)).toEqual([]);
    expect(domain.delivery(leased.message)).toMatchObject({ state: "held", heldBy: "user" });
    await turn("resume");
    const again = await codex.check().result;
    expect(textsOf(again)).toEqual(["stored before", "leased before"]);
    await codex.ack(again.batch);
  });

  test("other conversations go on", async () => {
    const { domain, claude, turn } = await createPair();
    await using _ = domain;
    await turn("pause");
    const other = await domain.codex({ thread: "t2", threads: ["t2"] });
    const asked = other.ask("me?");
    await claude.reply("you", (await claude.next()).id);
    const { batch } = await asked.result;
    expect(batch.items).toMatchObject([{ text: "you" }]);
    await other.ack(batch);
  });

  test("held time does not count towards a question's end", async () => {
    const { domain, claude, codex, turn } = await createPair();
    await using _ = domain;
    await turn("pause");
    const asked = codex.ask("still there?", { waitMs: 0 });
    await asked.result;
    const before = must(domain.message(asked.id).question).expiresAt;
    await domain.clock.advance(2 * QUESTION_EXPIRY_MS);
    expect(domain.message(asked.id).question?.outcome).toBe("open");
    await turn("resume");
    expect(domain.message(asked.id).question?.expiresAt).toBe(before + 2 * QUESTION_EXPIRY_MS);
    await domain.clock.advance(QUESTION_EXPIRY_MS + 1_001);
    expect(domain.message(asked.id).question?.outcome).toBe("expired");
    expect(claude.got).toHaveLength(2);
  });

  test("one that was stored for a while before counts only from the pause on", async () => {
    const { domain, codex, claude, turn } = await createPair();
    await using _ = domain;
    const inquiry = { id: createId("q"), text: "and you?", waitMs: 0 };
    await claude.api.askCodex(inquiry, new AbortController().signal);
    const before = must(domain.message(inquiry.id).question).expiresAt;
    await domain.clock.advance(5_000);
    await turn("pause");
    await domain.clock.advance(7_000);
    await turn("step");
    expect(domain.message(inquiry.id).question?.expiresAt).toBe(before + 7_000);
    await codex.ack((await codex.check().result).batch);
  });
});

test("nobody learns of a question that is held for it, and nobody can answer it", async () => {
  const { domain, claude, codex, turn } = await createPair();
  await using _ = domain;
  await turn("pause");
  const asked = codex.ask("the secret question");
  await settled();
  // Neither as the only open question, nor in a list of what is open, nor as a counter-question.
  expect(await claude.reply("an answer to nothing")).toMatchObject({ to: "page" });
  const refused = await refusal(claude.reply("guessed", asked.id));
  expect(refused.code).toBe("not_found");
  expect(refused.message).not.toContain("secret");
  const inquiry = { id: createId("q"), text: "and you?", waitMs: 0 };
  expect(await claude.api.askCodex(inquiry, new AbortController().signal)).toMatchObject({
    status: "held",
    asked: null,
  });
  const answer = { id: createId("m"), thread: "t1", text: "guessed", replyTo: inquiry.id, captured: false };
  expect((await refusal(codex.api.answer(answer))).message).not.toContain("and you?");
  await turn("end");
  expect((await asked.result).status).toBe("ended");
});

describe("step", () => {
  test("lets the oldest through, one at a time, and a new pause does not hold it again", async () => {
    const { domain, claude, codex, console, turn } = await createPair();
    await using _ = domain;
    await turn("pause");
    for (const text of ["one", "two", "three"]) await claude.send(text);
    expect((await turn("step")).messages).toBe(1);
    await console.gate.turnAll("pause");
    await turn("pause");
    const first = await codex.check().result;
    expect(textsOf(first)).toEqual(["one"]);
    // Not received: it comes again, and nobody has to let it through twice.
    await codex.release(first.batch);
    const again = await codex.check().result;
    expect(textsOf(again)).toEqual(["one"]);
    await codex.ack(again.batch);
    expect((await console.gate.turnAll("resume")).messages).toBe(2);
    expect((await turn("step")).messages).toBe(0);
    const rest = await codex.check().result;
    expect(textsOf(rest)).toEqual(["two", "three"]);
    await codex.ack(rest.batch);
  });
});

describe("resume", () => {
  test("lets all through in order, and the gate is open", async () => {
    const { domain, claude, codex, turn, view } = await createPair();
    await using _ = domain;
    await turn("pause");
    for (const text of ["one", "two", "three"]) await claude.send(text);
    const asked = codex.ask("four");
    await settled();
    expect(await turn("resume")).toMatchObject({ messages: 4, conversation: { gate: "open", held: 0 } });
    expect((await turn("resume")).messages).toBe(0);
    const taken = await asked.result;
    expect(textsOf(taken)).toEqual(["one", "two", "three"]);
    await codex.ack(taken.batch);
    await settled();
    expect(claude.got.at(-1)?.text).toBe("four");
    expect(view().gate).toBe("open");
    expect(await claude.send("five")).toMatchObject({ state: "stored" });
  });

  test("of one conversation is refused while everything is paused", async () => {
    const { domain, claude, console, turn } = await createPair();
    await using _ = domain;
    await console.gate.turnAll("pause");
    expect(await claude.send("held")).toMatchObject({ state: "held" });
    expect(await refusal(turn("resume"))).toMatchObject({ code: "conflict", field: "action" });
    expect((await turn("step")).messages).toBe(1);
  });
});

describe("everything paused", () => {
  test("holds conversations that are still to come, and resume opens single ones too", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const events: unknown[] = [];
    const stop = console.subscribe((event) => event.type === "gate" && events.push(event));
    await console.gate.turnAll("pause");
    await console.gate.turnAll("pause");
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("first words");
    await settled();
    expect(domain.delivery(asked.id).state).toBe("held");
    expect(console.status()).toMatchObject({ gate: "paused", heldMessages: 1 });
    expect(console.snapshot().gate).toBe("paused");
    const { id } = must(console.conversations()[0]);
    await console.gate.turn(id, "pause");
    expect(await console.gate.turnAll("resume")).toEqual({ gate: "open", messages: 1 });
    expect(console.conversations()[0]?.gate).toBe("open");
    await claude.reply("words", (await claude.next()).id);
    await codex.ack((await asked.result).batch);
    stop();
    expect(events).toEqual([
      { type: "gate", gate: "paused" },
      { type: "gate", gate: "open" },
    ]);
  });

  test("a question that waits for a Claude session is held when one comes", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const codex = await domain.codex();
    const asked = codex.ask("anyone?", { hold: true });
    await settled();
    await console.gate.turnAll("pause");
    const claude = await domain.claude();
    await settled();
    expect(claude.got).toEqual([]);
    expect(domain.delivery(asked.id)).toMatchObject({ state: "held", receiver: claude.session });
    await console.gate.turnAll("resume");
    await claude.reply("me", (await claude.next()).id);
    await codex.ack((await asked.result).batch);
  });
});

describe("with the loop guard", () => {
  test("what the guard held moves to the user where the talk is paused, and resume starts the count anew", async () => {
    const { domain, claude, codex, console, turn } = await createPair({ loopLimit: 1 });
    await using _ = domain;
    const note = await claude.send("one too many");
    expect(note).toMatchObject({ state: "held", heldBy: "guard" });
    await turn("pause");
    await console.say({ id: createId("m"), to: "codex", text: "a word" });
    expect(domain.delivery(note.message)).toMatchObject({ state: "held", heldBy: "user" });
    await turn("resume");
    expect((await claude.send("counts anew")).state).toBe("stored");
    const held = await claude.send("over again");
    expect(held).toMatchObject({ state: "held", heldBy: "guard" });
    // Without a pause, too, a person may let it through, or step.
    await console.held.decide(held.message, { action: "release" });
    const taken = await codex.check().result;
    expect(textsOf(taken)).toEqual(["one too many", "a word", "counts anew", "over again"]);
    await codex.ack(taken.batch);
  });
});

test("a new host knows the gates, and what is held", async () => {
  const { mkdtempSync, rmSync } = await import("node:fs");
  const { join } = await import("node:path");
  const dir = mkdtempSync(join((await import("node:os")).tmpdir(), "codex-bridge-gate-"));
  const path = join(dir, "bridge.db");
  const first = await createDomain({ path });
  const claude = await first.claude({ session: "cc_1" });
  await first.codex({ thread: "t1", threads: ["t1"] });
  const note = await claude.send("before");
  const { id } = must(first.bridge.console.conversations()[0]);
  await first.bridge.console.gate.turn(id, "pause");
  first.crash();
  {
    await using second = await createDomain({ path, clock: first.clock });
    const again = await second.claude({ session: "cc_1" });
    const codex = await second.codex({ thread: "t1", threads: ["t1"] });
    expect(await again.send("after")).toMatchObject({ state: "held", heldBy: "user" });
    expect(second.bridge.console.held.list(null).map((message) => message.text)).toEqual(["before", "after"]);
    expect(second.delivery(note.message).state).toBe("held");
    await second.bridge.console.gate.turn(id, "end");
    await second.bridge.console.gate.turnAll("pause");
    expect((await codex.check().result).notices).toMatchObject([{ kind: "ended", message: id }]);
  }
  {
    await using third = await createDomain({ path, clock: first.clock });
    const again = await third.claude({ session: "cc_1" });
    await third.codex({ thread: "t1", threads: ["t1"] });
    expect(await refusal(again.send("still ended"))).toMatchObject({ code: "conflict" });
    expect(third.bridge.console.snapshot().gate).toBe("paused");
  }
  rmSync(dir, { recursive: true });
});
