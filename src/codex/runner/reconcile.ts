/** What became of a run's turn, read from Codex after any doubt. */
import type { DoubtfulRun, EndedTurn, Reconciled } from "../../core/runs/engine";
import { type AppServer, AppServerError } from "../app-server";
import { NOT_WRITTEN_YET, type Turn } from "../contract";
import type { Connected } from "./connection";
import { isPassing, toEngineError } from "./failures";
import { claimTurn, createHeldThread, findRunningTurn, type HeldThread } from "./held-threads";
import { pause } from "./pause";
import { readTokens } from "./rollout";
import { findOwnTurns, isCutOff, readAgentMessages, toEndedTurn } from "./turns";

const LOOKED_AT = 20;
/** A daemon that has just come back continues what it was doing within this time. */
const RECOVERS_WITHIN_MS = 3_000;
const LOOK_AGAIN_MS = 100;

export interface ReconcileDeps {
  /** The configuration of the thread, which Codex does not keep. */
  config: Record<string, unknown>;
  held: Map<string, HeldThread>;
  signal: AbortSignal;
}

/**
 * Holds the thread where it can be had: what comes meanwhile, such as an approval that waits, is
 * taken afterwards.
 */
export async function reconcile(
  { server, address }: Connected,
  run: DoubtfulRun,
  { config, held, signal }: ReconcileDeps,
): Promise<Reconciled> {
  const thread: HeldThread = {
    ...createHeldThread(run.threadId, run.spec, null, true),
    messages: null,
    deferred: [],
  };
  held.set(run.threadId, thread);
  try {
    const opened = await subscribe(server, run.threadId, config);
    if (opened.state !== "open") {
      held.delete(run.threadId);
      return { state: opened.state };
    }
    const found = await settle(server, thread, run, signal);
    if (found.state === "not_started") return found;
    const tokens = await readTokens(opened.path);
    return found.state === "running" ? { ...found, tokens, address } : { ...found, tokens };
  } catch (error) {
    held.delete(run.threadId);
    throw error;
  } finally {
    const deferred = thread.deferred ?? [];
    thread.deferred = null;
    // Of a turn that was read as ended, nothing is to be told again.
    if (findRunningTurn(thread) !== null) for (const take of deferred) take();
  }
}

/** Finds the run's turns, and marks them in the thread. */
async function settle(server: AppServer, thread: HeldThread, run: DoubtfulRun, signal: AbortSignal) {
  const own = await findSettled(server, run, signal);
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return { state: "not_started" } as const;
  claimTurn(thread, first.id);
  for (const { id } of own.slice(1)) thread.continuations.add(id);
  const recovered = own.length > 1;
  if (last.status === "inProgress") {
    thread.running.add(last.id);
    return { state: "running", turnId: first.id, recovered } as const;
  }
  const turn = toEndedTurn(first.id, last, readAgentMessages(own));
  return { state: "ended", turn, recovered } as const;
}

/** What came of a turn that has just ended, with all that the model said in it. */
export async function finishTurn(
  server: AppServer | null,
  thread: HeldThread,
  turn: Turn,
  signal: AbortSignal,
): Promise<EndedTurn> {
  const id = thread.turnId ?? turn.id;
  const heard = thread.messages;
  if (heard || !server) return toEndedTurn(id, turn, heard ?? readAgentMessages([turn]));
  try {
    const own = findOwnTurns(await listTurns(server, thread.threadId, signal), id, "");
    return toEndedTurn(id, turn, readAgentMessages(own));
  } catch {
    // The end itself tells the last words.
    return toEndedTurn(id, turn, readAgentMessages([turn]));
  }
}

type Subscribed = { state: "open"; path: string | null } | { state: "elsewhere" | "thread_not_found" };

/** Opens the thread in this app-server, which makes its list of turns true. */
async function subscribe(server: AppServer, threadId: string, config: Record<string, unknown>): Promise<Subscribed> {
  try {
    const { thread } = await server.call("thread/resume", { threadId, excludeTurns: true, config });
    return { state: "open", path: thread.path ?? null };
  } catch (error) {
    if (isPassing(error) || !(error instanceof AppServerError)) throw error;
    const { failure } = toEngineError(error);
    if (failure === "thread_busy") return { state: "elsewhere" };
    if (failure === "thread_not_found") return { state: "thread_not_found" };
    // Nothing runs in an archived thread, and its turns can be read.
    if (failure === "thread_archived") return { state: "open", path: null };
    throw error;
  }
}

/** The run's turns, once it is known whether a cut-off one is continued. */
async function findSettled(server: AppServer, run: DoubtfulRun, signal: AbortSignal): Promise<Turn[]> {
  const deadline = performance.now() + RECOVERS_WITHIN_MS;
  for (;;) {
    const own = findOwnTurns(await listTurns(server, run.threadId, signal), run.turnId, run.clientUserMessageId);
    const last = own.at(-1);
    if (!last || !isCutOff(last) || performance.now() > deadline) return own;
    await pause(LOOK_AGAIN_MS, signal);
  }
}

/** The newest turns of a thread, newest first. */
export async function listTurns(server: AppServer, threadId: string, signal: AbortSignal): Promise<Turn[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return (await server.call("thread/turns/list", { threadId, limit: LOOKED_AT, itemsView: "full" })).data;
    } catch (error) {
      const isNew = error instanceof AppServerError && NOT_WRITTEN_YET.test(error.message);
      if (!isNew || attempt > 20) throw error;
      await pause(LOOK_AGAIN_MS, signal);
    }
  }
}
