/** What comes in on stdin never ends a process, and nothing but JSON-RPC goes out on stdout. */
import { describe, expect, test } from "bun:test";
import * as z from "zod";
import { createWorld, type World } from "../support/agents";
import type { StdioClient } from "../support/stdio-client";

const TIMEOUT_MS = 30_000;

const SIDES: Record<string, (world: World) => Promise<StdioClient>> = {
  "server.ts": async (world) => (await world.claude()).client,
  "codex-mcp.ts": async (world) => (await world.codex()).client,
};

const rpc = (fields: Record<string, unknown>) => JSON.stringify({ jsonrpc: "2.0", ...fields });
const call = (params: unknown) => rpc({ id: 90_001, method: "tools/call", params });
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

const BAD_LINES: Record<string, (string | Uint8Array)[]> = {
  garbage: ["hello", "\u0000\u0001\u0002", "}{", "[object Object]", "{'jsonrpc': '2.0'}"],
  "half of a message": [
    '{"jsonrpc":"2.0","id":',
    '"method":"tools/list"}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/li',
  ],
  "empty lines": ["", "   ", "\t", "\r"],
  "JSON that is no message": ["null", "true", "42", '"text"', "{}", "[]", "[1]", `[${rpc({ id: 1, method: "ping" })}]`],
  "messages of a wrong shape": [
    '{"jsonrpc":"1.0","id":1,"method":"ping"}',
    '{"id":1,"method":"ping"}',
    rpc({ id: {}, method: "ping" }),
    rpc({ id: [1], method: "tools/list" }),
    rpc({ id: null, method: "ping" }),
    rpc({ id: 1.5, method: "ping" }),
    rpc({ method: 7 }),
    rpc({ id: 1, method: null }),
    rpc({ id: 90_002, method: "tools/list", params: "text" }),
    rpc({ id: 90_003, method: "tools/list", params: [] }),
    rpc({}),
    rpc({ __proto__: null, constructor: 1 }),
  ],
  "answers that nobody asked for": [
    rpc({ id: 90_004, result: {} }),
    rpc({ id: "x", result: null }),
    rpc({ id: 90_005, error: { code: -1, message: "no" } }),
    rpc({ id: null, error: "no" }),
  ],
  "calls of a wrong shape": [
    call({}),
    call({ name: 1 }),
    call({ name: "absent", arguments: {} }),
    call({ name: "__proto__", arguments: {} }),
    call({ name: "check_claude_messages", arguments: null }),
    call({ name: "check_claude_messages", arguments: "text" }),
    call({ name: "list_sessions", arguments: [] }),
    call({ name: "reply", arguments: { text: 1 } }),
    call({ name: "send_to_claude", arguments: { message: {} }, _meta: "text" }),
    call({ name: "check_claude_messages", arguments: { wait_seconds: -1 }, _meta: { threadId: "\n" } }),
    rpc({ method: "notifications/cancelled" }),
    rpc({ method: "notifications/cancelled", params: { requestId: {} } }),
    rpc({ method: "notifications/cancelled", params: { requestId: 90_006 } }),
    rpc({ method: "notifications/absent", params: {} }),
    rpc({ id: 90_007, method: "absent" }),
    rpc({ id: 90_008, method: "initialize", params: {} }),
  ],
  "huge nesting": [
    "[".repeat(200_000),
    nested(200_000),
    `{"jsonrpc":"2.0","id":90009,"method":"tools/list","params":{"a":${nested(100_000)}}}`,
    `{"jsonrpc":"2.0","id":90010,"method":"tools/call","params":{"name":"send_to_claude","arguments":{"message":${nested(5_000)}}}}`,
    `{"jsonrpc":"2.0","id":90011,"method":"tools/call","params":{"name":"reply","arguments":{"text":${nested(5_000)}}}}`,
  ],
  "bytes that are not UTF-8": [
    new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
    new Uint8Array([...Buffer.from('{"jsonrpc":"2.0","id":1,"method":"'), 0xc3, 0x28, ...Buffer.from('"}')]),
    new Uint8Array([0xef, 0xbb, 0xbf]),
  ],
};

const Tools = z.object({ tools: z.array(z.looseObject({ name: z.string() })) });

async function listTools(client: StdioClient): Promise<string[]> {
  return Tools.parse(await client.request("tools/list").result).tools.map(({ name }) => name);
}

function writeBytes({ child }: StdioClient, ...parts: (string | Uint8Array)[]): void {
  for (const part of parts) child.stdin.write(part);
  child.stdin.flush();
}

describe.each(Object.entries(SIDES))("stdin of %s", (_, start) => {
  for (const [name, lines] of Object.entries(BAD_LINES)) {
    test(
      `goes on after ${name}`,
      async () => {
        await using world = createWorld();
        const client = await start(world);
        const tools = await listTools(client);
        for (const line of lines) {
          writeBytes(client, line, "\n");
          // Answered by the same process, and as before.
          expect(await listTools(client)).toEqual(tools);
        }
        expect(client.child.exitCode).toBeNull();
        expect(client.garbage).toEqual([]);
        expect(await client.end()).toBe(0);
      },
      TIMEOUT_MS,
    );
  }

  test(
    "takes a message in single bytes, several in one write, and one whose line ends with CR LF",
    async () => {
      await using world = createWorld();
      const client = await start(world);
      const tools = await listTools(client);
      const line = Buffer.from(`${rpc({ method: "notifications/absent", params: { text: "ż🦊" } })}\n`);
      for (const byte of line) writeBytes(client, new Uint8Array([byte]));
      const several = Array.from({ length: 50 }, () => `${rpc({ method: "notifications/absent" })}\r\n`).join("");
      writeBytes(client, several);
      expect(await listTools(client)).toEqual(tools);
      expect(await client.end()).toBe(0);
      expect(client.stderr()).not.toContain("not a JSON-RPC message");
      expect(client.garbage).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

test(
  "a whole conversation at the most talkative log level leaves stdout to JSON-RPC",
  async () => {
    await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "debug" });
    const claude = await world.claude();
    const codex = await world.codex();
    const asked = codex.ask("multi\nline\r\n{}");
    const question = await claude.next();
    await claude.reply("multi\nline", question.meta.message_id);
    await asked.answer;
    await claude.call("reply", { text: "x", reply_to: "q_unknown" });
    await claude.call("send_to_codex", { text: "note" });
    await codex.check();
    codex.client.write("broken\n");
    claude.client.write("broken\n");
    await codex.check();
    expect(await codex.client.end()).toBe(0);
    expect(await claude.client.end()).toBe(0);
    expect([...codex.client.garbage, ...claude.client.garbage]).toEqual([]);
  },
  TIMEOUT_MS,
);
