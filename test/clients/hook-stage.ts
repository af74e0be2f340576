/** The real Claude Code with no flag, the bridge and its hooks, and a model that answers what it sees. */
import { join } from "node:path";
import { readEndpoint } from "../../src/rpc/endpoint";
import { Status } from "../../src/shared/api";
import { createWorld, type World } from "../support/agents";
import { nextToolUse } from "./claude-code";
import { type ClaudeStage, createClaudeStage, until } from "./claude-tui";
import {
  type AnswerBlock,
  createMessagesApi,
  type MessagesApi,
  type MessagesRequest,
  readMessages,
  text,
} from "./messages-api";

export const ROOT = join(import.meta.dir, "..", "..");

export interface Scene {
  world: World;
  api: MessagesApi;
  stage: ClaudeStage;
  /** What the model does instead of answering questions, as long as it gives something. */
  before: { script: (request: MessagesRequest) => AnswerBlock | null | Promise<AnswerBlock | null> };
}

export interface SceneOptions {
  /** More of the user's settings; `hooks` in the place of the plugin's. */
  settings?: Record<string, unknown>;
  /** More of Claude Code's environment, which its servers and hooks inherit. */
  env?: Record<string, string>;
}

/** Claude Code whose inbox is not used: what comes is for its hooks. */
export const WITHOUT_INBOX = { env: { CODEX_BRIDGE_INBOX: "false" } };

/** The plugin's hooks, as they are, in a user's own settings. */
export async function readHooks(): Promise<object> {
  const file = await Bun.file(join(ROOT, "plugin", "codex-bridge", "claude", "hooks.json")).text();
  return JSON.parse(file.replaceAll("$" + "{CLAUDE_PLUGIN_ROOT}", ROOT)).hooks;
}

/** Claude Code with the bridge and its hooks; the model answers every question that it sees, one after the other. */
export async function play({ settings, env }: SceneOptions, act: (scene: Scene) => Promise<void>): Promise<void> {
  await using world = createWorld();
  const before: Scene["before"] = { script: () => null };
  await using api = createMessagesApi({
    async script(request) {
      const own = await before.script(request);
      if (own) return own;
      for (const [, id = ""] of readAll(request).matchAll(/message_id="(q_\w+)"/g)) {
        const input = { text: `from ${request.sessionId}`, reply_to: id };
        const step = nextToolUse(request, { name: "mcp__codex-bridge__reply", input, id: `toolu_${id}` });
        if (step) return step;
      }
      return text("All is answered.");
    },
  });
  await using stage = await createClaudeStage({
    api,
    mcpCommand: [process.execPath, join(ROOT, "server.ts")],
    processEnv: { ...world.env, ...env },
    settings: { permissions: { allow: ["mcp__codex-bridge__*"] }, hooks: await readHooks(), ...settings },
  });
  await act({ world, api, stage, before });
}

/** All that the model has before it, as one text. */
export const readAll = (request: MessagesRequest) => readMessages(request).join("\n");

/** How often a text comes in what the model has before it, at most, among all requests of a session. */
export function countMost({ requests }: MessagesApi, part: string): number {
  return Math.max(0, ...requests.map((request) => readAll(request).split(part).length - 1));
}

/** Asks and gives the answer's text; prints how long that took. */
export async function ask(codex: Awaited<ReturnType<World["codex"]>>, question: string): Promise<string> {
  const startedAt = performance.now();
  // The session may still be starting: the question then waits for it.
  const { text: answer } = await codex.ask(question, { wait_seconds: 30 }).answer;
  process.stderr.write(`      ${question} → ${Math.round(performance.now() - startedAt)} ms\n`);
  return answer;
}

/** Claude sessions that the present host knows to be connected; null where none answers. */
export async function readSessions({ stateDir }: World): Promise<Status["sessions"] | null> {
  const endpoint = readEndpoint(join(stateDir, "endpoint.json"));
  if (!endpoint) return null;
  const headers = { authorization: `Bearer ${endpoint.key}` };
  const answer = await fetch(`http://127.0.0.1:${endpoint.port}/api/status`, { headers }).catch(() => null);
  if (!answer) return null;
  const { sessions } = Status.parse(await answer.json());
  return sessions.filter(({ kind, connected }) => kind === "claude" && connected);
}

/** A host of its own, which outlives the sessions. */
export async function startHost({ world, stage }: Scene) {
  const host = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "serve"], {
    env: { PATH: process.env.PATH, HOME: stage.home.path, ...world.env },
    stdout: "ignore",
    stderr: "ignore",
  });
  await until(
    () => Bun.file(join(world.stateDir, "endpoint.json")).exists(),
    () => "no host",
  );
  return host;
}

/** The waiting hooks' own processes, without the shells around them. */
export const waiters = (stage: ClaudeStage) =>
  stage.processes().filter(({ command }) => /^\S*bun\S* \S*hook\.(ts|js)/.test(command));

export const waitForWaiters = (stage: ClaudeStage, count: number) =>
  until(
    () => waiters(stage).length === count,
    () => `${waiters(stage).length} waiters, and not ${count}`,
  );
