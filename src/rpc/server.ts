/**
 * The host's end of /peer: proves, checks the peer's proof, and then turns its frames into calls of
 * an API.
 */
import type * as z from "zod";
import { DETACHED } from "../core/ask";
import { Attach } from "../shared/calls/attach";
import type { Bridge } from "../shared/calls/bridge";
import {
  CALLS,
  type CallName,
  type ClaudeApi,
  type CodexApi,
  type Declaration,
  type HookApi,
  makeCall,
  type Role,
} from "../shared/calls/calls";
import type { Envelope } from "../shared/calls/envelope";
import { HookListen } from "../shared/calls/hooks";
import type { PushCall, PushReport } from "../shared/calls/push";
import { PROTOCOL_VERSION } from "../shared/constants";
import { BridgeError, toKnownError, toMessage } from "../shared/errors";
import { parseInput } from "../shared/input";
import type { Log } from "../shared/log";
import type { ClaudeTransport } from "../shared/vocabulary";
import { createNonce, isSame, prove } from "./auth";
import { toFrames } from "./frames";
import { type HostMessage, type PeerMessage, parsePeerFrame } from "./messages";

export interface PeerServerDeps {
  bridge: Bridge & { hooks: HookApi };
  token: () => string;
  /** The port that this host listens on. */
  port: number;
  log: Log;
  /** Told once the proof was right; a reason refuses the peer all the same. */
  admit?(): string | null;
  /** A proof was wrong. */
  onFailure?(): void;
  /**
   * A newer process of this user that can host has come; true where this host makes room for it.
   */
  onNewer?(): boolean;
}

/**
 * One connection's socket, as the acceptor needs it. `send` gives false where the frame was not
 * taken.
 */
export interface PeerSocket {
  send(frame: string): boolean;
  close(code: number, reason: string): void;
  /** Ends it at once, with all that it has not read: a close would wait behind that. */
  cutOff(): void;
}

export interface Connection {
  receive(frame: string): void;
  closed(): void;
}

const LATER_MS = 20;
const NEVER = new AbortController().signal;

type Seat = { role: "claude"; api: ClaudeApi } | { role: "codex"; api: CodexApi };

/** Serves one peer. Frames are handled as they come; a broken one ends the connection. */
export function servePeer(socket: PeerSocket, deps: PeerServerDeps): Connection {
  let phase: "hello" | "proof" | "open" | "closed" = "hello";
  let role: Role = "codex";
  let protocol = PROTOCOL_VERSION;
  let expected = "";
  let api: Seat | null = null;
  let listening: HookListen | null = null;
  let outbox: HostMessage[] = [];
  let isFlushing = false;
  let later: ReturnType<typeof setTimeout> | undefined;
  let pushes = 0;
  const running = new Map<number, AbortController>();
  const unreported = new Map<number, { done: (reports: PushReport[]) => void; fail: (error: Error) => void }>();

  /** Everything said within one microtask travels as one frame. */
  function say(message: HostMessage): void {
    outbox.push(message);
    if (!isFlushing) queueMicrotask(flush);
    isFlushing = true;
  }

  /**
   * Said with what comes next: to send it on its own takes each end 20 µs, and nobody waits for it.
   */
  function sayLater(message: HostMessage): void {
    outbox.push(message);
    if (!isFlushing) later ??= setTimeout(flush, LATER_MS);
  }

  function flush(): void {
    clearTimeout(later);
    later = undefined;
    isFlushing = false;
    const frames = toFrames(outbox);
    outbox = [];
    for (const frame of frames) {
      // What cannot be taken is not lost: the peer comes back and asks again.
      if (phase !== "closed" && !socket.send(frame)) return socket.cutOff();
    }
  }

  function refuse(message: string): void {
    say({ t: "refused", message });
    queueMicrotask(() => socket.close(4403, "refused"));
  }

  function prepare(message: PeerMessage): void {
    if (phase === "hello" && message.t === "hello") {
      protocol = message.protocol;
      role = message.role;
      const hostNonce = createNonce();
      const challenge = { role, peerNonce: message.nonce, hostNonce, port: deps.port };
      const token = deps.token();
      expected = prove(token, "peer", challenge);
      phase = "proof";
      return say({ t: "challenge", nonce: hostNonce, proof: prove(token, "host", challenge) });
    }
    if (phase === "proof" && message.t === "proof" && isSame(message.proof, expected)) {
      // Codex's side and the hooks cannot host: for one of them nobody's bridge ends.
      const takesOver = protocol > PROTOCOL_VERSION && role === "claude" && (deps.onNewer?.() ?? false);
      if (protocol !== PROTOCOL_VERSION) return refuse(describeVersions(protocol, takesOver));
      const refusal = deps.admit?.() ?? null;
      if (refusal !== null) return refuse(refusal);
      phase = "open";
      return say({ t: "ready" });
    }
    deps.onFailure?.();
    refuse("the proof is wrong");
  }

  function handle(message: PeerMessage): void {
    if (message.t === "ping") return say({ t: "pong" });
    if (message.t === "cancel") return running.get(message.n)?.abort("cancelled");
    if (message.t === "pushed" || message.t === "reached") {
      unreported.get(message.n)?.done(message.reports);
      return void unreported.delete(message.n);
    }
    if (message.t !== "call") return refuse("out of order");
    const { n, name } = message;
    const declared: Declaration = CALLS[name];
    const cancel = declared.waits ? new AbortController() : null;
    if (cancel) running.set(n, cancel);
    run(name, message.input, cancel?.signal ?? NEVER).then(
      (value) => {
        running.delete(n);
        const answer = declared.unhurried ? sayLater : say;
        answer({ t: "result", n, value: value ?? null });
      },
      (error: unknown) => {
        running.delete(n);
        say({ t: "error", n, error: toWireError(error, deps.log) });
      },
    );
  }

  function push(items: Envelope[], transports: readonly ClaudeTransport[]): Promise<PushReport[]> {
    const n = pushes++;
    return new Promise((done, fail) => {
      if (phase === "closed") return fail(new Error("the member has gone"));
      unreported.set(n, { done, fail });
      say({ t: "push", n, items, transports: [...transports] });
    });
  }

  function reach(call: PushCall): Promise<PushReport[]> {
    const n = pushes++;
    return new Promise((done, fail) => {
      if (phase === "closed") return fail(new Error("the process has gone"));
      unreported.set(n, { done, fail });
      say({ t: "reach", n, call });
    });
  }

  /**
   * What the calls of a role are made on. Throws where this connection is not of that role, or not
   * attached.
   */
  function functionsOf(needed: Role | null) {
    if (needed === "hook" && role === "hook") return deps.bridge.hooks;
    if (needed === "hook") throw new BridgeError("bad_request", "Only a hook may ask this.");
    if (api?.role !== needed) throw new BridgeError("bad_request", `Attach as ${needed} first.`);
    return api.api;
  }

  async function attach(input: Attach): Promise<null> {
    if (input.role !== role) throw new BridgeError("bad_request", `The proof was made as ${role}.`, "role");
    if (api) throw new BridgeError("conflict", "This connection is attached already.");
    api =
      input.role === "claude"
        ? { role: "claude", api: await deps.bridge.attachClaude(input, push) }
        : { role: "codex", api: await deps.bridge.attachCodex(input, reach) };
    // The peer went while it was being attached.
    if (phase === "closed") await api.api.detach();
    return null;
  }

  async function run(name: CallName, raw: unknown, signal: AbortSignal): Promise<unknown> {
    if (name === "attach") return attach(parseInput(Attach, raw));
    const { role: needed, input: schema } = CALLS[name];
    const input = parseInput<z.ZodType>(schema, raw);
    const functions = functionsOf(needed);
    if (name === "listen") listening = HookListen.parse(input);
    return makeCall(functions, name, input, signal);
  }

  return {
    receive(frame) {
      const messages = parsePeerFrame(frame);
      if (!messages) return socket.close(1007, "not a frame of this protocol");
      // All of a frame at once: of calls that are made again after a takeover, none takes what
      // another one waits for.
      for (const message of messages) {
        if (phase === "closed") return;
        if (phase === "open") handle(message);
        else prepare(message);
      }
    },
    closed() {
      const report = (error: unknown) => deps.log.error(`detach: ${toMessage(error)}`);
      phase = "closed";
      clearTimeout(later);
      for (const cancel of running.values()) cancel.abort(DETACHED);
      for (const { fail } of unreported.values()) fail(new Error("the process has gone"));
      unreported.clear();
      if (listening) deps.bridge.hooks.leave(listening).catch(report);
      api?.api.detach().catch(report);
    },
  };
}

function describeVersions(protocol: number, takesOver: boolean): string {
  const newer = takesOver
    ? "it is older and makes room for this one"
    : `it is older: restart the Claude Code session that runs it (process ${process.pid}), or codex-bridge serve`;
  const what = protocol < PROTOCOL_VERSION ? "this process is older: restart its session" : newer;
  return `it speaks protocol ${PROTOCOL_VERSION} and this process ${protocol}; ${what}`;
}

function toWireError(error: unknown, log: Log): Extract<HostMessage, { t: "error" }>["error"] {
  const known = toKnownError(error);
  if (known) return { code: known.code, message: known.message, ...(known.field ? { field: known.field } : {}) };
  log.error(`peer call: ${toMessage(error)}`);
  return { code: "internal", message: "The bridge failed inside; its log says how. The call can be tried again." };
}
