/** GET /api/search: its answer has the promised form, and what is wrong with a query is named. */
import { expect, test } from "bun:test";
import { SearchResult } from "../../src/shared/api";
import { createApp, readError } from "../support/app";

test("answers with the messages, their excerpts and whether there is more", async () => {
  await using app = await createApp();
  const claude = await app.domain.claude();
  await claude.reply("The **first** answer about `retry_after`.");
  await claude.reply(`${"x ".repeat(3_000)} the second answer`);
  const read = async (query: string) => SearchResult.parse(await (await app.request(`/api/search?${query}`)).json());
  const both = await read("q=answer");
  expect(both.more).toBe(false);
  expect(both.partial).toBeUndefined();
  expect(both.hits.map(({ excerpt }) => excerpt.filter(({ hit }) => hit))).toEqual([
    [{ text: "answer", hit: true }],
    [{ text: "answer", hit: true }],
  ]);
  // As much text as a list shows; the whole comes by its id.
  expect(both.hits[0]?.message.text).toHaveLength(2_000);
  expect(both.hits[0]?.message.textLength).toBeGreaterThan(6_000);
  const one = await read("q=retry_after");
  expect(one.hits[0]?.excerpt).toEqual([
    { text: "The **first** answer about `", hit: false },
    { text: "retry_after", hit: true },
    { text: "`.", hit: false },
  ]);
  expect(await read("limit=1")).toMatchObject({ more: true, hits: [{ excerpt: [{ hit: false }] }] });
  expect(await read(`q=${encodeURIComponent('"" ! 😶')}`)).toEqual({ hits: [], more: false });
});

test.each([
  ["who=nobody", "who"],
  ["limit=0", "limit"],
  ["limit=101", "limit"],
  ["before=x", "before"],
  ["since=-1", "since"],
  ["until=tomorrow", "until"],
  ["has=everything", "has"],
  ["conversation=%20", "conversation"],
  [`q=${"x".repeat(501)}`, "q"],
  ["query=x", "query"],
])("%s is refused", async (query, field) => {
  await using app = await createApp();
  const response = await app.request(`/api/search?${query}`);
  expect(response.status).toBe(400);
  const error = await readError(response);
  expect(error.code).toBe("bad_request");
  expect(`${error.field} ${error.message}`).toContain(field);
});
