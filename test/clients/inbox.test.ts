/**
 * The real Claude Code, started with nothing but `claude`, hears Codex by its own inbox, in every state that it can be in, and
 * each message once. The model is scripted, the home is thrown away.
 */
import { expect, test } from "bun:test";
import { readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Codex } from "../support/agents";
import { listenAsInbox } from "../support/inbox";
import { describeWithTool } from "../support/tools";
import { nextToolUse, runClaudePrint } from "./claude-code";
import { type ClaudeTui, until } from "./claude-tui";
import { ask, countMost, play, ROOT, readAll, readSessions, type Scene, waitForWaiters } from "./hook-stage";
import { findToolResult, text } from "./messages-api";

const LIMIT_MS = 180_000;
const ALLOWED = {
  permissions: { allow: ["mcp__codex-bridge__*", "Bash(sleep:*)"], ask: ["Bash(touch:*)"] },
};
const HELD_STEP = "sleep 2 && echo slept";

/** Once the user has said `prompt`, the model takes one step with the shell. */
function stepOn(scene: Scene, prompt: string, command: string): string {
  const id = `toolu_${prompt.replaceAll(/\W/g, "_")}`;
  scene.before.script = (request) => {
    if (request.tools.length === 0 || !readAll(request).includes(prompt)) return null;
    return nextToolUse(request, { name: "Bash", input: { command, description: "a step" }, id }) ?? null;
  };
  return id;
}

/** The model has each text once, as a line of its own. */
function expectOnce({ api }: Scene, ...texts: string[]): void {
  for (const one of texts) expect([one, countMost(api, `\n${one}\n`)]).toEqual([one, 1]);
}

const sessionOf = async ({ world }: Scene) => (await readSessions(world))?.[0];

/** Asks without waiting; resolves once the question has been pushed. */
async function askAndLeave(codex: Codex, question: string): Promise<void> {
  const { text: answer } = await codex.ask(question, { wait_seconds: 0 }).answer;
  expect(answer).toContain("q_");
}

/** Opens a session, and waits until the bridge knows it: on a busy machine that takes longer than a call waits. */
async function open(scene: Scene, options: Parameters<Scene["stage"]["open"]>[0] = {}): Promise<ClaudeTui> {
  const read = async () => ((await readSessions(scene.world)) ?? []).map(({ id }) => id);
  const before = await read();
  const tui = await scene.stage.open(options);
  await until(
    async () => (await read()).some((id) => !before.includes(id)),
    () => "the bridge does not know the session",
  );
  return tui;
}

/** Says yes to a question of Claude Code's own. Asked again: a key that comes too early is lost. */
const agree = (tui: ClaudeTui, question: string) =>
  until(
    async () => {
      if (!(await tui.screen()).includes(question)) return true;
      await tui.press("Enter");
      return false;
    },
    () => `${question} is still asked`,
  );

const isAsked = ({ api }: Scene, part: string) =>
  until(
    () => countMost(api, part) > 0,
    () => `the model was never shown ${part}`,
  );

describeWithTool(["claude", "tmux"], "Claude Code with nothing but its inbox", () => {
  test(
    "hears while idle, at work, at a prompt, with a draft, after /clear and /compact; no hook waits beside it",
    () =>
      play({ settings: ALLOWED }, async (scene) => {
        const { stage, world, before, api } = scene;
        const tui = await open(scene);
        const codex = await world.codex();
        for (const question of ["idle?", "idle again?"]) expect(await ask(codex, question)).toStartWith("from ");
        expect(await sessionOf(scene)).toMatchObject({ transport: "inbox", channel: "proved", obstacle: null });
        await waitForWaiters(stage, 0);
        expect(await tui.screen()).toContain("Message from @Codex: idle again?");

        const others = await Promise.all([world.codex(), world.codex(), world.codex()]);
        const answers = await Promise.all(others.map((other, i) => ask(other, `one of three, ${i}?`)));
        for (const answer of answers) expect(answer).toStartWith("from ");

        // A text that streams: what comes meanwhile is the next turn's.
        const streaming = Promise.withResolvers<void>();
        before.script = async (request) => {
          if (request.tools.length === 0 || !readAll(request).includes("tell me a story")) return null;
          if (readAll(request).includes("while you speak?")) return null;
          await streaming.promise;
          return text("Once upon a time.");
        };
        await tui.submit("tell me a story");
        await isAsked(scene, "tell me a story");
        const spoken = ask(codex, "while you speak?");
        await askAndLeave(await world.codex(), "and one that is left?");
        streaming.resolve();
        expect(await spoken).toStartWith("from ");

        const step = stepOn(scene, "take a step", HELD_STEP);
        await tui.submit("take a step");
        await tui.waitFor("sleep 2");
        expect(await ask(codex, "at a step?")).toStartWith("from ");
        expect(api.requests.map((request) => findToolResult(request, step)?.text)).toContain("slept");

        // A question of Claude Code's own stays open, and is not answered.
        stepOn(scene, "touch something", "touch touched.txt");
        await tui.submit("touch something");
        await tui.waitFor("Do you want to proceed?");
        const waiting = ask(codex, "at a prompt?");
        await askAndLeave(await world.codex(), "and another?");
        expect(await tui.screen()).toContain("Do you want to proceed?");
        expect(countMost(api, "at a prompt?")).toBe(0);
        await agree(tui, "Do you want to proceed?");
        expect(await waiting).toStartWith("from ");

        before.script = () => null;
        await tui.press("-l", "half a line");
        expect(await ask(codex, "beside a draft?")).toStartWith("from ");
        expect(await tui.screen()).toContain("half a line");
        await tui.press("C-u");

        await tui.submit("/clear");
        expect(await ask(codex, "after /clear?")).toStartWith("from ");
        await tui.submit("/compact");
        expect(await ask(codex, "at /compact?")).toStartWith("from ");
        expectOnce(
          scene,
          "idle?",
          "one of three, 1?",
          "while you speak?",
          "at a step?",
          "at a prompt?",
          "at /compact?",
        );
        await waitForWaiters(stage, 0);
      }),
    LIMIT_MS,
  );

  test(
    "hears after --resume, in plan mode and with all permissions",
    () =>
      play({ settings: ALLOWED, env: { IS_SANDBOX: "1" } }, async (scene) => {
        const { stage, world, api } = scene;
        const codex = await world.codex();
        const first = await open(scene);
        expect(await ask(codex, "first?")).toStartWith("from ");
        await first.submit("/exit");
        await until(
          async () => ((await readSessions(world)) ?? []).length === 0,
          () => "the first session is still there",
        );
        const again = await open(scene, { args: ["--continue"] });
        expect(await ask(codex, "resumed?")).toStartWith("from ");
        await again.submit("/exit");
        const free = await open(scene, { project: "free", args: ["--dangerously-skip-permissions"] });
        const beside = await world.codex({ cwd: join(stage.home.path, "free") });
        expect(await ask(beside, "all permitted?")).toStartWith("from ");
        await free.submit("/exit");
        const plan = await open(scene, { project: "plan", args: ["--permission-mode", "plan"] });
        const planner = await world.codex({ cwd: join(stage.home.path, "plan") });
        const planned = ask(planner, "in plan mode?");
        await isAsked(scene, "in plan mode?");
        // What may change something is asked about there, whatever the rules allow.
        await plan.waitFor("Do you want to");
        await agree(plan, "Do you want to");
        expect(await planned).toStartWith("from ");
        expectOnce(scene, "resumed?", "all permitted?", "in plan mode?");
        expect(api.requests.length).toBeGreaterThan(0);
      }),
    LIMIT_MS,
  );

  test.each(["hold", "refuse"])(
    "is not written to where its settings say %s: a hook brings the message, and list_sessions names the setting",
    (value) =>
      play({ settings: { ...ALLOWED, crossSessionInbound: value } }, async (scene) => {
        const { stage, world } = scene;
        const tui = await open(scene);
        const codex = await world.codex();
        await waitForWaiters(stage, 1);
        expect(await ask(codex, `in spite of ${value}?`)).toStartWith("from ");
        expect(await sessionOf(scene)).toMatchObject({
          transport: null,
          inbound: expect.stringContaining(`crossSessionInbound is "${value}" in ${stage.home.path}`),
        });
        expect(await tui.screen()).not.toContain("Held");
        expectOnce(scene, `in spite of ${value}?`);
      }),
    LIMIT_MS,
  );

  test(
    "each of two sessions has its own; values inherited from another session are not used; a socket that is gone is told",
    () => {
      const foreign = join(tmpdir(), `foreign-${process.pid}.sock`);
      const outer = listenAsInbox(foreign);
      const inherited = { CLAUDE_CODE_MESSAGING_SOCKET: foreign, CLAUDE_CODE_MESSAGING_TOKEN: "outer" };
      return play({ settings: ALLOWED, env: inherited }, async (scene) => {
        const { stage, world } = scene;
        const tuis = [await open(scene, { project: "one" }), await open(scene, { project: "two" })];
        await until(
          async () => (await readSessions(world))?.length === 2,
          () => "the sessions are not both there",
        );
        const one = await world.codex({ cwd: join(stage.home.path, "one") });
        const two = await world.codex({ cwd: join(stage.home.path, "two") });
        const answers = await Promise.all([ask(one, "one?"), ask(two, "two?")]);
        expect(new Set(answers).size).toBe(2);
        expect(outer.count()).toBe(0);
        expectOnce(scene, "one?", "two?");

        const sockets = join(stage.home.path, "tmp", "cc-socks");
        for (const name of readdirSync(sockets)) rmSync(join(sockets, name));
        const { text: told } = await one.ask("nobody listens?", { wait_seconds: 0 }).answer;
        expect(told).toContain("q_");
        await until(
          async () =>
            (await sessionOf(scene))?.obstacle === "the session's inbox is gone" ||
            (await readSessions(world))?.some(({ obstacle }) => obstacle === "the session's inbox is gone") === true,
          () => "the loss was not told",
        );
        // The hook that runs at the end of the next turn brings it.
        await tuis[0]?.submit("say something");
        await isAsked(scene, "nobody listens?");
      }).finally(outer.close);
    },
    LIMIT_MS,
  );

  test(
    "has sixty messages at once, each once, and takes one of 2 MB itself",
    () =>
      play({ settings: ALLOWED }, async (scene) => {
        const { world, before } = scene;
        await open(scene);
        const codex = await world.codex();
        expect(await ask(codex, "first?")).toStartWith("from ");
        const startedAt = performance.now();
        const texts = Array.from({ length: 60 }, (_, i) => `number ${i} of sixty?`);
        const calls = texts.map((one) => codex.ask(one, { wait_seconds: 100 }).answer);
        const answers = await Promise.all(calls);
        process.stderr.write(`      sixty at once → ${Math.round(performance.now() - startedAt)} ms\n`);
        for (const { text: answer } of answers) expect(answer).toStartWith("from ");
        expectOnce(scene, ...texts);

        // It takes the message before it answers: the note has only its id.
        const look = { name: "mcp__codex-bridge__check_codex_messages", input: {}, id: "toolu_long" };
        before.script = (request) => {
          if (request.tools.length === 0 || !readAll(request).includes("it is too long to be put here")) return null;
          return nextToolUse(request, look) ?? null;
        };
        const { text: answer } = await codex.ask(`${"long ".repeat(400_000)}?`, { wait_seconds: 60 }).answer;
        expect(answer).toStartWith("from ");
        const taken = scene.api.requests.map((request) => findToolResult(request, look.id)).find(Boolean);
        expect(taken?.isError).toBe(false);
        // Claude Code keeps what is too long for its model in a file.
        expect(taken?.text).toMatch(/2,000,\d{3} characters.* Output has been saved to /);
      }),
    LIMIT_MS,
  );

  test(
    "hears in print mode, between two steps",
    () =>
      play({ settings: ALLOWED }, async (scene) => {
        const { stage, world, before } = scene;
        const codex = await world.codex();
        let asked: Promise<string> | null = null;
        before.script = async (request) => {
          if (request.tools.length === 0 || !readAll(request).includes("print something")) return null;
          asked ??= ask(codex, "in print mode?");
          if (readAll(request).includes("in print mode?")) return null;
          const id = `toolu_print_${request.index}`;
          return (
            nextToolUse(request, { name: "Bash", input: { command: "sleep 1", description: "a step" }, id }) ?? null
          );
        };
        const { answer } = await runClaudePrint({
          api: scene.api,
          mcpCommand: [process.execPath, join(ROOT, "server.ts")],
          home: stage.home,
          prompt: "print something",
        });
        expect(answer).toBe("All is answered.");
        expect(await asked).toStartWith("from ");
        expectOnce(scene, "in print mode?");
      }),
    LIMIT_MS,
  );
});
