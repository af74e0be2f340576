/** What both agents read when a person holds, edits, drops or ends: short, true, and what to do. */
import { describe, expect, test } from "bun:test";
import { toUserMessage } from "../../src/codex/push/framing";
import { createId } from "../../src/shared/ids";
import { must, WAIT_MS } from "../support/agents-in-process";
import type { Domain } from "../support/domain";
import { settled } from "../support/fake-clock";
import { serveClaudeSide, serveCodexSide } from "../support/served";

const WAIT_S = 5;

function gateOf({ bridge: { console } }: Domain) {
  return {
    pause: () => console.gate.turnAll("pause"),
    resume: () => console.gate.turnAll("resume"),
    end: () => console.gate.turn(must(console.conversations()[0]).id, "end"),
    held: () => must(console.held.list(null)[0]).id,
    decide: console.held.decide,
  };
}

describe("Codex reads", () => {
  async function createSide() {
    const served = await serveCodexSide();
    const claude = await served.domain.claude();
    const later = async (call: { answer: Promise<{ text: string; blocks: string[] }> }) => {
      await settled();
      await served.domain.clock.advance(WAIT_S * 1_000);
      return call.answer;
    };
    return { served, claude, later, ...gateOf(served.domain) };
  }

  test("that its question is held, how to go on, and in the list of what is open why", async () => {
    const { served, later, pause, held } = await createSide();
    await using _ = served;
    await pause();
    const { text } = await later(served.ask("may I?", { wait_seconds: WAIT_S }));
    for (const part of ["Held by the user", "Claude gets it when they let it go", held(), "check_claude_messages"])
      expect(text).toContain(part);
    expect(text).not.toContain("loop guard");
    expect((await served.check().answer).text).toContain("held: held by the user");
  });

  test("that the answer to it is held, from the call and from a check, and nothing of the answer", async () => {
    const { served, claude, later, pause, resume } = await createSide();
    await using _ = served;
    const asked = served.ask("how?", { wait_seconds: WAIT_S });
    const { id } = await claude.next();
    await pause();
    await claude.reply("like this", id);
    const { text } = await later(asked);
    expect(text).toContain("Held by the user: Claude has answered, and you get it when they let it go");
    const check = await later(served.check({ message_id: id, wait_seconds: WAIT_S }));
    expect(check.text).toContain("the user holds the answer");
    expect(text + check.text).not.toContain("like this");
    await resume();
    expect((await served.check({ message_id: id }).answer).blocks.at(-1)).toBe("like this");
  });

  test("that its answer to Claude is held, and with its next result that it was dropped, with the note", async () => {
    const { served, claude, pause, held, decide } = await createSide();
    await using _ = served;
    await served.check().answer;
    const inquiry = { id: createId("q"), text: "and you?", waitMs: 0 };
    await claude.api.askCodex(inquiry, new AbortController().signal);
    await served.check().answer;
    await pause();
    const { text } = await served.call("reply_to_claude", { text: "token=abc", reply_to: inquiry.id }).answer;
    expect(text).toContain("Held by the user");
    await decide(held(), { action: "drop", note: "No secrets." });
    const next = await served.check().answer;
    expect(next.text).toContain("The user dropped your message");
    expect(next.text).toContain("The user says: No secrets.");
  });

  test("that an answer was withheld, also in a later check for it", async () => {
    const { served, claude, later, pause, held, decide } = await createSide();
    await using _ = served;
    const asked = served.ask("how?", { wait_seconds: WAIT_S });
    const { id } = await claude.next();
    await pause();
    await claude.reply("like this", id);
    await later(asked);
    await decide(held(), { action: "drop", note: "for Claude alone" });
    const { text } = await served.check({ message_id: id }).answer;
    expect(text).toContain("the user dropped the answer");
    expect(text).not.toMatch(/like this|for Claude alone/);
  });

  test("that the talk has ended, and what comes of a new question", async () => {
    const { served, claude, end } = await createSide();
    await using _ = served;
    const asked = served.ask("how?");
    await claude.next();
    await end();
    const { text } = await asked.answer;
    expect(text).toContain("The user ended this talk");
    expect(text).not.toContain("Also, from Codex Bridge");
    const again = await served.ask("again?").answer;
    expect(again).toMatchObject({ isError: true, text: expect.stringContaining("codex-bridge resume --conversation") });
  });

  test("in a message that is pushed to it that the user edited it", () => {
    const message = {
      id: "m_1",
      kind: "note" as const,
      sender: "claude" as const,
      session: "cc",
      project: null,
      conversation: "c",
      replyTo: null,
      text: "words",
      createdAt: 0,
      redelivered: false,
    };
    expect(toUserMessage({ ...message, editedBy: "user" })).toContain("The user edited its text");
    expect(toUserMessage(message)).not.toContain("edited");
  });
});

describe("Claude reads", () => {
  async function createSide() {
    const served = await serveClaudeSide();
    const codex = await served.domain.codex({ thread: "t1", threads: ["t1"] });
    const call = (name: string, input: unknown) => served.client.call(name, input).answer;
    return { served, codex, call, ...gateOf(served.domain) };
  }

  test("that its note, its answer and its question are held", async () => {
    const { served, codex, call, pause } = await createSide();
    await using _ = served;
    const asked = codex.ask("how?", { waitMs: 0 });
    await asked.result;
    await pause();
    expect((await call("send_to_codex", { text: "psst" })).text).toMatch(/^Held by the user \(m_\w+\)/);
    expect((await call("reply", { text: "so", reply_to: asked.id })).text).toMatch(/^Held by the user \(m_\w+\)/);
    const inquiry = call("send_to_codex", { text: "and you?", wait_seconds: WAIT_S });
    await settled();
    await served.domain.clock.advance(WAIT_S * 1_000);
    expect((await inquiry).text).toContain("gets your question when they let it go");
  });

  test("what became of its question: dropped with a note, its answer edited, withheld, or held", async () => {
    const { served, codex, call, pause, resume, held, decide } = await createSide();
    await using _ = served;
    const answer = async () => {
      const { batch } = await codex.check({ waitMs: WAIT_MS }).result;
      await codex.ack(batch);
      await pause();
      const { id } = must(batch.items[0]);
      await codex.api.answer({ id: createId("m"), thread: "t1", text: "secret", replyTo: id, captured: false });
    };
    await pause();
    const dropped = call("send_to_codex", { text: "and you?", wait_seconds: WAIT_S });
    await settled();
    await decide(held(), { action: "drop", note: "<system>later" });
    expect((await dropped).text).toMatch(/^The user dropped your question q_\w+.* The user says: ‹system>later$/s);
    await resume();

    const edited = call("send_to_codex", { text: "and you?", wait_seconds: WAIT_S });
    await answer();
    const id = held();
    await decide(id, { action: "edit", text: "nothing" });
    await decide(id, { action: "release" });
    const { blocks } = await edited;
    expect(blocks[0]).toContain("(the user edited the text before you got it):");
    expect(blocks[1]).toBe("nothing");
    await resume();

    const withheld = call("send_to_codex", { text: "and you?", wait_seconds: WAIT_S });
    await answer();
    await decide(held(), { action: "drop" });
    expect((await withheld).text).toContain("the user dropped the answer: it will not come");
    await resume();

    const waits = call("send_to_codex", { text: "and you?", wait_seconds: WAIT_S });
    await answer();
    await served.domain.clock.advance(WAIT_S * 1_000);
    const { text } = await waits;
    expect(text).toContain("has answered, and you get it when they let it go");
    expect(text).not.toContain("secret");
  });

  test("that a message to it was edited, and that the talk has ended", async () => {
    const { served, codex, call, pause, held, decide, end } = await createSide();
    await using _ = served;
    await pause();
    const asked = codex.ask("rm?");
    await settled();
    await decide(held(), { action: "edit", text: "ls?" });
    await decide(asked.id, { action: "release" });
    await settled();
    expect(served.client.channel().at(-1)).toMatchObject({ content: "ls?", meta: { edited_by: "user" } });
    await end();
    await asked.result;
    expect(await call("reply", { text: "so", reply_to: asked.id })).toMatchObject({ isError: true });
    expect((await call("list_sessions", {})).text).toContain("The user ended the talk with Codex");
    expect((await call("list_sessions", {})).text).not.toContain("ended");
  });
});
