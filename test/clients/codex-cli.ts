/** Drives the real Codex CLI against a scripted model, in a throw-away home with no account. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { findTool, type RunningTool, startTool, type ToolResult } from "../support/tools.ts";
import {
  codeModeCall,
  findOutput,
  functionCall,
  message,
  type ResponseItem,
  type ResponsesRequest,
  type ResponsesScript,
  toolSearchCall,
} from "./responses-api.ts";

export const SERVER_NAME = "codex-bridge";

/** A model of each way in which Codex 0.169.0 shows an MCP server's tools to the model. */
export const MODELS = {
  /** The catalogue does not know it: the tools stand in a namespace. */
  namespace: "gpt-5",
  /** The tools must be searched for first. */
  toolSearch: "gpt-5.5",
  /** The tools are called from JavaScript, as with most current models. */
  codeMode: "gpt-6-astra",
} as const;

export interface CodexHomeOptions {
  api: { baseUrl: string };
  /** How Codex starts the MCP server: the program, then its arguments. Empty: none is configured. */
  mcpCommand: string[];
  /** The `env` table of the MCP server, which is all that the README tells the user to write. */
  env?: Record<string, string>;
  /**
   * More keys of the server's table. `{ required: true }` makes Codex wait for the server; without it the tools are
   * absent from a first request that finds the server not ready after 1 s, as with many starts at once.
   */
  mcpSettings?: Record<string, string | number | boolean | string[]>;
  /** TOML put between the top-level keys and our tables: top-level keys first, then whole tables. */
  extraConfig?: string;
  /** Where to make the home. The shared daemon refuses one below the system's temporary directory. */
  parent?: string;
}

export interface CodexHome extends AsyncDisposable {
  path: string;
  /** The whole environment for a Codex process that lives in this home. */
  env: Record<string, string>;
}

/** Makes a HOME and CODEX_HOME in one. There is no approval configuration: the tools' annotations must do. */
export async function createCodexHome(options: CodexHomeOptions): Promise<CodexHome> {
  const path = await mkdtemp(join(options.parent ?? tmpdir(), "codex-home-"));
  await Bun.write(join(path, "config.toml"), toConfig(options));
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 5 });
  return { path, env: toEnvironment(path), [Symbol.asyncDispose]: remove };
}

export interface CodexExecOptions extends Omit<CodexHomeOptions, "api" | "mcpCommand"> {
  prompt: string;
  model?: string;
  api: { baseUrl: string };
  mcpCommand: string[];
  cwd?: string;
  /** A home that outlives this run, such as for `resume`; the configuration options are then not used. */
  home?: CodexHome;
  /** The thread to continue, in a `home` that an earlier run used. */
  resume?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

const CodexEvent = z.looseObject({
  type: z.string(),
  thread_id: z.string().optional(),
  item: z.looseObject({ type: z.string(), text: z.string().optional() }).optional(),
});
export type CodexEvent = z.infer<typeof CodexEvent>;

export interface CodexExecResult extends ToolResult {
  events: CodexEvent[];
  threadId: string | undefined;
  /** What the model said, in order. */
  messages: string[];
}

export interface RunningCodex extends Omit<RunningTool, "result"> {
  result: Promise<CodexExecResult>;
}

/** Runs `codex exec --json` to its end. Any number may run side by side. */
export async function runCodexExec(options: CodexExecOptions): Promise<CodexExecResult> {
  return (await startCodexExec(options)).result;
}

/** Starts `codex exec --json`, for tests that do something to it while it runs. */
export async function startCodexExec(options: CodexExecOptions): Promise<RunningCodex> {
  const program = findTool("codex");
  if (program === undefined) throw new Error("the Codex CLI is not installed; run `bun run test:tools`");
  const home = options.home ?? (await createCodexHome(options));
  const cwd = options.cwd ?? join(home.path, "project");
  await mkdir(cwd, { recursive: true });

  const tail = options.resume === undefined ? [options.prompt] : ["resume", options.resume, options.prompt];
  const flags = ["exec", "--json", "--skip-git-repo-check", "--model", options.model ?? MODELS.namespace];
  const { pid, kill, result } = startTool({
    command: [program, ...flags, ...tail],
    cwd,
    env: home.env,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const finish = async () => {
    try {
      return toExecResult(await result);
    } finally {
      if (options.home === undefined) await home[Symbol.asyncDispose]();
    }
  };
  return { pid, kill, result: finish() };
}

export interface CodexToolCall {
  name: string;
  arguments: Record<string, unknown>;
  /** Unique within the thread: it is how the script finds out that the call was answered. */
  callId: string;
  server?: string;
  /** Code mode only: how soon a call that still runs is handed back to the model to wait for; 30 s by default. */
  yieldAfterMs?: number;
}

/**
 * A script that makes calls one after the other, in whichever way the session's model is shown the tools, and then
 * says `answer(outputs)`; by default the outputs themselves.
 */
export function scriptCalls(
  calls: CodexToolCall[],
  answer: (outputs: string[]) => string = (outputs) => outputs.join("\n"),
): ResponsesScript {
  return (request) => {
    for (const call of calls) {
      const step = nextStep(request, call);
      if (step !== undefined) return step;
    }
    return message(answer(calls.map((call) => findCallOutput(request, call) ?? "")));
  };
}

/** What the model must answer next to get a call made; undefined once the call's output is in the request. */
export function nextStep(request: ResponsesRequest, call: CodexToolCall): ResponseItem | undefined {
  const namespace = toNamespace(call.server ?? SERVER_NAME);
  if (request.tools.some((tool) => tool.type === "custom" && tool.name === "exec")) {
    return nextCodeModeStep(request, call, `${namespace}__${call.name}`);
  }
  if (findOutput(request, call.callId) !== undefined) return undefined;
  if (request.tools.some((tool) => tool.namespace === namespace && tool.name === call.name)) {
    return functionCall({ ...call, namespace });
  }
  const searchId = `${call.callId}-search`;
  const searched = request.input.some((item) => item.type === "tool_search_output" && item.call_id === searchId);
  if (!searched && request.tools.some((tool) => tool.type === "tool_search")) {
    return toolSearchCall({ query: `${namespace} ${call.name}`, callId: searchId });
  }
  const offered = request.tools.map((tool) => [tool.namespace, tool.name].filter(Boolean).join("."));
  throw new Error(`${namespace}.${call.name} is not offered to ${request.model}, only ${offered.join(", ")}`);
}

/** The text that a call made by `nextStep` returned to the model, the output of waits included. */
export function findCallOutput(request: ResponsesRequest, call: CodexToolCall): string | undefined {
  const outputs = [call.callId, ...listWaitIds(request, call)].map((id) => findOutput(request, id));
  const known = outputs.filter((output) => output !== undefined);
  return known.length === 0 ? undefined : known.join("\n");
}

/** A call that takes over 30 s yields its cell, and the model then waits for the cell. */
function nextCodeModeStep(request: ResponsesRequest, call: CodexToolCall, tool: string): ResponseItem | undefined {
  if (findOutput(request, call.callId) === undefined) {
    const script = [
      `// @exec: ${JSON.stringify({ yield_time_ms: call.yieldAfterMs ?? 30_000 })}`,
      `const result = await tools[${JSON.stringify(tool)}](${JSON.stringify(call.arguments)});`,
      `for (const block of result.content) text(block.type === "text" ? block.text : block);`,
    ];
    return codeModeCall(script.join("\n"), call.callId);
  }
  const waits = listWaitIds(request, call);
  const last = findOutput(request, waits.at(-1) ?? call.callId) ?? "";
  const cell = last.match(/^Script running with cell ID (\S+)/)?.[1];
  if (cell === undefined) return undefined;
  const wait = { cell_id: cell, yield_time_ms: 30_000 };
  return functionCall({ name: "wait", arguments: wait, callId: `${call.callId}-wait-${waits.length}` });
}

function listWaitIds(request: ResponsesRequest, call: CodexToolCall): string[] {
  const ids = new Set(request.input.map((item) => item.call_id ?? ""));
  return [...ids].filter((id) => id.startsWith(`${call.callId}-wait-`));
}

/** Codex makes an identifier of a server's name: `codex-bridge` → `mcp__codex_bridge`. */
function toNamespace(server: string): string {
  return `mcp__${server.replace(/[^A-Za-z0-9_]/g, "_")}`;
}

function toExecResult(result: ToolResult): CodexExecResult {
  const lines = result.stdout.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => CodexEvent.parse(JSON.parse(line)));
  const messages = events.flatMap(({ type, item }) =>
    type === "item.completed" && item?.type === "agent_message" ? [item.text ?? ""] : [],
  );
  return { ...result, events, threadId: events.find((event) => event.thread_id)?.thread_id, messages };
}

function toEnvironment(home: string): Record<string, string> {
  // Bun's own directory, so that `mcpCommand` may be written as the README has it: with a bare `bun`.
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;
  return { HOME: home, CODEX_HOME: home, PATH: path, LANG: "C.UTF-8", TERM: "xterm", OPENAI_API_KEY: "none" };
}

function toConfig(options: CodexHomeOptions): string {
  const [command, ...args] = options.mcpCommand;
  const server = { command, args, tool_timeout_sec: 120, ...options.mcpSettings };
  return [
    `model_provider = "scripted"`,
    `check_for_update_on_startup = false`,
    options.extraConfig ?? "",
    // A failure of the script must end the run, not be tried again.
    ...toTable("model_providers.scripted", {
      name: "scripted",
      base_url: options.api.baseUrl,
      wire_api: "responses",
      env_key: "OPENAI_API_KEY",
      request_max_retries: 0,
      stream_max_retries: 0,
    }),
    ...toTable("analytics", { enabled: false }),
    ...(command === undefined ? [] : toTable(`mcp_servers.${SERVER_NAME}`, server)),
    ...(command === undefined ? [] : toTable(`mcp_servers.${SERVER_NAME}.env`, options.env ?? {})),
  ].join("\n");
}

/** TOML's strings, numbers, booleans and arrays of strings are written as JSON writes them. */
function toTable(name: string, values: Record<string, unknown>): string[] {
  return ["", `[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)];
}
