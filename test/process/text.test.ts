/** Text arrives as it was sent, byte for byte, up to sizes at which pipes, frames and line limits usually give way. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { type Claude, type Codex, createWorld, type World } from "../support/agents";

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
  let world: World;
  let claude: Claude;
  let codex: Codex;

  beforeAll(async () => {
    world = createWorld({ CODEX_BRIDGE_LOOP_LIMIT: "0" });
    claude = await world.claude();
    codex = await world.codex();
  }, TIMEOUT_MS);
  afterAll(() => world[Symbol.asyncDispose]());

  /** Codex asks; gives the question as Claude gets it, and the result of the call. */
  async function ask(text: string) {
    const had = claude.messages().length;
    const { answer } = codex.ask(text);
    const question = await claude.next(() => claude.messages().length > had);
    return { question: claude.messages()[had] ?? question, answer };
  }

  for (const [name, text] of Object.entries(TEXTS)) {
    test(
      `is kept in both directions: ${name}`,
      async () => {
        const { question, answer } = await ask(text);
        expect(question.content).toBe(text);
        await claude.reply(text, question.meta.message_id);
        expect((await answer).blocks).toEqual([text]);
        await claude.call("send_to_codex", { text });
        expect((await codex.check()).blocks.at(-1)).toBe(text);
      },
      TIMEOUT_MS,
    );
  }

  test(
    "lone surrogates become one U+FFFD each, and pairs stay",
    async () => {
      const { question, answer } = await ask("a\ud800b\udc00c🦊d\ud83e");
      expect(question.content).toBe("a\ufffdb\ufffdc🦊d\ufffd");
      await claude.reply("\udfff🦊\ud800", question.meta.message_id);
      expect((await answer).blocks).toEqual(["\ufffd🦊\ufffd"]);
    },
    TIMEOUT_MS,
  );

  test(
    "12 MB each way, byte for byte, and again in the file that the answer names",
    async () => {
      const question = createLongText("question", 12 * MEBIBYTE);
      const answer = createLongText("answer", 12 * MEBIBYTE);
      const asked = await ask(question);
      const message = asked.question;
      expectSame(message.content, question);
      await claude.reply(answer, message.meta.message_id);
      const { blocks } = await asked.answer;
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
      const refused = await codex.ask("x".repeat(16 * MEBIBYTE + 1)).answer;
      expect(refused.isError).toBe(true);
      expect(refused.text).toContain(`at most ${16 * MEBIBYTE} bytes`);
      const { question, answer } = await ask("y".repeat(16 * MEBIBYTE));
      expect(question.content).toHaveLength(16 * MEBIBYTE);
      await claude.reply("whole", question.meta.message_id);
      expect((await answer).blocks).toEqual(["whole"]);
    },
    TIMEOUT_MS,
  );
});
