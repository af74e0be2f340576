/** Runs on a scripted engine, a real database and a clock that stands still. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineError } from "../../../src/core/runs/engine";
import { createId } from "../../../src/shared/ids";
import type { RunView, StartRun } from "../../../src/shared/runs";
import { createDomain, refusal } from "../../support/domain";
import { createFakeClock, settled } from "../../support/fake-clock";
import { createScriptedEngine } from "../../support/run-engine";

const ASKER = { session: "cc_1", cwd: "/projects/alpha", project: "/projects/alpha" };

const wish = (more: Partial<StartRun> = {}): StartRun => ({
  id: createId("r"),
  prompt: "count the files",
  title: null,
  cwd: null,
  resumes: null,
  model: null,
  effort: null,
  sandbox: "workspace-write",
  approvalPolicy: "never",
  network: false,
  images: [],
  timeoutMs: 1_800_000,
  idempotencyKey: null,
  ...more,
});

async function createStage(options: Parameters<typeof createDomain>[0] = {}) {
  const engine = createScriptedEngine();
  const domain = await createDomain({ openEngine: async () => engine, ...options });
  const { runs } = domain.bridge;
  return {
    engine,
    domain,
    runs,
    async start(more: Partial<StartRun> = {}, asker = ASKER): Promise<RunView> {
      const { id } = await runs.start(wish(more), asker);
      await settled();
      return runs.find(id);
    },
    [Symbol.asyncDispose]: () => domain[Symbol.asyncDispose](),
  };
}

test("a run is written down first, runs on a thread of its own, and keeps its result", async () => {
  await using stage = await createStage();
  const { runs, engine } = stage;
  const first = await runs.start(wish({ title: "Count" }), ASKER);
  expect(first).toMatchObject({ state: "queued", title: "Count", thread: null, cwd: "/projects/alpha" });
  await settled();
  expect(runs.find(first.id)).toMatchObject({ state: "running", thread: "t-1" });
  expect(runs.find(first.id).attach).toEqual(["codex", "resume", "-C", "/projects/alpha", "t-1"]);
  expect(engine.turns[0]).toMatchObject({ prompt: "count the files", network: false, approvalPolicy: "never" });
  const total = { total: 15, input: 10, cachedInput: 4, output: 5, reasoningOutput: 1 };
  engine.emit({ type: "tokens", threadId: "t-1", turnId: "turn-t-1", total });
  engine.complete("t-1", { messages: ["let me see", "there are 3"] });
  await settled();
  expect(runs.find(first.id)).toMatchObject({
    state: "completed",
    result: "there are 3",
    usage: { total: 15, input: 10, output: 5 },
  });
  expect(engine.calls).toContain("release t-1");
});

test("the same id, and the same key of a session, are the same run; another prompt is refused", async () => {
  await using stage = await createStage();
  const input = wish({ idempotencyKey: "k" });
  const first = await stage.start(input);
  expect((await stage.start(input)).id).toBe(first.id);
  expect((await stage.start({ idempotencyKey: "k" })).id).toBe(first.id);
  expect(await refusal(stage.runs.start(wish({ idempotencyKey: "k", prompt: "other" }), ASKER))).toMatchObject({
    code: "conflict",
    field: "idempotency_key",
  });
  expect((await stage.start({ idempotencyKey: "k" }, { ...ASKER, session: "cc_2" })).id).not.toBe(first.id);
  expect(stage.engine.turns).toHaveLength(2);
});

test("at most six at once; the next is of the session that has the fewest", async () => {
  await using stage = await createStage();
  const own: RunView[] = [];
  for (let i = 0; i < 8; i++) own.push(await stage.start());
  const other = await stage.start({}, { ...ASKER, session: "cc_2" });
  expect(own.map(({ state }) => state)).toEqual([...Array(6).fill("running"), "queued", "queued"]);
  expect(other.state).toBe("queued");
  stage.engine.complete("t-1");
  await settled();
  expect(stage.runs.find(other.id).state).toBe("running");
  stage.engine.complete("t-2");
  await settled();
  const [sixth = other, seventh = other] = own.slice(6);
  expect([stage.runs.find(sixth.id).state, stage.runs.find(seventh.id).state]).toEqual(["running", "queued"]);
});

test("while everything is paused a new run is held; it starts when the user resumes", async () => {
  await using stage = await createStage();
  await stage.domain.bridge.console.gate.turnAll("pause");
  const run = await stage.start();
  expect(run).toMatchObject({ state: "held", thread: null });
  expect(run.why).toContain("paused");
  await stage.domain.bridge.console.gate.turnAll("resume");
  await settled();
  expect(stage.runs.find(run.id)).toMatchObject({ state: "running", why: null });
});

describe("cancel", () => {
  test("a waiting run never starts", async () => {
    await using stage = await createStage();
    for (let i = 0; i < 6; i++) await stage.start();
    const run = await stage.start();
    expect(await stage.runs.cancel(run.id)).toMatchObject({ state: "cancelled" });
    stage.engine.complete("t-1");
    await settled();
    expect(stage.engine.turns).toHaveLength(6);
  });

  test("a running one is interrupted, and is cancelled once Codex has stopped", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    expect(await stage.runs.cancel(run.id)).toMatchObject({ state: "running" });
    expect(stage.engine.calls).toContain("interrupt t-1");
    stage.engine.complete("t-1", { status: "interrupted", messages: [] });
    await settled();
    expect(stage.runs.find(run.id)).toMatchObject({ state: "cancelled", why: "Cancelled.", result: null });
    expect(await stage.runs.cancel(run.id)).toMatchObject({ state: "cancelled" });
  });

  test("one whose thread is just being opened gets no turn", async () => {
    await using stage = await createStage();
    const { promise, resolve } = Promise.withResolvers<void>();
    stage.engine.gate = promise;
    const run = await stage.start();
    expect(run.state).toBe("starting");
    await stage.runs.cancel(run.id);
    resolve();
    await settled();
    expect(stage.runs.find(run.id).state).toBe("cancelled");
    expect(stage.engine.turns).toEqual([]);
    expect(stage.engine.calls).toContain("release t-1");
  });

  test("one that had just ended keeps its result", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    await stage.runs.cancel(run.id);
    stage.engine.complete("t-1");
    await settled();
    expect(stage.runs.find(run.id)).toMatchObject({ state: "completed", why: null, result: "done" });
  });
});

describe("deadlines", () => {
  const activity = (isOpen: boolean) => ({
    type: "activity" as const,
    threadId: "t-1",
    turnId: "turn-t-1",
    text: "runs a command",
    item: { id: "i-1", kind: "commandExecution", isOpen, isWork: true },
  });

  async function interrupted(stage: Awaited<ReturnType<typeof createStage>>, run: RunView): Promise<RunView> {
    if (stage.engine.calls.includes("interrupt t-1")) stage.engine.complete("t-1", { status: "interrupted" });
    await settled();
    return stage.runs.find(run.id);
  }

  test("a model that says nothing for a minute", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    await stage.domain.clock.advance(59_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "running" });
    await stage.domain.clock.advance(1_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "timed_out" });
    expect(stage.runs.find(run.id).why).toContain("said nothing within 60 s");
  });

  test("a silent command of twelve minutes does not stall; ten minutes after it, silence does", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    stage.engine.emit(activity(true));
    await stage.domain.clock.advance(720_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "running", lastEvent: "runs a command" });
    stage.engine.emit(activity(false));
    await stage.domain.clock.advance(599_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "running" });
    await stage.domain.clock.advance(1_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "timed_out" });
    expect(stage.runs.find(run.id).why).toContain("10 minutes");
  });

  test("the wall ends it whatever is open, and says which limit that was", async () => {
    await using stage = await createStage();
    const run = await stage.start({ timeoutMs: 5_000 });
    stage.engine.emit(activity(true));
    await stage.domain.clock.advance(5_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "timed_out" });
    expect(stage.runs.find(run.id).why).toContain("timeout_ms");
  });

  test("a clock that is set does not end it", async () => {
    await using stage = await createStage();
    const run = await stage.start({ timeoutMs: 50_000 });
    stage.domain.clock.leap(86_400_000);
    await stage.domain.clock.advance(1_000);
    expect(await interrupted(stage, run)).toMatchObject({ state: "running" });
  });
});

describe("waiting", () => {
  test("gives the run once it is over, and its state at the end of the slice", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    const { signal } = new AbortController();
    const short = stage.runs.wait({ run: run.id, until: "end", waitMs: 1_000 }, signal);
    await stage.domain.clock.advance(1_000);
    expect(await short).toMatchObject({ state: "running" });
    const long = stage.runs.wait({ run: run.id, until: "end", waitMs: 60_000 }, signal);
    stage.engine.complete("t-1");
    expect(await long).toMatchObject({ state: "completed", result: "done" });
  });

  test("a caller that goes away leaves the run as it is", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    const caller = new AbortController();
    const waiting = stage.runs.wait({ run: run.id, until: "end", waitMs: 60_000 }, caller.signal);
    caller.abort();
    expect(await waiting).toMatchObject({ state: "running" });
  });
});

describe("resume", () => {
  test("goes on on the thread; not while a run is on it", async () => {
    await using stage = await createStage();
    const first = await stage.start({ cwd: "/elsewhere" });
    expect((await refusal(stage.runs.start(wish({ resumes: first.id }), ASKER))).message).toContain(first.id);
    stage.engine.complete("t-1");
    await settled();
    const next = await stage.start({ resumes: first.id, prompt: "go on" });
    expect(next).toMatchObject({ state: "running", thread: "t-1", cwd: "/elsewhere" });
    expect(stage.engine.calls).toContain("resumeThread t-1");
  });

  test("a prompt that a person's turn took is said so, and claims no turn", async () => {
    await using stage = await createStage();
    stage.engine.steered = true;
    const run = await stage.start();
    expect(run).toMatchObject({ state: "failed", result: null });
    expect(run.why).toContain("do not send it again");
  });
});

describe("a call that fails", () => {
  test.each(["openThread", "startTurn"])("%s: the run says why, and the queue goes on", async (call) => {
    await using stage = await createStage();
    stage.engine.fail(call, "unknown_model");
    const run = await stage.start();
    expect(run).toMatchObject({ state: "failed", why: `${call} fails: unknown_model` });
    expect((await stage.start()).state).toBe("running");
  });

  test("a start without an answer is looked up, and not made twice", async () => {
    await using stage = await createStage();
    stage.engine.fail("startTurn", "outcome_unknown");
    stage.engine.outcome = () => ({
      state: "running",
      turnId: "turn-t-1",
      recovered: false,
      tokens: null,
      address: { engine: "daemon", socket: "/codex.sock" },
    });
    expect(await stage.start()).toMatchObject({ state: "running", thread: "t-1" });
    expect(stage.engine.turns).toEqual([]);
  });

  test("Codex that cannot be asked is asked again", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    stage.engine.fail("reconcile", "codex_unavailable");
    stage.engine.emit({ type: "lost", reason: "gone" });
    stage.engine.emit({ type: "back", address: { engine: "daemon", socket: "/codex.sock" } });
    await settled();
    expect(stage.runs.find(run.id).why).toContain("cannot be asked");
    stage.engine.outcome = () => ({
      state: "ended",
      recovered: false,
      tokens: null,
      turn: { turnId: "turn-t-1", status: "codex_ended", error: null, messages: [], durationMs: null },
    });
    await stage.domain.clock.advance(30_000);
    expect(stage.runs.find(run.id)).toMatchObject({ state: "interrupted" });
  });
});

test("a host that takes over brings every unfinished run to its true state", async () => {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-runs-"));
  const path = join(directory, "bridge.db");
  const clock = createFakeClock();
  const first = await createStage({ path, clock });
  const running = await first.start();
  const { promise } = Promise.withResolvers<void>();
  first.engine.gate = promise;
  const starting = await first.start();
  expect([running.state, starting.state]).toEqual(["running", "starting"]);
  first.domain.crash();

  const engine = createScriptedEngine();
  engine.outcome = () => ({
    state: "ended",
    recovered: false,
    tokens: null,
    turn: { turnId: "turn-t-1", status: "completed", error: null, messages: ["while away"], durationMs: 1 },
  });
  await using domain = await createDomain({ path, clock, openEngine: async () => engine });
  await settled();
  expect(domain.bridge.runs.find(running.id)).toMatchObject({ state: "completed", result: "while away" });
  // It had no thread: nothing was spent, and it starts now.
  expect(domain.bridge.runs.find(starting.id)).toMatchObject({ state: "running", thread: "t-1" });
  expect(engine.turns).toHaveLength(1);
  expect(engine.calls).toContain("sweep");
  rmSync(directory, { recursive: true });
});

describe("a write that fails", () => {
  /** Refuses the next change of the run to what `when` says. */
  function refuseOnce(stage: Awaited<ReturnType<typeof createStage>>, when: string): void {
    const { db } = stage.domain;
    db.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON runs
      WHEN ${when} BEGIN SELECT RAISE(FAIL, 'refused'); END`);
  }
  const mend = (stage: Awaited<ReturnType<typeof createStage>>) => stage.domain.db.exec("DROP TRIGGER refuse");
  const RUNNING = {
    state: "running" as const,
    turnId: "turn-t-1",
    recovered: false,
    tokens: null,
    address: { engine: "daemon" as const, socket: "/codex.sock" },
  };

  test("of its claim: it starts a little later, once", async () => {
    await using stage = await createStage();
    refuseOnce(stage, "NEW.state = 'starting'");
    const run = await stage.start();
    expect(run.state).toBe("queued");
    mend(stage);
    await stage.domain.clock.advance(5_000);
    expect(stage.runs.find(run.id).state).toBe("running");
    expect(stage.engine.turns).toHaveLength(1);
    stage.domain.logged();
  });

  test("of its thread: the thread is let go, and another one is opened", async () => {
    await using stage = await createStage();
    refuseOnce(stage, "NEW.thread = 't-1'");
    const run = await stage.start();
    expect(run).toMatchObject({ state: "running", thread: "t-2" });
    expect(stage.engine.calls).toContain("release t-1");
    expect(stage.engine.turns).toHaveLength(1);
  });

  test("of its turn: the turn is found again, and not started twice", async () => {
    await using stage = await createStage();
    refuseOnce(stage, "NEW.state = 'running' AND OLD.turn IS NULL AND NEW.address = OLD.address AND NEW.attempts = 1");
    stage.engine.outcome = () => RUNNING;
    const run = await stage.start();
    expect(run.state).toBe("starting");
    mend(stage);
    await stage.domain.clock.advance(30_000);
    expect(stage.runs.find(run.id).state).toBe("running");
    expect(stage.engine.turns).toHaveLength(1);
  });

  test("of its end: it is written a little later, with the result", async () => {
    await using stage = await createStage();
    const run = await stage.start();
    refuseOnce(stage, "NEW.state = 'completed'");
    stage.engine.complete("t-1");
    await settled();
    expect(stage.runs.find(run.id).state).toBe("running");
    mend(stage);
    await stage.domain.clock.advance(5_000);
    expect(stage.runs.find(run.id)).toMatchObject({ state: "completed", result: "done" });
    stage.domain.logged();
  });
});

test("a host that ends while a run starts leaves it to the next one", async () => {
  await using stage = await createStage();
  const { promise, reject } = Promise.withResolvers<void>();
  stage.engine.gate = promise;
  const run = await stage.start();
  const closed = stage.runs.close();
  reject(new EngineError("codex_unavailable", "the engine is closed"));
  await closed;
  await settled();
  expect(stage.runs.find(run.id)).toMatchObject({ state: "starting", why: null });
});
