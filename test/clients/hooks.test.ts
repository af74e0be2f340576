/**
 * The real Claude Code, started without any channel flag, hears Codex all the same: its hooks wake it, the model sees the
 * text and answers with reply. No account, no internet: the model is scripted, the home is thrown away.
 */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { Status } from "../../src/api";
import { Endpoint } from "../../src/peer/wire";
import { createWorld, type World } from "../support/agents";
import { describeWithTool } from "../support/tools";
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

const ROOT = join(import.meta.dir, "..", "..");
const LIMIT_MS = 90_000;

/** A step of a turn that has nothing to do with messages. */
const LOOK = { name: "mcp__codex-bridge__list_sessions", input: {} };
const MOST_STEPS = 30;

interface Scene {
  world: World;
  api: MessagesApi;
  stage: ClaudeStage;
  /** What the model does instead of answering questions, as long as it gives something. */
  before: { script: (request: MessagesRequest) => AnswerBlock | null | Promise<AnswerBlock | null> };
}

/** The hooks of hooks/hooks.json, as they are, in a user's own settings. */
async function readHooks(): Promise<unknown> {
  const file = await Bun.file(join(ROOT, "hooks", "hooks.json")).text();
  return JSON.parse(file.replaceAll("$" + "{CLAUDE_PLUGIN_ROOT}", ROOT)).hooks;
}

/** Claude Code with the bridge and its hooks; the model answers every question that it sees, one after the other. */
async function play(act: (scene: Scene) => Promise<void>): Promise<void> {
  await using world = createWorld();
  const before: Scene["before"] = { script: () => null };
  await using api = createMessagesApi({
    async script(request) {
      const own = await before.script(request);
      if (own) return own;
      const seen = readMessages(request).join("\n");
      for (const [, id = ""] of seen.matchAll(/message_id="(q_\w+)"/g)) {
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
    processEnv: world.env,
    settings: { permissions: { allow: ["mcp__codex-bridge__*"] }, hooks: await readHooks() },
  });
  await act({ world, api, stage, before });
}

/** Asks and gives the answer's text; prints how long that took. */
async function ask(codex: Awaited<ReturnType<World["codex"]>>, question: string): Promise<string> {
  const startedAt = performance.now();
  // The session may still be starting: the question then waits for it.
  const { text: answer } = await codex.ask(question, { wait_seconds: 30 }).answer;
  process.stderr.write(`      ${question} → ${Math.round(performance.now() - startedAt)} ms\n`);
  return answer;
}

/** Claude sessions that the present host knows to be connected. */
async function countSessions({ stateDir }: World): Promise<number> {
  const endpoint = Endpoint.safeParse(
    await Bun.file(join(stateDir, "endpoint.json"))
      .json()
      .catch(() => null),
  ).data;
  if (!endpoint) return 0;
  const headers = { authorization: `Bearer ${endpoint.key}` };
  const answer = await fetch(`http://127.0.0.1:${endpoint.port}/api/status`, { headers }).catch(() => null);
  if (!answer) return 0;
  const { sessions } = Status.parse(await answer.json());
  return sessions.filter(({ kind, connected }) => kind === "claude" && connected).length;
}

const waiters = (stage: ClaudeStage) => stage.processes().filter(({ command }) => /^\S*bun \S*hook\.ts/.test(command));
const noWaiter = (stage: ClaudeStage) =>
  until(
    () => waiters(stage).length === 0,
    () => "a waiter is left",
  );

describeWithTool(["claude", "tmux"], "Claude Code without a channel", () => {
  test(
    "is woken while idle, again and again; three questions at once; after /clear; /exit leaves nothing",
    () =>
      play(async ({ world, stage }) => {
        const tui = await stage.open();
        const codex = await world.codex();
        expect(await ask(codex, "idle?")).toStartWith("from ");
        expect(await ask(codex, "idle again?")).toStartWith("from ");
        const others = await Promise.all([world.codex(), world.codex(), world.codex()]);
        const answers = await Promise.all(others.map((other, i) => ask(other, `one of three, ${i}?`)));
        for (const answer of answers) expect(answer).toStartWith("from ");
        await tui.submit("/clear");
        expect(await ask(codex, "after /clear?")).toStartWith("from ");
        expect(waiters(stage).length).toBeLessThanOrEqual(1);
        await tui.submit("/exit");
        await noWaiter(stage);
      }),
    LIMIT_MS,
  );

  test(
    "has it before the next model call of a turn that goes on",
    () =>
      play(async ({ world, stage, before, api }) => {
        const tui = await stage.open();
        const codex = await world.codex();
        expect(await ask(codex, "before?")).toStartWith("from ");
        await until(
          () => waiters(stage).length === 1,
          () => "no waiter",
        );
        let steps = 0;
        const open = Promise.withResolvers<void>();
        before.script = async (request) => {
          // Not the small requests beside it, such as the one for a title, which offer no tools.
          const isTurn = request.tools.length > 0 && readMessages(request).join("\n").includes("work on something");
          if (!isTurn || readMessages(request).join("\n").includes("mid-turn?")) return null;
          await open.promise;
          // The turn goes on, step by step, and ends only where the question never comes into it.
          return steps++ < MOST_STEPS ? (nextToolUse(request, { ...LOOK, id: `toolu_look_${steps}` }) ?? null) : null;
        };
        const had = api.requests.length;
        await tui.submit("work on something");
        await until(
          () => api.requests.length > had,
          () => "the turn did not begin",
        );
        const asking = ask(codex, "mid-turn?");
        await noWaiter(stage);
        open.resolve();
        expect(await asking).toStartWith("from ");
        process.stderr.write(`      it came within ${steps} steps of the turn\n`);
        expect(steps).toBeLessThan(MOST_STEPS);
      }),
    LIMIT_MS,
  );

  test(
    "has it by the bridge's next host, and each of two sessions has its own; SIGTERM and SIGKILL leave no waiter",
    () =>
      play(async ({ world, stage }) => {
        const host = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "serve"], {
          env: { PATH: process.env.PATH, HOME: stage.home.path, ...world.env },
          stdout: "ignore",
          stderr: "ignore",
        });
        await until(
          () => Bun.file(join(world.stateDir, "endpoint.json")).exists(),
          () => "no host",
        );
        const one = await stage.open({ project: "one" });
        const two = await stage.open({ project: "two" });
        const first = await world.codex({ cwd: join(stage.home.path, "one") });
        const second = await world.codex({ cwd: join(stage.home.path, "two") });
        const answers = await Promise.all([ask(first, "one?"), ask(second, "two?")]);
        expect(new Set(answers).size).toBe(2);
        host.kill("SIGKILL");
        await host.exited;
        // While only one of them is back, it would be the only one that a question could go to.
        await until(
          async () => (await countSessions(world)) === 2,
          () => "the sessions are not back",
        );
        expect([await ask(first, "one, next host?"), await ask(second, "two, next host?")]).toEqual(answers);
        await until(
          () => waiters(stage).length === 2,
          () => `${waiters(stage).length} waiters`,
        );
        process.kill(one.pid, "SIGTERM");
        await until(
          () => waiters(stage).length === 1,
          () => "a waiter is left after SIGTERM",
        );
        process.kill(two.pid, "SIGKILL");
        await noWaiter(stage);
      }),
    LIMIT_MS,
  );

  test(
    "is reminded once of a question that it answers in prose",
    () =>
      play(async ({ world, stage, before, api }) => {
        await stage.open();
        const codex = await world.codex();
        before.script = (request) =>
          readMessages(request).join("\n").includes("still waits for an answer") ? null : text("It is forty-two.");
        expect(await ask(codex, "in prose?")).toStartWith("from ");
        const reminded = api.requests.filter((request) =>
          readMessages(request).join("\n").includes("still waits for an answer"),
        );
        expect(reminded.length).toBeGreaterThan(0);
      }),
    LIMIT_MS,
  );
});
