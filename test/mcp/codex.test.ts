/** Codex's side as Codex sees it: what is announced, and what each result says. */
import { describe, expect, test } from "bun:test";
import { readFileSync, statSync } from "node:fs";
import { BridgeError } from "../../src/shared/errors";
import { must } from "../support/agents-in-process";
import { settled } from "../support/fake-clock";
import { MAX_WAIT_MS, serveCodexSide } from "../support/served";

test("its tools say what they do: no approval to ask, checking only reads", async () => {
  await using served = await serveCodexSide();
  const tools = await served.client.tools();
  const byName = Object.fromEntries(tools.map((tool) => [tool.name, tool]));
  expect(Object.keys(byName).sort()).toEqual(["check_claude_messages", "reply_to_claude", "send_to_claude"]);
  expect(byName.send_to_claude?.annotations).toMatchObject({ destructiveHint: false, openWorldHint: false });
  expect(byName.check_claude_messages?.annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
  expect(byName.send_to_claude?.inputSchema).toMatchObject({
    required: ["message"],
    additionalProperties: false,
    properties: { message: { type: "string" }, to: { type: "string" }, wait_seconds: { type: "number", minimum: 0 } },
  });
  expect(byName.check_claude_messages?.inputSchema.required).toBeUndefined();
});

describe("send_to_claude", () => {
  test("gives the answer alone, unchanged", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    const asked = served.ask("why?");
    const message = await claude.next();
    expect(message.session).toBe("t-1");
    await claude.reply("  because\n", message.id);
    expect(await asked.answer).toMatchObject({ isError: false, blocks: ["  because\n"] });
  });

  test("says after its wait what is open and how to go on", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    const asked = served.ask("slow?", { wait_seconds: 5 });
    const { id } = await claude.next();
    await served.domain.clock.advance(5_000);
    const { text, isError } = await asked.answer;
    expect(isError).toBe(false);
    for (const part of ["No answer yet", id, claude.session, "check_claude_messages", "Do not send it again"])
      expect(text).toContain(part);
  });

  test("says that a longer wait was cut, and waits no longer than that", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    const asked = served.ask("slow?", { wait_seconds: 600 });
    await claude.next();
    await served.domain.clock.advance(MAX_WAIT_MS - 1);
    expect(served.domain.bridge.held()).toBe(1);
    await served.domain.clock.advance(1);
    const { blocks } = await asked.answer;
    expect(blocks[0]).toContain("wait_seconds was cut from 600 to 110");
    expect(blocks[1]).toContain("No answer yet");
  });

  test("says that nothing was sent, and why", async () => {
    await using served = await serveCodexSide();
    const none = await served.ask("anyone?").answer;
    expect(none.text).toContain("Not sent: no Claude session is connected");
    const claudes = [await served.domain.claude({ project: "beta" }), await served.domain.claude({ project: "gamma" })];
    const several = await served.ask("who?").answer;
    for (const { session } of claudes) expect(several.text).toContain(`to: "${session}"`);
    const unknown = await served.ask("you?", { to: "nobody" }).answer;
    expect(unknown.text).toContain("Not sent: no connected Claude session has this id");
  });

  test("says what is wrong with the setup, in a result", async () => {
    const assertUsable = () => {
      throw new BridgeError("unavailable", "CODEX_BRIDGE_PORT=x: expected a whole number");
    };
    await using served = await serveCodexSide({ assertUsable });
    const { isError, text } = await served.ask("anyone?").answer;
    expect({ isError, text }).toEqual({ isError: true, text: "CODEX_BRIDGE_PORT=x: expected a whole number" });
  });
});

describe("check_claude_messages", () => {
  test("gives each message its own block behind a line about it", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    await served.check().answer;
    await claude.send("one");
    await served.domain.bridge.console.say({ id: "m_user", to: "codex", text: "two", session: "t-1" });
    const { blocks } = await served.check().answer;
    expect([blocks[1], blocks[3]]).toEqual(["one", "two"]);
    expect(blocks[0]).toContain("Message from Claude");
    expect(blocks[2]).toContain("from the user (through the bridge's page or command line) (m_user");
  });

  test("says which question a late answer is for, and what is still open", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    await served.ask("first?", { wait_seconds: 0 }).answer;
    await served.ask("second?", { wait_seconds: 0 }).answer;
    const [first, second] = claude.got.map(({ id }) => id);
    await claude.reply("to the first", first);
    const { blocks } = await served.check().answer;
    expect(blocks[0]).toContain(`Answer from Claude to your question ${first}`);
    expect(blocks[1]).toBe("to the first");
    expect(blocks[2]).toContain(`${second}`);
    expect(blocks[2]).toContain("second?");
  });

  test("says that nothing waits, or how the question asked about stands", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    expect((await served.check().answer).blocks).toEqual(["No messages wait for you."]);
    await served.ask("why?", { wait_seconds: 0 }).answer;
    const { id } = await claude.next();
    expect((await served.check({ message_id: id }).answer).text).toContain(`No answer to ${id} yet`);
    expect((await served.check({ message_id: "q_other" }).answer).text).toContain("No question of yours");
    await claude.reply("because", id);
    await served.check().answer;
    expect((await served.check({ message_id: id }).answer).text).toContain("was handed to you before");
  });
});

describe("a text longer than Codex shows", () => {
  test("comes whole, after a line with its length and a file that only this user reads", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    const asked = served.ask("all of it?");
    const message = await claude.next();
    const long = `${"x".repeat(9_990)} 🚀 the end`;
    await claude.reply(long, message.id);
    const { blocks } = await asked.answer;
    expect(blocks).toHaveLength(2);
    expect(blocks[1]).toBe(long);
    expect(blocks[0]).toContain(`${long.length} characters`);
    const path = must(blocks[0]?.match(/\/\S+$/))[0];
    expect(path.startsWith(served.texts)).toBe(true);
    expect(readFileSync(path, "utf8")).toBe(long);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(served.texts).mode & 0o777).toBe(0o700);
  });

  test("at the limit it comes alone", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    const asked = served.ask("all of it?");
    await claude.reply("x".repeat(10_000), (await claude.next()).id);
    expect((await asked.answer).blocks).toHaveLength(1);
  });
});

test("the thread is the call's, from either place; else the process", async () => {
  await using served = await serveCodexSide();
  const claude = await served.domain.claude();
  const metas = [
    undefined,
    { threadId: "t-a" },
    { "x-codex-turn-metadata": { thread_id: "t-b" } },
    { sessionId: "no" },
  ];
  for (const meta of metas) {
    served.client.call("send_to_claude", { message: "x", wait_seconds: 0 }, meta);
    await settled();
  }
  // The process's own mail went to its first thread.
  expect(claude.got.map(({ session }) => session)).toEqual(["p_mcp", "t-a", "t-b", "p_mcp"]);
});

test("a thread that is a run of the bridge's own is no session, and is told so", async () => {
  await using served = await serveCodexSide();
  const meta = { "x-codex-turn-metadata": { thread_id: "t-run", thread_source: "codex-bridge-run" } };
  const { isError, text } = await served.client.call("send_to_claude", { message: "hello" }, meta).answer;
  expect(isError).toBe(true);
  expect(text).toContain("is a run");
  expect(served.domain.bridge.console.sessions().map(({ id }) => id)).not.toContain("t-run");
});
