/** Scripted agents at the stdio ends of the real server.ts and codex-mcp.ts, each speaking its client's contract. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { type StdioClient, startStdioClient, type ToolAnswer } from "./stdio-client";

const EXIT_LIMIT_MS = 2_000;

const ROOT = join(import.meta.dir, "..", "..");

const Channel = z.object({ content: z.string(), meta: z.record(z.string(), z.string()) });
export type Channel = z.infer<typeof Channel>;

export interface World {
  stateDir: string;
  env: Record<string, string>;
  claude(options?: {
    cwd?: string;
    env?: Record<string, string>;
    command?: string[];
    version?: string;
  }): Promise<Claude>;
  codex(options?: { cwd?: string; env?: Record<string, string>; thread?: string; command?: string[] }): Promise<Codex>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Claude {
  client: StdioClient;
  /** Messages that the channel has brought so far. */
  messages(): Channel[];
  next(test?: (message: Channel) => boolean): Promise<Channel>;
  call(name: string, input: unknown): Promise<ToolAnswer>;
  reply(text: string, replyTo?: string): Promise<ToolAnswer>;
}

export interface Codex {
  client: StdioClient;
  thread: string;
  call(name: string, input: unknown): { id: number; answer: Promise<ToolAnswer> };
  ask(message: string, more?: Record<string, unknown>): { id: number; answer: Promise<ToolAnswer> };
  check(input?: Record<string, unknown>): Promise<ToolAnswer>;
}

/** A throw-away state directory and a free port; everything started in it ends with it. */
export function createWorld(env: Record<string, string> = {}): World {
  const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-test-"));
  // A Codex home of its own: nothing may reach the sessions of whoever runs the tests.
  const shared = {
    CODEX_HOME: join(stateDir, "codex"),
    CODEX_BRIDGE_STATE_DIR: stateDir,
    CODEX_BRIDGE_PORT: "0",
    CODEX_BRIDGE_LOG_LEVEL: "debug",
    ...env,
  };
  const clients: StdioClient[] = [];

  async function start(
    options: { cwd?: string; env?: Record<string, string>; command?: string[]; version?: string },
    entry: string,
    name: string,
  ) {
    const client = startStdioClient({
      command: options.command ?? [process.execPath, join(ROOT, entry)],
      cwd: options.cwd ?? ROOT,
      env: { ...shared, ...options.env },
    });
    clients.push(client);
    await client.request("initialize", {
      protocolVersion: name === "claude-code" ? "2025-11-25" : "2025-06-18",
      capabilities: {},
      // Of Claude Code one that hooks can wake.
      clientInfo: { name, version: options.version ?? "2.1.329" },
    }).result;
    client.notify("notifications/initialized");
    return client;
  }

  return {
    stateDir,
    env: shared,
    async claude(options = {}) {
      return toClaude(await start(options, "server.ts", "claude-code"));
    },
    async codex(options = {}) {
      return toCodex(await start(options, "codex-mcp.ts", "codex-mcp-client"), options.thread ?? crypto.randomUUID());
    },
    async [Symbol.asyncDispose]() {
      // EOF reaches a server behind a shell too, which a signal to the shell would not.
      for (const { child } of clients) child.stdin.end();
      const late = setTimeout(() => {
        for (const { child } of clients) child.kill("SIGKILL");
      }, EXIT_LIMIT_MS);
      await Promise.all(clients.map(({ child }) => child.exited));
      clearTimeout(late);
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function toClaude(client: StdioClient): Claude {
  const isMessage = (line: { method?: string | undefined }) => line.method === "notifications/claude/channel";
  const call = (name: string, input: unknown) => client.callTool(name, input).answer;
  return {
    client,
    messages: () => client.notifications.filter(isMessage).map(({ params }) => Channel.parse(params)),
    async next(test = () => true) {
      const line = await client.waitFor((own) => isMessage(own) && test(Channel.parse(own.params)));
      return Channel.parse(line.params);
    },
    call,
    reply: (text, replyTo) => call("reply", replyTo === undefined ? { text } : { text, reply_to: replyTo }),
  };
}

function toCodex(client: StdioClient, thread: string): Codex {
  const call = (name: string, input: unknown) =>
    client.callTool(name, input, {
      threadId: thread,
      "x-codex-turn-metadata": { thread_id: thread, turn_trigger: "user" },
    });
  return {
    client,
    thread,
    call,
    ask: (message, more = {}) => call("send_to_claude", { message, ...more }),
    check: (input = {}) => call("check_claude_messages", input).answer,
  };
}
