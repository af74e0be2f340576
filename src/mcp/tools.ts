/**
 * Tools as a table: each has one schema, which is published as JSON Schema and checks every call.
 */
import {
  type CallToolResult,
  type Tool as ListedTool,
  type RequestId,
  type ToolAnnotations,
  ToolSchema,
} from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { toKnownError, toMessage } from "../shared/errors";
import { parseInput } from "../shared/input";
import type { Log } from "../shared/log";
import { cutText } from "../shared/text";

export interface ToolCall {
  requestId: RequestId;
  /** Aborted where the client gives the call up before its result is written. */
  readonly signal: AbortSignal;
  /** The request's `_meta`, as the client sent it. */
  meta: Readonly<Record<string, unknown>>;
}

export interface Tool {
  name: string;
  description: string;
  input: z.ZodObject;
  annotations: ToolAnnotations;
  meta?: Record<string, unknown>;
  /**
   * Runs a call; each text becomes one content block. Throws a BridgeError where the input does not
   * fit.
   */
  run(input: unknown, call: ToolCall): Promise<string[]>;
}

/** Makes a tool whose `run` gets its input parsed. */
export function defineTool<S extends z.ZodObject>(
  tool: Omit<Tool, "input" | "run"> & { input: S; run(input: z.output<S>, call: ToolCall): Promise<string[]> },
): Tool {
  return { ...tool, run: (input, call) => tool.run(parseInput(tool.input, dropNulls(tool.input, input)), call) };
}

/** The tools as `tools/list` publishes them. */
export function listTools(tools: readonly Tool[]): ListedTool[] {
  return tools.map(({ name, description, input, annotations, meta }) => ({
    name,
    description,
    inputSchema: toJsonSchema(input),
    annotations,
    ...(meta ? { _meta: meta } : {}),
  }));
}

/**
 * Runs a tool by its name. Never throws: expected failures become results with `isError`, whose
 * text says what to do. A result is text only, since both clients hide everything else from their
 * model once there is structured content.
 */
export async function runTool(
  tools: readonly Tool[],
  { name, input, call, log }: { name: string; input: unknown; call: ToolCall; log: Log },
): Promise<CallToolResult> {
  const tool = tools.find((one) => one.name === name);
  if (!tool) {
    const known = tools.map((one) => one.name).join(", ");
    return toErrorResult(`Unknown tool ${JSON.stringify(cutText(name, 80))}. Known: ${known}.`);
  }
  try {
    const texts = await tool.run(input, call);
    return { content: texts.map((text) => ({ type: "text", text })) };
  } catch (error) {
    const known = toKnownError(error);
    if (known) return toErrorResult(known.message);
    log.error(`tool ${name}: ${toMessage(error)}`);
    return toErrorResult("Codex Bridge failed inside; its log on stderr says how. The call can be tried again.");
  }
}

/** Calls `listener` once, now where it has been aborted. */
export function onAbort(signal: AbortSignal, listener: () => void): void {
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
}

function toErrorResult(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

function toJsonSchema(schema: z.ZodObject): ListedTool["inputSchema"] {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input" });
  return ToolSchema.shape.inputSchema.parse(json);
}

/** Models fill optional arguments with null: such an argument counts as left out. */
function dropNulls({ shape }: z.ZodObject, input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const isGiven = ([name, value]: [string, unknown]) =>
    value !== null || !Object.hasOwn(shape, name) || shape[name]?._zod.optin !== "optional";
  return Object.fromEntries(Object.entries(input).filter(isGiven));
}
