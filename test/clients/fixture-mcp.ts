/**
 * The smallest MCP server that proves the harness: run with `bun test/clients/fixture-mcp.ts`.
 * `echo` has the annotations that a bridge tool has, so Codex runs it without any approval configuration.
 */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";

const EchoArguments = z.object({ text: z.string(), delay_ms: z.number().optional() });

const annotations = { readOnlyHint: false, destructiveHint: false, openWorldHint: false };

const tools = [
  {
    name: "echo",
    description: "Returns the text it was given.",
    inputSchema: {
      type: "object" as const,
      properties: { text: { type: "string" }, delay_ms: { type: "number" } },
      required: ["text"],
    },
    annotations,
  },
  {
    name: "show_call",
    description: "Returns what came with the call, and from where the server was started, as JSON.",
    inputSchema: { type: "object" as const, properties: {} },
    annotations,
    // Claude Code otherwise shows the model nothing but the name until the model asks for more.
    _meta: { "anthropic/alwaysLoad": true },
  },
];

const server = new Server(
  { name: "harness-fixture", version: "1.0.0" },
  { capabilities: { tools: {} }, instructions: "FIXTURE-INSTRUCTIONS: echo repeats a text." },
);

server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));

server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  if (params.name === "show_call") {
    return { content: [{ type: "text", text: JSON.stringify(describeCall(params._meta)) }] };
  }
  const { text, delay_ms } = EchoArguments.parse(params.arguments);
  if (delay_ms !== undefined) await Bun.sleep(delay_ms);
  return { content: [{ type: "text", text: `echo: ${text}` }] };
});

function describeCall(meta: unknown) {
  // Names only, since values hold what is secret: Claude Code hands each server a token of its session.
  const envNames = Object.keys(process.env).sort();
  const greeting = process.env.CODEX_BRIDGE_GREETING;
  return { meta, client: server.getClientVersion()?.name, greeting, envNames, cwd: process.cwd(), pid: process.pid };
}

await server.connect(new StdioServerTransport());
