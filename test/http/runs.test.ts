/** Runs over the HTTP API. */
import { expect, test } from "bun:test";
import * as z from "zod";
import { ListedRun, RunView } from "../../src/shared/runs";
import { createApp } from "../support/app";
import { settled } from "../support/fake-clock";
import { createScriptedEngine } from "../support/run-engine";

const One = z.object({ run: RunView });
const Listed = z.object({ runs: z.array(ListedRun) });

async function createStage() {
  const engine = createScriptedEngine();
  const app = await createApp({ domain: { openEngine: async () => engine } });
  return {
    app,
    engine,
    async start(body: Record<string, unknown> = {}) {
      const sent = { prompt: "count the files", cwd: "/tmp", ...body };
      return One.parse(await (await app.request("/api/runs", { method: "POST", body: sent })).json()).run;
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

test("a run is started, waited for, and listed", async () => {
  await using stage = await createStage();
  const run = await stage.start({ sandbox: "read-only" });
  await settled();
  const waiting = stage.app.request(`/api/runs/${run.id}?wait_seconds=60`);
  await settled();
  stage.engine.complete("t-1");
  expect(One.parse(await (await waiting).json()).run).toMatchObject({ state: "completed", result: "done" });
  expect(stage.engine.turns[0]?.sandbox).toBe("read-only");
  const { runs } = Listed.parse(await (await stage.app.request("/api/runs?status=completed")).json());
  expect(runs.map(({ id }) => id)).toEqual([run.id]);
});

test("a run is cancelled; one that is not there is not found", async () => {
  await using stage = await createStage();
  const run = await stage.start();
  await settled();
  const cancelled = await stage.app.request(`/api/runs/${run.id}/cancel`, { method: "POST", body: {} });
  expect(cancelled.status).toBe(200);
  expect(stage.engine.calls).toContain("interrupt t-1");
  expect((await stage.app.request("/api/runs/r_none")).status).toBe(404);
});

test.each([
  ["prompt", { prompt: "" }],
  ["cwd", { cwd: "here" }],
  ["sandbox", { sandbox: "danger-full-access" }],
  ["timeout_ms", { timeout_ms: 1 }],
])("%s that does not fit is refused by name", async (field, body) => {
  await using stage = await createStage();
  const sent = { prompt: "x", cwd: "/tmp", ...body };
  const response = await stage.app.request("/api/runs", { method: "POST", body: sent });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(field)]);
});
