/** Brings messages into a live Codex session by itself, on the first road that is open. */
import { existsSync } from "node:fs";
import type { Envelope, Outreach, PushReport, Reach } from "../calls";
import type { PushPolicy } from "../config";
import { BridgeError, toMessage } from "../errors";
import type { Log } from "../log";
import { type AppServer, AppServerError, connectAppServer } from "./app-server";
import { countConnections, MAX_OWN_TURNS, whyUnattended } from "./attendance";
import type { StartedTurn } from "./capture";
import { EXEC_TRIGGER, NO_TURNS_YET, OWN_TRIGGER, STEER_RACE, type Turn } from "./contract";
import { toClientId, toUserMessage } from "./framing";

/** A daemon that is just starting gets this long; a turn that ends while it is steered, as long again. */
const RETRY_FOR_MS = 5_000;
const RETRY_EVERY_MS = 150;

export interface PushDeps {
  /** Codex's control socket. */
  socket: string;
  /** This process, which stands for its thread until that is known. */
  process: string;
  cwd: string;
  policy: PushPolicy;
  /** What triggered the thread's last turn that called us; null where none has. */
  triggerOf(thread: string): string | null;
  /** Called for a question that has started a turn. */
  onQuestion(started: StartedTurn): void;
  /** Starts an app-server of our own where no daemon runs, to reach a TUI that runs without it. */
  startOwnServer(): Promise<AppServer>;
  log: Log;
}

/** Makes the function with which the bridge reaches the session of this process. It never throws. */
export function createReach(deps: PushDeps): Reach {
  const { policy, triggerOf, log } = deps;

  return async (call) => {
    const { thread, items } = call;
    const keep = (reason: string) => items.map(({ id }) => toReport(id, "stored", null, reason));
    if (policy === "never") return keep("pushing is switched off (CODEX_BRIDGE_PUSH=never)");
    if (triggerOf(thread) === EXEC_TRIGGER) return keep("a `codex exec` run takes it with its next call to the bridge");
    let server: AppServer | null = null;
    try {
      server = await connect(deps);
      const target = await findTarget(server, call, deps);
      if ("reason" in target) return keep(target.reason);
      const reports: PushReport[] = [];
      for (const item of items) {
        // What comes after a message that has to wait waits too: the order stays.
        const stopped = reports.find(({ state }) => state === "stored");
        const report = stopped
          ? toReport(item.id, "stored", null, stopped.reason)
          : await deliver(server, target, item, deps);
        reports.push({ ...report, thread: target.thread });
      }
      return reports;
    } catch (error) {
      const reason = describeFailure(error);
      log.info(`push to ${thread}: ${reason}`);
      return keep(reason);
    } finally {
      server?.close();
    }
  };
}

interface Target {
  thread: string;
  /** True where the thread runs in the daemon; false for a TUI that runs without it. */
  isLoaded: boolean;
}

async function connect({ socket, startOwnServer }: PushDeps): Promise<AppServer> {
  if (!existsSync(socket)) return startOwnServer();
  const deadline = Date.now() + RETRY_FOR_MS;
  for (;;) {
    try {
      return await connectAppServer(socket);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause();
    }
  }
}

/** The thread that is meant, or why there is none: its id is known from a call, or only one can be meant. */
async function findTarget(server: AppServer, call: Outreach, deps: PushDeps): Promise<Target | { reason: string }> {
  const { data: loaded } = await server.call("thread/loaded/list", {});
  if (call.thread !== deps.process) {
    const { thread } = await server.call("thread/read", { threadId: call.thread });
    if (!isUserThread(thread)) return { reason: "only a user's own Codex session can be woken" };
    return { thread: call.thread, isLoaded: loaded.includes(call.thread) };
  }
  const unknown = { reason: "the Codex session has not called the bridge yet, so it is not certain which one it is" };
  if (call.rivals > 1) return unknown;
  const threads = await Promise.all(
    loaded
      .filter((id) => !call.claimed.includes(id))
      .map((threadId) => server.call("thread/read", { threadId }).then(({ thread }) => thread)),
  );
  const [only, another] = threads.filter((thread) => isUserThread(thread) && thread.cwd === deps.cwd);
  return only && !another ? { thread: only.id, isLoaded: true } : unknown;
}

function isUserThread(thread: {
  ephemeral: boolean;
  threadSource: string | null;
  parentThreadId: string | null;
}): boolean {
  return !thread.ephemeral && thread.threadSource === "user" && thread.parentThreadId === null;
}

/** Puts one message into a thread, once: an attempt whose answer was lost is found again by its client id. */
async function deliver(server: AppServer, target: Target, item: Envelope, deps: PushDeps): Promise<PushReport> {
  const clientUserMessageId = toClientId(item.id);
  const { thread: threadId } = target;
  const text = toUserMessage(item);
  const input = [{ type: "text", text, text_elements: [] }];
  const deadline = Date.now() + RETRY_FOR_MS;
  for (;;) {
    const turns = await listTurns(server, threadId);
    const landed = turns.some(({ items }) => items.some(({ clientId }) => clientId === clientUserMessageId));
    if (landed) return toReport(item.id, "seen", "turn", null);
    if (!target.isLoaded) {
      await server.call("thread/queue/add", { threadId, input, clientUserMessageId });
      // Taken by the TUI's next look at its queue: accepted, not seen.
      return toReport(item.id, "pushed", "queue", null);
    }
    const [latest] = turns;
    try {
      if (latest?.status === "inProgress") {
        await server.call("turn/steer", { threadId, input, clientUserMessageId, expectedTurnId: latest.id });
        return toReport(item.id, "seen", "steer", null);
      }
      const reason = await whyNotStart(server, threadId, turns, item, deps);
      if (reason !== null) return toReport(item.id, "stored", null, reason);
      const start = { threadId, input, clientUserMessageId, turnTrigger: OWN_TRIGGER };
      const { turn } = await server.call("turn/start", start);
      if (item.kind === "question") deps.onQuestion({ thread: threadId, turn: turn.id, question: item.id });
      return toReport(item.id, "seen", "turn", null);
    } catch (error) {
      const isRace = error instanceof AppServerError && STEER_RACE.test(error.message);
      if (!isRace || Date.now() > deadline) throw error;
      await pause();
    }
  }
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

/** Why no turn may be started for a message, or null. The user's own words are reason enough for a turn. */
async function whyNotStart(
  server: AppServer,
  threadId: string,
  turns: Turn[],
  item: Envelope,
  { policy, socket }: PushDeps,
) {
  if (policy === "always" || item.sender === "user") return null;
  const { readState } = await server.call("thread/read", { threadId });
  return whyUnattended({
    firstUnread: readState?.firstUnread,
    turns,
    connections: countConnections(socket),
    ownConnections: 1,
  });
}

function toReport(id: string, state: PushReport["state"], road: PushReport["road"], reason: string | null): PushReport {
  return { id, state, road, reason, thread: null };
}

function describeFailure(error: unknown): string {
  if (error instanceof BridgeError) return error.message;
  if (error instanceof AppServerError) return `Codex refused it: ${error.message.slice(0, 200)}`;
  return `Codex could not be reached: ${toMessage(error).slice(0, 200)}`;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
}
