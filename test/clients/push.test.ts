/** Claude's words reach the real Codex TUI by themselves, whatever it is doing. The model is scripted, the rest is real. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { describeWithTool } from "../support/tools";
import { findCallOutput, nextStep } from "./codex-cli";
import { type CodexTui, READY } from "./codex-tui";
import { createPushStage, type PushStage, readEndpoint, TIMEOUT_MS, time } from "./push-stage";
import { message, readMessages } from "./responses-api";

/** One session lives through all of these tests, as a person's does. */
describeWithTool(["codex", "tmux"], "a message for an open Codex session", () => {
  let stage: PushStage;
  let tui: CodexTui;
  let thread = "";

  beforeAll(async () => {
    stage = await createPushStage();
    const before = await stage.sessions();
    tui = await time("Codex is open", stage.codex.open());
    thread = await time("its MCP server is on the bridge", stage.newSession(before));
  }, TIMEOUT_MS);

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  /** The message stands in the thread as often as it must: once. */
  async function expectOnce(text: string): Promise<void> {
    const found = (await stage.read(thread)).filter((own) => own.text.includes(text));
    expect(found).toEqual([{ text: expect.any(String), clientId: expect.stringMatching(/^c0deb21[de]-/) }]);
  }

  test(
    "wakes a fresh session, whose process has not called yet, and its mail is the thread's from then on",
    async () => {
      expect(thread).toStartWith("p_");
      const sent = await time("sent to a fresh session", stage.send("FRESH-NOTE"));
      expect(sent.text).toContain("started a turn in its live session");
      await time("shown", tui.waitFor("FRESH-NOTE"));
      const request = await stage.model.asked("FRESH-NOTE");
      expect(request.prompt).toContain("from Claude Code, another agent");
      const process = thread;
      thread = await stage.newSession([process]);
      expect(await stage.sessions()).toEqual([thread]);
      expect(request.threadId).toBe(thread);
      await expectOnce("FRESH-NOTE");
    },
    TIMEOUT_MS,
  );

  test(
    "wakes the session again right after its turn",
    async () => {
      for (const text of ["IDLE-NOTE-1", "IDLE-NOTE-2", "IDLE-NOTE-3"]) {
        await stage.idle(thread);
        const sent = await time("sent to an idle session", stage.send(text));
        expect(sent.text).toContain("started a turn in its live session");
        await time("shown", tui.waitFor(text));
        await stage.model.asked(text);
        await expectOnce(text);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "brings each of several at once, in one turn or more",
    async () => {
      await stage.idle(thread);
      await Promise.all(["BURST-NOTE-1", "BURST-NOTE-2", "BURST-NOTE-3"].map((text) => stage.send(text)));
      for (const text of ["BURST-NOTE-1", "BURST-NOTE-2", "BURST-NOTE-3"]) {
        await stage.model.asked(text);
        await expectOnce(text);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "leaves the person's half-typed words alone",
    async () => {
      await stage.idle(thread);
      await tui.type("half a tho");
      await tui.waitFor("half a tho");
      expect((await stage.send("DRAFT-NOTE")).text).toContain("started a turn");
      await stage.model.asked("DRAFT-NOTE");
      await stage.idle(thread);
      await tui.submit("ught");
      expect((await stage.model.asked("half a thought")).prompt).toBe("half a thought");
      await expectOnce("DRAFT-NOTE");
    },
    TIMEOUT_MS,
  );

  test(
    "joins the turn that the model is thinking about",
    async () => {
      await stage.idle(thread);
      const think = stage.model.hold("a long thought");
      await tui.submit("have a long thought");
      const first = await stage.model.asked("a long thought");
      const sent = await time("sent while the model thinks", stage.send("STEER-NOTE"));
      expect(sent.text).toContain("was added to the turn that it is working on");
      // Codex does not wait for words that have not begun: it asks the model again at once.
      const next = await time("the model is asked again", stage.model.asked("STEER-NOTE"));
      expect(next.index).toBeGreaterThan(first.index);
      expect(readMessages(next, "user").slice(-2)).toEqual(["have a long thought", next.prompt]);
      think();
      await stage.idle(thread);
      await tui.waitFor("STEER-NOTE");
      await expectOnce("STEER-NOTE");
    },
    TIMEOUT_MS,
  );

  test(
    "reaches the model with the result of another server's tool that is at work",
    async () => {
      await stage.idle(thread);
      const echo = {
        name: "echo",
        server: "fixture",
        callId: "call_slow",
        arguments: { text: "slow", delay_ms: 1_500 },
      };
      stage.model.on("use the slow tool", (request) => nextStep(request, echo) ?? message("the tool was slow"));
      await tui.submit("use the slow tool");
      await tui.waitFor("Calling fixture.echo");
      const sent = await time("sent while a tool runs", stage.send("TOOL-NOTE"));
      expect(sent.text).toContain("was added to the turn that it is working on");
      const next = await time("the model is asked again", stage.model.asked("TOOL-NOTE"));
      expect(findCallOutput(next, echo)).toContain("echo: slow");
      await expectOnce("TOOL-NOTE");
    },
    TIMEOUT_MS,
  );

  test(
    "is the result of the call in which the session waits for Claude; the question stays open, and its answer comes by itself",
    async () => {
      await stage.idle(thread);
      const ask = {
        name: "send_to_claude",
        callId: "call_wait",
        arguments: { message: "QUESTION-1", wait_seconds: 60 },
      };
      let result = "";
      stage.model.on("ask Claude and wait", (request) => {
        result = findCallOutput(request, ask) ?? "";
        return nextStep(request, ask) ?? message("not answered yet");
      });
      await tui.submit("ask Claude and wait");
      const question = await stage.claude.next(({ content }) => content === "QUESTION-1");
      const sent = await time("sent while it waits", stage.send("WAITING-NOTE"));
      expect(sent.text).toContain("was given to it as the result of a call that it had open");
      await tui.waitFor("not answered yet");
      expect(result).toContain("No answer yet. Your question stays open");
      expect(result).toMatch(/Message from Claude \(m_\S+, [^)]*\):\nWAITING-NOTE/);

      await stage.idle(thread);
      const answered = await time("answered late", stage.claude.reply("ANSWER-1", question.meta.message_id));
      expect(answered.text).toContain("was no longer waiting; your answer started a turn in its live session");
      const { prompt } = await stage.model.asked("ANSWER-1");
      expect(prompt).toContain(`about your question ${question.meta.message_id}`);
      await tui.waitFor("ANSWER-1");
      await expectOnce("ANSWER-1");
      expect((await stage.read(thread)).filter(({ text }) => text.includes("WAITING-NOTE"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "wakes the session with a late answer after its wait has ended, and with the user's words from the page",
    async () => {
      await stage.idle(thread);
      const ask = {
        name: "send_to_claude",
        callId: "call_short",
        arguments: { message: "QUESTION-2", wait_seconds: 0 },
      };
      stage.model.on("ask Claude and go on", (request) => nextStep(request, ask) ?? message("going on"));
      await tui.submit("ask Claude and go on");
      const question = await stage.claude.next(({ content }) => content === "QUESTION-2");
      await tui.waitFor("going on");
      await stage.idle(thread);
      const answered = await time("answered late", stage.claude.reply("ANSWER-2", question.meta.message_id));
      expect(answered.text).toContain("your answer started a turn in its live session");
      await stage.model.asked("ANSWER-2");
      await expectOnce("ANSWER-2");

      await stage.idle(thread);
      const { url, key } = readEndpoint(stage.world);
      const id = `m_${crypto.randomUUID().replaceAll("-", "")}`;
      const response = await fetch(`${url}/api/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ id, to: "codex", session: thread, text: "PAGE-WORDS" }),
      });
      expect([response.status, await response.text()]).toEqual([201, expect.any(String)]);
      const { prompt } = await time("the user's words reach the model", stage.model.asked("PAGE-WORDS"));
      expect(prompt).toContain("from the user");
      await tui.waitFor("PAGE-WORDS");
      await expectOnce("PAGE-WORDS");
      await tui.waitFor(READY);
    },
    TIMEOUT_MS,
  );
});
