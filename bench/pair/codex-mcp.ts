/**
 * Codex's side of the pair: a plain server of the SDK, run from source, whose one tool asks over
 * HTTP and waits.
 */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const url = `http://127.0.0.1:${process.argv[2]}/`;
const Answer = z.object({ answer: z.string() });

const server = new McpServer({ name: "pair", version: "0.0.0" });
server.registerTool(
  "send_to_claude",
  { description: "Asks Claude and waits for the answer.", inputSchema: { message: z.string() } },
  async ({ message }) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify({ message }) });
    const { answer } = Answer.parse(await response.json());
    return { content: [{ type: "text", text: answer }] };
  },
);

process.stdin.on("end", () => process.exit(0));
await server.connect(new StdioServerTransport());
