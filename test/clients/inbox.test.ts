/**
 * The real Claude Code, started with nothing but `claude`, hears Codex by its own inbox, in every state that it can be in, and
 * each message once. The model is scripted, the home is thrown away.
 */
import { expect, test } from "bun:test";
import type { Codex } from "../support/agents";
import { describeWithTool } from "../support/tools";
import { nextToolUse } from "./claude-code";
import { until } from "./claude-tui";
import { ask, countMost, play, readAll, readSessions, type Scene, waitForWaiters } from "./hook-stage";
import { text } from "./messages-api";

const LIMIT_MS = 180_000;
const ALLOWED = { permissions: { allow: ["mcp__codex-bridge__*", "Bash(sleep:*)"] } };
const HELD_STEP = "sleep 2 && echo slept";

/** Once the user has said `prompt`, the model takes one step with the shell. */
function stepOn(scene: Scene, prompt: string, command: string): void {
  const id = `toolu_${prompt.replaceAll(/\W/g, "_")}`;
  scene.before.script = (request) => {
    if (request.tools.length === 0 || !readAll(request).includes(prompt)) return null;
    return nextToolUse(request, { name: "Bash", input: { command, description: "a step" }, id }) ?? null;
  };
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
        const tui = await stage.open();
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

        stepOn(scene, "take a step", HELD_STEP);
        await tui.submit("take a step");
        await tui.waitFor("sleep 2");
        expect(await ask(codex, "at a step?")).toStartWith("from ");
        expect(countMost(api, "slept")).toBeGreaterThan(0);

        // A question of Claude Code's own stays open, and is not answered.
        stepOn(scene, "touch something", "touch touched.txt");
        await tui.submit("touch something");
        await tui.waitFor("Do you want to proceed?");
        const waiting = ask(codex, "at a prompt?");
        await askAndLeave(await world.codex(), "and another?");
        expect(await tui.screen()).toContain("Do you want to proceed?");
        expect(countMost(api, "at a prompt?")).toBe(0);
        await tui.press("Enter");
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
});
