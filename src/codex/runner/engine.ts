/** The engine of runs: Codex's app-server, driven over one connection. */
import { EngineError, type EngineEvent, type RateLimits, type RunEngine } from "../../core/runs/engine";
import { toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import { DELTAS, DRAIN_LIMIT_MS } from "../contract";
import { type Connected, createConnection } from "./connection";
import { createDaemon } from "./daemon";
import { createDial } from "./dial";
import { isBroken, isPassing, toEngineError } from "./failures";
import type { HeldThread } from "./held-threads";
import { createIdle } from "./idle";
import { createNotificationReader } from "./notifications";
import { backoff, pause } from "./pause";
import { prepareThread, recallThread } from "./preparation";
import { createPrivateServer } from "./private-server";
import { finishTurn, reconcile } from "./reconcile";
import { readStatus } from "./status";
import { createTemporaryDirectories } from "./temporary";
import { createThreads } from "./threads";

/**
 * A daemon that restarts is there again within a second or two; one that was stopped is not waited
 * for longer.
 */
const DAEMON_PATIENCE_MS = 10_000;
const IDLE_MS = 60_000;
/** A connection that breaks under a call that may be repeated. */
const MAX_BROKEN = 2;
const FIRST_DELAY_MS = 100;
const MOST_DELAY_MS = 2_000;

export interface EngineOptions {
  codexHome: string;
  stateDir: string;
  /** The whole environment of what is started: see toCodexEnvironment. */
  environment: Readonly<Record<string, string>>;
  /** The path of the Codex CLI; null where there is none. */
  program(): string | null;
  /** `private`: the daemon is not used even where it runs. */
  prefer: "daemon" | "private";
  /** Whether the user has told setup that the daemon may be started. */
  startDaemon: boolean;
  log: Log;
  /** How long the connection, and a private app-server, are kept with no run. */
  idleMs?: number;
  /** How long a daemon that has gone may take to come back by itself. */
  daemonPatienceMs?: number;
}

/** Makes the engine. It connects when it is first needed. */
export function createRunEngine(options: EngineOptions): RunEngine {
  const { codexHome, stateDir, environment, program, log, idleMs = IDLE_MS } = options;
  const { daemonPatienceMs = DAEMON_PATIENCE_MS } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const held = new Map<string, HeldThread>();
  const subscribers = new Set<(event: EngineEvent) => void>();
  let lastLimits: RateLimits | null = null;
  let calls = 0;

  const temporary = createTemporaryDirectories(stateDir);
  const daemon = createDaemon({ codexHome, mayStart: options.startDaemon, program, environment, signal });
  const own = createPrivateServer({ stateDir, program, environment });
  const read = createNotificationReader({
    threadOf: (threadId) => held.get(threadId),
    emit,
    finish: (thread, turn) => finishTurn(connection.current()?.server ?? null, thread, turn, signal),
    answer: (id, result) => connection.current()?.server.answer(id, { result }),
  });
  const { dial, whyPrivate } = createDial({
    prefer: options.prefer,
    daemon,
    own,
    listener: { optOut: DELTAS, onMessage: read },
  });
  const connection = createConnection({
    dial,
    patienceOf: ({ engine }) => (engine === "daemon" ? daemonPatienceMs : 0),
    isWanted: () => held.size > 0,
    onLost(reason) {
      for (const thread of held.values()) {
        thread.running.clear();
        thread.messages = null;
      }
      emit({ type: "lost", reason });
    },
    onBack: ({ address }) => emit({ type: "back", address }),
    signal,
    log,
  });
  const idle = createIdle({ connection, own, isNeeded: () => held.size > 0 || calls > 0, idleMs, log });
  const threads = createThreads({ held, temporary, connection, prepare, patiently, emit, signal, log });

  function emit(event: EngineEvent): void {
    if (event.type === "rateLimits") lastLimits = event.limits;
    for (const notify of subscribers) {
      try {
        notify(event);
      } catch (error) {
        log.error(`an event of Codex's was not taken: ${toMessage(error)}`);
      }
    }
  }

  function prepare({ server }: Connected, spec: Parameters<typeof prepareThread>[1]) {
    return prepareThread(server, spec, { codexHome, temporary });
  }

  /** Does what may be done twice, over restarts of the app-server. Throws an EngineError. */
  async function patiently<T>(work: (connected: Connected) => Promise<T>): Promise<T> {
    const deadline = performance.now() + DRAIN_LIMIT_MS + daemonPatienceMs;
    let broken = 0;
    let patienceMs = 0;
    calls++;
    try {
      for (const ms of backoff(FIRST_DELAY_MS, MOST_DELAY_MS)) {
        try {
          return await work(await connection.get(patienceMs));
        } catch (error) {
          const isWorthIt = isPassing(error) || (isBroken(error) && ++broken <= MAX_BROKEN);
          if (!isWorthIt || performance.now() > deadline) throw toEngineError(error);
          // One that ends comes back by itself.
          patienceMs = daemonPatienceMs;
        }
        await pause(ms, signal);
      }
      throw new EngineError("codex_restarting", "Codex does not come back");
    } finally {
      calls--;
      idle.touch();
    }
  }

  async function check(cwd?: string) {
    calls++;
    try {
      const connect = () => connection.get();
      const around = { codexHome, prefer: options.prefer, program: program(), environment, lastLimits };
      return await readStatus({ ...around, connect, whyPrivate }, cwd);
    } finally {
      calls--;
      idle.touch();
    }
  }

  return {
    check,
    openThread: threads.open,
    resumeThread: threads.resume,
    startTurn: threads.start,
    interrupt: threads.interrupt,
    reconcile: (run) =>
      patiently(async (connected) => {
        const config = await recallThread(connected.server, run.spec, { codexHome, temporary });
        return reconcile(connected, run, { config, held, signal });
      }),
    async release(threadId) {
      await threads.release(threadId);
      idle.touch();
    },
    async sweep() {
      temporary.sweep(Date.now());
      if (own.findProcess() === null) return own.stop();
      await connection.get();
      idle.touch();
    },
    subscribe(notify) {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    async close() {
      idle.end();
      if (held.size === 0 && calls === 0) await idle.letGo().catch((error) => log.debug(toMessage(error)));
      closing.abort(new EngineError("codex_unavailable", "the engine is closed"));
      connection.drop();
    },
  };
}
