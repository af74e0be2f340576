/** Claude's tools for runs, as a client sees them: names, results, and what they cost the client's context. */
import { expect, test } from "bun:test";
import * as z from "zod";
import { settled } from "../support/fake-clock";
import { createScriptedEngine } from "../support/run-engine";
import { serveClaudeSide } from "../support/served";

const Handle = z.looseObject({ runId: z.string(), status: z.string(), threadId: z.string().nullable() });

async function createStage() {
  const engine = createScriptedEngine();
  const served = await serveClaudeSide({ openEngine: async () => engine });
  return {
    engine,
    domain: served.domain,
    client: served.client,
    /** A call, with its one JSON text. */
    async call(name: string, input: unknown): Promise<unknown> {
      const { isError, blocks } = await served.client.call(name, input).answer;
      expect({ isError, blocks: blocks.length }).toEqual({ isError: false, blocks: 1 });
      return JSON.parse(blocks[0] ?? "");
    },
    async run(input: Record<string, unknown> = {}) {
      return Handle.parse(await this.call("codex_run", { prompt: "count the files", ...input }));
    },
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  };
}

test("codex_run gives a handle with the thread, and codex_wait slices with progress, then the result", async () => {
  await using stage = await createStage();
  const { engine, domain } = stage;
  const run = await stage.run({ run_name: "Count" });
  expect(run).toMatchObject({ threadId: "t-1", title: "Count", timedOut: false });
  const slice = stage.call("codex_wait", { run_id: run.runId, soft_timeout_ms: 1_000 });
  await settled();
  engine.emit({ type: "activity", threadId: "t-1", turnId: "turn-t-1", text: "reads files", item: null });
  await domain.clock.advance(1_000);
  expect(await slice).toMatchObject({
    runId: run.runId,
    status: "still_running",
    threadId: "t-1",
    timedOut: false,
    nextWaitMs: 110_000,
    progress: { events: 1, lastEvent: "reads files", totalTokens: null },
  });
  const rest = stage.call("codex_wait", { run_id: run.runId });
  engine.complete("t-1", { messages: ["there are 3"] });
  expect(await rest).toMatchObject({ status: "completed", threadId: "t-1", result: "there are 3" });
});

test("async: false waits for the result, and hands over the run where that takes too long", async () => {
  await using stage = await createStage();
  const quick = stage.run({ async: false });
  await settled();
  stage.engine.complete("t-1");
  expect(await quick).toMatchObject({ status: "completed", result: "done" });
  const slow = stage.run({ async: false });
  await settled();
  stage.engine.emit({ type: "message", threadId: "t-2", turnId: "turn-t-2", role: "agent", text: "…", clientId: null });
  await stage.domain.clock.advance(110_000);
  const handle = await slow;
  expect(handle).toMatchObject({ status: "running", threadId: "t-2" });
  expect(handle.next).toContain("codex_wait");
});

test("lists are compact, and a cancelled run leaves the active ones", async () => {
  await using stage = await createStage();
  const { runId } = await stage.run({ cwd: "/projects/secret" });
  const active = await stage.call("codex_active_runs", {});
  expect(active).toMatchObject([{ runId, status: "running", title: "count the files" }]);
  expect(JSON.stringify(active)).not.toContain("/projects/secret");
  const cancelled = stage.call("codex_cancel", { run_id: runId });
  await settled();
  stage.engine.complete("t-1", { status: "interrupted", messages: [] });
  expect(await cancelled).toMatchObject({ runId, status: "cancelled" });
  expect(await stage.call("codex_active_runs", {})).toEqual([]);
  expect(await stage.call("codex_runs", { status: "cancelled" })).toMatchObject([{ runId }]);
});

test("codex_resume goes on on the thread; a run that is not there is said so", async () => {
  await using stage = await createStage();
  const first = await stage.run();
  stage.engine.complete("t-1");
  await settled();
  expect(await stage.call("codex_resume", { run_id: first.runId, prompt: "go on" })).toMatchObject({ threadId: "t-1" });
  const unknown = `r_${"0".repeat(35)}`;
  const refused = await stage.client.call("codex_wait", { run_id: unknown }).answer;
  expect(refused).toMatchObject({ isError: true });
  expect(refused.text).toContain("codex_runs");
});

test("codex_wrapper_check says what there is", async () => {
  await using stage = await createStage();
  expect(await stage.call("codex_wrapper_check", {})).toMatchObject({
    ok: true,
    engine: "daemon",
    maxRuns: 6,
    active: 0,
  });
});

test("all tools take less than 28 KB of tools/list, and talk less than 6 KB; only talk is always loaded", async () => {
  await using stage = await createStage();
  const tools = await stage.client.tools();
  const isRun = (name: string) => name.startsWith("codex_");
  const size = (some: typeof tools) => Buffer.byteLength(JSON.stringify({ tools: some }));
  expect(size(tools)).toBeLessThan(28 * 1024);
  expect(size(tools.filter(({ name }) => !isRun(name)))).toBeLessThan(6 * 1024);
  const loaded = tools.filter(({ _meta }) => _meta?.["anthropic/alwaysLoad"] === true).map(({ name }) => name);
  expect(loaded.filter(isRun)).toEqual([]);
  expect(loaded).toHaveLength(5);
});
