/** Tools as a table: each has one schema that is both what is published and what is checked. */
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type RequestId,
  type ToolAnnotations,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { BridgeError, parseInput, toMessage } from "../errors";
import type { Log } from "../log";

export interface ToolCall {
  requestId: RequestId;
  signal: AbortSignal;
  /** The request's `_meta`, as the client sent it. */
  meta: Readonly<Record<string, unknown>>;
}

export interface Tool {
  name: string;
  description: string;
  input: z.ZodObject;
  annotations: ToolAnnotations;
  meta?: Record<string, unknown>;
  /** Runs a call; each text becomes one content block. */
  run(input: unknown, call: ToolCall): Promise<string[]>;
}

/** Makes a tool whose `run` gets its input parsed. */
export function defineTool<S extends z.ZodObject>(
  tool: Omit<Tool, "input" | "run"> & { input: S; run(input: z.output<S>, call: ToolCall): Promise<string[]> },
): Tool {
  return { ...tool, run: (input, call) => tool.run(parseInput(tool.input, input), call) };
}

/**
 * Serves a table of tools. Expected failures become results with `isError`, whose text says what to do; results are
 * text only, since both clients hide everything else from their model once there is structured content.
 */
export function serveTools(server: Server, tools: readonly Tool[], log: Log): void {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const list = tools.map(({ name, description, input, annotations, meta }) => ({
    name,
    description,
    inputSchema: toJsonSchema(input),
    annotations,
    ...(meta ? { _meta: meta } : {}),
  }));

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: list }));
  server.setRequestHandler(CallToolRequestSchema, async (request, extra): Promise<CallToolResult> => {
    const { name, arguments: input = {}, _meta: meta = {} } = request.params;
    const tool = byName.get(name);
    if (!tool)
      return toErrorResult(
        `Unknown tool ${JSON.stringify(name.slice(0, 80))}. Known: ${[...byName.keys()].join(", ")}.`,
      );
    try {
      const texts = await tool.run(input, { requestId: extra.requestId, signal: extra.signal, meta });
      return { content: texts.map((text) => ({ type: "text" as const, text })) };
    } catch (error) {
      if (error instanceof BridgeError) return toErrorResult(error.message);
      log.error(`tool ${name}: ${toMessage(error)}`);
      return toErrorResult("Codex Bridge failed inside; its log on stderr says how. The call can be tried again.");
    }
  });
}

function toErrorResult(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

function toJsonSchema(schema: z.ZodObject) {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input" });
  return { ...json, type: "object" as const };
}
