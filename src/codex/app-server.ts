/** A client of Codex's app-server over its control socket: one JSON-RPC object a text frame, without "jsonrpc". */
import { accessSync, constants } from "node:fs";
import * as z from "zod";
import { BridgeError } from "../shared/errors";
import { toWellFormedJson } from "../shared/text";
import { VERSION } from "../shared/version";
import { type Method, type ResultOf, Results } from "./contract";

const CONNECT_LIMIT_MS = 3_000;
const CALL_LIMIT_MS = 10_000;

const Incoming = z.object({
  id: z.union([z.number(), z.string()]).optional(),
  method: z.string().optional(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

/** The app-server refused a call, in its own words. */
export class AppServerError extends Error {
  override readonly name = "AppServerError";
}

export interface AppServer {
  /** Throws AppServerError where the app-server refuses, BridgeError where it is gone or silent. */
  call<M extends Method>(method: M, params: Record<string, unknown>): Promise<ResultOf<M>>;
  close(): void;
}

/** Where messages go to and come from: a socket, or the stdio of a process. */
interface Line {
  send(text: string): void;
  close(): void;
}

/** Whether there is a control socket at `path`. Throws a BridgeError where there may be one that we must not use. */
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
 * Connects to the control socket at `path` and introduces itself. Subscribes to nothing: whoever subscribes to a
 * thread is also asked for its human's approvals. Throws a BridgeError that says why there is no connection.
 */
export async function connectAppServer(path: string): Promise<AppServer> {
  const socket = new WebSocket(`ws+unix://${path}`);
  const server = serve({ send: (text) => socket.send(text), close: () => socket.close() });
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
 * Starts an app-server of our own on stdio, one JSON object a line, for sessions that run without the daemon.
 * `environment` is all that the process gets.
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
function serve(line: Line) {
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => {});
  let next = 1;

  async function call<M extends Method>(method: M, params: Record<string, unknown>): Promise<ResultOf<M>> {
    const id = next++;
    const answer = new Promise<unknown>((resolve, reject) => calls.set(id, { resolve, reject }));
    line.send(toWellFormedJson({ id, method, params }));
    const waiting = Promise.race([answer, gone.promise]);
    const result = await within(waiting, CALL_LIMIT_MS, `Codex's app-server did not answer ${method}`);
    const parsed = Results[method].safeParse(result);
    if (parsed.success) return parsed.data as ResultOf<M>;
    throw new BridgeError("unavailable", `Codex's app-server answers ${method} in a form that is not known here`);
  }

  return {
    gone: gone.promise,
    fail: (why: string) => gone.reject(new BridgeError("unavailable", why)),
    receive(data: unknown): void {
      const message = parse(data);
      // Notifications, and requests that are for the human's own client, are not ours to answer.
      if (typeof message?.id !== "number" || message.method !== undefined) return;
      const waiting = calls.get(message.id);
      calls.delete(message.id);
      if (message.error) waiting?.reject(new AppServerError(message.error.message));
      else waiting?.resolve(message.result);
    },
    async introduce(): Promise<AppServer> {
      try {
        await call("initialize", {
          clientInfo: { name: "codex_bridge", title: "Codex Bridge", version: VERSION },
          capabilities: { experimentalApi: true, requestAttestation: false },
        });
        line.send(JSON.stringify({ method: "initialized" }));
      } catch (error) {
        line.close();
        throw error;
      }
      return { call, close: line.close };
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
