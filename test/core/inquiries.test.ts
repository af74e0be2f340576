/** Claude asks Codex and waits: the answer by Codex's tool, by the end of its turn, late, or a question in return. */
import { describe, expect, test } from "bun:test";
import { DETACHED } from "../../src/core/ask";
import type { AskCodexResult } from "../../src/shared/calls/claude";
import { createId } from "../../src/shared/ids";
import { type ClaudeAgent, type CodexAgent, WAIT_MS } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";

function askCodex(claude: ClaudeAgent, text: string, more: { waitMs?: number; id?: string } = {}) {
  const id = more.id ?? createId("q");
  const controller = new AbortController();
  const input = { id, text, waitMs: more.waitMs ?? WAIT_MS };
  const result: Promise<AskCodexResult> = claude.api.askCodex(input, controller.signal);
  return { id, result, abort: (reason = "cancelled") => controller.abort(reason) };
}

function answer(codex: CodexAgent, text: string, replyTo: string, captured = false) {
  return codex.api.answer({ id: createId("m"), thread: codex.thread, text, replyTo, captured });
}

describe("a question of Claude's", () => {
  test("reaches Codex as one, and its answer is the result of the call", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const asked = askCodex(claude, "sound?");
    const { batch } = await codex.check({ waitMs: WAIT_MS }).result;
    expect(batch.items).toMatchObject([{ id: asked.id, kind: "question", sender: "claude", text: "sound?" }]);
    await codex.ack(batch);
    expect(await answer(codex, "sound", asked.id)).toMatchObject({ isFirst: true, received: true });
    const result = await asked.result;
    expect(result).toMatchObject({ status: "answered", answer: "sound" });
    expect(result.redelivered).toBeUndefined();
    expect(domain.message(asked.id).question).toMatchObject({
      outcome: "answered",
      asker: claude.session,
      target: "t1",
    });
    // The call has brought it: the channel does not bring it again.
    expect(claude.got).toEqual([]);
  });

  test("that is asked again after its bridge was lost says of an answer that came meanwhile that it comes twice", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude({ session: "cc_a" });
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const asked = askCodex(claude, "what?");
    const { batch } = await codex.check({ waitMs: WAIT_MS }).result;
    await codex.ack(batch);
    asked.abort(DETACHED);
    await claude.api.detach();
    await answer(codex, "this", asked.id);
    // The member comes back: the channel brings what waits, before the call is made again.
    const back = await domain.claude({ session: "cc_a" });
    expect(await back.next()).toMatchObject({ text: "this", redelivered: false });
    expect(await askCodex(back, "what?", { id: asked.id }).result).toMatchObject({
      status: "answered",
      answer: "this",
      redelivered: true,
    });
  });

  test("stays open when the wait ends; the answer then comes by the channel", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const asked = askCodex(claude, "no hurry", { waitMs: 0 });
    expect(await asked.result).toMatchObject({ status: "open", answer: null });
    await codex.ack((await codex.check().result).batch);
    expect(await answer(codex, "at last", asked.id)).toMatchObject({ isFirst: true, received: false });
    expect(await claude.next()).toMatchObject({ kind: "reply", sender: "codex", text: "at last", replyTo: asked.id });
  });

  test("that was given up keeps its answer", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const asked = askCodex(claude, "never mind");
    await codex.ack((await codex.check({ waitMs: WAIT_MS }).result).batch);
    asked.abort();
    expect(await asked.result).toMatchObject({ status: "open" });
    await answer(codex, "still", asked.id);
    expect(await claude.next()).toMatchObject({ text: "still" });
  });

  test("asked again with its id is one question", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const first = askCodex(claude, "once", { waitMs: 0 });
    await first.result;
    const again = askCodex(claude, "once", { id: first.id });
    const { batch } = await codex.check().result;
    expect(batch.items).toHaveLength(1);
    await codex.ack(batch);
    await answer(codex, "yes", first.id);
    expect(await again.result).toMatchObject({ status: "answered", answer: "yes" });
  });

  test("that crosses one of Codex's: Claude's wait returns that one, and neither waits for ever", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const asked = askCodex(claude, "mine");
    await codex.ack((await codex.check({ waitMs: WAIT_MS }).result).batch);
    const counter = codex.ask("yours?");
    expect(await asked.result).toMatchObject({ status: "asked", asked: { id: counter.id, text: "yours?" } });
    await claude.reply("mine first", counter.id);
    const { batch } = await counter.result;
    expect(batch.items).toMatchObject([{ text: "mine first" }]);
    await codex.ack(batch);
    expect(domain.message(asked.id).question?.outcome).toBe("open");
    await answer(codex, "then mine", asked.id);
    expect(domain.message(asked.id).question?.outcome).toBe("answered");
  });
});

describe("an answer of Codex's", () => {
  test("second to the same question is a follow-up; the end of a turn is none", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const asked = askCodex(claude, "well?", { waitMs: 0 });
    await asked.result;
    await codex.ack((await codex.check().result).batch);
    await answer(codex, "one", asked.id);
    expect(await answer(codex, "what the turn ended with", asked.id, true)).toMatchObject({ isFirst: false });
    expect(await answer(codex, "two", asked.id)).toMatchObject({ isFirst: false });
    await domain.until(() => claude.got.length === 2);
    expect(claude.got.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(["reply: one", "note: two"]);
  });

  test("to what was not put to it is refused, and says what is open", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const other = await domain.codex({ thread: "t2", threads: ["t2"] });
    const asked = claude.api.askCodex(
      { id: createId("q"), text: "for t1", to: "t1", waitMs: 0 },
      new AbortController().signal,
    );
    const { question } = await asked;
    await codex.ack((await codex.check().result).batch);
    expect((await refusal(answer(other, "mine!", question))).code).toBe("not_found");
    const { message, field } = await refusal(answer(codex, "hm", "q_unknown"));
    expect(message).toContain(question);
    expect(field).toBe("reply_to");
  });
});
