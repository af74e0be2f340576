/** The engine against an app-server that refuses, breaks, restarts and races. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { EngineError } from "../../src/core/runs/engine";
import {
  createFakeAppServer,
  DRAINING,
  type FakeAppServer,
  OVERLOADED,
  THREAD,
  THREAD_SPEC,
  TURN_SPEC,
  toPrompt,
} from "./fake-app-server";

let codex: FakeAppServer;
beforeEach(() => {
  codex = createFakeAppServer();
});
afterEach(() => codex[Symbol.asyncDispose]());

const callsOf = (method: string) => codex.calls.filter((call) => call.method === method);

async function refusal(work: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof EngineError) return error;
  throw new Error(`expected an EngineError, got ${error}`);
}

/** A run whose turn has started. */
async function startRun(): Promise<void> {
  await codex.engine.openThread(THREAD_SPEC);
  codex.next("turn/start", () => {
    codex.notify("turn/started", {
      threadId: THREAD,
      turn: { id: "turn_1", rootTurnId: "turn_1", status: "inProgress" },
    });
    codex.notify(...toPrompt("turn_1", TURN_SPEC.clientUserMessageId));
    return { result: { turn: { id: "turn_1", status: "inProgress" } } };
  });
  expect(await codex.engine.startTurn(THREAD, TURN_SPEC)).toEqual({ turnId: "turn_1", steered: false });
}

test("a thread starts read-only and without the bridge's own tools; the turn has the real sandbox", async () => {
  await startRun();
  const [thread] = callsOf("thread/start");
  expect(thread?.params).toMatchObject({
    sandbox: "read-only",
    approvalPolicy: "never",
    threadSource: "codex-bridge-run",
    config: { mcp_servers: { "codex-bridge": { enabled: false } } },
  });
  const [turn] = callsOf("turn/start");
  expect(turn?.params.sandboxPolicy).toMatchObject({
    type: "workspaceWrite",
    networkAccess: false,
    excludeSlashTmp: true,
    excludeTmpdirEnvVar: true,
  });
  expect(callsOf("thread/name/set")[0]?.params.name).toBe(THREAD_SPEC.title);
});

test("what the caller configures does not bring the bridge's own tools back", async () => {
  const config = {
    "mcp_servers.codex-bridge.enabled": true,
    mcp_servers: { "codex-bridge": { enabled: true }, other: {} },
  };
  await codex.engine.openThread({ ...THREAD_SPEC, config });
  expect(callsOf("thread/start")[0]?.params.config).toMatchObject({
    mcp_servers: { "codex-bridge": { enabled: false }, other: {} },
  });
  expect(callsOf("thread/start")[0]?.params.config).not.toHaveProperty(["mcp_servers.codex-bridge.enabled"]);
});

test("a model that the catalogue does not have is refused, with those that it has", async () => {
  const error = await refusal(codex.engine.openThread({ ...THREAD_SPEC, model: "gpt-z" }));
  expect(error).toMatchObject({ failure: "unknown_model", details: { field: "model", allowed: ["gpt-a", "gpt-b"] } });
  const effort = await refusal(codex.engine.openThread({ ...THREAD_SPEC, model: "gpt-b", effort: "ultra" }));
  expect(effort).toMatchObject({ failure: "unknown_effort", details: { allowed: ["low", "high"] } });
  // Another provider's models are not in it.
  codex.next("config/read", { result: { config: { model_provider: "mine" } } });
  await codex.engine.openThread({ ...THREAD_SPEC, model: "gpt-z" });
});

test("without a login no thread starts", async () => {
  codex.next("account/read", { result: { account: null, requiresOpenaiAuth: true } });
  expect((await refusal(codex.engine.openThread(THREAD_SPEC))).failure).toBe("not_logged_in");
  expect(callsOf("thread/start")).toEqual([]);
});

test("an app-server that drains or is too busy is asked again", async () => {
  codex.next("thread/start", DRAINING, OVERLOADED);
  expect((await codex.engine.openThread(THREAD_SPEC)).threadId).toBe(THREAD);
  codex.next("turn/start", OVERLOADED);
  await codex.engine.startTurn(THREAD, TURN_SPEC);
  expect(callsOf("turn/start").length).toBe(2);
});

test("a turn is not started a second time where the answer to the first start was lost", async () => {
  await codex.engine.openThread(THREAD_SPEC);
  codex.next("turn/start", "break");
  expect((await refusal(codex.engine.startTurn(THREAD, TURN_SPEC))).failure).toBe("outcome_unknown");
  await codex.seen("lost");
  await codex.seen("back");
  expect(callsOf("turn/start").length).toBe(1);

  const items = [
    { type: "userMessage", id: "i_1", clientId: TURN_SPEC.clientUserMessageId },
    { type: "agentMessage", id: "i_2", text: "done" },
  ];
  codex.next("thread/turns/list", { result: { data: [{ id: "turn_9", status: "completed", completedAt: 1, items }] } });
  const run = { threadId: THREAD, turnId: null, clientUserMessageId: TURN_SPEC.clientUserMessageId, spec: THREAD_SPEC };
  expect(await codex.engine.reconcile(run)).toMatchObject({
    state: "ended",
    turn: { turnId: "turn_9", status: "completed", messages: ["done"] },
  });
  // Codex does not keep what the thread was configured with.
  expect(callsOf("thread/resume")[0]?.params.config).toMatchObject({
    mcp_servers: { "codex-bridge": { enabled: false } },
  });
});

test("a prompt that a person's turn has taken is a steer, and that turn is not the run's", async () => {
  await codex.engine.resumeThread(THREAD, THREAD_SPEC);
  codex.next("turn/start", () => {
    codex.notify(...toPrompt("turn_person", "a person"));
    codex.notify(...toPrompt("turn_person", TURN_SPEC.clientUserMessageId));
    return { result: { turn: { id: "turn_person", status: "inProgress" } } };
  });
  expect(await codex.engine.startTurn(THREAD, TURN_SPEC)).toEqual({ turnId: "turn_person", steered: true });
  codex.notify("turn/completed", {
    threadId: THREAD,
    turn: { id: "turn_person", status: "completed", completedAt: 1 },
  });
  await codex.engine.release(THREAD);
  expect(codex.events.map(({ type }) => type)).not.toContain("completed");
});

test("a turn with which Codex continues the run is the run; the one that was cut off is not its end", async () => {
  await startRun();
  codex.notify("turn/completed", {
    threadId: THREAD,
    turn: { id: "turn_1", status: "interrupted", completedAt: null },
  });
  const next = { id: "turn_2", rootTurnId: "turn_1" };
  codex.notify("turn/started", { threadId: THREAD, turn: { ...next, status: "inProgress" } });
  const item = { type: "agentMessage", id: "i_3", text: "after all" };
  codex.notify("item/completed", { threadId: THREAD, turnId: "turn_2", item });
  codex.notify("turn/completed", { threadId: THREAD, turn: { ...next, status: "completed", completedAt: 2 } });
  expect(await codex.seen("completed")).toMatchObject({
    turnId: "turn_1",
    turn: { turnId: "turn_1", status: "completed", messages: ["after all"] },
  });
  const started = codex.events.filter((event) => event.type === "started");
  expect(started).toMatchObject([{ recovered: false }, { turnId: "turn_1", recovered: true }]);
});

test("a run is stopped under the id with which it goes on; a person's own turn is left alone", async () => {
  await startRun();
  const refuse = (other: string) => ({
    error: { code: -32_600, message: `expected active turn id turn_1 but found ${other}` },
  });
  codex.next("turn/interrupt", refuse("turn_person"));
  await codex.engine.interrupt(THREAD, "turn_1");
  expect(callsOf("turn/interrupt").map(({ params }) => params.turnId)).toEqual(["turn_1"]);
  codex.notify("turn/started", {
    threadId: THREAD,
    turn: { id: "turn_2", rootTurnId: "turn_1", status: "inProgress" },
  });
  codex.next("turn/interrupt", refuse("turn_2"));
  await codex.seen("started");
  await codex.engine.interrupt(THREAD, "turn_1");
  expect(callsOf("turn/interrupt").at(-1)?.params.turnId).toBe("turn_2");
  expect(callsOf("thread/backgroundTerminals/clean").length).toBe(2);
});

test("a failed turn says Codex's own code", async () => {
  await startRun();
  const error = { message: "429", codexErrorInfo: { responseTooManyFailedAttempts: { httpStatusCode: 429 } } };
  codex.notify("turn/completed", { threadId: THREAD, turn: { id: "turn_1", status: "failed", completedAt: 1, error } });
  expect(await codex.seen("completed")).toMatchObject({
    turn: { status: "failed", error: { code: "responseTooManyFailedAttempts", httpStatus: 429, message: "429" } },
  });
});

test("a thread that another Codex process has is left to it", async () => {
  const other = { error: { code: -32_600, message: "thread t_1 already has an active writer" } };
  codex.next("thread/resume", other, other);
  const run = { threadId: THREAD, turnId: "turn_1", clientUserMessageId: "u_1", spec: THREAD_SPEC };
  expect(await codex.engine.reconcile(run)).toEqual({ state: "elsewhere" });
  expect((await refusal(codex.engine.resumeThread(THREAD, THREAD_SPEC))).failure).toBe("thread_busy");
});

test("a message in a form that is not known is recorded as it came, and stops nothing", async () => {
  await startRun();
  codex.notify("item/completed", { threadId: THREAD, turnId: "turn_1", item: "not an item" });
  codex.notify("something/new", { threadId: THREAD, turnId: "turn_1", more: [1] });
  codex.notify("turn/completed", { threadId: THREAD, turn: { id: "turn_1", status: "completed", completedAt: 1 } });
  await codex.seen("completed");
  const raw = codex.events.flatMap((event) => (event.type === "raw" ? event.method : []));
  expect(raw).toContain("something/new");
});

test("an approval that waits is asked again while the run is looked for, and is told once the run is known", async () => {
  const turns = [
    { id: "turn_2", rootTurnId: "turn_1", status: "inProgress" },
    { id: "turn_1", status: "interrupted", completedAt: null },
  ];
  codex.next("thread/turns/list", () => {
    const asked = { threadId: THREAD, turnId: "turn_2", itemId: "i_1", command: "rm x" };
    codex.ask(7, "item/commandExecution/requestApproval", asked);
    codex.ask(8, "item/commandExecution/requestApproval", { ...asked, turnId: "turn_person" });
    return { result: { data: turns } };
  });
  const run = { threadId: THREAD, turnId: "turn_1", clientUserMessageId: "u_1", spec: THREAD_SPEC };
  expect(await codex.engine.reconcile(run)).toMatchObject({ state: "running", turnId: "turn_1", recovered: true });
  const approvals = codex.events.flatMap((event) => (event.type === "approval" ? event : []));
  // The other one is of a turn that a person started on the thread.
  expect(approvals).toMatchObject([{ requestId: "7", turnId: "turn_1", params: { command: "rm x" } }]);
  approvals[0]?.answer({ decision: "decline" });
  await codex.engine.interrupt(THREAD, "turn_1");
  expect([...codex.answers]).toEqual([[7, { decision: "decline" }]]);
});

test("a run whose directory and profile have gone is found all the same", async () => {
  codex.next("config/read", { error: { code: -32_603, message: "No such file or directory" } });
  const items = [{ type: "agentMessage", id: "i_1", text: "done" }];
  codex.next("thread/turns/list", { result: { data: [{ id: "turn_1", status: "completed", completedAt: 1, items }] } });
  const spec = { ...THREAD_SPEC, cwd: "/absent", profile: "absent", model: "gpt-z" };
  const run = { threadId: THREAD, turnId: "turn_1", clientUserMessageId: "u_1", spec };
  expect(await codex.engine.reconcile(run)).toMatchObject({ state: "ended", turn: { messages: ["done"] } });
});
