/** Brings messages into a live Codex session by itself, on the first transport that is open. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Envelope } from "../../shared/calls/envelope";
import type { CodexPush, PushCall, PushReport } from "../../shared/calls/push";
import { BridgeError, toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import type { PushPolicy } from "../../shared/settings";
import { shorten } from "../../shared/text";
import { type AppServer, AppServerError, connectAppServer, hasSocket } from "../app-server";
import {
  BUSY,
  EXEC_TRIGGER,
  NO_TURNS_YET,
  NOT_WRITTEN_YET,
  OWN_TRIGGER,
  RESTART_DAEMON,
  readPassing,
  SEEN_ON,
  STEER_RACE,
  type Turn,
  UNKNOWN_THREAD,
} from "../contract";
import { countConnections, MAX_OWN_TURNS, whyUnattended } from "./attendance";
import type { StartedTurn } from "./capture";
import { toClientId, toUserMessage } from "./framing";
import { findTarget, type OwnProcess, type Target } from "./target";

/**
 * A daemon that is just starting gets this long; a turn that ends while it is steered, as long
 * again.
 */
const RETRY_FOR_MS = 5_000;
const RETRY_EVERY_MS = 150;
const RETRY_AT_MOST_MS = 2_000;
/** An open TUI marks an ended turn as read within this time; a busy machine may be slow. */
const MARK_READ_WITHIN_MS = 1_000;
const LOOK_AGAIN_MS = 50;

export interface PushDeps extends OwnProcess {
  policy: PushPolicy;
  /** What triggered the thread's last turn that called us; null where none has. */
  triggerOf(thread: string): string | null;
  /** Called for a question that has started a turn. */
  onQuestion(started: StartedTurn): void;
  /** Starts an app-server of our own where no daemon runs, to reach a TUI that runs without it. */
  startOwnServer(): Promise<AppServer>;
  log: Log;
}

/**
 * Makes the function with which the bridge reaches the session of this process. It never throws.
 */
export function createReach(deps: PushDeps): CodexPush {
  const { policy, triggerOf, log } = deps;

  return async (call) => {
    const { thread, items } = call;
    const reports: PushReport[] = [];
    // What comes after a message that has to wait waits too: the order stays.
    const unanswered = new Set<string>();
    const keepRest = (reason: string, more: Pick<PushReport, "passing"> = {}) => {
      const rest = items.slice(reports.length);
      const stateOf = (id: string) => (unanswered.has(id) ? "unknown" : "stored");
      return [...reports, ...rest.map(({ id }) => ({ ...toReport(id, stateOf(id), null, reason), ...more }))];
    };
    let version: string | null = null;
    if (policy === "never") return keepRest("pushing is switched off (CODEX_BRIDGE_PUSH=never)");
    if (triggerOf(thread) === EXEC_TRIGGER)
      return keepRest("a `codex exec` run takes it with its next call to the bridge");
    try {
      let connected = false;
      // A connection that breaks may have carried the message before: it is looked for on the next
      // one.
      const reason = await retry(
        (error) => connected && isLost(error),
        async () => {
          const server = await connect(deps);
          connected = true;
          version = server.version ?? null;
          return pushRest(server, call, { reports, unanswered }, deps).finally(server.close);
        },
      );
      return reason === null ? reports : keepRest(reason);
    } catch (error) {
      const reason = describeFailure(error, deps, version);
      log.info(`push to ${thread}: ${reason}`);
      return keepRest(reason, isBusy(error) ? { passing: true } : {});
    }
  };
}

/** How far a push has come. */
interface Progress {
  reports: PushReport[];
  /** Messages that Codex was given and has not yet answered: it may have them. */
  unanswered: Set<string>;
}

/**
 * Pushes what the reports do not cover yet, and adds to them. Gives why the rest has to wait, or
 * null.
 */
async function pushRest(
  server: AppServer,
  call: PushCall,
  { reports, unanswered }: Progress,
  deps: PushDeps,
): Promise<string | null> {
  const target = await retry(isPassing, () => findTarget(server, call, deps));
  if ("reason" in target) return target.reason;
  for (const item of call.items.slice(reports.length)) {
    const report = await retry(isPassing, () => deliver(server, target, item, unanswered, deps));
    if (report.state === "stored") return report.reason;
    reports.push({ ...report, thread: target.thread });
  }
  return null;
}

async function connect({ socket, startOwnServer }: PushDeps): Promise<AppServer> {
  if (hasSocket(socket)) return retry(isLost, () => connectAppServer(socket));
  const home = dirname(dirname(socket));
  // Codex makes its home when it first runs: without one, no session lives there.
  if (!existsSync(home)) throw new BridgeError("unavailable", describeStranger(home));
  return startOwnServer();
}

/**
 * Puts one message into a thread, once: an attempt whose answer was lost is found again by its
 * client id.
 */
async function deliver(
  server: AppServer,
  target: Target,
  item: Envelope,
  unanswered: Set<string>,
  deps: PushDeps,
): Promise<PushReport> {
  const clientUserMessageId = toClientId(item);
  const { thread: threadId } = target;
  const text = toUserMessage(item);
  const message = { threadId, input: [{ type: "text", text, text_elements: [] }], clientUserMessageId };
  const onStarted = (turn: Turn) => {
    if (item.kind === "question") deps.onQuestion({ thread: threadId, turn: turn.id, question: item.id });
    return toReport(item.id, "seen", "turn", null);
  };
  const put = <T>(call: () => Promise<T>) => giveOver(item.id, unanswered, call);

  // The queue before the turns: what is taken from it in between is found among the turns.
  if (!target.isLoaded && (await isQueued(server, threadId, clientUserMessageId)))
    return toReport(item.id, "pushed", "queue", null);
  const turns = await listTurns(server, threadId);
  const landed = turns.find(({ items }) => items.some(({ clientId }) => clientId === clientUserMessageId));
  if (landed) {
    const isOpening = landed.items.find(({ type }) => type === "userMessage")?.clientId === clientUserMessageId;
    return isOpening ? onStarted(landed) : toReport(item.id, "seen", "steer", null);
  }
  if (!target.isLoaded) {
    await put(() => server.call("thread/queue/add", message));
    // Taken by the TUI's next look at its queue: accepted, not seen.
    return toReport(item.id, "pushed", "queue", null);
  }
  const [latest] = turns;
  if (latest?.status === "inProgress") {
    await put(() => server.call("turn/steer", { ...message, expectedTurnId: latest.id }));
    return toReport(item.id, "seen", "steer", null);
  }
  const reason = await whyNotStart(server, threadId, turns, item, deps);
  if (reason !== null) return toReport(item.id, "stored", null, reason);
  const started = await put(() => server.call("turn/start", { ...message, turnTrigger: OWN_TRIGGER }));
  return onStarted(started.turn);
}

/** Makes the call that puts a message into a thread. Only Codex's answer says what became of it. */
async function giveOver<T>(id: string, unanswered: Set<string>, call: () => Promise<T>): Promise<T> {
  const wasGiven = unanswered.has(id);
  unanswered.add(id);
  try {
    return await call();
  } catch (error) {
    // Refused: it does not have this one, whatever became of an earlier attempt.
    if (error instanceof AppServerError && !wasGiven) unanswered.delete(id);
    throw error;
  }
}

async function isQueued(server: AppServer, threadId: string, clientId: string): Promise<boolean> {
  const { data } = await server.call("thread/queue/list", { threadId });
  return data.some(({ clientUserMessageId }) => clientUserMessageId === clientId);
}

async function listTurns(server: AppServer, threadId: string): Promise<Turn[]> {
  try {
    const limit = MAX_OWN_TURNS + 1;
    return (await server.call("thread/turns/list", { threadId, limit, itemsView: "full" })).data;
  } catch (error) {
    if (error instanceof AppServerError && NO_TURNS_YET.test(error.message)) return [];
    throw error;
  }
}

/**
 * Why no turn may be started for a message, or null. The user's own words are reason enough for a
 * turn.
 */
async function whyNotStart(
  server: AppServer,
  threadId: string,
  turns: Turn[],
  item: Envelope,
  { policy, socket }: PushDeps,
): Promise<string | null> {
  if (policy === "always" || item.sender === "user") return null;
  const facts = { turns, connections: countConnections(socket), ownConnections: 1 };
  const deadline = performance.now() + MARK_READ_WITHIN_MS;
  for (;;) {
    const { readState } = await server.call("thread/read", { threadId });
    const reason = whyUnattended({ ...facts, firstUnread: readState?.firstUnread });
    // Only whether the last turn was looked at may still change.
    const isFinal = reason === null || whyUnattended({ ...facts, firstUnread: null }) !== null;
    if (isFinal || performance.now() > deadline) return reason;
    await pause(LOOK_AGAIN_MS);
  }
}

function toReport(
  id: string,
  state: PushReport["state"],
  transport: PushReport["transport"],
  reason: string | null,
): PushReport {
  return { id, state, transport, reason, thread: null };
}

function describeFailure(error: unknown, { socket }: PushDeps, version: string | null): string {
  if (error instanceof AppServerError && UNKNOWN_THREAD.test(error.message))
    return describeStranger(dirname(dirname(socket)));
  const isNoAnswer = error instanceof BridgeError && version === null && !hasDaemon(socket);
  if (isNoAnswer) return error.message;
  const what = error instanceof AppServerError ? `Codex refused it: ${shorten(error.message, 200)}` : toMessage(error);
  if (isBusy(error)) return `${what}. It is tried again`;
  return `${shorten(what, 300)}. ${describeVersions(version)}`;
}

/** An app-server that does not do what is known of it: which versions meet here, and what helps. */
function describeVersions(version: string | null): string {
  const own = version === null ? "an unknown version" : `version ${version}`;
  return `Codex's app-server is ${own}, and the bridge knows ${SEEN_ON}: \`${RESTART_DAEMON}\` brings it to the installed version (it ends running turns)`;
}

function hasDaemon(socket: string): boolean {
  try {
    return hasSocket(socket);
  } catch {
    // There is one, which is not ours to use; that was said already.
    return false;
  }
}

/**
 * True of what the app-server cannot do now because it has too much to do, or is being replaced.
 */
function isBusy(error: unknown): boolean {
  return error instanceof AppServerError && (readPassing(error.code, error.data) !== null || BUSY.test(error.message));
}

function describeStranger(home: string): string {
  return `this session does not live in Codex's home ${home}; where CODEX_HOME is another, Codex's config needs env_vars = ["CODEX_HOME"] for the bridge`;
}

/** True of a connection that broke or could not be made. */
function isLost(error: unknown): boolean {
  return error instanceof BridgeError;
}

/** True of what the app-server refuses now and not a moment later. */
function isPassing(error: unknown): boolean {
  if (isBusy(error)) return true;
  return error instanceof AppServerError && (STEER_RACE.test(error.message) || NOT_WRITTEN_YET.test(error.message));
}

async function retry<T>(isWorthIt: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + RETRY_FOR_MS;
  for (let waitMs = RETRY_EVERY_MS; ; waitMs = Math.min(2 * waitMs, RETRY_AT_MOST_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthIt(error) || performance.now() > deadline) throw error;
      // What is busy is not to be asked ever more.
      await pause(isBusy(error) ? waitMs : RETRY_EVERY_MS);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
