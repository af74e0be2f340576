/** Both servers speak MCP as the SDK does: its own client opens, lists, calls and cancels over real pipes. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { EmptyResultSchema, LATEST_PROTOCOL_VERSION } from "@modelcontextprotocol/sdk/types.js";
import { VERSION } from "../../src/shared/version";
import { startStdioClient } from "../support/stdio-client";

const ROOT = join(import.meta.dir, "..", "..");

/** A server process with the SDK's client at its other end. */
async function connect(entry: string) {
  const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-test-"));
  const env = { PATH: process.env.PATH ?? "", HOME: stateDir, CODEX_HOME: stateDir };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(ROOT, entry)],
    env: { ...env, CODEX_BRIDGE_STATE_DIR: stateDir, CODEX_BRIDGE_PORT: "0" },
    stderr: "ignore",
  });
  const client = new Client({ name: "conformance", version: "1.0.0" });
  // The SDK's own types are not made for exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

describe.each([
  ["server.ts", "list_sessions"],
  ["codex-mcp.ts", "check_claude_messages"],
])("%s and the SDK's client", (entry, tool) => {
  test("open, ping, list and call", async () => {
    await using connected = await connect(entry);
    const { client } = connected;
    expect(client.getServerVersion()).toEqual({ name: "codex-bridge", version: VERSION });
    expect(client.getInstructions()).toContain("agent");
    expect(client.getServerCapabilities()).toHaveProperty("tools");
    expect(await client.ping()).toEqual({});
    // The client checks each schema and the form of the answer.
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain(tool);
    const result = await client.callTool({ name: tool, arguments: {} });
    expect(result.content).toMatchObject([{ type: "text" }]);
  });

  test("a wrong call is a result with an error, a wrong method an error of the protocol", async () => {
    await using connected = await connect(entry);
    const { client } = connected;
    expect(await client.callTool({ name: "no_such_tool", arguments: {} })).toMatchObject({ isError: true });
    expect(await client.callTool({ name: tool, arguments: { odd: 1 } })).toMatchObject({ isError: true });
    const unknown = client.request({ method: "resources/list" }, EmptyResultSchema).catch((error: unknown) => error);
    expect(await unknown).toMatchObject({ code: -32601 });
  });
});

test("a cancelled call is not answered, and the next one is", async () => {
  await using connected = await connect("codex-mcp.ts");
  const { client } = connected;
  const controller = new AbortController();
  const waiting = client.callTool({ name: "check_claude_messages", arguments: { wait_seconds: 60 } }, undefined, {
    signal: controller.signal,
  });
  controller.abort("enough");
  expect(await waiting.catch(() => "cancelled")).toBe("cancelled");
  expect(await client.ping()).toEqual({});
});

describe("the revision of the protocol", () => {
  const clientInfo = { name: "conformance", version: "1.0.0" };

  test.each([
    ["2025-06-18", "2025-06-18"],
    ["2024-11-05", "2024-11-05"],
    // It has JSON-RPC batches, which are not served.
    ["2025-03-26", LATEST_PROTOCOL_VERSION],
    ["1999-01-01", LATEST_PROTOCOL_VERSION],
  ])("%s is answered with %s", async (asked, offered) => {
    const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-test-"));
    const client = startStdioClient({
      command: [process.execPath, join(ROOT, "codex-mcp.ts")],
      env: { HOME: stateDir, CODEX_HOME: stateDir, CODEX_BRIDGE_STATE_DIR: stateDir },
    });
    const { result } = client.request("initialize", { protocolVersion: asked, capabilities: {}, clientInfo });
    expect(await result).toMatchObject({ protocolVersion: offered });
    expect(await client.end()).toBe(0);
    rmSync(stateDir, { recursive: true, force: true });
  });
});
