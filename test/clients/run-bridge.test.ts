/** Claude's tools for runs on the real Codex: from the call to the result, over a host that ends in between. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { serveClaude } from "../../src/claude/server";
import { createBridge } from "../../src/core/bridge";
import { systemClock } from "../../src/shared/clock";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";
import { createMcpClient } from "../support/mcp";
import { SILENT } from "../support/peers";
import { SESSION } from "../support/served";
import { findTool, startTool } from "../support/tools";
import { createRunStage, type RunStage } from "./run-stage";

setDefaultTimeout(120_000);

/** A host on the stage's Codex with one Claude session. */
async function startHost(stage: RunStage, cwd: string) {
  const store = createStore(openDatabase(join(stage.stateDir, "bridge.db")));
  const { engine } = stage.engine({ startDaemon: true });
  const bridge = await createBridge({ store, clock: systemClock, log: SILENT, openEngine: async () => engine });
  const client = createMcpClient();
  const detach = await serveClaude({
    transport: client.transport,
    bridge,
    session: { ...SESSION, cwd },
    attach: (_, call) => call({}),
    maxWaitMs: 20_000,
    log: SILENT,
    onClose: () => {},
  });
  await client.initialize();
  return {
    async call(name: string, input: unknown) {
      const { text, isError } = await client.call(name, input).answer;
      expect({ isError, text }).toMatchObject({ isError: false });
      return z.looseObject({ runId: z.string(), status: z.string() }).parse(JSON.parse(text));
    },
    async end() {
      await detach();
      await client.close();
      bridge.close();
      await bridge.runs.close();
      store.close();
    },
  };
}

test("codex_run, then codex_wait: the result of the real Codex, with its tokens; codex_resume on its thread", async () => {
  await using stage = await createRunStage();
  const cwd = stage.repository("project");
  stage.scriptCommand("count the files", "echo 3 > counted", "there are 3");
  const host = await startHost(stage, cwd);
  const run = await host.call("codex_run", { prompt: "count the files" });
  expect(run).toMatchObject({ status: expect.stringMatching(/starting|running/), threadId: expect.any(String) });
  const done = await host.call("codex_wait", { run_id: run.runId });
  expect(done).toMatchObject({ status: "completed", result: "there are 3", threadId: run.threadId });
  expect(done.usage).toMatchObject({ output: expect.any(Number) });
  expect(await Bun.file(join(cwd, "counted")).text()).toBe("3\n");
  stage.scriptCommand("go on", "true", "went on");
  const resumed = await host.call("codex_resume", { run_id: run.runId, prompt: "go on", async: false });
  expect(resumed).toMatchObject({ status: "completed", result: "went on", threadId: run.threadId });
  await host.end();
});

test("the host ends while Codex works: the next one has the result", async () => {
  await using stage = await createRunStage();
  const cwd = stage.repository("project");
  const flag = join(cwd, "flag");
  stage.scriptCommand("wait for it", `touch ${flag}; while [ -e ${flag} ]; do sleep 0.1; done`, "it came");
  const first = await startHost(stage, cwd);
  const run = await first.call("codex_run", { prompt: "wait for it" });
  while (!(await Bun.file(flag).exists())) await Bun.sleep(20);
  await first.end();
  rmSync(flag);
  const next = await startHost(stage, cwd);
  expect(await next.call("codex_wait", { run_id: run.runId })).toMatchObject({
    status: "completed",
    result: "it came",
  });
  await next.end();
});

test("codex_cancel ends a run and its command", async () => {
  await using stage = await createRunStage();
  const cwd = stage.repository("project");
  const flag = join(cwd, "flag");
  stage.scriptCommand("never end", `touch ${flag}; sleep 600`);
  const host = await startHost(stage, cwd);
  const run = await host.call("codex_run", { prompt: "never end" });
  while (!(await Bun.file(flag).exists())) await Bun.sleep(20);
  expect(await host.call("codex_cancel", { run_id: run.runId })).toMatchObject({ status: "cancelled" });
  await host.end();
});

test("codex-bridge run --wait on a host of its own: the result on stdout, and no app-server stays", async () => {
  await using stage = await createRunStage();
  const cwd = stage.repository("project");
  stage.scriptCommand("count the files", "echo 3 > counted", "there are 3");
  const { env } = stage.codex.home;
  const start = (args: string[]) =>
    startTool({
      command: [process.execPath, join(import.meta.dir, "..", "..", "cli.ts"), ...args],
      cwd,
      env: {
        ...env,
        PATH: `${dirname(findTool("codex") ?? "")}:${env.PATH}`,
        CODEX_BRIDGE_STATE_DIR: join(stage.stateDir, "bridge"),
        CODEX_BRIDGE_PORT: "0",
      },
    });
  const serve = start(["serve"]);
  while ((await start(["runs"]).result).exitCode !== 0);
  const run = await start(["run", "--wait", "count the files"]).result;
  expect(run).toMatchObject({ exitCode: 0, stdout: "there are 3\n" });
  const { stdout } = await start(["runs", "--all"]).result;
  expect(stdout).toContain("completed");
  serve.kill("SIGTERM");
  await serve.result;
});
