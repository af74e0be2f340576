/**
 * The last words of a turn that a question started are its answer, unless a person took part in
 * that turn.
 */
import type { Answer } from "../../shared/calls/codex";
import { toMessage } from "../../shared/errors";
import { createId } from "../../shared/ids";
import type { Log } from "../../shared/log";
import type { AppServer } from "../app-server";
import type { Turn } from "../contract";
import { isOwnClientId } from "./framing";

/** Turns take seconds to hours: looks become rarer, up to the last of these. */
const LOOK_AFTER_MS = [300, 500, 1_000, 2_000, 5_000];

/** Looks in a row that may fail: a daemon that restarts is back within them. */
const MAX_FAILED = 5;

export interface CaptureDeps {
  connect(): Promise<AppServer>;
  answer(input: Answer): Promise<unknown>;
  signal: AbortSignal;
  log: Log;
  /** How long to wait before each look; the last one goes for all that follow. */
  lookAfterMs?: readonly number[];
}

export interface StartedTurn {
  thread: string;
  turn: string;
  /** The question that the turn was started for. */
  question: string;
}

/**
 * Makes the function that follows a turn to its end and hands in its last words. It reads; it never
 * subscribes.
 */
export function createCapture(deps: CaptureDeps): (started: StartedTurn) => Promise<void> {
  const { connect, answer, signal, log, lookAfterMs = LOOK_AFTER_MS } = deps;

  async function readTurn({ thread, turn }: StartedTurn): Promise<Turn | undefined> {
    const server = await connect();
    try {
      const { data } = await server.call("thread/turns/list", { threadId: thread, limit: 5, itemsView: "full" });
      return data.find(({ id }) => id === turn);
    } finally {
      server.close();
    }
  }

  return async (started) => {
    let failed = 0;
    for (let look = 0; !signal.aborted; look++) {
      await pause(lookAfterMs[Math.min(look, lookAfterMs.length - 1)] ?? 0, signal);
      try {
        const turn = await readTurn(started);
        failed = 0;
        if (turn?.status === "inProgress") continue;
        const text = turn && toAnswer(turn);
        if (!text) return;
        await answer({ id: createId("m"), thread: started.thread, text, replyTo: started.question, captured: true });
        return;
      } catch (error) {
        // The daemon may be restarting; the question stays open, and Codex can answer it with its
        // tool.
        log.info(`the answer to ${started.question} could not be read: ${toMessage(error)}`);
        if (++failed > MAX_FAILED) return;
      }
    }
  };
}

/**
 * The last words of a finished turn that nobody but bridges spoke in; null where they are no
 * answer.
 */
function toAnswer({ status, items }: Turn): string | null {
  if (status !== "completed") return null;
  const isOurs = items.every(({ type, clientId }) => type !== "userMessage" || (clientId && isOwnClientId(clientId)));
  const last = items.findLast(({ type }) => type === "agentMessage");
  return isOurs && last?.text?.trim() ? last.text : null;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
  });
}
