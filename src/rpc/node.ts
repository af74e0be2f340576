/**
 * Serve or join: a process that wants the bridge becomes its host where nobody is, joins the one
 * that is there, and takes over when that one ends. Seats go on over the change: calls that were
 * under way are made again, with their ids.
 */
import type { ClaudeAttach } from "../shared/calls/attach";
import type { Bridge } from "../shared/calls/bridge";
import { type ClaudeApi, createCalls, makeCall } from "../shared/calls/calls";
import type { Push } from "../shared/calls/claude";
import { assertUsable, type Config } from "../shared/config";
import { BridgeError, toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import { createPeerClient, type PeerClient, shortenWait } from "./client";
import { createLocator } from "./discovery";
import type { Host } from "./host";

/** A call waits this long for the first host or connection before it says what is wrong. */
const START_LIMIT_MS = 2_000;
/** A host that could not start is tried again: a port may be freed, a directory mended. */
const RETRY_MS = 5_000;
/** Calls that are made again in one turn of the event loop. */
const CALLS_A_TURN = 16;
/** How long a host that makes room still says so to the newcomer. */
const FAREWELL_MS = 50;
/** A newcomer that has not become the host by then cannot: the old one hosts again. */
const TAKEOVER_LIMIT_MS = 5_000;
/** So long no room is made again after it was made in vain; twice as long each time. */
const NO_ROOM_MS = 60_000;

export interface Node {
  /** Serves or joins now; without it, the first session does that. */
  start(): Promise<void>;
  /**
   * For Claude's session; the host's own Bridge and a member's connection look the same through it.
   */
  attachClaude(input: ClaudeAttach, push: Push): Promise<ClaudeApi>;
  /** What this process is to the bridge now, and what is wrong where it is nothing. */
  state(): { role: "host" | "member" | "none"; url: string | null; problem: string | null };
  close(): Promise<void>;
}

type Carrier = { role: "host"; host: Host; bridge: Bridge } | { role: "member"; client: PeerClient; bridge: Bridge };

/**
 * Makes a node; it is usable at once and never throws: what is wrong is told by the calls and by
 * `state`.
 */
export function createNode(config: Config, log: Log): Node {
  let carrier: Carrier | null = null;
  let problem: BridgeError | null = null;
  let closed = false;
  let retired = false;
  let noRoomUntil = 0;
  let madeInVain = 0;
  let trying = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const changes = new Set<() => void>();

  function announce(): void {
    for (const notify of [...changes]) notify();
  }

  /**
   * Tries to become the host; joins, or stays the member that it is, where another process holds
   * the database.
   */
  async function settle(): Promise<void> {
    if (trying || closed || retired || carrier?.role === "host") return;
    trying = true;
    clearTimeout(retry);
    try {
      assertUsable(config);
      // Store, domain and HTTP server: loaded once the client has its answer to `initialize`.
      const { startHost } = await import("./host");
      const host = await startHost(config, log, makeRoom);
      const member = carrier;
      carrier = { role: "host", host, bridge: host.bridge };
      problem = null;
      if (closed) await host.close();
      // Told before the old connection ends, so that the calls that it drops find the new API.
      announce();
      if (member?.role === "member") member.client.close();
    } catch (error) {
      if (error instanceof BridgeError && error.code === "locked") join();
      else fail(error);
    } finally {
      trying = false;
    }
    announce();
  }

  /**
   * A newer version of this program has come: it gets the database. False where that was in vain
   * lately.
   */
  function makeRoom(): boolean {
    if (carrier?.role !== "host" || performance.now() < noRoomUntil) return false;
    if (retired) return true;
    const { host } = carrier;
    retired = true;
    log.warn("a newer Codex Bridge takes over; restart this session to use it");
    retry = setTimeout(hostAgain, TAKEOVER_LIMIT_MS);
    // The newcomer first hears why it was refused.
    setTimeout(async () => {
      carrier = null;
      try {
        await host.close();
      } catch (error) {
        log.error(`the end of this host: ${toMessage(error)}`);
      } finally {
        // Whatever failed there: without that, this session would have no bridge any more.
        join();
        announce();
      }
    }, FAREWELL_MS);
    return true;
  }

  /** Where the newcomer hosts, this process stays the member that it has become. */
  async function hostAgain(): Promise<void> {
    retired = false;
    await settle();
    if (carrier?.role !== "host") return;
    noRoomUntil = performance.now() + NO_ROOM_MS * 2 ** madeInVain++;
    log.warn("the newer Codex Bridge did not take over; this one goes on");
  }

  function join(): void {
    problem = null;
    if (carrier) return;
    const client = createPeerClient({ role: "claude", locate: createLocator(config), log, onDown: settle });
    carrier = { role: "member", client, bridge: client };
    log.info("another process is the bridge's host; joining it");
  }

  function fail(error: unknown): void {
    const known = error instanceof BridgeError;
    problem = known ? error : new BridgeError("unavailable", `The bridge could not start: ${toMessage(error)}`);
    log.error(problem.message);
    // A member that may not become the host still has its connection to look for.
    retry = setTimeout(settle, RETRY_MS);
  }

  return {
    start: settle,

    async attachClaude(input, push) {
      // Not before what the client asks first has been answered: the host's start takes longer than
      // all of that.
      if (!carrier) setTimeout(settle, 0);
      let bound: { carrier: Carrier; api: Promise<ClaudeApi> } | null = null;
      const nextSlice = createSlices(CALLS_A_TURN);

      function bind(): void {
        if (!carrier || bound?.carrier === carrier) return;
        const api = carrier.bridge.attachClaude(input, push);
        bound = { carrier, api };
        api.catch((error: unknown) => log.error(`attach: ${toMessage(error)}`));
      }
      changes.add(bind);
      bind();

      /**
       * Makes a call on the present API, and again on the next one where the bridge changed under
       * it.
       */
      async function call<T>(make: (api: ClaudeApi) => Promise<T>): Promise<T> {
        for (;;) {
          if (!bound) await firstCarrier();
          const own = bound;
          if (!own)
            throw (
              problem ??
              new BridgeError("unavailable", "The bridge is still starting. Nothing was sent; try again in a moment.")
            );
          try {
            return await make(await own.api);
          } catch (error) {
            if (bound === own) throw error;
            await nextSlice();
          }
        }
      }

      const calls = createCalls("claude", (name, own, signal) => {
        const madeAt = performance.now();
        return call((api) => makeCall(api, name, shortenWait(own, madeAt), signal));
      });
      return {
        ...calls,
        async detach() {
          changes.delete(bind);
          await (await bound?.api)?.detach();
        },
      };
    },

    state() {
      const role = carrier?.role ?? "none";
      return { role, url: carrier?.role === "host" ? carrier.host.url : null, problem: problem?.message ?? null };
    },

    async close() {
      closed = true;
      clearTimeout(retry);
      if (carrier?.role === "host") await carrier.host.close();
      else carrier?.client.close();
    },
  };

  /** Resolves once there is a carrier, a problem, or nothing for START_LIMIT_MS. */
  function firstCarrier(): Promise<void> {
    // A call is a reason to look again at once.
    if (problem) clearTimeout(retry);
    const attempt = problem ? settle() : null;
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(limit);
        changes.delete(finish);
        resolve();
      };
      const limit = setTimeout(finish, START_LIMIT_MS);
      changes.add(finish);
      attempt?.then(finish);
    });
  }
}

/**
 * Calls that are made again at the same moment go on in slices: between them others reach the new
 * host.
 */
function createSlices(size: number): () => Promise<unknown> {
  let calls = 0;
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    if (++calls % size === 0) last = last.then(() => new Promise(setImmediate));
    return last;
  };
}
