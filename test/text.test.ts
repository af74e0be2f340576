/** Texts are cut between characters, and no line with half a character leaves a program [F6]. */
import { expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createStdioTransport } from "../src/mcp/stdio";
import { createLog } from "../src/shared/log";
import { cutText, shorten, toCharacterStart, toWellFormedJson } from "../src/shared/text";
import { createWorld } from "./support/agents";

test("a cut in the middle of a character leaves the whole character out", () => {
  expect(cutText("ab😀c", 3)).toBe("ab");
  expect(cutText("ab😀c", 4)).toBe("ab😀");
  expect(cutText("ab", 3)).toBe("ab");
  expect(shorten("ab😀c", 3)).toBe("ab…");
  expect(shorten("abc", 3)).toBe("abc");
  expect([2, 3, 4].map((at) => toCharacterStart("ab😀c", at))).toEqual([2, 2, 4]);
});

test("JSON has no half of a character in values or keys, and keeps what only looks like one", () => {
  const text = "\\ud83d \\\\ud83d \ud83d\ude00 \\";
  expect(JSON.parse(toWellFormedJson({ text }))).toEqual({ text });
  expect(JSON.parse(toWellFormedJson({ "a\ud83d": ["\\\ude00", 1] }))).toEqual({ "a\ufffd": ["\\\ufffd", 1] });
});

test("a message with half a character leaves the MCP transport well formed", async () => {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text), flush: () => {}, end: () => {} };
  const transport = createStdioTransport({ input: new ReadableStream(), output, log: createLog("test", "silent") });
  await transport.send({ jsonrpc: "2.0", id: 1, result: { text: "half \ud83d" } });
  expect(written.join("")).toBe('{"jsonrpc":"2.0","id":1,"result":{"text":"half \\ufffd"}}\n');
});

test("neither a path, a field, a tool, a client nor a project that is cut leaves half a character", async () => {
  await using world = createWorld();
  const project = join(world.stateDir, `${"p".repeat(199)}😀b`);
  mkdirSync(project);
  const claude = await world.claude({ cwd: project });
  await claude.call("list_sessions", {});
  const codex = await world.codex({ cwd: project });
  const refused = await Promise.all([
    codex.ask("x", { files: [`/${"a".repeat(298)}😀b`] }).answer,
    codex.ask("x", { [`${"a".repeat(59)}𠀀b`]: 1 }).answer,
    claude.reply("x", `${"a".repeat(79)}😀b`),
    claude.call("send_to_codex", { text: "x", to: `${"a".repeat(79)}😀b` }),
    codex.call(`${"a".repeat(79)}😀b`, {}).answer,
  ]);
  for (const { text } of refused) {
    expect(text).toMatch(/a{59}/);
    expect(text).not.toMatch(/\ufffd/);
    expect(text.isWellFormed()).toBe(true);
  }
  codex.ask("from here");
  const { meta } = await claude.next();
  expect(meta.project).toBe("p".repeat(199));
});
