/** The real Codex CLI and Claude Code attach files and are told of files, with scripted models. */
import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nextToolUse, runClaudePrint } from "../clients/claude-code";
import { findCallOutput, MODELS, runCodexExec, scriptCalls } from "../clients/codex-cli";
import { createMessagesApi, findToolResult, text } from "../clients/messages-api";
import { createResponsesApi } from "../clients/responses-api";
import { createWorld, type World } from "../support/agents";
import { describeWithTool } from "../support/tools";
import { PNG } from "./rig";

const TIMEOUT_MS = 60_000;
const ROOT = join(import.meta.dir, "..", "..");
const PATH = / bytes: (\/\S+)/g;

/** A file that every session may attach. */
function putOut({ stateDir }: World, name: string, content: string | Uint8Array): string {
  const outbox = join(stateDir, "outbox");
  mkdirSync(outbox, { recursive: true });
  writeFileSync(join(outbox, name), content);
  return join(outbox, name);
}

const pathsIn = (said: string) => [...said.matchAll(PATH)].map(([, path]) => path ?? "");

describeWithTool(["codex"], "the real Codex CLI", () => {
  test(
    "attaches a picture to its question, and its model is told where the answer's file lies",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const [model = ""] = Object.values(MODELS);
      const asking = {
        name: "send_to_claude",
        arguments: { message: "What is it?", files: [putOut(world, "dot.png", PNG)] },
        callId: "call_ask",
      };
      await using api = createResponsesApi({ script: scriptCalls([asking]) });
      const answered = claude.next().then(async (question) => {
        const files = [putOut(world, "answer.md", "# A dot")];
        await claude.call("reply", { text: "See the file.", reply_to: question.meta.message_id, files });
        return question;
      });
      const run = await runCodexExec({
        prompt: "go",
        model,
        api,
        mcpCommand: ["bun", join(ROOT, "codex-mcp.ts")],
        env: world.env,
        mcpSettings: { required: true },
      });
      expect(run.exitCode).toBe(0);
      const question = await answered;
      expect(question.meta.attachments).toBe("1");
      expect(readFileSync(pathsIn(question.content)[0] ?? "")).toEqual(PNG);
      const last = api.requests.at(-1);
      const output = (last && findCallOutput(last, asking)) ?? "";
      expect(output).toContain("See the file.");
      expect(readFileSync(pathsIn(output.replaceAll("\\n", "\n"))[0] ?? "", "utf8")).toBe("# A dot");
    },
    TIMEOUT_MS,
  );
});

describeWithTool(["claude"], "the real Claude Code", () => {
  test(
    "is told of a question's file, and attaches one to its answer",
    async () => {
      await using world = createWorld();
      const codex = await world.codex();
      const files = [putOut(world, "diff.patch", "--- a\n+++ b\n")];
      let answer: Promise<string> | null = null;
      let heard = "";
      await using api = createMessagesApi({
        async script(request) {
          // Asked once the session is there; its model then looks at its messages and answers.
          const list = { name: "mcp__codex-bridge__list_sessions", input: {}, id: "toolu_list" };
          if (!findToolResult(request, "toolu_list")) return nextToolUse(request, list) ?? text("done");
          answer ??= codex.ask("Review?", { files }).answer.then(({ blocks }) => blocks.join("\n"));
          const input = { wait_seconds: 30 };
          const look = { name: "mcp__codex-bridge__check_codex_messages", input, id: "toolu_look" };
          const looked = findToolResult(request, "toolu_look");
          if (!looked) return nextToolUse(request, look) ?? text("done");
          heard = JSON.stringify(looked);
          const reply = {
            name: "mcp__codex-bridge__reply",
            input: { text: "Good.", files: [putOut(world, "review.md", "# Good")] },
            id: "toolu_reply",
          };
          if (!findToolResult(request, "toolu_reply")) return nextToolUse(request, reply) ?? text("done");
          return text("done");
        },
      });
      const run = await runClaudePrint({
        prompt: "go",
        api,
        mcpCommand: ["bun", join(ROOT, "server.ts")],
        env: world.env,
      });
      expect(run.exitCode).toBe(0);
      expect(heard).toContain("diff.patch");
      const got = (await answer) ?? "";
      expect(got).toContain("Good.");
      expect(readFileSync(pathsIn(got)[0] ?? "", "utf8")).toBe("# Good");
    },
    TIMEOUT_MS,
  );
});
