/**
 * Tools as a table: each has one schema that is both what is published and what is checked. Loaded with the first call;
 * what is published lies in a file (see scripts/plugins.ts), since every session asks for that and few call anything.
 */
import type { RequestId, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { Signal } from "../cancel";
import { BridgeError, toMessage } from "../errors";
import { parseInput } from "../input";
import type { Log } from "../log";
import { cutText } from "../text";

export interface ToolCall {
  requestId: RequestId;
  readonly signal: Signal;
  /** The request's `_meta`, as the client sent it. */
  meta: Readonly<Record<string, unknown>>;
}

export interface Tool {
  name: string;
  description: string;
  input: () => z.ZodObject;
  annotations: ToolAnnotations;
  meta?: Record<string, unknown>;
  /** Runs a call; each text becomes one content block. */
  run(input: unknown, call: ToolCall): Promise<string[]>;
}

/** What a call gives: text only, since both clients hide everything else from their model once there is structured content. */
export interface ToolResult {
  isError?: true;
  content: { type: "text"; text: string }[];
  [key: string]: unknown;
}

/** A tool as `tools/list` has it. */
export interface PublishedTool {
  name: string;
  description: string;
  inputSchema: { type: string; [key: string]: unknown };
  annotations: ToolAnnotations;
  _meta?: Record<string, unknown>;
}

/** Runs a tool by its name. Never throws. */
export type RunTool = (name: string, input: unknown, call: ToolCall) => Promise<ToolResult>;

/** Makes a tool whose `run` gets its input parsed. */
export function defineTool<S extends z.ZodObject>(
  tool: Omit<Tool, "input" | "run"> & { input: () => S; run(input: z.output<S>, call: ToolCall): Promise<string[]> },
): Tool {
  return { ...tool, run: (input, call) => tool.run(parseInput(tool.input(), input), call) };
}

/** The tools as `tools/list` publishes them. */
export function listTools(tools: readonly Tool[]): PublishedTool[] {
  return tools.map(({ name, description, input, annotations, meta }) => ({
    name,
    description,
    inputSchema: toJsonSchema(input()),
    annotations,
    ...(meta ? { _meta: meta } : {}),
  }));
}

/** Makes the function that runs them. Expected failures become results with `isError`, whose text says what to do. */
export function createRunner(tools: readonly Tool[], log: Log): RunTool {
  return async (name, input, call) => {
    const tool = tools.find((one) => one.name === name);
    if (!tool) {
      const known = tools.map((one) => one.name).join(", ");
      return toErrorResult(`Unknown tool ${JSON.stringify(cutText(name, 80))}. Known: ${known}.`);
    }
    try {
      const texts = await tool.run(input, call);
      return { content: texts.map((text) => ({ type: "text", text })) };
    } catch (error) {
      if (error instanceof BridgeError) return toErrorResult(error.message);
      log.error(`tool ${name}: ${toMessage(error)}`);
      return toErrorResult("Codex Bridge failed inside; its log on stderr says how. The call can be tried again.");
    }
  };
}

function toErrorResult(text: string): ToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

function toJsonSchema(schema: z.ZodObject) {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input" });
  return { ...json, type: "object" as const };
}
