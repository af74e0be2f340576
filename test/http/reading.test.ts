/** What can be read: the page with its key, the history, one message, who is there. Reading changes nothing. */
import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { HistoryPage, Status } from "../../src/shared/api";
import { PAGE_TEXT_CHARS } from "../../src/shared/constants";
import { MessageView } from "../../src/shared/views";
import { createApp, KEY } from "../support/app";

/** Everything in the database, as text; not the index, which a search brings up to date. */
function dump(db: Database): string {
  const tables = db
    .query<{ name: string }, []>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'")
    .all();
  return JSON.stringify(tables.map(({ name }) => [name, db.query(`SELECT * FROM ${name} ORDER BY 1, 2`).all()]));
}

test("the page carries the key, once, and nothing else does", async () => {
  await using app = await createApp();
  const page = await app.request("/", { headers: { authorization: null } });
  expect(page.headers.get("content-type")).toStartWith("text/html");
  expect(await page.text()).toBe(`<meta name="key" content="${KEY}">`);
  const script = await app.request("/assets/app.js", { headers: { authorization: null } });
  expect(script.headers.get("content-type")).toStartWith("text/javascript");
  expect(await script.text()).toBe("export {};");
  for (const { path } of app.routes.filter(({ method, pattern }) => method === "GET" && pattern !== "/"))
    expect(await (await app.request(path)).text()).not.toContain(KEY);
});

test("the history comes in pages, oldest first, and by conversation", async () => {
  await using app = await createApp();
  const claude = await app.domain.claude();
  const codex = await app.domain.codex();
  for (let i = 1; i <= 5; i++) await claude.reply(`page ${i}`);
  await codex.ask("codex", { waitMs: 0 }).result;
  const read = async (query: string) => HistoryPage.parse(await (await app.request(`/api/messages?${query}`)).json());
  const last = await read("limit=2");
  expect({ texts: last.messages.map(({ text }) => text), more: last.more }).toEqual({
    texts: ["page 5", "codex"],
    more: true,
  });
  const earlier = await read(`limit=3&before=${last.messages[0]?.seq}`);
  expect(earlier.messages.map(({ text }) => text)).toEqual(["page 2", "page 3", "page 4"]);
  const own = await read(`conversation=${last.messages[1]?.conversation}`);
  expect({ texts: own.messages.map(({ text }) => text), more: own.more }).toEqual({ texts: ["codex"], more: false });
});

test("a long message is cut in the list and whole by its id", async () => {
  await using app = await createApp();
  const claude = await app.domain.claude();
  const text = "x".repeat(PAGE_TEXT_CHARS + 1);
  const { message } = await claude.reply(text);
  const listed = HistoryPage.parse(await (await app.request("/api/messages")).json());
  expect(listed.messages[0]).toMatchObject({ textLength: text.length });
  expect(listed.messages[0]?.text).toHaveLength(PAGE_TEXT_CHARS);
  const { message: whole } = (await (await app.request(`/api/messages/${message}`)).json()) as { message: unknown };
  expect(MessageView.parse(whole).text).toBe(text);
});

test("the status says who is there and what is open", async () => {
  await using app = await createApp();
  const claude = await app.domain.claude();
  const codex = await app.domain.codex();
  const asked = codex.ask("open?", { waitMs: 0 });
  await asked.result;
  const status = Status.parse(await (await app.request("/api/status")).json());
  expect(status).toMatchObject({ heldCalls: 0, processes: { claude: 1, codex: 1 }, openQuestions: [{ id: asked.id }] });
  expect(status.sessions.find(({ id }) => id === claude.session)).toMatchObject({
    openQuestions: 1,
    waitingMessages: 0,
  });
});

test("a GET never changes anything", async () => {
  await using app = await createApp();
  const claude = await app.domain.claude();
  const codex = await app.domain.codex();
  await codex.ask("open?", { waitMs: 0 }).result;
  await claude.send("a note");
  const { message } = await claude.reply("to the page", undefined, { id: "m_1" });
  expect(message).toBe("m_1");
  const before = dump(app.domain.db);
  for (const { path } of app.routes.filter(({ method }) => method === "GET")) await app.request(path);
  expect(dump(app.domain.db)).toBe(before);
});
