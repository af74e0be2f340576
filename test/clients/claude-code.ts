/** Drives the real Claude Code in print mode against a scripted model, in a throw-away home with no account. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { findTool, type RunningTool, startTool, type ToolResult } from "../support/tools.ts";
import {
  type AnswerBlock,
  findToolResult,
  type MessagesRequest,
  type MessagesScript,
  text,
  toolUse,
} from "./messages-api.ts";

export const SERVER_NAME = "codex-bridge";

export interface ClaudeHomeOptions {
  api: { baseUrl: string };
  /** How Claude Code starts the MCP server: the program, then its arguments. Empty: none is configured. */
  mcpCommand: string[];
  /** The `env` of the MCP server's entry. */
  env?: Record<string, string>;
  /** More of the user's `settings.json`, such as `hooks`. Replaces the permissions below when it has its own. */
  settings?: Record<string, unknown>;
  /** More of Claude Code's own environment, which its MCP servers and hooks inherit. */
  processEnv?: Record<string, string>;
}

export interface ClaudeHome extends AsyncDisposable {
  path: string;
  /** For `--mcp-config`. */
  mcpConfigPath: string;
  /** Claude Code's debug log, for assertions on what it never prints. */
  debugLogPath: string;
  /** The whole environment for a Claude Code process that lives in this home. */
  env: Record<string, string>;
}

/** Makes a HOME whose settings hold the one permission that the README tells the user to give. */
export async function createClaudeHome(options: ClaudeHomeOptions): Promise<ClaudeHome> {
  const path = await mkdtemp(join(tmpdir(), "claude-home-"));
  const mcpConfigPath = join(path, "mcp.json");
  const settings = { permissions: { allow: [`mcp__${SERVER_NAME}__*`] }, ...options.settings };
  await Bun.write(join(path, ".claude", "settings.json"), JSON.stringify(settings));
  await Bun.write(mcpConfigPath, JSON.stringify(toMcpConfig(options)));
  await mkdir(join(path, "tmp"));
  return {
    path,
    mcpConfigPath,
    debugLogPath: join(path, "debug.log"),
    env: { ...toEnvironment(path, options.api.baseUrl), ...options.processEnv },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export interface ClaudePrintOptions extends ClaudeHomeOptions {
  prompt: string;
  cwd?: string;
  /** A home that outlives this run; the options that make one are then not used. */
  home?: ClaudeHome;
  /** More flags, such as `["--plugin-dir", path]`. */
  flags?: string[];
  timeoutMs?: number;
  signal?: AbortSignal;
}

const ClaudeEvent = z.looseObject({
  type: z.string(),
  subtype: z.string().optional(),
  session_id: z.string().optional(),
  tools: z.array(z.string()).optional(),
  mcp_servers: z.array(z.looseObject({ name: z.string(), status: z.string() })).optional(),
  result: z.string().optional(),
});
export type ClaudeEvent = z.infer<typeof ClaudeEvent>;

export interface ClaudePrintResult extends ToolResult {
  events: ClaudeEvent[];
  sessionId: string | undefined;
  /** The MCP servers as the session started, by name: `connected`, `failed`, … */
  servers: Record<string, string>;
  /** The final text; undefined when the run did not get that far. */
  answer: string | undefined;
  debugLog: string;
}

export interface RunningClaude extends Omit<RunningTool, "result"> {
  result: Promise<ClaudePrintResult>;
}

/** Runs `claude -p` to its end. Any number may run side by side. */
export async function runClaudePrint(options: ClaudePrintOptions): Promise<ClaudePrintResult> {
  return (await startClaudePrint(options)).result;
}

/** Starts `claude -p`, for tests that do something to it while it runs. */
export async function startClaudePrint(options: ClaudePrintOptions): Promise<RunningClaude> {
  const program = findTool("claude");
  if (program === undefined) throw new Error("Claude Code is not installed; run `bun run test:tools`");
  const home = options.home ?? (await createClaudeHome(options));
  const cwd = options.cwd ?? join(home.path, "project");
  await mkdir(cwd, { recursive: true });

  const output = ["--output-format", "stream-json", "--verbose", "--debug-file", home.debugLogPath];
  const servers = ["--strict-mcp-config", "--mcp-config", home.mcpConfigPath];
  const { pid, kill, result } = startTool({
    command: [program, "-p", options.prompt, ...output, ...servers, ...(options.flags ?? [])],
    cwd,
    env: home.env,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const finish = async () => {
    try {
      return await toPrintResult(await result, home);
    } finally {
      if (options.home === undefined) await home[Symbol.asyncDispose]();
    }
  };
  return { pid, kill, result: finish() };
}

export interface ClaudeToolCall {
  /** The tool's full name, such as `mcp__codex-bridge__reply`. */
  name: string;
  input: Record<string, unknown>;
  /** Unique within the session: it is how the script finds out that the call was answered. */
  id: string;
}

/**
 * A script that makes calls one after the other, fetching deferred tools first as the model must, and then says
 * `answer(outputs)`; by default the outputs themselves.
 */
export function scriptToolUses(
  calls: ClaudeToolCall[],
  answer: (outputs: string[]) => string = (outputs) => outputs.join("\n"),
): MessagesScript {
  return (request) => {
    for (const call of calls) {
      const step = nextToolUse(request, call);
      if (step !== undefined) return step;
    }
    return text(answer(calls.map((call) => findToolResult(request, call.id)?.text ?? "")));
  };
}

/** What the model must answer next to get a call made; undefined once the call's result is in the request. */
export function nextToolUse(request: MessagesRequest, call: ClaudeToolCall): AnswerBlock | undefined {
  if (findToolResult(request, call.id) !== undefined) return undefined;
  const offered = request.tools.map((tool) => tool.name);
  if (offered.includes(call.name)) return toolUse(call);
  const searchId = `${call.id}-search`;
  if (offered.includes("ToolSearch") && findToolResult(request, searchId) === undefined) {
    return toolUse({ name: "ToolSearch", input: { query: `select:${call.name}`, max_results: 5 }, id: searchId });
  }
  throw new Error(`${call.name} is not offered to ${request.model}, only ${offered.join(", ")}`);
}

async function toPrintResult(result: ToolResult, home: ClaudeHome): Promise<ClaudePrintResult> {
  const lines = result.stdout.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => ClaudeEvent.parse(JSON.parse(line)));
  const init = events.find((event) => event.type === "system" && event.subtype === "init");
  const log = Bun.file(home.debugLogPath);
  return {
    ...result,
    events,
    sessionId: init?.session_id,
    servers: Object.fromEntries((init?.mcp_servers ?? []).map(({ name, status }) => [name, status])),
    answer: events.findLast((event) => event.type === "result")?.result,
    debugLog: (await log.exists()) ? await log.text() : "",
  };
}

function toEnvironment(home: string, baseUrl: string): Record<string, string> {
  return {
    HOME: home,
    // Its scratch files and sockets then go with the home.
    TMPDIR: join(home, "tmp"),
    CLAUDE_CODE_TMPDIR: join(home, "tmp"),
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    LANG: "C.UTF-8",
    TERM: "xterm",
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: "none",
    DISABLE_AUTOUPDATER: "1",
    // Or it would report to its vendor where there is an internet to do so.
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  };
}

function toMcpConfig({ mcpCommand, env = {} }: ClaudeHomeOptions) {
  const [command, ...args] = mcpCommand;
  return { mcpServers: command === undefined ? {} : { [SERVER_NAME]: { command, args, env } } };
}
