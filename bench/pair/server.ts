/**
 * Claude's side of the pair that the bridge is measured against: the shape of the first public
 * bridges. A plain server of the SDK, run from source, which holds each question of an HTTP request
 * in memory until `reply` answers it. Its port is the first argument.
 */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";

const Reply = z.object({ text: z.string(), reply_to: z.string() });
const Question = z.object({ message: z.string() });

const waiting = new Map<string, (answer: string) => void>();
const server = new Server(
  { name: "pair", version: "0.0.0" },
  { capabilities: { tools: {}, experimental: { "claude/channel": {} } } },
);

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: [
    {
      name: "reply",
      description: "Answers a question of Codex's.",
      inputSchema: {
        type: "object",
        properties: { text: { type: "string" }, reply_to: { type: "string" } },
        required: ["text", "reply_to"],
      },
    },
  ],
}));

server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
  const { text, reply_to } = Reply.parse(params.arguments);
  const answer = waiting.get(reply_to);
  waiting.delete(reply_to);
  answer?.(text);
  return { content: [{ type: "text", text: answer ? "sent" : "nobody waits for this answer" }] };
});

Bun.serve({
  port: Number(process.argv[2]),
  hostname: "127.0.0.1",
  idleTimeout: 0,
  async fetch(request) {
    const { message } = Question.parse(await request.json());
    const id = crypto.randomUUID();
    const answered = new Promise<string>((resolve) => waiting.set(id, resolve));
    await server.notification({
      method: "notifications/claude/channel",
      params: { content: message, meta: { message_id: id } },
    });
    return Response.json({ answer: await answered });
  },
});

process.stdin.on("end", () => process.exit(0));
await server.connect(new StdioServerTransport());
