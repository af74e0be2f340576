/** A scripted MCP client: starts a real server process and speaks JSON-RPC on its stdio, with no limits of its own. */
import type { Subprocess } from "bun";
import * as z from "zod";

const Line = z.looseObject({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.number(), z.null()]).optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});
export type Line = z.infer<typeof Line>;

const ToolResult = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ type: z.literal("text"), text: z.string() })),
});

export interface ToolAnswer {
  isError: boolean;
  /** The text of each content block. */
  blocks: string[];
  text: string;
  raw: z.infer<typeof ToolResult>;
}

export interface StdioClient {
  readonly child: Subprocess<"pipe", "pipe", "pipe">;
  /** Notifications from the server, in order. */
  readonly notifications: Line[];
  /** Lines on stdout that are not JSON-RPC: there must never be one. */
  readonly garbage: string[];
  request(method: string, params?: unknown): { id: number; result: Promise<unknown> };
  notify(method: string, params?: unknown): void;
  /** Writes raw bytes to the server's stdin. */
  write(text: string): void;
  callTool(name: string, input: unknown, meta?: Record<string, unknown>): { id: number; answer: Promise<ToolAnswer> };
  /** Resolves with the first notification, past ones included, for which `test` holds. */
  waitFor(test: (line: Line) => boolean): Promise<Line>;
  stderr(): string;
  /** Ends stdin and resolves with the exit code. */
  end(): Promise<number>;
}

export interface StartOptions {
  command: string[];
  cwd?: string;
  env?: Record<string, string>;
}

/** Starts a server process. The environment is what both clients give at least, plus `env`. */
export function startStdioClient({ command, cwd, env = {} }: StartOptions): StdioClient {
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn(command, {
    cwd: cwd ?? process.cwd(),
    env: { PATH, HOME, ...env },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  });
  const notifications: Line[] = [];
  const garbage: string[] = [];
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const watchers = new Set<(line: Line) => void>();
  let nextId = 1;
  let errors = "";
  let gone = false;

  const reading = readLines(child.stdout, (text) => {
    const parsed = parse(text);
    if (!parsed) return garbage.push(text.slice(0, 200));
    if (parsed.method !== undefined) {
      notifications.push(parsed);
      for (const watch of watchers) watch(parsed);
      return;
    }
    const call = typeof parsed.id === "number" ? pending.get(parsed.id) : undefined;
    if (typeof parsed.id === "number") pending.delete(parsed.id);
    if (parsed.error) call?.reject(new Error(parsed.error.message));
    else call?.resolve(parsed.result);
  }).finally(() => {
    gone = true;
    for (const { reject } of pending.values()) reject(goneError());
    pending.clear();
  });
  readLines(child.stderr, (text) => {
    errors += `${text}\n`;
  });

  const goneError = () => new Error(`the server has gone; stderr:\n${errors}`);

  function write(text: string): void {
    child.stdin.write(text);
    child.stdin.flush();
  }

  function request(method: string, params?: unknown) {
    const id = nextId++;
    const result = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject }));
    // A test that kills the server does not always await what it has asked.
    result.catch(() => {});
    try {
      if (gone) throw goneError();
      write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    } catch (error) {
      // A server that has just been killed: for its client that is an answer that never comes, not a fault of its own.
      pending.get(id)?.reject(error as Error);
      pending.delete(id);
    }
    return { id, result };
  }

  return {
    child,
    notifications,
    garbage,
    request,
    write,
    notify: (method, params) => write(`${JSON.stringify({ jsonrpc: "2.0", method, params })}\n`),
    callTool(name, input, meta) {
      const { id, result } = request("tools/call", { name, arguments: input, ...(meta ? { _meta: meta } : {}) });
      const answer = result.then(toAnswer);
      answer.catch(() => {});
      return { id, answer };
    },
    waitFor(test) {
      const past = notifications.find(test);
      if (past) return Promise.resolve(past);
      return new Promise((resolve) => {
        const watch = (line: Line) => {
          if (!test(line)) return;
          watchers.delete(watch);
          resolve(line);
        };
        watchers.add(watch);
      });
    },
    stderr: () => errors,
    async end() {
      child.stdin.end();
      const code = await child.exited;
      await reading;
      return code;
    },
  };
}

function toAnswer(result: unknown): ToolAnswer {
  const raw = ToolResult.parse(result);
  const blocks = raw.content.map(({ text }) => text);
  return { isError: raw.isError ?? false, blocks, text: blocks.join("\n"), raw };
}

function parse(text: string): Line | null {
  try {
    return Line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function readLines(stream: ReadableStream<Uint8Array>, line: (text: string) => void): Promise<void> {
  let parts: Uint8Array[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      line(Buffer.concat([...parts, chunk.subarray(start, end)]).toString("utf8"));
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.slice(start));
  }
}
