/** A person ends the talk of two agents: who waits is told at once, both are told once, and nothing more passes. */
import { expect, test } from "bun:test";
import { createId } from "../../src/shared/ids";
import { must, textsOf, WAIT_MS } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

async function createTalk() {
  const domain = await createDomain();
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
    turn: (action: "pause" | "step" | "resume" | "end") => console.gate.turn(conversation, action),
    askCodex: (text: string) => {
      const id = createId("q");
      return { id, result: claude.api.askCodex({ id, text, waitMs: WAIT_MS }, new AbortController().signal) };
    },
    claudeNotices: async () => (await claude.api.sessions()).notices,
  };
}

test("waiting calls of both sides return and say so; what was held is dropped, and both are told once", async () => {
  const { domain, claude, codex, turn, claudeNotices } = await createTalk();
  await using _ = domain;
  const open = codex.ask("asked before", { waitMs: 0 });
  await open.result;
  const asked = codex.ask("and this");
  await settled();
  await turn("pause");
  const held = codex.ask("never to be seen");
  const note = await claude.send("nor this");
  await settled();
  expect(await turn("end")).toMatchObject({ messages: 0, conversation: { gate: "ended", held: 0 } });
  expect(await asked.result).toMatchObject({ status: "ended", state: "pushed" });
  const second = await held.result;
  expect(second).toMatchObject({ status: "ended", state: "dropped" });
  for (const id of [open.id, asked.id, held.id]) expect(domain.message(id).question?.outcome).toBe("cancelled");
  expect(domain.delivery(note.message)).toMatchObject({ state: "dropped", droppedBy: "end" });
  // Told by the calls that came back; nobody is told twice.
  expect((await codex.check().result).notices).toEqual([]);
  expect(await claudeNotices()).toHaveLength(1);
  await turn("end");
  expect((await codex.check().result).notices).toEqual([]);
  expect(await claudeNotices()).toEqual([]);
});

test("so does Claude's own waiting question", async () => {
  const { domain, turn, askCodex, claudeNotices } = await createTalk();
  await using _ = domain;
  const inquired = askCodex("and you?");
  await settled();
  await turn("end");
  expect(await inquired.result).toMatchObject({ status: "ended", answer: null, notices: [] });
  expect(domain.message(inquired.id).question?.outcome).toBe("cancelled");
  expect(await claudeNotices()).toEqual([]);
});

test("who waits for any message is told at once, and who does not with the next result", async () => {
  const { domain, claude, codex, turn, conversation, claudeNotices } = await createTalk();
  await using _ = domain;
  const told = [{ kind: "ended", message: conversation, start: "" }];
  const check = codex.check({ waitMs: WAIT_MS });
  const collect = claude.api.collect({ waitMs: WAIT_MS }, new AbortController().signal);
  await settled();
  await turn("end");
  expect(await check.result).toMatchObject({ notices: told, batch: { items: [] } });
  expect(await collect).toMatchObject({ notices: told, items: [] });
  await turn("resume");
  await turn("end");
  expect((await codex.check().result).notices).toEqual(told as never);
  expect(await claudeNotices()).toEqual(told as never);
});

test("an asker whose answer was held learns that the talk has ended", async () => {
  const { domain, claude, codex, turn } = await createTalk();
  await using _ = domain;
  const asked = codex.ask("how?");
  const { id } = await claude.next();
  await turn("pause");
  await claude.reply("like this", id);
  await turn("end");
  const result = await asked.result;
  expect(result).toMatchObject({ status: "ended" });
  expect(JSON.stringify(result)).not.toContain("like this");
});

test("afterwards everything between the two is refused with what to do, and nothing is stored", async () => {
  const { domain, claude, codex, console, turn, conversation, askCodex } = await createTalk();
  await using _ = domain;
  const asked = codex.ask("to be cancelled");
  const { id } = await claude.next();
  await turn("end");
  await asked.result;
  const before = console.history({ before: Number.MAX_SAFE_INTEGER }, 50, null).messages.length;
  const late = codex.ask("one more");
  for (const call of [claude.send("psst"), askCodex("and?").result, claude.reply("too late", id), late.result]) {
    const refused = await refusal(call);
    expect(refused.code).toBe("conflict");
    expect(refused.message).toContain(`codex-bridge resume --conversation ${conversation}`);
  }
  expect(console.history({ before: Number.MAX_SAFE_INTEGER }, 50, null).messages).toHaveLength(before);
  expect(await refusal(turn("pause"))).toMatchObject({ code: "conflict", field: "action" });
  // What Codex's turn happens to end with is no offence.
  const captured = { id: createId("m"), thread: "t1", text: "done", replyTo: id, captured: true };
  expect(await refusal(codex.api.answer(captured))).toMatchObject({ code: "not_found" });
  // Claude may still speak to the user, and to another thread.
  expect(await claude.reply("to the page")).toMatchObject({ to: "page" });
  const other = await domain.codex({ thread: "t2", threads: ["t2"] });
  expect(await claude.send("hello", "t2")).toMatchObject({ state: "stored" });
  await other.ack((await other.check().result).batch);
});

test("it goes on once the user writes there, or resumes it", async () => {
  const { domain, claude, codex, console, turn, conversation } = await createTalk();
  await using _ = domain;
  await turn("end");
  await console.say({ id: createId("m"), to: "codex", text: "go on", conversation });
  expect(console.conversations()[0]?.gate).toBe("open");
  expect(await claude.send("at last")).toMatchObject({ state: "stored" });
  await turn("end");
  await console.gate.turnAll("resume");
  // Everything that was paused goes on; what was ended stays so.
  expect((await refusal(claude.send("no"))).code).toBe("conflict");
  await turn("resume");
  expect(await claude.send("again")).toMatchObject({ state: "stored" });
  const taken = await codex.check().result;
  expect(textsOf(taken)).toEqual(["go on", "again"]);
  await codex.ack(taken.batch);
});

test("what was on its way when the talk ended, and came back unread, is dropped", async () => {
  const { domain, claude, codex, turn } = await createTalk();
  await using _ = domain;
  const sent = await claude.send("on its way");
  const { batch } = await codex.check().result;
  await turn("end");
  await codex.release(batch);
  expect(textsOf(await codex.check().result)).toEqual([]);
  expect(domain.delivery(sent.message)).toMatchObject({ state: "dropped", droppedBy: "end" });
});
