/** Text arrives as it was sent, byte for byte, up to sizes at which pipes, frames and line limits usually give way. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { createWorld } from "../support/agents";

const TIMEOUT_MS = 30_000;
const MEBIBYTE = 1024 * 1024;

/** Text of `bytes` bytes whose parts all differ, with characters of one to four bytes. */
function createLongText(name: string, bytes: number): string {
  const parts: string[] = [];
  for (let size = 0; size < bytes; ) {
    const part = `${name} ${parts.length}: zażółć €uro 🦊\n`;
    parts.push(part);
    size += Buffer.byteLength(part);
  }
  return Buffer.from(parts.join("")).subarray(0, bytes).toString("utf8").replaceAll("\ufffd", "");
}

/** Compares without printing megabytes where it fails. */
function expectSame(actual: string | undefined, wanted: string): void {
  expect(actual?.length).toBe(wanted.length);
  expect(Bun.hash(actual ?? "")).toBe(Bun.hash(wanted));
}

const TEXTS: Record<string, string> = {
  NUL: "before\u0000after\u0000",
  emoji: "👩‍👩‍👧‍👦 🇪🇺 ❤️‍🔥 e\u0301",
  "ANSI escapes": "\u001b[31mred\u001b[0m \u001b]0;title\u0007\u009b2J",
  "line ends": "\n\r\n\r\u2028\u2029\u0085 last\n",
  "control and invisible characters": "\u0001\u0008\u007f\ufeff\u200b\u202e\uffff",
  "JSON and XML": '{"jsonrpc":"2.0"}\\u0000 <a b="c">&amp;</a>',
  "white space around it": "\n\t  indented  \n\n",
};

describe("text", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    test(
      `is kept in both directions: ${name}`,
      async () => {
        await using world = createWorld();
        const claude = await world.claude();
        const codex = await world.codex();
        const asked = codex.ask(text);
        const question = await claude.next();
        expect(question.content).toBe(text);
        await claude.reply(text, question.meta.message_id);
        expect((await asked.answer).blocks).toEqual([text]);
        await claude.call("send_to_codex", { text });
        expect((await codex.check()).blocks.at(-1)).toBe(text);
      },
      TIMEOUT_MS,
    );
  }

  test(
    "lone surrogates become one U+FFFD each, and pairs stay",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asked = codex.ask("a\ud800b\udc00c🦊d\ud83e");
      const question = await claude.next();
      expect(question.content).toBe("a\ufffdb\ufffdc🦊d\ufffd");
      await claude.reply("\udfff🦊\ud800", question.meta.message_id);
      expect((await asked.answer).blocks).toEqual(["\ufffd🦊\ufffd"]);
    },
    TIMEOUT_MS,
  );

  test(
    "12 MB each way, byte for byte, and again in the file that the answer names",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const question = createLongText("question", 12 * MEBIBYTE);
      const answer = createLongText("answer", 12 * MEBIBYTE);
      const startedAt = performance.now();
      const asked = codex.ask(question);
      const message = await claude.next();
      expectSame(message.content, question);
      await claude.reply(answer, message.meta.message_id);
      const { blocks } = await asked.answer;
      console.log(`12 MB there and back: ${Math.round(performance.now() - startedAt)} ms`);
      expect(blocks).toHaveLength(2);
      expectSame(blocks[1], answer);
      expect(blocks[0]).toContain(`${answer.length} characters`);
      const path = blocks[0]?.match(/\/\S+\.md/)?.[0] ?? "";
      expectSame(readFileSync(path, "utf8"), answer);
      // The way is free for what comes after it.
      const next = codex.ask("short");
      await claude.reply("too", (await claude.next(({ content }) => content === "short")).meta.message_id);
      expect((await next.answer).blocks).toEqual(["too"]);
    },
    TIMEOUT_MS,
  );

  test(
    "above 16 MiB it is refused in words, and nothing else suffers",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const refused = await codex.ask("x".repeat(16 * MEBIBYTE + 1)).answer;
      expect(refused.isError).toBe(true);
      expect(refused.text).toContain(`at most ${16 * MEBIBYTE} bytes`);
      const largest = codex.ask("y".repeat(16 * MEBIBYTE));
      const question = await claude.next();
      expect(question.content).toHaveLength(16 * MEBIBYTE);
      await claude.reply("whole", question.meta.message_id);
      expect((await largest.answer).blocks).toEqual(["whole"]);
    },
    TIMEOUT_MS,
  );
});
