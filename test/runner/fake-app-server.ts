/** An app-server that says what a test tells it to, at the control socket of a throw-away home. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { CONTROL_SOCKET } from "../../src/codex/contract";
import { createRunEngine } from "../../src/codex/runner/engine";
import type { EngineEvent, RunEngine, ThreadSpec, TurnSpec } from "../../src/core/runs/engine";
import { createLog } from "../../src/shared/log";

export const THREAD = "t_1";

type Params = Record<string, unknown>;
/** What is answered: a result, a refusal, or nothing with a connection that breaks. */
export type Reply = { result: unknown } | { error: { code: number; message: string; data?: unknown } } | "break";

export interface FakeAppServer extends AsyncDisposable {
  home: string;
  stateDir: string;
  engine: RunEngine;
  events: EngineEvent[];
  /** Every call so far, oldest first. */
  calls: { method: string; params: Params }[];
  /** What the next call of a method is answered, before the usual; a function is asked once. */
  next(method: string, ...replies: (Reply | ((params: Params) => Reply))[]): void;
  /** Sends a notification to the engine. */
  notify(method: string, params: Params): void;
  /** Asks the engine something, as for an approval; `calls` has no answer, `answers` has. */
  ask(id: number, method: string, params: Params): void;
  answers: Map<number, unknown>;
  /** Resolves once an event of this type has come. */
  seen(type: EngineEvent["type"]): Promise<EngineEvent>;
}

const Frame = z.object({ id: z.number().optional(), method: z.string(), params: z.record(z.string(), z.unknown()) });
const Answer = z.object({ id: z.number(), result: z.unknown() });

export const THREAD_SPEC: ThreadSpec = {
  runId: "r_1",
  cwd: "/",
  title: "[claude] a run",
  model: null,
  effort: null,
  profile: null,
  isolation: "inherit",
  talk: false,
  developerInstructions: null,
  config: {},
};

export const TURN_SPEC: TurnSpec = {
  prompt: "go",
  images: [],
  sandbox: "workspace-write",
  network: false,
  writableRoots: [],
  approvalPolicy: "never",
  outputSchema: null,
  clientUserMessageId: "u_1",
};

export const DRAINING: Reply = {
  error: { code: -32_600, message: "Server is draining", data: { reason: "serverShuttingDown" } },
};
export const OVERLOADED: Reply = { error: { code: -32_001, message: "Server overloaded; retry later." } };

export function createFakeAppServer(): FakeAppServer {
  const root = mkdtempSync(join(tmpdir(), "fake-codex-"));
  const home = join(root, "home");
  const socket = join(home, CONTROL_SOCKET);
  mkdirSync(dirname(socket), { recursive: true });
  const stateDir = join(root, "state");
  mkdirSync(stateDir);
  const calls: FakeAppServer["calls"] = [];
  const answers: FakeAppServer["answers"] = new Map();
  const replies = new Map<string, (Reply | ((params: Params) => Reply))[]>();
  const sockets = new Set<Bun.ServerWebSocket<undefined>>();

  const server = Bun.serve({
    unix: socket,
    fetch: (request, upgrader) =>
      upgrader.upgrade(request, { data: undefined }) ? undefined : new Response("no", { status: 400 }),
    websocket: {
      open: (ws) => void sockets.add(ws),
      close: (ws) => void sockets.delete(ws),
      message(ws, text) {
        const answer = Answer.safeParse(JSON.parse(String(text)));
        if (answer.success && answer.data.result !== undefined) answers.set(answer.data.id, answer.data.result);
        const frame = Frame.safeParse({ params: {}, ...JSON.parse(String(text)) });
        if (!frame.success || frame.data.id === undefined) return;
        const { id, method, params } = frame.data;
        calls.push({ method, params });
        const given = replies.get(method)?.shift() ?? { result: usualResult(method) };
        const reply = typeof given === "function" ? given(params) : given;
        if (reply === "break") ws.terminate();
        else ws.send(JSON.stringify({ id, ...reply }));
      },
    },
  });

  const engine = createRunEngine({
    codexHome: home,
    stateDir,
    environment: {},
    program: () => null,
    prefer: "daemon",
    startDaemon: false,
    log: createLog("test", "silent"),
    daemonPatienceMs: 5_000,
  });
  const events: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  engine.subscribe((event) => {
    events.push(event);
    for (const look of waiting) look();
  });

  return {
    home,
    stateDir,
    engine,
    events,
    calls,
    next: (method, ...given) => replies.set(method, [...(replies.get(method) ?? []), ...given]),
    notify(method, params) {
      for (const ws of sockets) ws.send(JSON.stringify({ method, params }));
    },
    ask(id, method, params) {
      for (const ws of sockets) ws.send(JSON.stringify({ id, method, params }));
    },
    answers,
    seen: (type) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find((event) => event.type === type);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      await engine.close();
      await server.stop(true);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function usualResult(method: string): unknown {
  switch (method) {
    case "initialize":
      return { userAgent: "fake/0.171.0 (test)" };
    case "config/read":
      return { config: {} };
    case "account/read":
      return { account: { type: "apiKey" }, requiresOpenaiAuth: true };
    case "model/list":
      return { data: [toModel("gpt-a", true), toModel("gpt-b", false)], nextCursor: null };
    case "thread/start":
    case "thread/resume":
    case "thread/read":
      return { thread: toThread(), model: "gpt-a", reasoningEffort: "low" };
    case "turn/start":
      return { turn: { id: "turn_1", status: "inProgress", items: [] } };
    case "thread/turns/list":
    case "thread/loaded/list":
      return { data: [] };
    default:
      return {};
  }
}

function toModel(id: string, isDefault: boolean) {
  const supportedReasoningEfforts = ["low", "high"].map((reasoningEffort) => ({ reasoningEffort }));
  return { id, isDefault, supportedReasoningEfforts, defaultReasoningEffort: "low" };
}

function toThread() {
  return {
    ...{ id: THREAD, cwd: "/", ephemeral: false, parentThreadId: null, path: null, status: { type: "idle" } },
    ...{ threadSource: "codex-bridge-run", originator: "codex_bridge" },
  };
}

/** The notification of a user's message in a turn. */
export function toPrompt(turnId: string, clientId: string): [string, Params] {
  const item = { type: "userMessage", id: "i_1", clientId, content: [{ type: "text", text: "go" }] };
  return ["item/started", { threadId: THREAD, turnId, item }];
}
