/** One held message: let through, edited, sent back or dropped, and what everybody is told of it. */
import { describe, expect, test } from "bun:test";
import type { HeldAction } from "../../src/shared/api";
import { createId } from "../../src/shared/ids";
import { textsOf, WAIT_MS } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

async function createTalk() {
  const domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  const { console } = domain.bridge;
  function askCodex(text: string) {
    const id = createId("q");
    const { signal } = new AbortController();
    return { id, result: claude.api.askCodex({ id, text, waitMs: WAIT_MS }, signal) };
  }
  return {
    domain,
    claude,
    codex,
    console,
    askCodex,
    pause: () => console.gate.turnAll("pause"),
    decide: (id: string, action: HeldAction) => console.held.decide(id, action),
    answer: async (replyTo: string, text: string) => {
      const id = createId("m");
      await codex.api.answer({ id, thread: "t1", text, replyTo, captured: false });
      return id;
    },
    /** All that Codex can take now. */
    take: async () => {
      const result = await codex.check().result;
      await codex.ack(result.batch);
      return { ...result, texts: textsOf(result) };
    },
    claudeNotices: async () => (await claude.api.sessions()).notices,
  };
}

describe("a question of Codex that is held", () => {
  async function createAsked() {
    const talk = await createTalk();
    await talk.pause();
    const asked = talk.codex.ask("rm -rf?");
    await settled();
    return { ...talk, asked };
  }

  test("released: goes to Claude as it is", async () => {
    const { domain, claude, codex, asked, decide } = await createAsked();
    await using _ = domain;
    expect(await decide(asked.id, { action: "release" })).toMatchObject({ id: asked.id, editedAt: null });
    const got = await claude.next();
    expect(got).toMatchObject({ text: "rm -rf?", redelivered: false });
    expect(got.editedBy).toBeUndefined();
    // The answer is held in its turn.
    const { message } = await claude.reply("no", asked.id);
    await decide(message, { action: "release" });
    const result = await asked.result;
    expect(textsOf(result)).toEqual(["no"]);
    await codex.ack(result.batch);
  });

  test("edited and released: Claude has the new text and is told who wrote it, again after a loss too", async () => {
    const { domain, claude, codex, asked, decide } = await createAsked();
    await using _ = domain;
    const edited = await decide(asked.id, { action: "edit", text: "ls?" });
    expect(edited).toMatchObject({ text: "ls?", editedBy: "user", deliveries: [{ state: "held" }] });
    expect(claude.got).toEqual([]);
    await decide(asked.id, { action: "release" });
    expect(await claude.next()).toMatchObject({ text: "ls?", editedBy: "user", sender: "codex" });
    await claude.api.detach();
    const again = await domain.claude({ session: claude.session });
    expect(await again.next()).toMatchObject({ text: "ls?", editedBy: "user", redelivered: true });
    const { message } = await again.reply("a b c", asked.id);
    await decide(message, { action: "edit", text: "a b" });
    await decide(message, { action: "release" });
    const { batch } = await asked.result;
    expect(batch.items).toMatchObject([{ text: "a b", editedBy: "user" }]);
    await codex.ack(batch);
  });

  test("dropped with a note: its call returns at once, with the note; Claude learns nothing", async () => {
    const { domain, claude, asked, decide, take, console } = await createAsked();
    await using _ = domain;
    await decide(asked.id, { action: "drop", note: "ask your user first" });
    const result = await asked.result;
    expect(result).toMatchObject({
      status: "dropped",
      state: "dropped",
      note: "ask your user first",
      notices: [],
    });
    expect(domain.message(asked.id).question?.outcome).toBe("cancelled");
    expect((await take()).notices).toEqual([]);
    await console.gate.turnAll("resume");
    await settled();
    expect(claude.got).toEqual([]);
  });

  test("dropped after its call has ended: told with the next result", async () => {
    const { domain, asked, decide, take } = await createAsked();
    await using _ = domain;
    await domain.clock.advance(WAIT_MS);
    expect((await asked.result).status).toBe("held");
    await decide(asked.id, { action: "drop", note: "no" });
    expect((await take()).notices).toEqual([{ kind: "dropped", message: asked.id, start: "rm -rf?", note: "no" }]);
    expect((await take()).notices).toEqual([]);
  });

  test("redirected: Codex gets it back as the user's words, and its call ends", async () => {
    const { domain, claude, codex, asked, decide } = await createAsked();
    await using _ = domain;
    await decide(asked.id, { action: "redirect" });
    const result = await asked.result;
    expect(result).toMatchObject({ status: "dropped", batch: { items: [{ kind: "note", sender: "user" }] } });
    expect(result.batch.items[0]?.text).toEndWith("\n\n> rm -rf?");
    expect(result.batch.items[0]?.text).toContain(asked.id);
    await codex.ack(result.batch);
    expect(domain.message(asked.id)).toMatchObject({
      question: { outcome: "cancelled" },
      deliveries: [{ state: "dropped" }],
    });
    expect(claude.got).toEqual([]);
  });
});

describe("an answer of Claude's that is held", () => {
  async function createAnswered(waitMs = WAIT_MS) {
    const talk = await createTalk();
    const asked = talk.codex.ask("how?", { waitMs });
    await talk.claude.next();
    await talk.pause();
    const { message } = await talk.claude.reply("like this", asked.id);
    return { ...talk, asked, message };
  }

  test("dropped: the asker's call says so and shows nothing of it; Claude has the note with its next result", async () => {
    const { domain, asked, message, decide, claudeNotices, take } = await createAnswered();
    await using _ = domain;
    await decide(message, { action: "drop", note: "more politely" });
    const result = await asked.result;
    expect(result).toMatchObject({ status: "withheld", notices: [], batch: { items: [] } });
    expect(JSON.stringify(result)).not.toContain("like this");
    expect(JSON.stringify(result)).not.toContain("politely");
    expect(await claudeNotices()).toEqual([{ kind: "dropped", message, start: "like this", note: "more politely" }]);
    expect(domain.message(asked.id).question?.outcome).toBe("answered");
    expect(await take()).toMatchObject({ notices: [], texts: [] });
  });

  test("dropped after the call has ended: the asker learns it with its next result, and by a check for it", async () => {
    const { domain, codex, asked, message, decide, take } = await createAnswered(0);
    await using _ = domain;
    await asked.result;
    await decide(message, { action: "drop" });
    const checked = await codex.check({ question: asked.id, waitMs: 5_000 }).result;
    expect(checked).toMatchObject({
      notices: [{ kind: "withheld", message: asked.id, start: "how?" }],
      questions: [{ outcome: "answered", state: "dropped", droppedBy: "user" }],
    });
    expect((await take()).notices).toEqual([]);
  });

  test("redirected: goes back to Claude, and the asker learns that it will not come", async () => {
    const { domain, claude, asked, message, decide } = await createAnswered();
    await using _ = domain;
    await decide(message, { action: "redirect" });
    expect((await asked.result).status).toBe("withheld");
    const back = await claude.next();
    expect(back).toMatchObject({ sender: "user", kind: "note" });
    expect(back.text).toEndWith("\n\n> like this");
  });

  test("a new answer after that is a follow-up", async () => {
    const { domain, claude, asked, message, decide, take } = await createAnswered();
    await using _ = domain;
    await decide(message, { action: "drop" });
    await asked.result;
    const second = await claude.reply("please, like this", asked.id);
    expect(second).toMatchObject({ as: "follow_up", heldBy: "user" });
    await decide(second.message, { action: "release" });
    expect((await take()).texts).toEqual(["please, like this"]);
  });
});

describe("what Claude asks or says, and what Codex answers", () => {
  test("Claude's held question, dropped: its call returns with the note", async () => {
    const { domain, askCodex, pause, decide, take } = await createTalk();
    await using _ = domain;
    await pause();
    const asked = askCodex("and you?");
    await settled();
    await decide(asked.id, { action: "drop", note: "later" });
    expect(await asked.result).toMatchObject({ status: "dropped", note: "later", notices: [], answer: null });
    expect((await take()).texts).toEqual([]);
  });

  test("Codex's held answer, edited and released: Claude's call has it, and says who edited it", async () => {
    const { domain, askCodex, pause, decide, take, answer } = await createTalk();
    await using _ = domain;
    const asked = askCodex("and you?");
    await settled();
    await take();
    await pause();
    const message = await answer(asked.id, "token=abc");
    await decide(message, { action: "edit", text: "token=…" });
    await decide(message, { action: "release" });
    expect(await asked.result).toMatchObject({ status: "answered", answer: "token=…", editedBy: "user" });
  });

  test("Codex's held answer, dropped: Claude's call says so and shows nothing of it", async () => {
    const { domain, askCodex, pause, decide, take, answer } = await createTalk();
    await using _ = domain;
    const asked = askCodex("and you?");
    await settled();
    await take();
    await pause();
    const message = await answer(asked.id, "token=abc");
    await decide(message, { action: "drop", note: "no secrets" });
    const result = await asked.result;
    expect(result).toMatchObject({ status: "withheld", answer: null, answerId: null });
    expect(JSON.stringify(result)).not.toContain("token=");
    expect((await take()).notices).toMatchObject([{ kind: "dropped", message, note: "no secrets" }]);
  });

  test("a note: released by the transport that is open, or redirected to Claude", async () => {
    const { domain, claude, codex, pause, decide } = await createTalk();
    await using _ = domain;
    await pause();
    const waiting = codex.check({ waitMs: WAIT_MS });
    const one = await claude.send("one");
    const two = await claude.send("two");
    await decide(two.message, { action: "redirect" });
    expect((await claude.next()).text).toEndWith("> two");
    await decide(one.message, { action: "release" });
    const { batch } = await waiting.result;
    expect(batch.items.map(({ text }) => text)).toEqual(["one"]);
    await codex.ack(batch);
  });

  test("redirecting to a Claude session that has gone is refused, and nothing happens", async () => {
    const { domain, claude, pause, decide } = await createTalk();
    await using _ = domain;
    await pause();
    const { message } = await claude.send("one");
    await claude.api.detach();
    expect(await refusal(decide(message, { action: "redirect" }))).toMatchObject({ code: "conflict" });
    expect(domain.delivery(message).state).toBe("held");
  });
});

describe("edits", () => {
  test("by the sender, of a held message: allowed, until the user has edited it", async () => {
    const { domain, claude, pause, decide, take } = await createTalk();
    await using _ = domain;
    await pause();
    const { message } = await claude.send("one");
    await claude.api.edit({ message, text: "two" });
    expect(domain.message(message)).toMatchObject({ text: "two", editedBy: "sender" });
    await decide(message, { action: "edit", text: "three" });
    expect(await refusal(claude.api.edit({ message, text: "four" }))).toMatchObject({ code: "conflict" });
    await decide(message, { action: "release" });
    expect((await take()).texts).toEqual(["three"]);
  });
});

describe("races", () => {
  const ACTIONS: HeldAction[] = [
    { action: "release" },
    { action: "drop", note: "no" },
    { action: "redirect" },
    { action: "edit", text: "x" },
  ];

  for (const first of ACTIONS) {
    for (const second of ACTIONS) {
      test(`${first.action} and ${second.action} at once: each happens wholly or not at all`, async () => {
        const { domain, claude, pause, decide, take } = await createTalk();
        await using _ = domain;
        await pause();
        const { message } = await claude.send("words");
        const results = await Promise.allSettled([decide(message, first), decide(message, second)]);
        const firstEnds = first.action !== "edit";
        expect(results[0].status).toBe("fulfilled");
        expect(results[1].status).toBe(firstEnds ? "rejected" : "fulfilled");
        if (firstEnds) {
          expect(await refusal(decide(message, second))).toMatchObject({ code: "conflict", field: "id" });
        }
        const done = firstEnds ? first.action : second.action;
        const text = first.action === "edit" ? "x" : "words";
        expect((await take()).texts).toEqual(done === "release" ? [text] : []);
        expect(domain.delivery(message).state).toBe(done === "release" ? "seen" : done === "edit" ? "held" : "dropped");
        await settled();
        expect(claude.got.filter(({ sender }) => sender === "user")).toHaveLength(done === "redirect" ? 1 : 0);
      });
    }
  }

  test("pause, step and resume at once let each message through once", async () => {
    const { domain, claude, pause, console, take } = await createTalk();
    await using _ = domain;
    await pause();
    for (const text of ["1", "2", "3"]) await claude.send(text);
    const { id } = console.conversations()[0] ?? { id: "" };
    const counts = await Promise.all([
      console.gate.turn(id, "step"),
      console.gate.turn(id, "step"),
      console.gate.turnAll("resume"),
      console.gate.turnAll("resume"),
    ]);
    expect(counts.map(({ messages }) => messages)).toEqual([1, 1, 1, 0]);
    expect((await take()).texts.toSorted()).toEqual(["1", "2", "3"]);
  });

  test("whoever speaks just as the talk is paused: held or handed over, never both", async () => {
    for (let steps = 0; steps < 12; steps++) {
      const { domain, claude, codex, pause, decide } = await createTalk();
      await using _ = domain;
      const asked = codex.ask("a race");
      for (let i = 0; i < steps; i++) await Promise.resolve();
      await pause();
      await settled();
      const { state } = domain.delivery(asked.id);
      expect({ steps, state, got: claude.got.length }).toEqual(
        state === "held" ? { steps, state: "held", got: 0 } : { steps, state: "pushed", got: 1 },
      );
      if (state === "held") await decide(asked.id, { action: "drop" });
      else {
        const { message } = await claude.reply("done", asked.id);
        await decide(message, { action: "drop" });
      }
      await asked.result;
    }
  });
});

test("unknown ids are named, and what was never held is refused", async () => {
  const { domain, claude, console, decide } = await createTalk();
  await using _ = domain;
  expect(await refusal(decide("m_none", { action: "release" }))).toMatchObject({ code: "not_found", field: "id" });
  expect(await refusal(console.gate.turn("c_none", "pause"))).toMatchObject({ code: "not_found", field: "id" });
  expect(await refusal(console.rename("c_none", "x"))).toMatchObject({ code: "not_found", field: "id" });
  const { message } = await claude.send("free");
  for (const action of [{ action: "release" }, { action: "drop" }, { action: "edit", text: "x" }] as HeldAction[])
    expect(await refusal(decide(message, action))).toMatchObject({ code: "conflict", field: "id" });
  expect(domain.message(message)).toMatchObject({ text: "free", editedAt: null });
});
