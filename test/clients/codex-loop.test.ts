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
  runCodexExec,
  scriptCalls,
} from "./codex-cli";
import { createResponsesApi, readMessages } from "./responses-api";

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
      `asks and waits; fetches a late answer, and what Claude sends meanwhile (${shape})`,
      async () => {
        await using world = createWorld();
        const claude = await world.claude();
        const calls = [
          ask("What is 6 × 7? 🦊", { callId: "call_now" }),
          ask("late?", { callId: "call_late", arguments: { message: "late?", wait_seconds: 0 } }),
          check({ wait_seconds: 60 }, "call_check"),
          check({ wait_seconds: 60 }, "call_note"),
        ];
        await using api = createResponsesApi({
          async script(request) {
            const done = calls.filter((call) => findCallOutput(request, call) !== undefined).length;
            if (done === 0) answerNext(claude, "It is 42. ✓");
            // Claude answers only once the model has been told that there is no answer yet.
            if (done === 2) answerNext(claude, "late, but here");
            if (done === 3) claude.call("send_to_codex", { text: "by the way", to: request.threadId });
            return scriptCalls(calls)(request);
          },
        });
        const run = await runCodexExec({ prompt: "go", model, api, ...inWorld(world) });
        expect(run.exitCode).toBe(0);
        const last = api.requests.at(-1);
        const [now, open, late, note] = calls.map((call) => (last ? findCallOutput(last, call) : undefined));
        expect(now).toContain("It is 42. ✓");
        expect(open).toContain("No answer yet. Your question stays open");
        expect(late).toContain("late, but here");
        expect(note).toContain("by the way");
        const [question] = claude.messages();
        expect(question).toMatchObject({ content: "What is 6 × 7? 🦊", meta: { session: run.threadId } });
        const shown = api.requests.flatMap((request) => [
          ...request.tools.map(({ description }) => description),
          ...readMessages(request, "developer"),
        ]);
        expect(shown.join("\n")).toContain("Talk with Claude Code, another coding agent that works on this machine");
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
      expect(run.messages.join()).toContain("Start Claude Code with: claude");
    },
    TIMEOUT_MS,
  );
});
