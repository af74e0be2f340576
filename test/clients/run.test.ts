/** A run on the shared daemon, with the real Codex: started, followed, stopped, let go. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeWithTool } from "../support/tools";
import { TIMEOUT_MS } from "./push-stage";
import { createRunStage, type RunStage } from "./run-stage";

describeWithTool(["codex", "tmux"], "runs on the daemon", () => {
  let stage: RunStage;

  beforeAll(async () => {
    stage = await createRunStage();
  }, TIMEOUT_MS);

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  test(
    "a run goes to its end, and leaves the user's configuration as it was",
    async () => {
      const config = join(stage.codex.home.path, "config.toml");
      const before = readFileSync(config, "utf8");
      const cwd = stage.repository("first");
      const { engine, seen } = stage.engine();
      stage.scriptCommand("WRITE-IT", "echo hello > made.txt; touch $TMPDIR/mine && echo $TMPDIR", "I made it");
      const spec = stage.thread(cwd);
      const thread = await engine.openThread(spec);
      const started = await engine.startTurn(thread.threadId, stage.turn("WRITE-IT"));

      expect(started.steered).toBe(false);
      const { turn: ended } = await seen("completed");
      expect(ended).toMatchObject({
        turnId: started.turnId,
        status: "completed",
        messages: ["I made it"],
        error: null,
      });
      expect(readFileSync(join(cwd, "made.txt"), "utf8")).toBe("hello\n");
      expect(readFileSync(config, "utf8")).toBe(before);
      expect(thread.address.engine).toBe("daemon");
      await seen("started", ({ turnId, recovered }) => turnId === started.turnId && !recovered);
      const opened = await seen("activity", ({ item }) => item?.isWork === true && item.isOpen);
      expect(opened.text).toStartWith("$ echo hello > made.txt");
      await seen("activity", ({ item }) => item?.id === opened.item?.id && item?.isOpen === false);
      await seen("tokens", ({ total }) => total.output === 2);
      const [temporary = ""] = readdirSync(join(stage.stateDir, "codex", "tmp"));
      expect(temporary).toBe(spec.runId);
      await engine.release(thread.threadId);
      expect(readdirSync(join(stage.stateDir, "codex", "tmp"))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
