/** The real Codex CLI asks through the real bridge, with no approval configured, and its model reads the answers. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { type Claude, createWorld, type World } from "../support/agents";
import { describeWithTool } from "../support/tools";
import {
  type CodexExecOptions,
  type CodexToolCall,
  createCodexHome,
  findCallOutput,
  MODELS,
  nextStep,
  runCodexExec,
  scriptCalls,
} from "./codex-cli";
import { createResponsesApi, message, readMessages } from "./responses-api";

const TIMEOUT_MS = 60_000;
const mcpCommand = ["bun", join(import.meta.dir, "..", "..", "codex-mcp.ts")];

function ask(text: string, more: Partial<CodexToolCall> = {}): CodexToolCall {
  return { name: "send_to_claude", arguments: { message: text }, callId: "call_ask", ...more };
}

function check(more: Record<string, unknown> = {}, callId = "call_check"): CodexToolCall {
  return { name: "check_claude_messages", arguments: more, callId };
}

/** All that the README has the user configure: the command and the environment. */
function inWorld(world: World): Pick<CodexExecOptions, "mcpCommand" | "env" | "mcpSettings"> {
  // The first model request waits only about 1 s for a server's tools, which a busy test machine may exceed.
  return { mcpCommand, env: world.env, mcpSettings: { required: true } };
}

async function answerNext(claude: Claude, answer: string): Promise<string> {
  const { content, meta } = await claude.next();
  const { isError } = await claude.reply(answer, meta.message_id);
  expect(isError).toBe(false);
  return content;
}

describeWithTool(["codex"], "the real Codex CLI on the bridge", () => {
  for (const [shape, model] of Object.entries(MODELS)) {
    test(
      `asks, waits, and shows its model the answer (${shape})`,
      async () => {
        await using world = createWorld();
        const claude = await world.claude();
        const asking = ask("What is 6 × 7? 🦊");
        await using api = createResponsesApi({ script: scriptCalls([asking]) });
        const [run, question] = await Promise.all([
          runCodexExec({ prompt: "go", model, api, ...inWorld(world) }),
          answerNext(claude, "It is 42. ✓"),
        ]);
        expect(question).toBe("What is 6 × 7? 🦊");
        expect(run.exitCode).toBe(0);
        const last = api.requests.at(-1);
        expect(last && findCallOutput(last, asking)).toContain("It is 42. ✓");
        expect(run.messages.join()).toContain("It is 42. ✓");
        expect(claude.messages()[0]?.meta.session).toBe(run.threadId ?? "");
        const shown = api.requests.flatMap((request) => [
          ...request.tools.map(({ description }) => description),
          ...readMessages(request, "developer"),
        ]);
        expect(shown.join("\n")).toContain("Talk with Claude Code, another coding agent that works on this machine");
      },
      TIMEOUT_MS,
    );

    test(
      `fetches a late answer with a check that waits, and what Claude sends meanwhile (${shape})`,
      async () => {
        await using world = createWorld();
        const claude = await world.claude();
        const calls = [
          ask("late?", { arguments: { message: "late?", wait_seconds: 0 } }),
          check({ wait_seconds: 60 }, "call_late"),
          check({ wait_seconds: 60 }, "call_note"),
        ];
        await using api = createResponsesApi({
          async script(request) {
            // Claude answers only once the model has been told that there is no answer yet.
            const outputs = calls.map((call) => findCallOutput(request, call));
            if (outputs[0] !== undefined && outputs[1] === undefined) answerNext(claude, "late, but here");
            if (outputs[1] !== undefined && outputs[2] === undefined)
              claude.call("send_to_codex", { text: "by the way", to: request.threadId });
            return scriptCalls(calls)(request);
          },
        });
        const run = await runCodexExec({ prompt: "go", model, api, ...inWorld(world) });
        expect(run.exitCode).toBe(0);
        const last = api.requests.at(-1);
        const [first, late, note] = calls.map((call) => (last ? findCallOutput(last, call) : undefined));
        expect(first).toContain("No answer yet. Your question stays open");
        expect(late).toContain("late, but here");
        expect(note).toContain("by the way");
      },
      TIMEOUT_MS,
    );
  }

  test(
    "takes with its next turn what Claude sent to its thread after the process had ended",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      let turn = 0;
      await using api = createResponsesApi({
        // The second check proves that the first one's result was read: a scripted model is faster than the receipt.
        script: (request) => scriptCalls([check({}, `call_${turn}_1`), check({}, `call_${turn}_2`)])(request),
      });
      await using home = await createCodexHome({ api, ...inWorld(world) });
      const first = await runCodexExec({ prompt: "one", api, home, ...inWorld(world) });
      expect(first.messages.join()).toContain("No messages wait for you");
      const sent = await claude.call("send_to_codex", { text: "for when you are back", to: first.threadId });
      expect(sent.text).toContain("It is not connected");
      const again = { api, home, resume: first.threadId ?? "", ...inWorld(world) };
      turn++;
      const second = await runCodexExec({ prompt: "two", ...again });
      expect(second.threadId).toBe(first.threadId);
      expect(second.messages.join()).toContain("for when you are back");
      expect(second.messages.join()).not.toContain("redelivered");
      turn++;
      const third = await runCodexExec({ prompt: "three", ...again });
      expect(third.messages.join()).not.toContain("for when you are back");
    },
    TIMEOUT_MS,
  );

  test(
    "is told what to start where there is no bridge, and goes on",
    async () => {
      await using world = createWorld();
      await using api = createResponsesApi({ script: scriptCalls([ask("anybody?")]) });
      const run = await runCodexExec({ prompt: "go", api, ...inWorld(world) });
      expect(run.exitCode).toBe(0);
      expect(run.messages.join()).toContain("Not sent");
      expect(run.messages.join()).toContain("claude --dangerously-load-development-channels server:codex-bridge");
    },
    TIMEOUT_MS,
  );

  test("200 questions open at once, from 25 processes, are answered in random order, none misrouted", async () => {
    const PROCESSES = 25;
    const CALLS_EACH = 8;
    const AT_ONCE = 8;
    await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "warn" });
    const claude = await world.claude();
    const callsOf = (prompt: string) =>
      Array.from({ length: CALLS_EACH }, (_, place) =>
        ask(`${prompt}, question ${place}`, { callId: `call_${place}` }),
      );
    await using api = createResponsesApi({
      script(request) {
        const steps = callsOf(request.prompt).map((call) => nextStep(request, call));
        const open = steps.filter((step) => step !== undefined);
        return open.length > 0 ? open : message("done");
      },
    });
    // Codex sends one call at a time to a server unless it is told that the server can take more.
    const parallel = { required: true, supports_parallel_tool_calls: true, startup_timeout_sec: 60 };
    const prompts = Array.from({ length: PROCESSES }, (_, place) => `process ${place}`);
    const startedAt = performance.now();
    const runs: ReturnType<typeof runCodexExec>[] = [];
    for (const [place, prompt] of prompts.entries()) {
      runs.push(runCodexExec({ prompt, api, ...inWorld(world), mcpSettings: parallel }));
      // A few start at a time; all stay, since nobody is answered before the last one has asked.
      const before = (place + 1 - AT_ONCE) * CALLS_EACH;
      if (before > 0) await claude.client.waitFor(() => claude.messages().length >= before);
    }
    await claude.client.waitFor(() => claude.messages().length >= PROCESSES * CALLS_EACH);
    const openAt = performance.now();
    const questions = claude.messages();
    expect(new Set(questions.map(({ content }) => content)).size).toBe(PROCESSES * CALLS_EACH);
    const inAnyOrder = questions.toSorted((a, b) => Bun.hash.crc32(a.content) - Bun.hash.crc32(b.content));
    await Promise.all(inAnyOrder.map(({ content, meta }) => claude.reply(`to ${content}.`, meta.message_id)));

    const results = await Promise.all(runs);
    console.log(
      `${questions.length} questions open after ${Math.round(openAt - startedAt)} ms, ${PROCESSES} codex exec ended after ${Math.round(performance.now() - startedAt)} ms`,
    );
    for (const [place, run] of results.entries()) {
      expect(run.exitCode).toBe(0);
      const prompt = prompts[place] ?? "";
      const last = api.requests.findLast(({ threadId }) => threadId === run.threadId);
      for (const call of callsOf(prompt)) {
        const output = last && findCallOutput(last, call);
        expect(output).toContain(`to ${call.arguments.message}.`);
        expect(output?.match(/to process \d+, question \d+\./g)).toHaveLength(1);
      }
      const own = questions.filter(({ content }) => content.startsWith(`${prompt},`));
      expect(own.map(({ meta }) => meta.session)).toEqual(own.map(() => run.threadId));
    }
  }, 120_000);
});
