/** A run on the shared daemon, with the real Codex: started, followed, stopped, let go. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countConnections } from "../../src/codex/push/attendance";
import { EngineError, type ThreadSpec, type TurnSpec } from "../../src/core/runs/engine";
import { describeWithTool } from "../support/tools";
import { MODELS } from "./codex-cli";
import { until } from "./codex-tui";
import { TIMEOUT_MS } from "./push-stage";
import { findOutput, functionCall, message } from "./responses-api";
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

  test(
    "a run that is stopped ends, and so does its shell command",
    async () => {
      const cwd = stage.repository("stopped");
      const { engine, run, seen } = stage.engine();
      stage.scriptCommand("SLEEP-LONG", "echo $$ > pid; exec sleep 600");
      const { threadId, turnId } = await run(stage.thread(cwd), stage.turn("SLEEP-LONG"));
      const pid = Number(await whenWritten(join(cwd, "pid")));
      expect(listCommands()).toContain("sleep 600");
      await engine.interrupt(threadId, turnId);
      expect((await seen("completed")).turn).toMatchObject({ turnId, status: "interrupted" });
      await until(
        async () => !listCommands().includes("sleep 600"),
        () => `the command (${pid} inside) goes on`,
      );
      // It has ended: stopping it again is no error.
      await engine.interrupt(threadId, turnId);
      await engine.release(threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "an approval that is asked for waits until it is answered, and a decline lets the run go on",
    async () => {
      const cwd = stage.repository("approval");
      const { engine, run, seen } = stage.engine();
      const callId = "call_escalated";
      stage.model.on("ASK-FIRST", (request) =>
        findOutput(request, callId) === undefined
          ? functionCall({
              name: "exec_command",
              arguments: {
                cmd: "touch /outside",
                sandbox_permissions: "require_escalated",
                justification: "for a test",
              },
              callId,
            })
          : message(`told: ${findOutput(request, callId)}`),
      );
      const { threadId } = await run(stage.thread(cwd), stage.turn("ASK-FIRST", { approvalPolicy: "on-request" }));
      const asked = await seen("approval");
      expect(asked.method).toBe("item/commandExecution/requestApproval");
      asked.answer({ decision: "decline" });
      await seen("resolved", ({ requestId }) => requestId === asked.requestId);
      const { turn } = await seen("completed");
      expect(turn.status).toBe("completed");
      expect(turn.messages.at(-1)).toContain("rejected");
      await engine.release(threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "a run has none of the bridge's own tools, after a resume neither, unless it may talk",
    async () => {
      const cwd = stage.repository("alone");
      const { engine, run, seen } = stage.engine();
      const hasBridge = async (text: string) =>
        (await stage.model.asked(text)).tools.some(({ namespace }) => namespace === "mcp__codex_bridge");
      // A model that is shown each tool by its name.
      const spec = stage.thread(cwd, { model: MODELS.namespace });
      const { threadId, turnId } = await run(spec, stage.turn("ALONE-FIRST"));
      expect(await hasBridge("ALONE-FIRST")).toBe(false);
      await seen("completed", ({ turn }) => turn.turnId === turnId);
      await engine.release(threadId);

      const resumed = await engine.resumeThread(threadId, { ...spec, runId: "r_again" });
      expect(resumed.tokens).toMatchObject({ total: 2, output: 1 });
      const again = await engine.startTurn(threadId, stage.turn("ALONE-AGAIN"));
      expect(again.steered).toBe(false);
      expect(await hasBridge("ALONE-AGAIN")).toBe(false);
      await seen("completed", ({ turn }) => turn.turnId === again.turnId);
      await engine.release(threadId);

      const talker = await run({ ...spec, runId: "r_talker", talk: true }, stage.turn("MAY-TALK"));
      expect(await hasBridge("MAY-TALK")).toBe(true);
      await seen("completed", ({ turn }) => turn.turnId === talker.turnId);
      await engine.release(talker.threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "only a thread of a run is opened again, and only where nothing runs on it",
    async () => {
      const cwd = stage.repository("threads");
      const { engine, run, seen } = stage.engine();
      const other = stage.engine();
      const spec = stage.thread(cwd);
      const failureOf = async (threadId: string) => failure(other.engine.resumeThread(threadId, spec));
      expect(await failureOf("01a22ff7-a544-7c72-ae40-6b0ee1289c2e")).toBe("thread_not_found");
      expect(await failureOf("no thread")).toBe("thread_not_found");

      const person = await stage.codex.connect();
      const { thread } = await person.call("thread/start", { cwd, sandbox: "read-only" });
      expect(await failureOf(thread.id)).toBe("thread_not_ours");
      person.close();

      const release = stage.model.hold("HOLD-THREAD");
      const { threadId } = await run(spec, stage.turn("HOLD-THREAD"));
      await stage.model.asked("HOLD-THREAD");
      expect(await failureOf(threadId)).toBe("thread_busy");
      expect(await failure(engine.startTurn(threadId, stage.turn("SECOND")))).toBe("thread_busy");
      release();
      await seen("completed");
      await engine.release(threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "a person's word during a run is told apart from the run's own prompt",
    async () => {
      const cwd = stage.repository("steered");
      const { engine, run, seen } = stage.engine();
      const release = stage.model.hold("STEER-ME");
      const turn = stage.turn("STEER-ME");
      const { threadId, turnId } = await run(stage.thread(cwd), turn);
      await stage.model.asked("STEER-ME");
      const person = await stage.codex.connect();
      const input = [{ type: "text", text: "A-WORD", text_elements: [] }];
      await person.call("turn/steer", { threadId, expectedTurnId: turnId, input, clientUserMessageId: "a-person" });
      const said = await seen("message", ({ clientId }) => clientId === "a-person");
      expect(said).toMatchObject({ role: "user", text: "A-WORD", turnId });
      await seen("message", ({ clientId }) => clientId === turn.clientUserMessageId);
      release();
      await seen("completed");
      person.close();
      await engine.release(threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "what cannot work is refused before a thread starts, with what is allowed",
    async () => {
      const cwd = stage.repository("refused");
      const { engine, run, seen } = stage.engine();
      const home = stage.codex.home.path;
      const open = (spec: Partial<ThreadSpec>) => engine.openThread(stage.thread(cwd, spec));
      const asked = stage.model.turns().length;
      expect(await refusal(open({ cwd: join(home, "absent") }))).toMatchObject({ failure: "bad_cwd", field: "cwd" });
      expect(await refusal(open({ cwd: "." }))).toMatchObject({ failure: "bad_cwd" });
      expect(await refusal(open({ cwd: join(home, "config.toml") }))).toMatchObject({ failure: "bad_cwd" });
      expect(await refusal(open({ isolation: "ignore-rules" }))).toMatchObject({
        failure: "unsupported_isolation",
        allowed: ["inherit"],
      });
      const effort = await refusal(open({ effort: "enormous" }));
      expect(effort).toMatchObject({ failure: "unknown_effort", field: "effort" });
      expect(effort.allowed).toContain("high");
      writeFileSync(
        join(home, "careful.config.toml"),
        `model_reasoning_effort = "high"\nsandbox_mode = "danger-full-access"\n`,
      );
      expect(await refusal(open({ profile: "absent" }))).toMatchObject({
        failure: "unknown_profile",
        allowed: ["careful"],
      });
      expect(await refusal(open({ profile: "../careful" }))).toMatchObject({ failure: "unknown_profile" });

      const { threadId } = await engine.openThread(stage.thread(cwd));
      const image = join(home, "image.png");
      const start = (spec: Partial<TurnSpec>) => engine.startTurn(threadId, stage.turn("NEVER-SENT", spec));
      expect(await refusal(start({ images: [image] }))).toMatchObject({ failure: "bad_image", field: "images" });
      writeFileSync(image, "no image");
      expect(await refusal(start({ images: [image] }))).toMatchObject({ failure: "bad_image" });
      expect(await refusal(start({ prompt: "x".repeat(1_048_577) }))).toMatchObject({ failure: "input_too_large" });
      expect(stage.model.turns().length).toBe(asked);
      await engine.release(threadId);

      // The same with what is there.
      writeFileSync(image, Buffer.from(PIXEL, "base64"));
      const turn = stage.turn("WITH-ALL", { images: [image], outputSchema: SCHEMA, sandbox: "read-only" });
      const started = await run(stage.thread(cwd, { profile: "careful", effort: null }), turn);
      const { body } = await stage.model.asked("WITH-ALL");
      expect(JSON.stringify(body.input)).toContain("data:image/png;base64,");
      expect(body).toMatchObject({ reasoning: { effort: "high" }, text: { format: { schema: SCHEMA } } });
      await seen("completed");
      await engine.release(started.threadId);
    },
    TIMEOUT_MS,
  );

  test(
    "twenty at once all end, and after fifty nothing is left that is only ours",
    async () => {
      const cwd = stage.repository("many");
      const config = readFileSync(join(stage.codex.home.path, "config.toml"), "utf8");
      const { engine, run, seen } = stage.engine();
      async function runMany(count: number): Promise<void> {
        const runs = Array.from({ length: count }, () => run(stage.thread(cwd), stage.turn("ONE-OF-MANY")));
        for (const { threadId, turnId } of await Promise.all(runs)) {
          expect((await seen("completed", ({ turn }) => turn.turnId === turnId)).turn.status).toBe("completed");
          await engine.release(threadId);
        }
      }
      await runMany(20);
      await runMany(20);
      await runMany(10);
      expect(readdirSync(join(stage.stateDir, "codex", "tmp"))).toEqual([]);
      expect(readFileSync(join(stage.codex.home.path, "config.toml"), "utf8")).toBe(config);
      await until(
        async () => countConnections(stage.codex.socket) === 0,
        () => `${countConnections(stage.codex.socket)} connections are left`,
      );
    },
    TIMEOUT_MS,
  );
});

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const SCHEMA = {
  type: "object",
  properties: { summary: { type: "string" } },
  required: ["summary"],
  additionalProperties: false,
};

async function refusal(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EngineError)) throw new Error(`expected an EngineError, got ${error}`);
  return { failure: error.failure, ...error.details };
}

async function failure(work: Promise<unknown>): Promise<string> {
  return (await refusal(work)).failure;
}

async function whenWritten(path: string): Promise<string> {
  await until(
    async () => existsSync(path) && readFileSync(path, "utf8").trim() !== "",
    () => `${path} is not written`,
  );
  return readFileSync(path, "utf8").trim();
}

/** The command lines of all processes. */
function listCommands(): string {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        // It has ended meanwhile.
        return "";
      }
    })
    .join("\n");
}
