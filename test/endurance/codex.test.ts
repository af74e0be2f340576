/** Many real Codex CLIs at once on one real bridge: every question is answered, and none is misrouted. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { type CodexToolCall, findCallOutput, nextStep, runCodexExec } from "../clients/codex-cli";
import { createResponsesApi, message } from "../clients/responses-api";
import { createWorld } from "../support/agents";
import { describeWithTool } from "../support/tools";

const mcpCommand = ["bun", join(import.meta.dir, "..", "..", "codex-mcp.ts")];

function ask(text: string, callId: string): CodexToolCall {
  return { name: "send_to_claude", arguments: { message: text }, callId };
}

describeWithTool(["codex"], "many of the real Codex CLI", () => {
  test("200 questions open at once, from 25 processes, are answered in random order, none misrouted", async () => {
    const PROCESSES = 25;
    const CALLS_EACH = 8;
    const AT_ONCE = 8;
    await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "warn" });
    const claude = await world.claude();
    const callsOf = (prompt: string) =>
      Array.from({ length: CALLS_EACH }, (_, place) => ask(`${prompt}, question ${place}`, `call_${place}`));
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
    const runs: ReturnType<typeof runCodexExec>[] = [];
    for (const [place, prompt] of prompts.entries()) {
      runs.push(runCodexExec({ prompt, api, mcpCommand, env: world.env, mcpSettings: parallel }));
      // A few start at a time; all stay, since nobody is answered before the last one has asked.
      const before = (place + 1 - AT_ONCE) * CALLS_EACH;
      if (before > 0) await claude.client.waitFor(() => claude.messages().length >= before);
    }
    await claude.client.waitFor(() => claude.messages().length >= PROCESSES * CALLS_EACH);
    const questions = claude.messages();
    expect(new Set(questions.map(({ content }) => content)).size).toBe(PROCESSES * CALLS_EACH);
    const inAnyOrder = questions.toSorted((a, b) => Bun.hash.crc32(a.content) - Bun.hash.crc32(b.content));
    await Promise.all(inAnyOrder.map(({ content, meta }) => claude.reply(`to ${content}.`, meta.message_id)));

    const results = await Promise.all(runs);
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
