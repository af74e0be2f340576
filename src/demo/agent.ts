/**
 * An agent's end of a stdio MCP server: starts the real entry file as a process and speaks JSON-RPC
 * with it, line by line.
 */
import { join } from "node:path";
import * as z from "zod";
import { BridgeError, toMessage } from "../shared/errors";
import { VERSION } from "../shared/version";

const ROOT = join(import.meta.dir, "..", "..");

/** How long a server may take to answer `initialize`, and to end once its stdin is closed. */
const START_LIMIT_MS = 10_000;
const END_LIMIT_MS = 500;

/** Lines of a server's log that are kept for a report. */
const KEPT_LINES = 8;

const Line = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const ToolResult = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal("text"), text: z.string() })),
});

export interface AgentOptions {
  /** The server's file, from the project's root. */
  entry: "server.ts" | "codex-mcp.ts";
  cwd: string;
  /** The server's whole environment. */
  env: Record<string, string>;
  name: string;
  protocolVersion: string;
  onNotification?(method: string, params: unknown): void;
}

export interface Agent {
  /** Calls a tool and gives the texts of its result; throws what an error result says. */
  callTool(name: string, input: object, meta?: object): Promise<string[]>;
  /** Resolves, with a report, when the server has ended, whether it was asked to or not. */
  readonly ended: Promise<string>;
  /** Closes the server's stdin, which ends it, or kills it where that does not help. */
  stop(): Promise<void>;
}

/**
 * Starts a server and completes the handshake. Throws a BridgeError with the server's own words
 * where it does not come up.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { entry, cwd, env, name, protocolVersion, onNotification } = options;
  const child = Bun.spawn([process.execPath, join(ROOT, entry)], {
    cwd,
    env,
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  });
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const log: string[] = [];
  let lastId = 0;

  const output = readLines(child.stdout, (text) => {
    const line = Line.parse(JSON.parse(text));
    if (line.method !== undefined) return onNotification?.(line.method, line.params);
    const call = calls.get(line.id ?? 0);
    calls.delete(line.id ?? 0);
    if (line.error) call?.reject(new BridgeError("internal", line.error.message));
    else call?.resolve(line.result);
  });
  // A server that writes anything else there is of no more use.
  output.catch(() => child.kill("SIGKILL"));
  const errors = readLines(child.stderr, (text) => {
    log.push(text);
    if (log.length > KEPT_LINES) log.shift();
  });
  const ended = Promise.allSettled([child.exited, output, errors]).then(([, read]) => {
    const why =
      read.status === "rejected" ? ` It wrote something to stdout that is no answer: ${toMessage(read.reason)}` : "";
    const words = log.length > 0 ? `\nIts log ends with:\n${log.map((text) => `  ${text}`).join("\n")}` : "";
    const report = `${entry} has ended.${why}${words}`;
    for (const { reject } of calls.values()) reject(new BridgeError("internal", report));
    calls.clear();
    return report;
  });

  function write(message: object): void {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    child.stdin.flush();
  }

  function request(method: string, params: object): Promise<unknown> {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject });
      write({ id, method, params });
    });
  }

  async function stop(): Promise<void> {
    child.stdin.end();
    const limit = setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
    await child.exited;
    clearTimeout(limit);
  }

  const limit = setTimeout(() => child.kill("SIGKILL"), START_LIMIT_MS);
  try {
    await request("initialize", { protocolVersion, capabilities: {}, clientInfo: { name, version: VERSION } });
    write({ method: "notifications/initialized" });
  } finally {
    clearTimeout(limit);
  }

  return {
    ended,
    stop,
    async callTool(tool, input, meta) {
      const params = { name: tool, arguments: input, ...(meta ? { _meta: meta } : {}) };
      const { isError = false, content } = ToolResult.parse(await request("tools/call", params));
      const texts = content.map(({ text }) => text);
      if (isError) throw new BridgeError("internal", texts.join("\n"));
      return texts;
    },
  };
}

async function readLines(stream: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") take(line);
  }
}
