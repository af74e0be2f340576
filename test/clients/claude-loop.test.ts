/** The real Claude Code runs the real server.ts and answers a Codex through it, permitted by its settings alone. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { CLAUDE_INSTRUCTIONS } from "../../src/claude/instructions";
import { type Codex, createWorld, type World } from "../support/agents";
import type { ToolAnswer } from "../support/stdio-client";
import { describeWithTool } from "../support/tools";
import { type ClaudePrintOptions, nextToolUse, runClaudePrint } from "./claude-code";
import { runCodexExec, scriptCalls } from "./codex-cli";
import { createMessagesApi, findToolResult, type MessagesScript, type ToolOutput, text } from "./messages-api";
import { createResponsesApi } from "./responses-api";

const TIMEOUT_MS = 60_000;
const ROOT = join(import.meta.dir, "..", "..");
const TOOLS = ["reply", "send_to_codex", "check_codex_messages", "edit_message", "list_sessions"];

interface Step {
  name: string;
  input: Record<string, unknown>;
}

/**
 * A model that takes steps one after the other. Each step may look at what the ones before it returned, oldest first,
 * and wait for what happens outside; undefined ends the turn.
 */
function takeSteps(next: (outputs: ToolOutput[]) => Promise<Step | undefined>): MessagesScript {
  const taken: Step[] = [];
  return async (request) => {
    const outputs = taken.flatMap((_, place) => findToolResult(request, `toolu_${place}`) ?? []);
    if (outputs.length === taken.length) {
      const step = await next(outputs);
      if (step === undefined) return text("done");
      taken.push(step);
    }
    const [place, step] = [...taken.entries()].at(-1) ?? [0, { name: "", input: {} }];
    const call = { ...step, name: `mcp__codex-bridge__${step.name}`, id: `toolu_${place}` };
    return nextToolUse(request, call) ?? text("done");
  };
}

function inWorld(world: World): Pick<ClaudePrintOptions, "mcpCommand" | "env"> {
  return { mcpCommand: ["bun", join(ROOT, "server.ts")], env: world.env };
}

/** Asks, and resolves once the bridge has the question. */
async function askAndLearn(codex: Codex, question: string): Promise<{ id: string; answer: Promise<ToolAnswer> }> {
  const { answer } = codex.ask(question);
  for (;;) {
    const { text } = await codex.check();
    const line = text.split("\n").find((line) => line.endsWith(`"${question}"`));
    const id = line?.match(/q_\w+/)?.[0];
    if (id !== undefined) return { id, answer };
  }
}

describeWithTool(["claude"], "the real Claude Code on the bridge", () => {
  test(
    "connects the channel server, shows the tools at once and the instructions whole",
    async () => {
      await using world = createWorld();
      await using api = createMessagesApi({ script: () => text("hello") });
      const flags = ["--dangerously-load-development-channels", "server:codex-bridge"];
      const run = await runClaudePrint({ prompt: "go", api, flags, ...inWorld(world) });
      expect(run.exitCode).toBe(0);
      expect(run.servers).toEqual({ "codex-bridge": "connected" });
      const [first] = api.requests;
      expect(first?.system).toContain(CLAUDE_INSTRUCTIONS);
      const offered = first?.tools.filter(({ name }) => name.startsWith("mcp__codex-bridge__")) ?? [];
      expect(offered.map(({ name }) => name.slice("mcp__codex-bridge__".length)).sort()).toEqual(TOOLS.toSorted());
      // As the server itself describes them: nothing was cut off.
      const scripted = await world.claude();
      const own = JSON.stringify(await scripted.client.request("tools/list").result);
      for (const { description } of offered) expect(own).toContain(JSON.stringify(description));
      // With a later revision of the protocol it would not take the server for a channel.
      expect(run.debugLog).toContain('"negotiatedProtocolVersion":"2025-11-25"');
    },
    TIMEOUT_MS,
  );

  test(
    "lists, is told what is open where it was not clear, answers by id, and the askers get the answers",
    async () => {
      await using world = createWorld();
      const outputs: ToolOutput[] = [];
      const answers: ToolAnswer[] = [];
      let asked: Awaited<ReturnType<typeof askAndLearn>>[] = [];
      const script = takeSteps(async (seen) => {
        outputs.splice(0, outputs.length, ...seen);
        switch (seen.length) {
          case 0: {
            const codexes = await Promise.all([
              world.codex({ thread: "thread-a" }),
              world.codex({ thread: "thread-b" }),
            ]);
            asked = await Promise.all(codexes.map((codex, place) => askAndLearn(codex, `question ${place}`)));
            return { name: "list_sessions", input: {} };
          }
          case 1:
            return { name: "reply", input: { text: "to whom?" } };
          case 2:
            return { name: "reply", input: { text: "nowhere", reply_to: "q_unknown" } };
          case 3:
          case 4: {
            // A model finds the id in the error's own words.
            const place = 4 - seen.length;
            const id = seen[1]?.text.match(new RegExp(`(q_\\w+) from codex .*"question ${place}"`))?.[1];
            return { name: "reply", input: { text: `answer ${place}`, reply_to: id } };
          }
          case 5:
            answers.push(...(await Promise.all(asked.map(({ answer }) => answer))));
            return { name: "reply", input: { text: "one more word", reply_to: asked[0]?.id } };
          default:
            return undefined;
        }
      });
      await using api = createMessagesApi({ script });
      const run = await runClaudePrint({ prompt: "go", api, ...inWorld(world) });
      expect(run.exitCode).toBe(0);
      expect(run.answer).toBe("done");

      const [listed, unclear, unknown, second, first, followUp] = outputs;
      expect(listed?.text).toMatch(/claude \S+ \(you\): .* 2 open questions to it/);
      for (const thread of ["thread-a", "thread-b"]) expect(listed?.text).toContain(`codex ${thread}`);
      for (const error of [unclear, unknown]) {
        expect(error?.isError).toBe(true);
        expect(error?.text).toContain("Nothing was sent");
        for (const { id } of asked) expect(error?.text).toContain(id);
      }
      for (const answer of [second, first])
        expect(answer?.text).toContain("was waiting and has been given your answer");
      expect(first?.isError).toBe(false);
      expect(followUp?.text).toContain("follow-up");
      expect(answers.map(({ blocks }) => blocks)).toEqual([["answer 0"], ["answer 1"]]);
    },
    TIMEOUT_MS,
  );

  test(
    "speaks first, corrects itself in time, and is told when it is too late",
    async () => {
      await using world = createWorld();
      const outputs: ToolOutput[] = [];
      const received: string[] = [];
      let codex: Codex | undefined;
      const idOf = (output: ToolOutput | undefined) => output?.text.match(/m_\w+/)?.[0];
      const script = takeSteps(async (seen) => {
        outputs.splice(0, outputs.length, ...seen);
        switch (seen.length) {
          case 0:
            return { name: "send_to_codex", input: { text: "too early" } };
          case 1:
            codex = await world.codex();
            await codex.check();
            return { name: "send_to_codex", input: { text: "first words" } };
          case 2:
            return { name: "edit_message", input: { message_id: idOf(seen[1]), text: "better words" } };
          case 3:
            received.push(...((await codex?.check())?.blocks ?? []));
            return { name: "edit_message", input: { message_id: idOf(seen[1]), text: "too late" } };
          case 4:
            return { name: "reply", input: { txt: "misspelt" } };
          default:
            return undefined;
        }
      });
      await using api = createMessagesApi({ script });
      const run = await runClaudePrint({ prompt: "go", api, ...inWorld(world) });
      expect(run.answer).toBe("done");
      const [early, sent, edited, late, wrong] = outputs;
      expect(early?.isError).toBe(true);
      expect(early?.text).toContain("Not sent: no Codex session is connected");
      expect(sent?.isError).toBe(false);
      expect(edited?.text).toContain("is now at revision");
      expect(received.at(-1)).toBe("better words");
      expect(late?.isError).toBe(true);
      expect(late?.text).toContain("Codex already has this message");
      expect(wrong?.isError).toBe(true);
      expect(wrong?.text).toContain('Unknown field "txt"');
    },
    TIMEOUT_MS,
  );

  test(
    "leaves no bridge behind when it is done, and answers a held question's asker through the next session",
    async () => {
      await using world = createWorld();
      const codex = await world.codex();
      let held: Promise<ToolAnswer> | undefined;
      const asking = takeSteps(async () => {
        // Once: the inbox brings the question into a turn of its own.
        held ??= (await askAndLearn(codex, "will you come back?")).answer;
        return undefined;
      });
      await using first = createMessagesApi({ script: asking });
      const cwd = ROOT;
      const gone = await runClaudePrint({ prompt: "go", api: first, cwd, ...inWorld(world) });
      expect(gone.exitCode).toBe(0);
      expect(await Bun.file(join(world.stateDir, "endpoint.json")).exists()).toBe(false);

      // A Claude session that has ended does not return: its question goes to the project's next one, some seconds on.
      const answering = takeSteps(async (seen) => {
        const last = seen.at(-1);
        if (last?.text.includes("has been given your answer")) return undefined;
        if (last?.text.includes("1 open questions to it")) return { name: "reply", input: { text: "I am back" } };
        return { name: "list_sessions", input: {} };
      });
      await using second = createMessagesApi({ script: answering });
      const back = await runClaudePrint({ prompt: "go", api: second, cwd, ...inWorld(world) });
      expect(back.answer).toBe("done");
      expect((await held)?.blocks[0]).toBe("I am back");
    },
    TIMEOUT_MS,
  );
});

describeWithTool(["claude", "codex"], "the real Claude Code and the real Codex CLI together", () => {
  test(
    "Codex asks, Claude answers, and Codex's model reads it",
    async () => {
      await using world = createWorld();
      const call = { name: "send_to_claude", arguments: { message: "real to real?" }, callId: "call_ask" };
      await using responses = createResponsesApi({ script: scriptCalls([call]) });
      let asking: ReturnType<typeof runCodexExec> | undefined;
      await using messages = createMessagesApi({
        script: takeSteps(async (seen) => {
          asking ??= runCodexExec({
            prompt: "go",
            api: responses,
            mcpCommand: ["bun", join(ROOT, "codex-mcp.ts")],
            mcpSettings: { required: true },
            env: world.env,
          });
          const last = seen.at(-1);
          if (last?.text.includes("has been given your answer")) return undefined;
          if (last?.text.includes("1 open questions to it")) return { name: "reply", input: { text: "real indeed" } };
          return { name: "list_sessions", input: {} };
        }),
      });
      const claude = await runClaudePrint({ prompt: "go", api: messages, ...inWorld(world) });
      expect(claude.answer).toBe("done");
      const codex = await asking;
      expect(codex?.exitCode).toBe(0);
      expect(codex?.messages.join()).toContain("real indeed");
    },
    TIMEOUT_MS,
  );
});
