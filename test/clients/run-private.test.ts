/** A run without the daemon, on an app-server of the bridge's own: it outlives its host, and ends when nobody needs it. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toAttachCommand } from "../../src/core/runs/engine";
import { describeWithTool } from "../support/tools";
import { isAlive, until } from "./codex-tui";
import { TIMEOUT_MS, time } from "./push-stage";
import { createRunStage, type RunStage } from "./run-stage";

describeWithTool(["codex", "tmux"], "a run on a private app-server", () => {
  let stage: RunStage;

  beforeEach(async () => {
    stage = await createRunStage();
  }, TIMEOUT_MS);

  afterEach(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  const own = () => join(stage.stateDir, "codex");
  const pid = (): number => JSON.parse(readFileSync(join(own(), "app-server.json"), "utf8")).pid;

  test(
    "goes on without its killed host; what served it ends once the run is over",
    async () => {
      const spec = stage.thread(stage.codex.project("private"));
      const turn = stage.turn("PRIVATE-RUN");
      const release = stage.model.hold("PRIVATE-RUN");
      const owner = await time("started by its host", stage.owner(spec, turn, { startDaemon: false }));
      await stage.model.asked("PRIVATE-RUN");
      await owner.kill();
      const server = pid();
      expect(isAlive(server)).toBe(true);

      const { engine, seen } = stage.engine({ startDaemon: false });
      const { clientUserMessageId } = turn;
      const found = await engine.reconcile({ ...owner, clientUserMessageId, spec });
      if (found.state !== "running") throw new Error(`not running: ${JSON.stringify(found)}`);
      await engine.sweep();
      const attach = toAttachCommand(found.address, spec.cwd, owner.threadId);
      expect(attach).toContain(`unix://${join(own(), "app-server.sock")}`);
      const tui = await stage.codex.open({ project: "private", args: attach.slice(1), ready: false });
      await tui.waitFor("PRIVATE-RUN");
      release();
      expect((await seen("completed")).turn.messages).toEqual(["thought about PRIVATE-RUN"]);
      await tui.waitFor("thought about PRIVATE-RUN");
      await engine.release(owner.threadId);
      await tui.close("kill");
      await until(
        async () => !isAlive(server),
        () => "the app-server goes on",
      );
      await until(
        async () => readdirSync(own()).join() === "tmp",
        () => `left behind: ${readdirSync(own()).join()}`,
      );
    },
    TIMEOUT_MS,
  );

  test(
    "that is killed with its app-server has ended, and the next one is served by another",
    async () => {
      const spec = stage.thread(stage.repository("killed"));
      const turn = stage.turn("SERVER-KILLED");
      stage.model.hold("SERVER-KILLED");
      const { engine, run, seen } = stage.engine({ prefer: "private" });
      const started = await run(spec, turn);
      await stage.model.asked("SERVER-KILLED");
      process.kill(pid(), "SIGKILL");
      await seen("lost");
      await seen("back");
      const { clientUserMessageId } = turn;
      expect(await engine.reconcile({ ...started, clientUserMessageId, spec })).toMatchObject({
        state: "ended",
        turn: { status: "codex_ended" },
      });
      await engine.release(started.threadId);
      const next = await run(stage.thread(spec.cwd), stage.turn("NEXT-ONE"));
      await seen("completed", ({ turnId }) => turnId === next.turnId);
      await engine.release(next.threadId);
      const server = pid();
      await engine.close();
      expect(isAlive(server)).toBe(false);
      expect(readdirSync(own())).toEqual(["tmp"]);
    },
    TIMEOUT_MS,
  );

  test(
    "is what there is where the user forbids to start the daemon; an engine that is only asked leaves nothing",
    async () => {
      appendFileSync(join(stage.codex.home.path, "config.toml"), "\n[features]\ndaemon_auto_start = false\n");
      const { engine } = stage.engine();
      const status = await time("checked", engine.check(stage.repository("asked")));
      expect(status).toMatchObject({
        ok: true,
        problems: [],
        engine: "private",
        reason: "config.toml says features.daemon_auto_start = false",
        auth: { loggedIn: true },
        codexHome: stage.codex.home.path,
      });
      expect(status.versions.cli).toBe(status.versions.appServer);
      expect(status.models.find(({ isDefault }) => isDefault)?.efforts).toContain("high");
      await engine.close();
      expect(readdirSync(own())).toEqual([]);
      const { problems, ok } = await stage.engine({ program: () => null }).engine.check("relative");
      expect(ok).toBe(false);
      expect(problems.join(" ")).toContain("relative");
      expect(problems.join(" ")).toContain("npm install --global @openai/codex");
    },
    TIMEOUT_MS,
  );
});
