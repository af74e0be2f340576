/**
 * The server's half of MCP as far as a server of tools needs it: initialize, ping, tools/list, tools/call and
 * cancellation (https://modelcontextprotocol.io/specification). The SDK would bring 6 MB and 15 ms into each of the two
 * programs that run in every session, and 25 µs into every message (docs/performance.md); so it gives its types, and
 * its client proves in test/mcp/conformance.test.ts that this speaks the protocol.
 */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage, JSONRPCRequest, RequestId, ServerCapabilities } from "@modelcontextprotocol/sdk/types.js";
import { type Cancel, createCancel } from "../cancel";
import { toMessage } from "../errors";
import type { Log } from "../log";
import { cutText } from "../text";
import { VERSION } from "../version";
import type { PublishedTool, RunTool } from "./tools";

/** The versions of MCP that this server speaks, newest first. They differ in nothing that it uses. */
export const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07"] as const;

const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;
const INTERNAL_ERROR = -32603;

const NOT_LOADED =
  "Codex Bridge cannot load its tools: were its files changed since this session began? Restart the session. Its log on stderr says why.";

export interface McpServerDeps {
  transport: Transport;
  /** What `tools/list` answers. */
  tools: readonly PublishedTool[];
  /** Loads what runs them, with the first call. */
  loadTools(): Promise<RunTool>;
  instructions: string;
  capabilities?: ServerCapabilities;
  log: Log;
  onClose(): void;
  /** The client has said that it is initialized; with its name and version, where it gave them. */
  onInitialized?(client: string | null): void;
}

/** Serves a table of tools; resolves once it listens. */
export async function serveMcp(deps: McpServerDeps): Promise<void> {
  const { transport, tools, loadTools, instructions, capabilities, log, onClose, onInitialized } = deps;
  const running = new Map<RequestId, Cancel>();
  let client: string | null = null;
  let run: RunTool | null = null;

  const answers: Record<string, (params: Params) => unknown> = {
    initialize({ protocolVersion, clientInfo }) {
      client = describeClient(clientInfo);
      return {
        protocolVersion: PROTOCOL_VERSIONS.find((version) => version === protocolVersion) ?? PROTOCOL_VERSIONS[0],
        capabilities: { tools: {}, ...capabilities },
        serverInfo: { name: "codex-bridge", version: VERSION },
        instructions,
      };
    },
    ping: () => ({}),
    "tools/list": () => ({ tools }),
  };

  function receive(message: JSONRPCMessage): void {
    // Responses: this server asks the client nothing.
    if (!("method" in message)) return;
    const params = isObject(message.params) ? message.params : {};
    if (!("id" in message)) return notice(message.method, params);
    respond(message, params).catch((error: unknown) => log.debug(`answer not written: ${toMessage(error)}`));
  }

  function notice(method: string, params: Params): void {
    if (method === "notifications/initialized") onInitialized?.(client);
    if (method === "notifications/cancelled") running.get(toRequestId(params.requestId))?.abort();
  }

  async function respond({ id, method }: JSONRPCRequest, params: Params): Promise<void> {
    if (method === "tools/call") return call(id, params);
    const answer = Object.hasOwn(answers, method) ? answers[method] : undefined;
    if (!answer) return refuse(id, METHOD_NOT_FOUND, "Method not found");
    await transport.send({ jsonrpc: "2.0", id, result: answer(params) as Record<string, unknown> });
  }

  async function call(id: RequestId, { name, arguments: input = {}, _meta: meta = {} }: Params): Promise<void> {
    if (typeof name !== "string" || !isObject(input) || !isObject(meta)) {
      return refuse(id, INVALID_PARAMS, "tools/call: expected a name, and an object of arguments");
    }
    const cancel = createCancel();
    running.set(id, cancel);
    run ??= await load();
    const result = await run?.(name, input, { requestId: id, meta, signal: cancel });
    if (running.get(id) === cancel) running.delete(id);
    // A cancelled request is not answered.
    if (cancel.aborted) return;
    if (!result) return refuse(id, INTERNAL_ERROR, NOT_LOADED);
    await transport.send({ jsonrpc: "2.0", id, result });
  }

  let loading: Promise<RunTool | null> | null = null;

  /** Null where they cannot be loaded, as after the program's files were changed or removed; the next call tries again. */
  function load(): Promise<RunTool | null> {
    loading ??= loadTools().catch((error: unknown) => {
      log.error(`tools: ${toMessage(error)}`);
      loading = null;
      return null;
    });
    return loading;
  }

  function refuse(id: RequestId, code: number, message: string): Promise<void> {
    return transport.send({ jsonrpc: "2.0", id, error: { code, message } });
  }

  transport.onmessage = receive;
  transport.onerror = (error) => log.warn(`mcp: ${error.message}`);
  transport.onclose = () => {
    for (const call of running.values()) call.abort();
    onClose();
  };
  await transport.start();
}

type Params = Readonly<Record<string, unknown>>;

function describeClient(info: unknown): string | null {
  if (!isObject(info) || typeof info.name !== "string") return null;
  return cutText(`${info.name} ${typeof info.version === "string" ? info.version : ""}`.trim(), 100);
}

function toRequestId(value: unknown): RequestId {
  return typeof value === "number" ? value : String(value);
}

function isObject(value: unknown): value is Params {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
