/**
 * The real Claude Code, started without any channel flag, hears Codex all the same: its hooks wake it, the model sees the
 * text and answers with reply. No account, no internet: the model is scripted, the home is thrown away.
 */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { describeWithTool } from "../support/tools";
import { nextToolUse } from "./claude-code";
import { until } from "./claude-tui";
import { ask, countMost, play, readAll, readSessions, startHost, WITHOUT_INBOX, waitForWaiters } from "./hook-stage";
import { text } from "./messages-api";

const LIMIT_MS = 90_000;

/** A step of a turn that has nothing to do with messages. */
const LOOK = { name: "mcp__codex-bridge__list_sessions", input: {} };
const MOST_STEPS = 30;

describeWithTool(["claude", "tmux"], "Claude Code without a channel", () => {
  test(
    "is woken while idle, again and again; three questions at once; /exit leaves nothing",
    () =>
      play(WITHOUT_INBOX, async ({ world, stage }) => {
        const tui = await stage.open();
        const codex = await world.codex();
        expect(await ask(codex, "idle?")).toStartWith("from ");
        expect(await ask(codex, "idle again?")).toStartWith("from ");
        const others = await Promise.all([world.codex(), world.codex(), world.codex()]);
        const answers = await Promise.all(others.map((other, i) => ask(other, `one of three, ${i}?`)));
        for (const answer of answers) expect(answer).toStartWith("from ");
        await waitForWaiters(stage, 1);
        await tui.submit("/exit");
        await waitForWaiters(stage, 0);
      }),
    LIMIT_MS,
  );

  test(
    "has an open question again after /clear, once, and the bridge knows what Claude calls its session now",
    () =>
      play(WITHOUT_INBOX, async (scene) => {
        const { world, stage, before, api } = scene;
        await using _ = await startHost(scene);
        const tui = await stage.open();
        const codex = await world.codex();
        // The model lets it pass until it has it again.
        before.script = (request) =>
          /redelivered="true">\nbefore/.test(readAll(request)) ? null : text("Let me think.");
        const asking = ask(codex, "before /clear?");
        await until(
          () => countMost(api, "before /clear?") > 0,
          () => "it did not come",
        );
        const first = (await readSessions(world))?.[0]?.clientSession;
        await tui.waitFor("Let me think.");
        await tui.submit("/clear");
        const answer = await asking;
        const now = (await readSessions(world))?.[0]?.clientSession ?? "";
        expect(answer).toBe(`from ${now}`);
        expect(now).toMatch(/^[\da-f-]{36}$/);
        expect(first).toMatch(/^[\da-f-]{36}$/);
        expect(first).not.toBe(now);
        expect(await ask(codex, "and after that?")).toBe(answer);
        // The message itself: where all is slow, a reminder that quotes it may come before.
        expect(countMost(api, ">\nbefore /clear?\n</channel>")).toBe(1);
        // Its end is told by its hook, while the host is still there to hear it.
        await tui.submit("/exit");
        await until(
          async () => (await Bun.file(join(world.stateDir, "bridge.log")).text()).includes("hook: end"),
          () => "no end was told",
        );
        await waitForWaiters(stage, 0);
      }),
    LIMIT_MS,
  );

  test(
    "has it before the next model call of a turn that goes on",
    () =>
      play(WITHOUT_INBOX, async ({ world, stage, before, api }) => {
        const tui = await stage.open();
        const codex = await world.codex();
        expect(await ask(codex, "before?")).toStartWith("from ");
        await waitForWaiters(stage, 1);
        let steps = 0;
        const open = Promise.withResolvers<void>();
        before.script = async (request) => {
          // Not the small requests beside it, such as the one for a title, which offer no tools.
          const isTurn = request.tools.length > 0 && readAll(request).includes("work on something");
          if (!isTurn || readAll(request).includes("mid-turn?")) return null;
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
        await waitForWaiters(stage, 0);
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
      play(WITHOUT_INBOX, async (scene) => {
        const { world, stage } = scene;
        await using host = await startHost(scene);
        const one = await stage.open({ project: "one" });
        const two = await stage.open({ project: "two" });
        // While only one of them is there, it would be the only one that a question could go to.
        const bothAreThere = () =>
          until(
            async () => (await readSessions(world))?.length === 2,
            () => "the sessions are not both there",
          );
        await bothAreThere();
        const first = await world.codex({ cwd: join(stage.home.path, "one") });
        const second = await world.codex({ cwd: join(stage.home.path, "two") });
        const answers = await Promise.all([ask(first, "one?"), ask(second, "two?")]);
        expect(new Set(answers).size).toBe(2);
        host.kill("SIGKILL");
        await host.exited;
        await bothAreThere();
        expect([await ask(first, "one, next host?"), await ask(second, "two, next host?")]).toEqual(answers);
        const names = (await readSessions(world))?.map(({ clientSession }) => `from ${clientSession}`);
        expect(names?.toSorted()).toEqual(answers.toSorted());
        await waitForWaiters(stage, 2);
        process.kill(one.pid, "SIGTERM");
        await waitForWaiters(stage, 1);
        process.kill(two.pid, "SIGKILL");
        await waitForWaiters(stage, 0);
      }),
    LIMIT_MS,
  );
});
