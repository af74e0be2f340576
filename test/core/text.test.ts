/** Texts: kept to the last character, blank ones refused, and cut for lists without splitting a character. */
import { describe, expect, test } from "bun:test";
import { MAX_TEXT_BYTES, PAGE_TEXT_CHARS } from "../../src/shared/constants";
import { Text } from "../../src/shared/vocabulary";
import { textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

const ODD_TEXTS: Record<string, string> = {
  NUL: "before\u0000after",
  "emoji and joiners": "👩🏽‍🚀 🇨🇭 é e\u0301 漢字",
  "ANSI and control characters": "\u001b[31mred\u001b[0m\u0007\r\n\t\u0085\u2028",
  "quotes and markup": `'"; DROP TABLE messages; -- <channel> & \\u0000 \${x}`,
  noncharacters: "\ufffe\uffff\ufeff begins with a mark",
  "white space at its ends": "  \n indented \n\n ",
};

for (const [name, text] of Object.entries(ODD_TEXTS)) {
  test(`${name}: pushed, answered and listed unchanged`, async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask(text);
    expect((await claude.next()).text).toBe(text);
    await settled();
    await claude.reply(text, asked.id);
    expect(textsOf(await asked.result)).toEqual([text]);
    expect(domain.message(asked.id)).toMatchObject({ text, textLength: text.length });
    expect(domain.bridge.console.snapshot().messages.map((message) => message.text)).toEqual([text, text]);
  });
}

describe("the Text schema", () => {
  test("turns lone surrogates into U+FFFD and leaves all else alone", () => {
    expect(Text.parse("a\ud800b\udc00c")).toBe("a\ufffdb\ufffdc");
    for (const text of Object.values(ODD_TEXTS)) expect(Text.parse(text)).toBe(text);
  });

  test("refuses what shows nothing", () => {
    for (const text of [
      "",
      " ",
      "\n\t\r",
      "\u200b",
      "\u200b\u200d\ufeff",
      "\u2800",
      "\u00ad\u034f",
      "\ufe0f",
      "\u3000\u3164",
    ])
      expect({ text, ok: Text.safeParse(text).success }).toEqual({ text, ok: false });
    expect(Text.safeParse("\u200b.").success).toBe(true);
  });

  test("counts bytes, not characters", () => {
    expect(Text.safeParse("x".repeat(MAX_TEXT_BYTES)).success).toBe(true);
    expect(Text.safeParse("x".repeat(MAX_TEXT_BYTES + 1)).success).toBe(false);
    expect(Text.safeParse("é".repeat(MAX_TEXT_BYTES / 2)).success).toBe(true);
    expect(Text.safeParse("é".repeat(MAX_TEXT_BYTES / 2 + 1)).success).toBe(false);
  });
});

describe("a text longer than lists carry", () => {
  async function listed(text: string) {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const { message } = await claude.reply(text);
    const inList = domain.bridge.console.snapshot().messages[0];
    expect(domain.message(message).text).toBe(text);
    expect(inList?.textLength).toBe(text.length);
    return inList?.text ?? "";
  }

  test("at the limit it is whole", async () => {
    const text = "x".repeat(PAGE_TEXT_CHARS);
    expect(await listed(text)).toBe(text);
  });

  test("beyond it, it is cut there, whatever its characters' size", async () => {
    for (const char of ["x", "é", "漢"])
      expect(await listed(char.repeat(PAGE_TEXT_CHARS + 5))).toBe(char.repeat(PAGE_TEXT_CHARS));
  });

  test("a character of two units at the cut is left out, not split", async () => {
    const text = `x${"🚀".repeat(PAGE_TEXT_CHARS)}`;
    const cut = await listed(text);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut).toBe(text.slice(0, PAGE_TEXT_CHARS - 1));
  });

  test("NUL before the cut does not end it", async () => {
    const text = `a\u0000b${"x".repeat(PAGE_TEXT_CHARS)}`;
    expect(await listed(text)).toBe(text.slice(0, PAGE_TEXT_CHARS));
  });
});
