/** A scripted MCP client at the other end of an in-memory pair: it says exactly what a test wants it to say. */
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";

const ToolResult = z.strictObject({
  isError: z.boolean().optional(),
  // Text only: both clients hide everything else from their model once there is structured content.
  content: z.array(z.strictObject({ type: z.literal("text"), text: z.string() })),
});

const ListedTool = z.looseObject({
  name: z.string(),
  description: z.string(),
  inputSchema: z.looseObject({
    type: z.literal("object"),
    properties: z.record(z.string(), z.looseObject({})),
    required: z.array(z.string()).optional(),
    additionalProperties: z.boolean(),
  }),
  annotations: z.record(z.string(), z.unknown()),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

export type ListedTool = z.infer<typeof ListedTool>;

const Channel = z.strictObject({ content: z.string(), meta: z.record(z.string(), z.string()) });

export interface ToolAnswer {
  isError: boolean;
  blocks: string[];
  text: string;
}

export interface McpClient {
  /** The server's end. */
  readonly transport: Transport;
  request(method: string, params?: Record<string, unknown>): { id: number; result: Promise<unknown> };
  notify(method: string, params?: Record<string, unknown>): void;
  /** Opens the protocol as a client does; gives the server's answer. */
  initialize(): Promise<z.infer<typeof Initialized>>;
  tools(): Promise<ListedTool[]>;
  call(name: string, input: unknown, meta?: Record<string, unknown>): { id: number; answer: Promise<ToolAnswer> };
  /** What the channel has brought so far. */
  channel(): z.infer<typeof Channel>[];
  close(): Promise<void>;
}

const Initialized = z.looseObject({
  capabilities: z.record(z.string(), z.unknown()),
  instructions: z.string(),
  serverInfo: z.looseObject({ name: z.string(), version: z.string() }),
});

/** Makes a pair and the client at one end of it; give `transport` to the server. */
export function createMcpClient(): McpClient {
  const [own, transport] = InMemoryTransport.createLinkedPair();
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const notifications: JSONRPCMessage[] = [];
  let next = 1;

  own.onmessage = (message) => {
    if ("method" in message) return void notifications.push(message);
    const id = Number(message.id);
    const call = pending.get(id);
    pending.delete(id);
    if ("error" in message) call?.reject(new Error(message.error.message));
    else if ("result" in message) call?.resolve(message.result);
  };

  function request(method: string, params: Record<string, unknown> = {}) {
    const id = next++;
    const result = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject }));
    result.catch(() => {});
    own.send({ jsonrpc: "2.0", id, method, params });
    return { id, result };
  }

  const notify = (method: string, params: Record<string, unknown> = {}) =>
    void own.send({ jsonrpc: "2.0", method, params });

  return {
    transport,
    request,
    notify,
    async initialize() {
      const clientInfo = { name: "test", version: "0.0.0" };
      const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
      const answer = Initialized.parse(await request("initialize", params).result);
      notify("notifications/initialized");
      return answer;
    },
    async tools() {
      const listed = z.object({ tools: z.array(ListedTool) }).parse(await request("tools/list").result);
      return listed.tools;
    },
    call(name, input, meta) {
      const params = { name, arguments: input, ...(meta ? { _meta: meta } : {}) };
      const { id, result } = request("tools/call", params);
      const answer = result.then((raw) => {
        const { isError = false, content } = ToolResult.parse(raw);
        const blocks = content.map(({ text }) => text);
        return { isError, blocks, text: blocks.join("\n") };
      });
      answer.catch(() => {});
      return { id, answer };
    },
    channel: () =>
      notifications.flatMap((message) =>
        "method" in message && message.method === "notifications/claude/channel" ? [Channel.parse(message.params)] : [],
      ),
    close: () => own.close(),
  };
}
