/** Which of several Codex sessions gets a message, and which must not be woken. The model is scripted, the rest is real. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { describeWithTool } from "../support/tools";
import { findCallOutput, nextStep, startCodexExec } from "./codex-cli";
import { READY } from "./codex-tui";
import { createPushStage, type PushStage, TIMEOUT_MS, time } from "./push-stage";
import { message } from "./responses-api";

describeWithTool(["codex", "tmux"], "messages for several Codex sessions", () => {
  let stage: PushStage;

  beforeAll(async () => {
    stage = await createPushStage();
  }, TIMEOUT_MS);

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  async function expectOnce(thread: string, text: string): Promise<void> {
    const found = (await stage.read(thread)).filter((own) => own.text.includes(text));
    expect(found).toHaveLength(1);
  }

  test(
    "of two TUIs in one project each gets its own; before their first calls it is not certain which one is which",
    async () => {
      const one = await stage.open("shared");
      const two = await stage.open("shared");
      const turns = stage.model.turns().length;
      const early = await stage.send("EARLY-NOTE", one.process);
      expect(early.text).toContain("not certain which one it is");
      expect(stage.model.turns()).toHaveLength(turns);

      const first = await stage.check(one.tui, "check of one");
      const second = await stage.check(two.tui, "check of two");
      expect(first.thread).not.toBe(second.thread);
      expect([first.output, second.output].filter((output) => output.includes("EARLY-NOTE"))).toHaveLength(1);

      for (const [own, { tui, thread }] of Object.entries({ ONE: { ...one, ...first }, TWO: { ...two, ...second } })) {
        const sent = await stage.send(`FOR-${own}`, thread);
        expect(sent.text).toContain("started a turn in its live session");
        await tui.waitFor(`FOR-${own}`);
        expect((await stage.model.asked(`FOR-${own}`)).threadId).toBe(thread);
        await expectOnce(thread, `FOR-${own}`);
      }
      expect(await one.tui.screen()).not.toContain("FOR-TWO");
      expect(await two.tui.screen()).not.toContain("FOR-ONE");
      for (const { tui } of [one, two]) await tui.close("exit");
    },
    TIMEOUT_MS,
  );

  test(
    "a `codex exec` run is not woken and not queued to: it gets them with its next call",
    async () => {
      const calls = ["call_exec_1", "call_exec_2"].map((callId) => ({
        name: "check_claude_messages",
        callId,
        arguments: {},
      }));
      const sent: string[] = [];
      stage.model.on("exec run", async (request) => {
        const [first, second] = calls.map((call) => nextStep(request, call));
        if (first) return first;
        if (second) {
          const { text } = await time("kept for exec", stage.send("EXEC-NOTE", request.threadId));
          sent.push(text);
          return second;
        }
        return message(calls.map((call) => findCallOutput(request, call)).join("\n---\n"));
      });
      const { home } = stage.codex;
      const cwd = stage.codex.project("exec");
      const run = await startCodexExec({ prompt: "exec run", api: stage.model.api, mcpCommand: [], home, cwd });
      const { exitCode, messages, threadId = "" } = await run.result;
      expect(exitCode).toBe(0);
      expect(sent).toHaveLength(1);
      expect(sent[0]).toContain("a `codex exec` run takes it with its next call to the bridge");
      const [first, second] = messages.join("\n").split("\n---\n");
      expect(first).toContain("No messages wait for you");
      expect(second).toContain("EXEC-NOTE");
      expect((await stage.read(threadId)).map(({ text }) => text)).toEqual(["exec run"]);
    },
    TIMEOUT_MS,
  );

  for (const how of ["exit", "kill"] as const) {
    test(
      `a session whose window is gone (${how}) starts no turn that nobody asked for; reopened, it gets what was kept by itself`,
      async () => {
        const { tui } = await stage.open(`closed-${how}`);
        const { thread } = await stage.check(tui, `check before ${how}`);
        await tui.close(how);
        const turns = stage.model.turns().length;
        const sent = await time("kept", stage.send(`CLOSED-${how}`, thread));
        // Which of the two is said depends on whether the daemon has noticed by now that the window has gone.
        expect(sent.text).toMatch(/no Codex window is open|nobody has it open/);
        expect(await stage.sessions()).toContain(thread);
        expect(stage.model.turns()).toHaveLength(turns);

        const resume = { project: `closed-${how}`, args: ["resume", thread], ready: false };
        const again = await stage.codex.open(resume);
        await time("reopened", again.waitFor(`checked for check before ${how}`));
        await again.waitFor(READY);
        await time("pushed after that", again.waitFor(`CLOSED-${how}`));
        expect((await stage.model.asked(`CLOSED-${how}`)).threadId).toBe(thread);
        await stage.idle(thread);
        await expectOnce(thread, `CLOSED-${how}`);
        expect((await stage.send(`OPEN-AGAIN-${how}`, thread)).text).toContain("started a turn in its live session");
        await again.waitFor(`OPEN-AGAIN-${how}`);
        await again.close("exit");
      },
      TIMEOUT_MS,
    );
  }

  test(
    "with only another project's window open, at most one turn starts that nobody sees, until it is looked at",
    async () => {
      const gone = await stage.open("gone");
      const { thread } = await stage.check(gone.tui, "check of gone");
      const other = await stage.open("other");
      await gone.tui.close("exit");
      const first = await time("sent to a session that may be open", stage.send("UNSEEN-1", thread));
      expect(first.text).toContain("started a turn in its live session");
      await stage.model.asked("UNSEEN-1");
      await stage.idle(thread);
      const turns = stage.model.turns().length;
      const second = await time("kept", stage.send("UNSEEN-2", thread));
      expect(second.text).toContain("the last turn of this Codex session was not looked at");
      expect(stage.model.turns()).toHaveLength(turns);
      expect(await other.tui.screen()).not.toContain("UNSEEN");
      await other.tui.close("exit");

      // Codex starts a resumed thread anew, with an MCP server that has not been called yet.
      const again = await stage.codex.open({ project: "gone", args: ["resume", thread], ready: false });
      await time("pushed into the session that is open again", again.waitFor("UNSEEN-2"));
      await stage.idle(thread);
      const third = await time("sent to it", stage.send("UNSEEN-3", thread));
      expect(third.text).toContain("started a turn in its live session");
      await again.waitFor("UNSEEN-3");
      await stage.idle(thread);
      const words = (await stage.read(thread)).map(({ text }) => text).join("\n");
      expect(words.match(/UNSEEN-\d/g)).toEqual(["UNSEEN-1", "UNSEEN-2", "UNSEEN-3"]);
      await again.close("exit");
    },
    TIMEOUT_MS,
  );
});
