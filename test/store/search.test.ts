/** The search on a real database: what is found, that the index follows every change, and that a search never fails. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SearchQuery } from "../../src/shared/api";
import { MIGRATIONS } from "../../src/store/migrations";
import { PIECE_CHARS } from "../../src/store/search";
import { must } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";

/** What a search finds: the texts, newest first. */
async function find(domain: Domain, query: string | Record<string, unknown>): Promise<string[]> {
  const parsed = SearchQuery.parse(typeof query === "string" ? { q: query } : query);
  return (await domain.bridge.console.search(parsed)).hits.map(({ message }) => message.text);
}

/** The excerpt of the newest, with [hits]. */
async function mark(domain: Domain, q: string): Promise<string> {
  const { hits } = await domain.bridge.console.search(SearchQuery.parse({ q }));
  return must(hits[0])
    .excerpt.map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");
}

const count = (db: Database, table: string) =>
  must(db.query<{ n: number }, []>(`SELECT count(*) AS n FROM ${table}`).get()).n;

const IDENTIFIERS = "Call createUserName in src/store/search.ts, not snake_case_name or HTTPServer.";
const CHINESE = "我们在搜索中文消息。";
const MIXED = "Où est le café? 한국어 메시지 ไทย 🙂";

test.each([
  ["createUserName", IDENTIFIERS],
  ["createusername", IDENTIFIERS],
  ["createUs", IDENTIFIERS],
  ["user", IDENTIFIERS],
  ["user_name", IDENTIFIERS],
  ["store/search.ts", IDENTIFIERS],
  ["search.ts", IDENTIFIERS],
  ["snake_case_name", IDENTIFIERS],
  ["case_na", IDENTIFIERS],
  ["server", IDENTIFIERS],
  ["http sear", IDENTIFIERS],
  ['"in src" call', IDENTIFIERS],
  ["“in src”", IDENTIFIERS],
  ["搜索", CHINESE],
  ["中文消", CHINESE],
  ["CAFE", MIXED],
  ["où", MIXED],
  ["메시", MIXED],
  ["🙂", MIXED],
])("%s is found", async (q, text) => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  for (const one of [IDENTIFIERS, CHINESE, MIXED]) await claude.reply(one);
  expect(await find(domain, q)).toEqual([text]);
});

test.each(["username name", "store search.js", '"src in"', "索搜", "create_name", '"cal"', "e", "!", "nothing"])(
  "%s is not found",
  async (q) => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    for (const one of [IDENTIFIERS, CHINESE]) await claude.reply(one);
    expect(await find(domain, q)).toEqual([]);
  },
);

test("the excerpt shows what is around the first hit, and marks every hit in it", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  await claude.reply(`${"before ".repeat(60)}the\n\n  needle and another Needle${" after".repeat(60)} needle`);
  const shown = await mark(domain, "needle");
  expect(shown).toMatch(/^…(before )+the \[needle\] and another \[Needle\]( after)+ ?\w*…$/);
  expect(shown.length).toBeLessThan(200);
  expect(await mark(domain, '"another needle" the')).toContain(
    "…before before before before before before before [the] needle",
  );
  await claude.reply("🙂".repeat(400));
  expect((await mark(domain, "🙂")).isWellFormed()).toBe(true);
  await claude.reply(`short\0 with\x1b[2J control ${"x".repeat(3_000)}`);
  expect(await mark(domain, "sho")).toMatch(/^\[short\] with \[2J control x+…$/);
});

test("a search never fails, whatever is written into it", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  await claude.reply(`${IDENTIFIERS} AND OR NOT NEAR words: names: {x} a*b "quoted" it's`);
  const hostile = [
    ..."\"'*^(){}[]:+-/\\\0;%_$?.,!~`|<>=&#@",
    'AND OR NOT NEAR("a b", 2)',
    "words:call names : x -words:y {words names}: z",
    '"unclosed',
    '"" "" ""',
    "a\0b \0",
    "* call* *",
    "call AND",
    "^call + it's",
    "search_words MATCH 'x' -- ",
    "🙂".repeat(250),
    "a ".repeat(250).trim(),
    "字".repeat(500),
    '"a" '.repeat(124),
    "x".repeat(500),
    "aB".repeat(250),
    "\ud800 \udc00 \uffff \u202e \u0301\u0301",
    "½ ⑴ ㈱ ﷺ ﬃ İ ß ſ",
  ];
  let seed = 7;
  const random = (n: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % n;
  };
  const parts = ["call", '"', "*", " ", "(", ")", "AND", "NOT", ":", "^", "字", "aB", "\0", "-", "+", "{", "}", "'"];
  for (let i = 0; i < 300; i++)
    hostile.push(Array.from({ length: 1 + random(12) }, () => parts[random(parts.length)]).join(""));
  for (const q of hostile) {
    const { hits } = await domain.bridge.console.search(SearchQuery.parse({ q: q.slice(0, 500) }));
    expect(hits.length).toBeLessThanOrEqual(1);
  }
  expect(await find(domain, "call AND NOT near it's")).toHaveLength(1);
});

test("filters, alone and with words, and pages, newest first", async () => {
  await using domain = await createDomain();
  const [alpha, beta] = [await domain.claude({ project: "alpha" }), await domain.claude({ project: "beta" })];
  const codex = await domain.codex({ project: "alpha" });
  await alpha.reply("one word\n\n```ts\nconst x = 1;\n```");
  const start = domain.clock.now();
  await domain.clock.advance(1_000);
  await beta.reply("two word\n```diff\n-a\n+b\n```");
  await codex.ask("three word\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b", { waitMs: 0 }).result;
  await domain.clock.advance(1_000);
  await domain.bridge.console.say({ id: "m_four", to: "claude", text: "four word", session: alpha.session });
  const first = async (query: Record<string, unknown>) => (await find(domain, query)).map((text) => text.split(" ")[0]);

  expect(await first({ q: "word" })).toEqual(["four", "three", "two", "one"]);
  expect(await first({})).toEqual(["four", "three", "two", "one"]);
  for (const q of ["", "word"]) {
    expect(await first({ q, who: "user" })).toEqual(["four"]);
    expect(await first({ q, who: "codex" })).toEqual(["three"]);
    expect(await first({ q, project: "/projects/beta" })).toEqual(["two"]);
    expect(await first({ q, project: "/nowhere" })).toEqual([]);
    expect(await first({ q, since: start + 1 })).toEqual(["four", "three", "two"]);
    expect(await first({ q, since: start + 1, until: start + 2_000 })).toEqual(["three", "two"]);
    expect(await first({ q, has: "code" })).toEqual(["two", "one"]);
    expect(await first({ q, has: "diff" })).toEqual(["three", "two"]);
    expect(await first({ q, has: "file" })).toEqual([]);
    const conversation = domain.message("m_four").conversation;
    expect(await first({ q, conversation, who: "user" })).toEqual(["four"]);
    const page = await domain.bridge.console.search(SearchQuery.parse({ q, limit: 2 }));
    expect(page).toMatchObject({ more: true, hits: [{}, {}] });
    const before = must(page.hits[1]).message.seq;
    const rest = await domain.bridge.console.search(SearchQuery.parse({ q, limit: 2, before }));
    expect(rest.more).toBe(false);
    expect(rest.hits.map(({ message }) => message.text.split(" ")[0])).toEqual(["two", "one"]);
  }
});

test("what is edited is found by its new words only", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  await codex.check().result;
  const { message } = await claude.send("the original wording");
  const unedited = (await claude.send("it stays")).message;
  expect(await find(domain, "original")).toHaveLength(1);
  await claude.api.edit({ message, text: "another text\n```js\n1\n```" });
  expect(await find(domain, "original")).toEqual([]);
  expect(await find(domain, "another")).toEqual(["another text\n```js\n1\n```"]);
  expect(await find(domain, { has: "code" })).toHaveLength(1);
  expect(await find(domain, "stays")).toEqual([domain.message(unedited).text]);
});

test("the index follows once nobody has spoken for a while, and costs a message nothing", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  for (let i = 0; i < 5; i++) {
    await claude.reply(`message ${i}`);
    await domain.clock.advance(1_500);
    expect(count(domain.db, "search_entries")).toBe(0);
  }
  await domain.clock.advance(2_000);
  expect(count(domain.db, "search_entries")).toBe(5);
  // Nothing is planned where nothing is to be done.
  const timers = domain.clock.pending();
  await domain.clock.advance(60_000);
  expect(domain.clock.pending()).toBeLessThanOrEqual(timers);
  expect(await find(domain, "message")).toHaveLength(5);
});

test("what is forgotten leaves nothing in the index", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  for (let i = 0; i < 3; i++) {
    const asked = codex.ask(`forgettable ${i}`, { hold: true });
    await claude.next();
    await claude.reply(`forgettable answer ${i}`, asked.id);
    await codex.ack((await asked.result).batch);
  }
  expect(await find(domain, "forgettable")).toHaveLength(6);
  const { store, clock } = domain;
  const gone = await store.commit(() => store.retention.forgetMessages(clock.now() + 1, 4));
  expect(gone).toHaveLength(4);
  expect(await find(domain, "forgettable")).toHaveLength(2);
  await store.commit(() => store.retention.forgetMessages(clock.now() + 1, 100));
  expect(await find(domain, "forgettable")).toEqual([]);
  for (const table of ["search_words_docsize", "search_entries", "search_stale"])
    expect(count(domain.db, table)).toBe(0);
  await claude.reply("forgettable again");
  expect(await find(domain, "forgettable")).toEqual(["forgettable again"]);
});

test("a long text is found by words at its end, and by those that stand across two pieces", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const edge = `${"x ".repeat(PIECE_CHARS / 2 - 10)}across the edge ${"y ".repeat(PIECE_CHARS)} the very_end`;
  await claude.reply(edge);
  await claude.reply("short");
  for (const q of ['"across the edge"', "very_end", '"y the very end"', "the edge y"]) {
    const { hits } = await domain.bridge.console.search(SearchQuery.parse({ q }));
    expect(hits.map(({ message }) => message.textLength)).toEqual([edge.length]);
  }
  expect(await mark(domain, "very_end")).toMatch(/^…(y )+the \[very_end\]$/);
  // Many pieces are one message.
  expect(await find(domain, "y")).toHaveLength(1);
});

test("a host that ends in the middle leaves the rest to the next; edits meanwhile count", async () => {
  const dir = mkdtempSync(join(tmpdir(), "codex-bridge-search-"));
  const path = join(dir, "history.db");
  const long = `beginning ${"word ".repeat(PIECE_CHARS)} ending`;
  {
    await using domain = await createDomain({ path });
    const claude = await domain.claude();
    const codex = await domain.codex();
    await codex.check().result;
    await claude.reply("first of all");
    expect(await find(domain, "first")).toHaveLength(1);
    await claude.api.send({ id: "m_long", text: long });
    // Two pieces of the long text, and then the end.
    await domain.clock.advance(2_000);
    await domain.clock.advance(25);
    expect(count(domain.db, "search_words_docsize")).toBeGreaterThan(1);
    expect(count(domain.db, "search_entries")).toBe(1);
    await claude.api.edit({ message: "m_long", text: `${long} edited` });
    domain.crash();
  }
  {
    await using domain = await createDomain({ path });
    for (const q of ["beginning ", "ending", "edited"]) expect(await find(domain, q)).toHaveLength(1);
    expect(await find(domain, "first")).toEqual(["first of all"]);
    const pieces = count(domain.db, "search_words_docsize");
    await domain.clock.advance(60_000);
    expect(count(domain.db, "search_words_docsize")).toBe(pieces);
  }
  rmSync(dir, { recursive: true });
});

test("an edit while the pieces of a text are written is not lost", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  await codex.check().result;
  await claude.reply("first");
  expect(await find(domain, "first")).toHaveLength(1);
  await claude.api.send({ id: "m_long", text: `unedited ${"word ".repeat(PIECE_CHARS)}` });
  await domain.clock.advance(2_000);
  await claude.api.edit({ message: "m_long", text: "changed" });
  expect(await find(domain, "unedited")).toEqual([]);
  expect(await find(domain, "changed")).toEqual(["changed"]);
  expect(count(domain.db, "search_stale")).toBe(0);
});

test("a history from before the index is indexed from its end, in slices between which others have their turn", async () => {
  const dir = mkdtempSync(join(tmpdir(), "codex-bridge-search-"));
  const path = join(dir, "history.db");
  const old = new Database(path);
  for (const [i, step] of MIGRATIONS.slice(0, 2).entries()) old.exec(`${step}; PRAGMA user_version = ${i + 1}`);
  const insert = old.query(
    "INSERT INTO messages (id, kind, sender, conversation, created_at, chars, text) VALUES (?, 'note', 'claude', 'c_1', 1, ?, ?)",
  );
  old.transaction(() => {
    for (let i = 1; i <= 1_000; i++) insert.run(`m_${i}`, 1_000, `number${i} ${"word ".repeat(200)}`);
  })();
  old.close();

  await using domain = await createDomain({ path });
  await domain.clock.advance(15_000);
  const { first, last } = must(domain.store.search.span());
  expect(last).toBe(1_000);
  expect(first).toBeLessThan(1_000);
  expect(first).toBeGreaterThan(900);
  let turns = 0;
  let done = false;
  const beat = () => {
    turns++;
    if (!done) setImmediate(beat);
  };
  beat();
  expect(await find(domain, "number1")).toHaveLength(30);
  done = true;
  // About 32,000 characters a slice.
  expect(turns).toBeGreaterThan(20);
  expect(await find(domain, '"number1"')).toHaveLength(1);
  expect(domain.store.search.isComplete()).toBe(true);
  rmSync(dir, { recursive: true });
});
