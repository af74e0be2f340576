/** Bad input to a tool: a result that names the field and what was expected; nothing is sent. */
import { describe, expect, test } from "bun:test";
import type { ListedTool, McpClient } from "../support/mcp";
import { serveClaudeSide, serveCodexSide } from "../support/served";

/** Tool, input, and what the refusal must say. */
type Case = [tool: string, input: unknown, ...said: string[]];

const BLANKS = ["", "  \n", "\u200b", "\u200b\u200d\ufeff", "\u2800", "\u00ad"];

const CLAUDE: Case[] = [
  ["reply", {}, '"text"', "expected string"],
  ["reply", { text: 7 }, '"text"', "expected string"],
  ["reply", { text: null }, '"text"', "expected string"],
  ["reply", { text: ["x"] }, '"text"', "expected string"],
  ["reply", { text: "x", reply_to: 7 }, '"reply_to"', "expected string"],
  ["reply", { text: "x", reply_to: "" }, '"reply_to"'],
  ["reply", { text: "x", replyTo: "q_1" }, 'Unknown field "replyTo"'],
  ["reply", { text: "x", files: [""] }, '"files.0"', "expected a path"],
  ["reply", { text: "x", files: "a.png" }, '"files"', "expected array"],
  ["send_to_codex", { text: "x", to: "y".repeat(201) }, '"to"'],
  ["send_to_codex", { message: "x" }, '"text"', 'Unknown field "message"'],
  ["edit_message", { text: "x" }, '"message_id"', "expected string"],
  ["list_sessions", { verbose: true }, 'Unknown field "verbose"'],
  ...BLANKS.map((text): Case => ["reply", { text }, '"text"', "not empty or blank"]),
];

const CODEX: Case[] = [
  ["send_to_claude", {}, '"message"', "expected string"],
  ["send_to_claude", { message: {} }, '"message"', "expected string"],
  ["send_to_claude", { message: "x", wait_seconds: "60" }, '"wait_seconds"', "expected number"],
  ["send_to_claude", { message: "x", wait_seconds: -1 }, '"wait_seconds"', "0 or more"],
  ["send_to_claude", { message: "x", wait_seconds: 86_401 }, '"wait_seconds"', "86400"],
  ["send_to_claude", { message: "x", to: 7 }, '"to"', "expected string"],
  ["send_to_claude", { message: "x", text: "y" }, 'Unknown field "text"'],
  ["check_claude_messages", { message_id: "no spaces" }, '"message_id"', "letters, digits"],
  ["send_to_claude", { message: null }, '"message"', "expected string"],
  ["send_to_claude", { message: "x", odd: null }, 'Unknown field "odd"'],
  ["check_claude_messages", { __proto__x: 1 }, "Unknown field"],
  ...BLANKS.map((message): Case => ["send_to_claude", { message }, '"message"', "not empty or blank"]),
];

async function refuseAll(client: McpClient, cases: Case[]): Promise<void> {
  for (const [tool, input, ...said] of cases) {
    const { isError, text } = await client.call(tool, input).answer;
    const missing = said.filter((part) => !text.includes(part));
    expect({ tool, input, isError, missing, text: missing.length > 0 ? text : "" }).toEqual({
      tool,
      input,
      isError: true,
      missing: [],
      text: "",
    });
  }
}

describe("a refusal names the field and what was expected", () => {
  test("by Claude's tools", async () => {
    await using served = await serveClaudeSide();
    await served.domain.codex();
    await refuseAll(served.client, CLAUDE);
    expect(served.domain.bridge.console.snapshot().messages).toEqual([]);
  });

  test("by Codex's tools", async () => {
    await using served = await serveCodexSide();
    await served.domain.claude();
    await refuseAll(served.client, CODEX);
    expect(served.domain.bridge.console.snapshot().messages).toEqual([]);
  });
});

test("several faults are told together", async () => {
  await using served = await serveCodexSide();
  const { text } = await served.ask("\u200b", { wait_seconds: "x", bogus: 1 }).answer;
  for (const part of ['"message"', '"wait_seconds"', '"bogus"']) expect(text).toContain(part);
});

test("an unknown tool is a result that lists the known ones", async () => {
  await using served = await serveCodexSide();
  const { isError, text } = await served.client.call("send_to_clause", {}).answer;
  expect(isError).toBe(true);
  for (const part of ["send_to_clause", "send_to_claude", "check_claude_messages"]) expect(text).toContain(part);
});

test("a tool without arguments may be called without any", async () => {
  await using served = await serveClaudeSide();
  expect((await served.client.call("list_sessions", undefined).answer).isError).toBe(false);
});

describe("null for an argument that may be left out counts as left out", () => {
  const withNulls = ({ name, inputSchema }: ListedTool, required: Record<string, unknown>) => {
    const names = Object.keys(inputSchema.properties).filter((one) => !inputSchema.required?.includes(one));
    return { name, names, input: { ...Object.fromEntries(names.map((one) => [one, null])), ...required } };
  };
  const REQUIRED = {
    text: "x",
    message: "x",
    message_id: "m_1",
    reply_to: "q_1",
    prompt: "x",
    run_id: `r_${"0".repeat(35)}`,
  };

  /** Calls each tool with null for all that it can do without; gives the names of those arguments. */
  async function callAll(client: McpClient): Promise<string[]> {
    const tried: string[] = [];
    for (const tool of await client.tools()) {
      const isRequired = ([name]: [string, unknown]) => tool.inputSchema.required?.includes(name);
      const { name, names, input } = withNulls(tool, Object.fromEntries(Object.entries(REQUIRED).filter(isRequired)));
      const { text } = await client.call(name, input).answer;
      expect(`${name}: ${text}`).not.toMatch(/Field|field/);
      tried.push(...names.map((one) => `${name}.${one}`));
    }
    return tried;
  }

  test("by Claude's tools", async () => {
    await using served = await serveClaudeSide();
    await served.domain.codex();
    const tried = await callAll(served.client);
    expect(tried).toContain("reply.reply_to");
    expect(tried).toContain("send_to_codex.wait_seconds");
  });

  test("by Codex's tools", async () => {
    await using served = await serveCodexSide();
    const tried = await callAll(served.client);
    expect(tried).toContain("send_to_claude.to");
    expect(tried).toContain("check_claude_messages.message_id");
  });
});

test("a hostile name in an error is printable and short", async () => {
  await using served = await serveCodexSide();
  const { text } = await served.call("check_claude_messages", { [`\u001b[31m${"x".repeat(10_000)}`]: 1 }).answer;
  expect(text.length).toBeLessThan(200);
  expect(text).not.toMatch(/\p{Cc}/u);
});
