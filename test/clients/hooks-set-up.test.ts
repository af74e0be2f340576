/** The hooks in the real Claude Code as they get there: by setup, by the plugin, by both; and what their time limit does. */
import { expect, test } from "bun:test";
import { dirname, join } from "node:path";
import type { Status } from "../../src/shared/api";
import { describeWithTool, findTool } from "../support/tools";
import { until } from "./claude-tui";
import {
  ask,
  countMost,
  play,
  ROOT,
  readAll,
  readHooks,
  readSessions,
  type Scene,
  WITHOUT_INBOX,
  waiters,
  waitForWaiters,
} from "./hook-stage";
import { text } from "./messages-api";

const LIMIT_MS = 90_000;

/** Runs `codex-bridge …` as a person with this home would. */
async function runBridge({ world, stage }: Scene, ...args: string[]): Promise<string> {
  const program = dirname(findTool("claude") ?? "");
  const child = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), ...args], {
    env: { ...stage.home.env, ...world.env, PATH: `${program}:${stage.home.env.PATH}` },
    cwd: stage.home.path,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(await child.exited, errors).toBe(0);
  return output;
}

describeWithTool(["claude", "tmux"], "the hooks in Claude Code", () => {
  test(
    "work as setup registers them, together with the server; uninstall takes them out",
    () =>
      play({ ...WITHOUT_INBOX, settings: { permissions: {}, hooks: {} } }, async (scene) => {
        const { stage, world } = scene;
        expect(await runBridge(scene, "setup", "--yes", "--claude-only")).toContain("It works:");
        await stage.open({ registered: true });
        const codex = await world.codex();
        expect(await ask(codex, "set up?")).toStartWith("from ");
        await waitForWaiters(stage, 1);
        expect(waiters(stage)[0]?.command).toContain(`${ROOT}/dist/hook.js codex-bridge`);
        expect(await runBridge(scene, "status")).toContain("Claude Code's session ");
        const { checks } = JSON.parse(await runBridge(scene, "doctor", "--json"));
        expect(checks).toContainEqual(expect.objectContaining({ id: "hooks", status: "ok" }));
        expect(checks).toContainEqual(
          expect.objectContaining({
            id: "channels",
            status: "warn",
            summary: expect.stringMatching(/nothing is pushed to it.*the hooks bring its messages/),
          }),
        );
        await runBridge(scene, "uninstall", "--yes");
        const settings = await Bun.file(join(stage.home.path, ".claude", "settings.json")).json();
        expect(settings).toMatchObject({ permissions: {}, hooks: {} });
      }),
    LIMIT_MS,
  );

  test(
    "work as the plugin brings them, and beside those of setup they do no harm: one waiter, and each question once",
    () =>
      play({ ...WITHOUT_INBOX, settings: { hooks: {} } }, async ({ stage, world, api, before }) => {
        const plugin = ["--plugin-dir", join(ROOT, "dist", "plugins", "codex-bridge")];
        const tui = await stage.open({ args: plugin });
        const codex = await world.codex();
        expect(await ask(codex, "by the plugin?")).toStartWith("from ");
        await waitForWaiters(stage, 1);
        await tui.submit("/exit");
        await waitForWaiters(stage, 0);

        const path = join(stage.home.path, ".claude", "settings.json");
        await Bun.write(path, JSON.stringify({ ...(await Bun.file(path).json()), hooks: await readHooks() }));
        const second = await stage.open({ args: plugin });
        await waitForWaiters(stage, 1);
        const isKnown = async (test: (session: Status["sessions"][number] | undefined) => boolean) =>
          until(
            async () => test((await readSessions(world))?.[0]),
            () => "the bridge does not know it",
          );
        // While nobody waits: both hooks of the turn's end find it.
        const open = Promise.withResolvers<null>();
        before.script = () => open.promise;
        const answers = [ask(codex, "doubled?")];
        await waitForWaiters(stage, 0);
        answers.push(ask(await world.codex(), "doubled mid-turn?"));
        await isKnown((session) => session?.openQuestions === 2);
        open.resolve(null);
        for (const answer of await Promise.all(answers)) expect(answer).toStartWith("from ");
        await waitForWaiters(stage, 1);

        // Open at /clear, which both hooks tell.
        before.script = (request) =>
          /redelivered="true">\ndoubled over/.test(readAll(request)) ? null : text("Let me think.");
        const clearing = ask(codex, "doubled over /clear?");
        await second.waitFor("Let me think.");
        const old = (await readSessions(world))?.[0]?.clientSession;
        await second.submit("/clear");
        await isKnown((session) => session?.clientSession !== old);
        expect(await clearing).toStartWith("from ");
        await waitForWaiters(stage, 1);
        const copies = ["doubled?", "doubled mid-turn?", "doubled over /clear?"].map((question) =>
          countMost(api, `\n${question}\n</channel>`),
        );
        expect(copies).toEqual([1, 1, 1]);
      }),
    LIMIT_MS,
  );

  test(
    "end at their time limit, after which Claude hears with its next turn",
    async () => {
      const short = JSON.parse(JSON.stringify(await readHooks()).replaceAll("1209600", "3"));
      await play({ ...WITHOUT_INBOX, settings: { hooks: short } }, async ({ stage, world, before, api }) => {
        const tui = await stage.open();
        await waitForWaiters(stage, 1);
        // Nothing restarts it while the session is idle.
        await waitForWaiters(stage, 0);
        const codex = await world.codex();
        before.script = (request) => (readAll(request).includes("too late?") ? null : text("Good morning."));
        const asking = ask(codex, "too late?");
        await tui.submit("good morning");
        expect(await asking).toStartWith("from ");
        await until(
          () => countMost(api, "\ntoo late?\n</channel>") === 1,
          () => "it came twice, or not as it should",
        );
      });
    },
    LIMIT_MS,
  );
});
