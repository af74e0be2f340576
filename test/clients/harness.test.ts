/** Proves that the harness drives the real clients, with a small MCP server in the bridge's place. */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { describeWithTool } from "../support/tools.ts";
import { runClaudePrint, scriptToolUses } from "./claude-code.ts";
import { MODELS, runCodexExec, scriptCalls } from "./codex-cli.ts";
import { createMessagesApi } from "./messages-api.ts";
import { createResponsesApi, findOutput, message } from "./responses-api.ts";

const TIMEOUT_MS = 60_000;
const mcpCommand = ["bun", join(import.meta.dir, "fixture-mcp.ts")];
const instructions = "FIXTURE-INSTRUCTIONS";

const ShownCall = z.object({
  meta: z.looseObject({ threadId: z.string().optional() }),
  client: z.string(),
  greeting: z.string().optional(),
  envNames: z.array(z.string()),
  cwd: z.string(),
  pid: z.number(),
});

describe("the scripted Responses API", () => {
  test("reads a compressed body and refuses a WebSocket", async () => {
    await using api = createResponsesApi({ script: ({ prompt }) => message(`heard ${prompt}`) });
    const input = [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }];
    const body = new Uint8Array(Bun.zstdCompressSync(JSON.stringify({ model: "gpt-5", input })));
    const headers = { "content-encoding": "zstd" };
    const answer = await fetch(`${api.baseUrl}/responses`, { method: "POST", headers, body });
    expect(await answer.text()).toContain("heard hi");
    const upgrade = await fetch(`${api.baseUrl}/responses`, { headers: { upgrade: "websocket" } });
    expect(upgrade.status).toBe(426);
    expect((await fetch(`${api.baseUrl}/models`)).status).toBe(200);
  });
});

describeWithTool(["codex"], "the real Codex CLI", () => {
  test(
    "tells the server which thread calls, and passes on the configured environment only",
    async () => {
      await using api = createResponsesApi({
        script: scriptCalls([{ name: "show_call", arguments: {}, callId: "call_show" }]),
      });
      const env = { CODEX_BRIDGE_GREETING: 'quo"te\\' };
      const run = await runCodexExec({ prompt: "go", mcpCommand, env, api });
      const shown = readShownCall(run.messages.join());
      expect(shown.meta.threadId).toBe(run.threadId);
      expect(shown).toMatchObject({ client: "codex-mcp-client", greeting: 'quo"te\\' });
      expect(shown.envNames).toEqual(["CODEX_BRIDGE_GREETING", "HOME", "LANG", "PATH", "TERM"]);
    },
    TIMEOUT_MS,
  );

  test(
    "waits for a code mode call that yields",
    async () => {
      const slow = {
        name: "echo",
        arguments: { text: "late", delay_ms: 1_500 },
        callId: "call_slow",
        yieldAfterMs: 200,
      };
      await using api = createResponsesApi({ script: scriptCalls([slow]) });
      const run = await runCodexExec({ prompt: "go", model: MODELS.codeMode, mcpCommand, api });
      expect(run.messages.join()).toContain("echo: late");
      const last = api.requests.at(-1);
      expect(last && findOutput(last, "call_slow")).toContain("Script running with cell ID");
    },
    TIMEOUT_MS,
  );

  test(
    "leaves nothing behind when it is ended in the middle of a turn",
    async () => {
      const abort = new AbortController();
      let shown: z.infer<typeof ShownCall> | undefined;
      const show = { name: "show_call", arguments: {}, callId: "call_show" };
      await using api = createResponsesApi({
        script: (request) => {
          const output = findOutput(request, "call_show");
          if (output === undefined) return scriptCalls([show])(request);
          shown = readShownCall(output);
          abort.abort();
          return new Promise(() => {});
        },
      });
      const run = await runCodexExec({ prompt: "go", mcpCommand, api, signal: abort.signal });
      expect(run.exitCode).not.toBe(0);
      expect(shown?.cwd).toStartWith(tmpdir());
      expect(existsSync(shown?.cwd ?? "/")).toBe(false);
      await waitUntil(() => !isAlive(shown?.pid ?? process.pid));
    },
    TIMEOUT_MS,
  );

  test(
    "fails with the script's own error",
    async () => {
      const api = createResponsesApi({ script: scriptCalls([{ name: "absent", arguments: {}, callId: "call_1" }]) });
      const run = await runCodexExec({ prompt: "go", mcpCommand, api });
      expect(run.exitCode).toBe(1);
      expect(api.requests).toHaveLength(1);
      await expect(api.stop()).rejects.toThrow("mcp__codex_bridge.absent is not offered to gpt-5");
    },
    TIMEOUT_MS,
  );
});

describeWithTool(["claude"], "the real Claude Code", () => {
  const echo = { name: "mcp__codex-bridge__echo", input: { text: "olá" }, id: "toolu_echo" };
  const show = { name: "mcp__codex-bridge__show_call", input: {}, id: "toolu_show" };

  test(
    "calls a deferred tool and an always loaded one, and shows the model the results",
    async () => {
      await using api = createMessagesApi({ script: scriptToolUses([echo, show]) });
      const env = { CODEX_BRIDGE_GREETING: "hello" };
      const run = await runClaudePrint({ prompt: "go", mcpCommand, env, api });
      expect(run).toMatchObject({ exitCode: 0, servers: { "codex-bridge": "connected" } });
      expect(run.answer).toStartWith("echo: olá\n");
      const shown = readShownCall(run.answer ?? "");
      expect(shown).toMatchObject({ client: "claude-code", greeting: "hello" });
      expect(shown.envNames).toContain("CLAUDE_PROJECT_DIR");

      const [first, ...later] = api.requests;
      expect(first?.system).toContain(instructions);
      expect(first?.sessionId).toBe(run.sessionId);
      const names = (tools: { name: string }[] = []) => tools.map((tool) => tool.name);
      expect(names(first?.tools)).toContain(show.name);
      expect(names(first?.tools)).not.toContain(echo.name);
      expect(names(later.at(-1)?.tools)).toContain(echo.name);
    },
    TIMEOUT_MS,
  );

  test(
    "does not call a tool that the settings do not permit",
    async () => {
      await using api = createMessagesApi({ script: scriptToolUses([show]) });
      const run = await runClaudePrint({ prompt: "go", mcpCommand, api, settings: { permissions: {} } });
      expect(run.answer).toContain("requested permissions");
    },
    TIMEOUT_MS,
  );

  test(
    "fails with the script's own error",
    async () => {
      const absent = { name: "mcp__codex-bridge__absent", input: {}, id: "toolu_1" };
      const api = createMessagesApi({ script: scriptToolUses([absent]) });
      const run = await runClaudePrint({ prompt: "go", mcpCommand, api });
      expect(run.exitCode).toBe(1);
      await expect(api.stop()).rejects.toThrow("mcp__codex-bridge__absent is not offered");
    },
    TIMEOUT_MS,
  );
});

function readShownCall(text: string): z.infer<typeof ShownCall> {
  return ShownCall.parse(JSON.parse(text.slice(text.indexOf("{"))));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries === 200) throw new Error("the condition did not come true within 5 s");
    await Bun.sleep(25);
  }
}
