/** Scripted agents on the APIs of a Bridge, whichever carries it: a Claude that collects what it is pushed, and a Codex. */
import type { ClaudeAttach, CodexAttach } from "../../src/shared/calls/attach";
import type { Bridge } from "../../src/shared/calls/bridge";
import type { ClaudeApi, CodexApi } from "../../src/shared/calls/calls";
import type { Push, Reply, ReplyResult, SendResult } from "../../src/shared/calls/claude";
import type { Ask, AskResult, Check, CheckResult } from "../../src/shared/calls/codex";
import type { Batch, Envelope } from "../../src/shared/calls/envelope";
import type { CodexPush, PushReport } from "../../src/shared/calls/push";
import { createId } from "../../src/shared/ids";
import type { ClaudeTransport, ProjectRef } from "../../src/shared/vocabulary";

export const WAIT_MS = 110_000;

export function toProject(name: string): ProjectRef {
  return { root: `/projects/${name}`, name, branch: null };
}

export interface ClaudeAgent {
  session: string;
  api: ClaudeApi;
  /** All that was pushed, in order. */
  got: Envelope[];
  /** The next message that was not asked for yet. */
  next(): Promise<Envelope>;
  reply(text: string, replyTo?: string, more?: Partial<Reply>): Promise<ReplyResult>;
  send(text: string, to?: string): Promise<SendResult>;
}

export interface ClaudeOptions {
  session?: string;
  project?: string;
  pushed?: string[];
  /** What Claude Code calls its session. */
  clientSession?: string;
  /** Stands between the bridge and the session: what it refuses does not arrive. */
  gate?: (items: Envelope[]) => Promise<unknown>;
  /** How it pushes; without it, by its channel. */
  transports?: ClaudeTransport[];
}

/** What a push says of messages that are all written. */
export function written(items: readonly Envelope[], transport: ClaudeTransport = "channel"): PushReport[] {
  return items.map(({ id }) => ({ id, state: "pushed", transport, reason: null, thread: null }));
}

/** Attaches a Claude session. */
export async function attachClaudeAgent(bridge: Bridge, options: ClaudeOptions = {}): Promise<ClaudeAgent> {
  const { session = createId("c").replace("c_", "cc_"), project = "alpha", pushed = [], clientSession, gate } = options;
  const got: Envelope[] = [];
  const waiting: ((message: Envelope) => void)[] = [];
  let read = 0;

  const push: Push = async (items, transports) => {
    if (gate) await gate(items);
    for (const item of items) {
      got.push(item);
      const resolve = waiting.shift();
      if (!resolve) continue;
      read++;
      resolve(item);
    }
    return written(items, transports[0]);
  };

  const input: ClaudeAttach = {
    role: "claude",
    session,
    cwd: `/projects/${project}`,
    project: toProject(project),
    client: "claude-code test",
    ...(clientSession === undefined ? {} : { clientSession }),
    pushed,
    ...(options.transports ? { transports: options.transports } : {}),
  };
  const api = await bridge.attachClaude(input, push);
  return {
    session,
    api,
    got,
    next() {
      const message = got[read];
      if (!message) return new Promise((resolve) => waiting.push(resolve));
      read++;
      return Promise.resolve(message);
    },
    reply: (text, replyTo, more = {}) =>
      api.reply({ id: createId("m"), text, ...(replyTo === undefined ? {} : { replyTo }), ...more }),
    send: (text, to) => api.send({ id: createId("m"), text, ...(to === undefined ? {} : { to }) }),
  };
}

/** A call that may be held open. */
export interface HeldCall<T> {
  /** The question's id, for an ask. */
  id: string;
  result: Promise<T>;
  abort(reason?: string): void;
}

export interface CodexAgent {
  thread: string;
  api: CodexApi;
  ask(text: string, more?: Partial<Ask>): HeldCall<AskResult>;
  check(more?: Partial<Check>): HeldCall<CheckResult>;
  ack(batch: Batch): Promise<void>;
  release(batch: Batch): Promise<void>;
}

export interface CodexOptions {
  thread?: string;
  process?: string;
  project?: string;
  threads?: string[];
  /** How this process pushes into its live session; without it, it cannot. */
  reach?: CodexPush;
}

/** Attaches a Codex process; its calls come from `thread` where they name no other. */
export async function attachCodexAgent(bridge: Bridge, options: CodexOptions = {}): Promise<CodexAgent> {
  const { thread = crypto.randomUUID(), process = createId("p"), project = "alpha", threads = [] } = options;
  const input: CodexAttach = {
    role: "codex",
    process,
    cwd: `/projects/${project}`,
    project: toProject(project),
    client: "codex test",
    threads,
  };
  const api = await bridge.attachCodex(input, options.reach);

  function hold<T>(id: string, call: (signal: AbortSignal) => Promise<T>): HeldCall<T> {
    const controller = new AbortController();
    const result = call(controller.signal);
    // Awaited by whoever looks at it; a call that a test lets go of must not end the run.
    result.catch(() => {});
    return { id, result, abort: (reason = "cancelled") => controller.abort(reason) };
  }

  return {
    thread,
    api,
    ask(text, more = {}) {
      const input = { id: createId("q"), thread, lease: createId("l"), text, waitMs: WAIT_MS, hold: false, ...more };
      return hold(input.id, (signal) => api.ask(input, signal));
    },
    check: (more = {}) => hold("", (signal) => api.check({ thread, lease: createId("l"), waitMs: 0, ...more }, signal)),
    ack: ({ lease, items }) => api.settle({ thread, lease, verdict: "ack", messages: items.map(({ id }) => id) }),
    release: ({ lease, items }) =>
      api.settle({ thread, lease, verdict: "release", messages: items.map(({ id }) => id) }),
  };
}

/** The texts that a call's result carries. */
export function textsOf({ batch }: { batch: Batch }): string[] {
  return batch.items.map(({ text }) => text);
}

/** The value, which a test knows to be there. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("expected a value");
  return value;
}
