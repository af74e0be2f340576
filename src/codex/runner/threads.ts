/** Threads and turns of runs: opened, started, stopped, let go. */
import {
  EngineError,
  type EngineEvent,
  type EngineThread,
  type ThreadSpec,
  type TurnSpec,
} from "../../core/runs/engine";
import { toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import { type AppServer, AppServerError } from "../app-server";
import {
  CLIENT_NAME,
  MAX_INPUT_CHARS,
  NO_ACTIVE_TURN,
  NO_THREAD,
  OTHER_ACTIVE_TURN,
  type ResultOf,
  RUN_SOURCE,
} from "../contract";
import type { Connected, Connection } from "./connection";
import { isPassing, toEngineError } from "./failures";
import { assertImages } from "./files";
import { awaitTurn, claimTurn, createHeldThread, findRunningTurn, type HeldThread, isOwnTurn } from "./held-threads";
import { backoff, pause } from "./pause";
import { assertPossible } from "./preparation";
import { readTokens } from "./rollout";
import type { TemporaryDirectories } from "./temporary";
import { toThreadResume, toThreadStart, toTurnStart } from "./thread-params";

/** Codex says within milliseconds which turn has taken a prompt. */
const TAKEN_WITHIN_MS = 1_000;
/** A server that has too much to do is asked again for this long. */
const BUSY_LIMIT_MS = 10_000;

export interface ThreadsDeps {
  held: Map<string, HeldThread>;
  temporary: TemporaryDirectories;
  connection: Connection;
  /** Checks the run, and gives the configuration of its thread. */
  prepare(connected: Connected, spec: ThreadSpec): Promise<Record<string, unknown>>;
  patiently<T>(work: (connected: Connected) => Promise<T>): Promise<T>;
  emit(event: EngineEvent): void;
  signal: AbortSignal;
  log: Log;
}

export function createThreads({ held, temporary, connection, prepare, patiently, emit, signal, log }: ThreadsDeps) {
  function hold(spec: ThreadSpec, { thread: { id, path = null } }: ResultOf<"thread/start">, isKnown: boolean) {
    const thread = createHeldThread(id, spec, path, isKnown);
    held.set(thread.threadId, thread);
    return thread;
  }

  function open(spec: ThreadSpec): Promise<EngineThread> {
    return patiently(async (connected) => {
      assertPossible(spec);
      const config = await prepare(connected, spec);
      const opened = await connected.server.call("thread/start", toThreadStart(spec, config));
      // Without a name, whoever attaches has one made by a model, at a cost.
      await connected.server.call("thread/name/set", { threadId: opened.thread.id, name: spec.title });
      hold(spec, opened, false);
      return toEngineThread(connected, opened, null);
    });
  }

  function resume(threadId: string, spec: ThreadSpec): Promise<EngineThread> {
    return patiently(async (connected) => {
      assertPossible(spec);
      if (held.has(threadId)) throw new EngineError("thread_busy", "A run of ours has this thread open");
      await assertFree(connected.server, threadId);
      const config = await prepare(connected, spec);
      const params = { threadId, excludeTurns: true, ...toThreadResume(spec, config) };
      const opened = await connected.server.call("thread/resume", params);
      const thread = hold(spec, opened, true);
      return toEngineThread(connected, opened, await readTokens(thread.path));
    });
  }

  async function start(threadId: string, spec: TurnSpec): Promise<{ turnId: string; steered: boolean }> {
    assertInput(spec.prompt);
    assertImages(spec.images);
    const thread = held.get(threadId);
    const connected = connection.current();
    if (!thread) throw new EngineError("thread_not_found", `The thread ${threadId} is not open here`);
    if (!connected) throw new EngineError("codex_restarting", "Codex is not connected for the moment");
    if (thread.running.size > 0) throw new EngineError("thread_busy", "A turn runs on this thread");
    awaitTurn(thread, spec.clientUserMessageId);
    const taken = Promise.withResolvers<boolean>();
    thread.onTaken = (_, opened) => taken.resolve(opened);
    const timer = setTimeout(() => taken.resolve(true), TAKEN_WITHIN_MS);
    try {
      const params = toTurnStart(threadId, spec, thread.spec, temporary.pathOf(thread.spec.runId));
      const { turn } = await whileBusy(() => connected.server.call("turn/start", params));
      const steered = thread.isKnown && !(await taken.promise);
      if (!steered && thread.turnId === null) {
        claimTurn(thread, turn.id);
        emit({ type: "started", threadId, turnId: turn.id, recovered: false });
      }
      return { turnId: turn.id, steered };
    } catch (error) {
      throw toEngineError(error, "outcome_unknown");
    } finally {
      clearTimeout(timer);
      thread.onTaken = null;
    }
  }

  async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + BUSY_LIMIT_MS;
    for (const ms of backoff(50, 1_000)) {
      try {
        return await work();
      } catch (error) {
        const isBusy = isPassing(error) && toEngineError(error).failure === "codex_busy";
        if (!isBusy || performance.now() > deadline) throw error;
      }
      await pause(ms, signal);
    }
    throw new EngineError("codex_busy", "Codex is too busy");
  }

  function interrupt(threadId: string, turnId: string): Promise<void> {
    const thread = held.get(threadId);
    return patiently(async ({ server }) => {
      const running = (thread && findRunningTurn(thread)) ?? turnId;
      await stopTurn(server, threadId, running, (id) => !thread || isOwnTurn(thread, id));
      await cleanUp(server, threadId);
    });
  }

  async function release(threadId: string): Promise<void> {
    const thread = held.get(threadId);
    if (!thread) return;
    held.delete(threadId);
    temporary.remove(thread.spec.runId);
    const connected = connection.current();
    try {
      // A person's own turn on the thread keeps its commands.
      if (connected && thread.running.size === 0) await cleanUp(connected.server, threadId);
      await connected?.server.call("thread/unsubscribe", { threadId });
    } catch (error) {
      // Without a connection there is no subscription, and Codex unloads the thread by itself.
      log.debug(`the thread ${threadId} was not let go: ${toMessage(error)}`);
    }
  }

  return { open, resume, start, interrupt, release };
}

function toEngineThread(
  { address }: Connected,
  { thread, model, reasoningEffort }: ResultOf<"thread/start">,
  tokens: EngineThread["tokens"],
): EngineThread {
  const path = thread.path ?? null;
  return { threadId: thread.id, path, address, model: model ?? null, effort: reasoningEffort ?? null, tokens };
}

/** Throws unless the thread is one of a run's, and nothing runs on it. */
async function assertFree(server: AppServer, threadId: string): Promise<void> {
  const { thread } = await server.call("thread/read", { threadId });
  if (thread.originator !== CLIENT_NAME || thread.threadSource !== RUN_SOURCE)
    throw new EngineError("thread_not_ours", `The thread ${threadId} was not made by a run. Fork it in Codex instead.`);
  if (thread.status?.type === "active")
    throw new EngineError("thread_busy", `A turn runs on the thread ${threadId}. Wait for it, or stop it.`);
}

/** Throws `input_too_large` above Codex's own limit, which counts characters, not UTF-16 units. */
function assertInput(prompt: string): void {
  if (prompt.length <= MAX_INPUT_CHARS) return;
  let chars = 0;
  for (const _ of prompt) chars++;
  if (chars <= MAX_INPUT_CHARS) return;
  const message = `The prompt has ${chars} characters; Codex takes ${MAX_INPUT_CHARS}. Put the rest into a file.`;
  throw new EngineError("input_too_large", message, { field: "prompt" });
}

/** Stops a turn, under whichever id it goes on. `isOwn`: a person's own turn is not stopped. */
async function stopTurn(
  server: AppServer,
  threadId: string,
  turnId: string,
  isOwn: (turnId: string) => boolean,
): Promise<void> {
  try {
    await server.call("turn/interrupt", { threadId, turnId });
  } catch (error) {
    if (!(error instanceof AppServerError)) throw error;
    const other = error.message.match(OTHER_ACTIVE_TURN)?.[1];
    if (other && isOwn(other)) await server.call("turn/interrupt", { threadId, turnId: other });
    // It has ended, or its thread is not loaded: nothing runs.
    else if (!other && !NO_ACTIVE_TURN.test(error.message) && !NO_THREAD.test(error.message)) throw error;
  }
}

/** Ends the commands that a thread has left running. */
async function cleanUp(server: AppServer, threadId: string): Promise<void> {
  try {
    await server.call("thread/backgroundTerminals/clean", { threadId });
  } catch (error) {
    if (!(error instanceof AppServerError && NO_THREAD.test(error.message))) throw error;
  }
}
