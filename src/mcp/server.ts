/** A table of tools as an MCP server: the SDK speaks the protocol. */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type ServerCapabilities,
} from "@modelcontextprotocol/sdk/types.js";
import type { Log } from "../shared/log";
import { cutText, shorten } from "../shared/text";
import { VERSION } from "../shared/version";
import { listTools, runTool, type Tool } from "./tools";

/** More of what the SDK says of a fault is not logged: it may quote the whole message. */
const LOGGED_CHARS = 300;

export interface McpServerDeps {
  transport: Transport;
  tools: readonly Tool[];
  instructions: string;
  capabilities?: ServerCapabilities;
  log: Log;
  onClose(): void;
  /** The client has said that it is initialized; with its name and version, where it gave them. */
  onInitialized?(client: string | null): void;
}

/**
 * Serves a table of tools; resolves once it listens, with the server, whose `request` asks the
 * client.
 */
export async function serveMcp(deps: McpServerDeps): Promise<Server> {
  const { transport, tools, instructions, capabilities, log, onClose, onInitialized } = deps;
  const server = new Server(
    { name: "codex-bridge", version: VERSION },
    { capabilities: { tools: {}, ...capabilities }, instructions, jsonSchemaValidator: NO_JSON_SCHEMA },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listTools(tools) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { requestId, signal, _meta: meta = {} }) =>
    runTool(tools, { name: params.name, input: params.arguments ?? {}, call: { requestId, signal, meta }, log }),
  );
  server.oninitialized = () => onInitialized?.(describeClient(server.getClientVersion()));
  server.onerror = ({ message }) => log.warn(`mcp: ${shorten(message, LOGGED_CHARS)}`);
  server.onclose = onClose;
  await server.connect(transport);
  return server;
}

/**
 * The SDK would check a form's answer with ajv, which our bundles leave out: ask with `request` and
 * a schema of zod.
 */
const NO_JSON_SCHEMA = {
  getValidator(): never {
    throw new Error("elicitInput is not supported; use request with a schema");
  },
};

function describeClient(info: { name: string; version: string } | undefined): string | null {
  return info ? cutText(`${info.name} ${info.version}`.trim(), 100) : null;
}
