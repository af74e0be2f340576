/** What becomes of a run where its host, the daemon or the connection ends: a true state, and nothing twice. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import type { DoubtfulRun, ThreadSpec, TurnSpec } from "../../src/core/runs/engine";
import { describeWithTool } from "../support/tools";
import { listProcessesOf, until } from "./codex-tui";
import { TIMEOUT_MS, time } from "./push-stage";
import { findOutput, functionCall, message } from "./responses-api";
import { createRunStage, type RunStage } from "./run-stage";

describeWithTool(["codex", "tmux"], "a run in doubt", () => {
  let stage: RunStage;

  beforeAll(async () => {
    stage = await createRunStage();
    await stage.codex.daemon("start");
  }, TIMEOUT_MS);

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  function doubt(started: { threadId: string; turnId: string | null }, spec: ThreadSpec, turn: TurnSpec): DoubtfulRun {
    const { threadId, turnId } = started;
    return { threadId, turnId, clientUserMessageId: turn.clientUserMessageId, spec };
  }

  test(
    "goes on without its killed host, and the next one follows it to its end",
    async () => {
      const spec = stage.thread(stage.repository("killed"));
      const turn = stage.turn("HOST-KILLED");
      const release = stage.model.hold("HOST-KILLED");
      const owner = await stage.owner(spec, turn);
      await stage.model.asked("HOST-KILLED");
      await owner.kill();
      const { engine, seen } = stage.engine();
      const found = await time("reconciled", engine.reconcile(doubt(owner, spec, turn)));
      expect(found).toMatchObject({ state: "running", turnId: owner.turnId, recovered: false });
      release();
      expect((await seen("completed")).turn).toMatchObject({
        turnId: owner.turnId,
        status: "completed",
        messages: ["thought about HOST-KILLED"],
      });
      await engine.release(owner.threadId);
      expect(stage.model.turns().filter(({ prompt }) => prompt === "HOST-KILLED").length).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    "that waits for an approval asks its next host for it",
    async () => {
      const spec = stage.thread(stage.repository("waits"));
      const turn = stage.turn("WAITS-FOR-APPROVAL", { approvalPolicy: "on-request" });
      const callId = "call_waits";
      stage.model.on("WAITS-FOR-APPROVAL", (request) =>
        findOutput(request, callId) === undefined
          ? functionCall({
              name: "exec_command",
              arguments: { cmd: "touch /x", sandbox_permissions: "require_escalated", justification: "for a test" },
              callId,
            })
          : message("told"),
      );
      const owner = await stage.owner(spec, turn);
      const person = await stage.codex.connect();
      await until(
        async () => {
          const { thread } = await person.call("thread/read", { threadId: owner.threadId });
          return JSON.stringify(thread.status).includes("waitingOnApproval");
        },
        () => "the run asks for nothing",
      );
      person.close();
      await owner.kill();
      const { engine, seen } = stage.engine();
      expect(await engine.reconcile(doubt(owner, spec, turn))).toMatchObject({ state: "running" });
      const asked = await seen("approval");
      expect(asked.turnId).toBe(owner.turnId);
      asked.answer({ decision: "decline" });
      expect((await seen("completed")).turn).toMatchObject({ status: "completed", messages: ["told"] });
      await engine.release(owner.threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "that ended meanwhile is read whole, found by its prompt where its turn is not known",
    async () => {
      const spec = stage.thread(stage.repository("ended"));
      const turn = stage.turn("ENDED-MEANWHILE");
      const release = stage.model.hold("ENDED-MEANWHILE");
      const owner = await stage.owner(spec, turn);
      await stage.model.asked("ENDED-MEANWHILE");
      await owner.kill();
      release();
      const person = await stage.codex.connect();
      await until(
        async () => (await person.call("thread/read", { threadId: owner.threadId })).thread.status?.type !== "active",
        () => "the turn does not end",
      );
      person.close();
      const { engine } = stage.engine();
      const found = await engine.reconcile(doubt({ ...owner, turnId: null }, spec, turn));
      expect(found).toMatchObject({
        state: "ended",
        turn: { turnId: owner.turnId, status: "completed", messages: ["thought about ENDED-MEANWHILE"] },
        tokens: { total: 2 },
      });
      const unknown = doubt({ ...owner, turnId: null }, spec, stage.turn("NEVER-STARTED"));
      await engine.release(owner.threadId);
      expect(await engine.reconcile(unknown)).toEqual({ state: "not_started" });
      await engine.release(owner.threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "whose thread was unloaded is read from what is stored, and goes on after a resume",
    async () => {
      const spec = stage.thread(stage.repository("unloaded"), { config: { thread_unload_delay_secs: 1 } });
      const turn = stage.turn("TO-BE-UNLOADED");
      const { engine, run, seen } = stage.engine();
      const started = await run(spec, turn);
      await seen("completed");
      await engine.release(started.threadId);
      const person = await stage.codex.connect();
      await until(
        async () => !(await person.call("thread/loaded/list", {})).data.includes(started.threadId),
        () => "the thread stays loaded",
      );
      person.close();
      expect(await engine.reconcile(doubt(started, spec, turn))).toMatchObject({ state: "ended" });
      await engine.release(started.threadId);
      await engine.resumeThread(started.threadId, spec);
      const { turnId } = await engine.startTurn(started.threadId, stage.turn("AFTER-UNLOADING"));
      await seen("completed", (event) => event.turnId === turnId);
      await engine.release(started.threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "that a stopped daemon leaves behind ended with it, and nothing continues it",
    async () => {
      const spec = stage.thread(stage.repository("cut-off"));
      const turn = stage.turn("DAEMON-KILLED");
      stage.model.hold("DAEMON-KILLED");
      const { engine, run, seen } = stage.engine({ daemonPatienceMs: 500 });
      const started = await run(spec, turn);
      await stage.model.asked("DAEMON-KILLED");
      process.kill(findDaemon(stage), "SIGKILL");
      await seen("lost");
      // It may be started here, so that it is.
      expect((await seen("back")).address.engine).toBe("daemon");
      expect(await time("reconciled", engine.reconcile(doubt(started, spec, turn)))).toMatchObject({
        state: "ended",
        turn: { turnId: started.turnId, status: "codex_ended" },
      });
      await engine.release(started.threadId);
      await engine.resumeThread(started.threadId, spec);
      const again = await engine.startTurn(started.threadId, stage.turn("ONCE-MORE"));
      expect((await seen("completed", ({ turnId }) => turnId === again.turnId)).turn.status).toBe("completed");
      await engine.release(started.threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "on a thread that has gone has nothing to be read",
    async () => {
      const spec = stage.thread(stage.repository("gone"));
      const turn = stage.turn("GONE");
      const { engine } = stage.engine();
      const { threadId, path } = await engine.openThread(spec);
      await engine.release(threadId);
      if (path) rmSync(path, { force: true });
      const next = stage.engine();
      const absent = doubt({ threadId: "01a22ff7-a544-7c72-ae40-6b0ee1289c2e", turnId: null }, spec, turn);
      expect(await next.engine.reconcile(absent)).toEqual({ state: "thread_not_found" });
    },
    TIMEOUT_MS,
  );
});

/** The pid of the daemon of this home; not that of its updater. */
function findDaemon({ codex }: RunStage): number {
  const found = listProcessesOf(codex.home.path).filter(({ command }) =>
    / app-server (?!.*pid-update-loop)/.test(command),
  );
  const [only, another] = found;
  if (!only || another) throw new Error(`expected one daemon: ${JSON.stringify(found)}`);
  return only.pid;
}
