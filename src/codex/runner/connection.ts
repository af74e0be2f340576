/**
 * The host's one connection to an app-server: made when it is needed, made again while runs depend
 * on it.
 */
import { type EngineAddress, EngineError } from "../../core/runs/engine";
import { toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import type { AppServerClient } from "../app-server";
import { toEngineError } from "./failures";
import { backoff, pause } from "./pause";

const FIRST_DELAY_MS = 50;
const MOST_DELAY_MS = 2_000;

export interface Connected {
  server: AppServerClient;
  address: EngineAddress;
}

export interface ConnectionDeps {
  /** Connects. `start`: where no app-server runs, one is started. Throws where there is none. */
  dial(start: boolean, onGone: (reason: string) => void): Promise<Connected>;
  /**
   * How long one that has gone may take to come back by itself before another one is started in its
   * place.
   */
  patienceOf(address: EngineAddress): number;
  /** Whether anything depends on it, so that it is made again when it breaks. */
  isWanted(): boolean;
  onLost(reason: string): void;
  onBack(connected: Connected): void;
  signal: AbortSignal;
  log: Log;
}

export type Connection = ReturnType<typeof createConnection>;

export function createConnection(deps: ConnectionDeps) {
  let current: Connected | null = null;
  let coming: Promise<Connected> | null = null;

  /**
   * Tries until it succeeds; starts an app-server once `patienceMs` have passed, and gives up if
   * that fails.
   */
  async function connect(patienceMs: number): Promise<Connected> {
    const deadline = performance.now() + patienceMs;
    for (const ms of backoff(FIRST_DELAY_MS, MOST_DELAY_MS)) {
      deps.signal.throwIfAborted();
      const isLast = performance.now() >= deadline;
      try {
        return await dialOnce(isLast);
      } catch (error) {
        if (isLast) throw toEngineError(error);
        await pause(Math.min(ms, Math.max(deadline - performance.now(), 1)), deps.signal);
      }
    }
    throw new EngineError("codex_unavailable", "no connection to Codex");
  }

  /** A connection that is gone before anybody has it counts as none. */
  async function dialOnce(start: boolean): Promise<Connected> {
    let gone: string | null = null;
    const connected = await deps.dial(start, (reason) => {
      gone = reason;
      lose(reason);
    });
    if (deps.signal.aborted) connected.server.close();
    deps.signal.throwIfAborted();
    if (gone !== null) throw new EngineError("codex_restarting", gone);
    return connected;
  }

  /** One attempt for all who ask meanwhile. */
  function attempt(patienceMs: number): Promise<Connected> {
    coming ??= connect(patienceMs)
      .then((connected) => {
        current = connected;
        return connected;
      })
      .finally(() => {
        coming = null;
      });
    return coming;
  }

  function lose(reason: string): void {
    const address = current?.address;
    if (!address) return;
    current = null;
    if (!deps.isWanted() || deps.signal.aborted) return;
    deps.onLost(reason);
    comeBack(deps.patienceOf(address)).catch((error) => deps.log.debug(`no way back to Codex: ${toMessage(error)}`));
  }

  async function comeBack(patienceMs: number): Promise<void> {
    let patience = patienceMs;
    for (const ms of backoff(FIRST_DELAY_MS, MOST_DELAY_MS)) {
      try {
        return deps.onBack(await attempt(patience));
      } catch (error) {
        if (!deps.isWanted()) return;
        deps.log.warn(`Codex is gone: ${toMessage(error)}`);
        patience = 0;
        await pause(ms, deps.signal);
      }
    }
  }

  return {
    /**
     * The open connection, or the next one. `patienceMs`: before an app-server is started. Throws
     * an EngineError.
     */
    get: async (patienceMs = 0): Promise<Connected> => current ?? attempt(patienceMs),
    current: () => current,
    /** Closes it; the next `get` makes another. */
    drop(): void {
      current?.server.close();
      current = null;
    },
  };
}
