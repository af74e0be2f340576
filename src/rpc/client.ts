/**
 * The bridge as seen from another process: the same APIs over /peer. Connects by itself, reconnects
 * with backoff and jitter, and sends again what was not answered; ids make that happen once.
 */
import type { ClaudeAttach, CodexAttach } from "../shared/calls/attach";
import type { Bridge } from "../shared/calls/bridge";
import { CALLS, type CallName, type ClaudeApi, type CodexApi, createCalls, type Role } from "../shared/calls/calls";
import type { Push } from "../shared/calls/claude";
import type { CodexPush } from "../shared/calls/push";
import { BridgeError, toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import { describeStopped } from "../shared/process-identity";
import { dialPeer, type PeerConnection } from "./connection";
import type { Locate } from "./discovery";
import { type HostMessage, toBridgeError } from "./messages";
import { createRedial } from "./reconnect";

/** A bridge that was never there is reported soon; one that was there may be being replaced. */
const FIRST_LIMIT_MS = 1_500;
const REPLACE_LIMIT_MS = 10_000;

export interface PeerClientDeps {
  role: Role;
  locate: Locate;
  log: Log;
  /** Called whenever the bridge is lost or an attempt to reach it has failed. */
  onDown?(): void;
}

export interface PeerClient extends Bridge {
  close(): void;
}

interface Call {
  name: CallName;
  input: unknown;
  signal?: AbortSignal | undefined;
  sentAt: number;
  /** True once it went to a bridge, which may have done it even where no answer came. */
  sent?: boolean;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Creates the client of one process; it holds one API. */
export function createPeerClient({ role, locate, log, onDown }: PeerClientDeps): PeerClient {
  let connection: PeerConnection | null = null;
  let attached = false;
  let connecting = false;
  let closed = false;
  let problem = "no bridge was found";
  let next = 0;
  let attachment: ClaudeAttach | CodexAttach | null = null;
  let write: Push = () => Promise.reject(new Error("nothing is attached"));
  // A process that cannot push has certainly not pushed.
  let reach: CodexPush = async ({ items }) =>
    items.map(({ id }) => ({
      id,
      state: "stored",
      transport: null,
      reason: "waits for Codex's next check",
      thread: null,
    }));
  const redial = createRedial({ dial: connect, whereNow: () => locate().run ?? null });
  const threads = new Set<string>();
  const calls = new Map<number, Call>();
  const patience = new Map<number, ReturnType<typeof setTimeout>>();

  function transmit(n: number, call: Call): void {
    call.sent = true;
    connection?.send({ t: "call", n, name: call.name, input: shortenWait(call.input, call.sentAt) });
    // Given up before it was made, or while the bridge was away: it is stored all the same, and
    // nobody waits for it.
    if (call.signal?.aborted) connection?.send({ t: "cancel", n });
  }

  async function connect(): Promise<void> {
    if (connecting || connection || closed) return;
    connecting = true;
    redial.stop();
    let hostPid: number | null = null;
    try {
      const { run = null, pid = null, ...place } = locate();
      hostPid = pid;
      redial.dialling(run);
      connection = await dialPeer({ role, ...place }, { message: receive, close: lost });
      if (closed) return connection.close();
      const n = next++;
      await new Promise<void>((resolve, reject) => {
        calls.set(n, {
          name: "attach",
          input: currentAttachment(),
          sentAt: performance.now(),
          resolve: () => resolve(),
          reject,
        });
        connection?.send({ t: "call", n, name: "attach", input: currentAttachment() });
      });
      attached = true;
      redial.reset();
      for (const timer of patience.values()) clearTimeout(timer);
      patience.clear();
      for (const [waiting, call] of calls) transmit(waiting, call);
    } catch (error) {
      problem = describeStopped(hostPid) ?? toMessage(error);
      log.debug(`bridge: ${problem}`);
      connection?.close();
      again();
    } finally {
      connecting = false;
    }
  }

  function again(): void {
    onDown?.();
    // The call may have closed this client.
    if (!closed) redial.plan();
  }

  function lost(): void {
    const wasAttached = attached;
    connection = null;
    attached = false;
    if (wasAttached) redial.lost();
    problem = "the connection to the bridge was lost";
    for (const [n, call] of calls) {
      // Nobody waits for a call that was given up.
      if (call.name === "attach" || call.signal?.aborted) {
        calls.delete(n);
        call.reject(new BridgeError("unavailable", problem));
      } else wait(n, REPLACE_LIMIT_MS);
    }
    if (!connecting) {
      redial.reset();
      again();
    }
  }

  /** Gives a call that cannot be sent until `limitMs` from now for the bridge to come back. */
  function wait(n: number, limitMs: number): void {
    if (patience.has(n)) return;
    const timer = setTimeout(() => {
      patience.delete(n);
      const call = calls.get(n);
      calls.delete(n);
      call?.reject(new BridgeError("unavailable", describeAbsence(call, problem)));
    }, limitMs);
    patience.set(n, timer);
  }

  function receive(message: HostMessage): void {
    if (message.t === "push") {
      const { n, items, transports } = message;
      // The numbers are the connection's: another one has given them to other pushes.
      const own = connection;
      write(items, transports).then(
        (reports) => own?.send({ t: "pushed", n, reports }),
        () => own?.send({ t: "pushed", n, reports: [] }),
      );
      return;
    }
    if (message.t === "reach") {
      const { n, call: push } = message;
      const own = connection;
      reach(push)
        // Nothing is known of what became of it: the bridge keeps it, and the next attempt finds it
        // by its id.
        .catch(() => [])
        .then((reports) => own?.send({ t: "reached", n, reports }));
      return;
    }
    if (message.t !== "result" && message.t !== "error") return;
    const call = calls.get(message.n);
    calls.delete(message.n);
    if (!call) return;
    if (message.t === "error") return call.reject(toBridgeError(message));
    const result = CALLS[call.name].result.safeParse(message.value);
    if (result.success) call.resolve(result.data);
    else call.reject(new BridgeError("internal", `The bridge answered ${call.name} in a form that is not known here.`));
  }

  function currentAttachment() {
    // Spread at each use: what Claude's side has pushed grows (see `ClaudeAttach.pushed`).
    return attachment?.role === "codex" ? { ...attachment, threads: [...threads] } : attachment && { ...attachment };
  }

  function call(name: CallName, input: unknown, signal?: AbortSignal): Promise<unknown> {
    const n = next++;
    return new Promise((resolve, reject) => {
      if (closed) return reject(new BridgeError("unavailable", "this process is ending"));
      const cancel = () => {
        if (attached) return connection?.send({ t: "cancel", n });
        calls.delete(n);
        waiting.reject(new BridgeError("unavailable", "the call was cancelled"));
      };
      const settle =
        <T>(finish: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener("abort", cancel);
          clearTimeout(patience.get(n));
          patience.delete(n);
          finish(value);
        };
      signal?.addEventListener("abort", cancel, { once: true });
      const waiting: Call = {
        name,
        input,
        signal,
        sentAt: performance.now(),
        resolve: settle(resolve),
        reject: settle(reject),
      };
      calls.set(n, waiting);
      if (attached) return transmit(n, waiting);
      wait(n, Math.max(FIRST_LIMIT_MS, REPLACE_LIMIT_MS - redial.sinceLoss()));
      redial.reset();
      connect();
    });
  }

  function close(): void {
    closed = true;
    redial.stop();
    connection?.close();
    for (const waiting of calls.values()) waiting.reject(new BridgeError("unavailable", "this process is ending"));
    calls.clear();
  }

  return {
    async attachClaude(input, push): Promise<ClaudeApi> {
      attachment = input;
      write = push;
      connect();
      return { ...createCalls("claude", call), detach: async () => close() };
    },
    async attachCodex(input, push): Promise<CodexApi> {
      attachment = input;
      if (push) reach = push;
      connect();
      const calls = createCalls("codex", (name, own, signal) => {
        const thread = readThread(own);
        if (thread !== null && thread !== input.process) threads.add(thread);
        return call(name, own, signal);
      });
      return { ...calls, detach: async () => close() };
    },
    close,
  };
}

/**
 * What a call is told that the bridge was not there for: first of all whether it may have happened.
 */
function describeAbsence({ name, sent }: Call, problem: string): string {
  if (!sent) return `${name === "check" ? "Not fetched" : "Not sent"}: ${problem}`;
  return `The bridge went away during this call and is not back. What you sent may be stored: once it is back, see what is open before you send it again. Now: ${problem}`;
}

/** The input of a call that is made again. A wait counts from when the call was first made. */
export function shortenWait(input: unknown, madeAt: number): unknown {
  if (typeof input !== "object" || input === null || !("waitMs" in input) || typeof input.waitMs !== "number")
    return input;
  return { ...input, waitMs: Math.max(0, Math.ceil(input.waitMs - (performance.now() - madeAt))) };
}

/** The thread that a call of Codex's is made for. */
function readThread(input: unknown): string | null {
  const isNamed = typeof input === "object" && input !== null && "thread" in input && typeof input.thread === "string";
  return isNamed ? String(input.thread) : null;
}
