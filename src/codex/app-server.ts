/**
 * A client of Codex's app-server over its control socket: one JSON-RPC object a text frame, without
 * "jsonrpc".
 */
import { accessSync, constants } from "node:fs";
import * as z from "zod";
import { BridgeError } from "../shared/errors";
import { toWellFormedJson } from "../shared/text";
import { VERSION } from "../shared/version";
import { CLIENT_NAME, type Method, type ResultOf, Results, readVersion } from "./contract";

const CONNECT_LIMIT_MS = 3_000;
const CALL_LIMIT_MS = 10_000;
/** Of a connection that works with threads: a long one takes its time to be opened. */
const THREAD_CALL_LIMIT_MS = 60_000;

const Incoming = z.object({
  id: z.union([z.number(), z.string()]).optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).optional(),
});

/** The app-server refused a call, in its own words. */
export class AppServerError extends Error {
  override readonly name = "AppServerError";
  constructor(
    message: string,
    /** JSON-RPC's. */
    readonly code = 0,
    readonly data: unknown = null,
  ) {
    super(message);
  }
}

export interface AppServer {
  /** Throws AppServerError where the app-server refuses, BridgeError where it is gone or silent. */
  call<M extends Method>(method: M, params: Record<string, unknown>): Promise<ResultOf<M>>;
  close(): void;
  /** Its version, where it has said it. */
  readonly version?: string | null;
}

/** With what a listener needs. */
export interface AppServerClient extends AppServer {
  /** The server's name and version, from its `initialize`. */
  readonly userAgent: string;
  /** Answers a request of the app-server's. */
  answer(id: RequestId, answer: { result: unknown } | { error: { code: number; message: string } }): void;
}

export type RequestId = number | string;

/**
 * What comes by itself from the threads that this connection has subscribed to, and a little from
 * all others.
 */
export interface Listener {
  /** Notifications that are not wanted. */
  optOut: readonly string[];
  /** `id`: the app-server waits for an answer, which somebody else may give. */
  onMessage(method: string, params: unknown, id: RequestId | null): void;
  /** Called once, when an established connection has gone, unless `close` was called. */
  onGone(reason: string): void;
}

/** Where messages go to and come from: a socket, or the stdio of a process. */
interface Line {
  send(text: string): void;
  close(): void;
}

/**
 * Whether there is a control socket at `path`. Throws a BridgeError where there may be one that we
 * must not use.
 */
export function hasSocket(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EACCES")) return false;
    throw new BridgeError("unavailable", `Codex's control socket ${path} is not ours to use (permission denied)`);
  }
}

/**
 * Connects to the control socket at `path` and introduces itself. Subscribes to nothing: whoever
 * subscribes to a thread is also asked for its human's approvals. Throws a BridgeError that says
 * why there is no connection.
 */
export async function connectAppServer(path: string, listener?: Listener): Promise<AppServerClient> {
  const socket = new WebSocket(`ws+unix://${path}`);
  const server = serve({ send: (text) => socket.send(text), close: () => socket.close() }, listener);
  const opened = new Promise<void>((resolve) => {
    socket.onopen = () => resolve();
  });
  socket.onclose = () => server.fail("Codex's app-server closed the connection");
  socket.onerror = () => server.fail(`nothing answers at Codex's control socket ${path}`);
  socket.onmessage = ({ data }) => server.receive(data);
  await within(
    Promise.race([opened, server.gone]),
    CONNECT_LIMIT_MS,
    `Codex's control socket ${path} does not answer`,
  ).catch((error) => {
    socket.close();
    throw error;
  });
  return server.introduce();
}

/**
 * Starts an app-server of our own on stdio, one JSON object a line, for sessions that run without
 * the daemon. `environment` is all that the process gets.
 */
export async function startAppServer(program: string, environment: Record<string, string>): Promise<AppServer> {
  const child = Bun.spawn([program, "app-server"], {
    env: environment,
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
  });
  const server = serve({
    send(text) {
      child.stdin.write(`${text}\n`);
      child.stdin.flush();
    },
    close: () => child.kill(),
  });
  child.exited.then(() => server.fail("Codex's app-server ended"));
  (async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of child.stdout) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) server.receive(line);
    }
  })().catch((error: Error) => server.fail(error.message));
  return server.introduce();
}

/** The protocol over a line: calls and their answers. */
function serve(line: Line, listener?: Listener) {
  let state: "new" | "open" | "closed" = "new";
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => {});
  let next = 1;

  async function call<M extends Method>(method: M, params: Record<string, unknown>): Promise<ResultOf<M>> {
    const id = next++;
    const answer = new Promise<unknown>((resolve, reject) => calls.set(id, { resolve, reject }));
    line.send(toWellFormedJson({ id, method, params }));
    const waiting = Promise.race([answer, gone.promise]);
    const limitMs = listener ? THREAD_CALL_LIMIT_MS : CALL_LIMIT_MS;
    const result = await within(waiting, limitMs, `Codex's app-server did not answer ${method}`);
    const parsed = Results[method].safeParse(result);
    if (parsed.success) return parsed.data as ResultOf<M>;
    throw new BridgeError("unavailable", `Codex's app-server answers ${method} in a form that is not known here`);
  }

  return {
    gone: gone.promise,
    fail(why: string): void {
      gone.reject(new BridgeError("unavailable", why));
      if (state === "open") listener?.onGone(why);
      state = "closed";
    },
    receive(data: unknown): void {
      const message = parse(data);
      if (!message) return;
      const { id, method, params, error } = message;
      // Without a listener, nothing that comes by itself is ours: requests are for the human's own
      // client.
      if (method !== undefined) return listener?.onMessage(method, params, id ?? null);
      if (typeof id !== "number") return;
      const waiting = calls.get(id);
      calls.delete(id);
      if (error) waiting?.reject(new AppServerError(error.message, error.code, error.data));
      else waiting?.resolve(message.result);
    },
    async introduce(): Promise<AppServerClient> {
      const optOut = listener?.optOut ?? [];
      const { userAgent } = await call("initialize", {
        clientInfo: { name: CLIENT_NAME, title: "Codex Bridge", version: VERSION },
        capabilities: { experimentalApi: true, requestAttestation: false, optOutNotificationMethods: optOut },
      }).catch((error) => {
        line.close();
        throw error;
      });
      line.send(JSON.stringify({ method: "initialized" }));
      if (state === "new") state = "open";
      const answer: AppServerClient["answer"] = (id, result) => line.send(toWellFormedJson({ id, ...result }));
      const close = () => {
        state = "closed";
        line.close();
      };
      return { userAgent, version: readVersion(userAgent), call, answer, close };
    },
  };
}

function parse(data: unknown) {
  if (typeof data !== "string") return null;
  try {
    return Incoming.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    // Not JSON: not for us.
    return null;
  }
}

async function within<T>(promise: Promise<T>, ms: number, why: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new BridgeError("unavailable", why)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
