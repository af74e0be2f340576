/** The gate over HTTP: conversations, held messages and what becomes of them, with the errors that name what was wrong. */
import { describe, expect, test } from "bun:test";
import type * as z from "zod";
import { Conversation, ConversationList, Gated, GloballyGated, HeldList } from "../../src/shared/api";
import { must, textsOf } from "../support/agents-in-process";
import { createApp, readError, type TestApp } from "../support/app";

async function createTalk() {
  const app = await createApp();
  const claude = await app.domain.claude();
  const codex = await app.domain.codex({ thread: "t1", threads: ["t1"] });
  await claude.send("one");
  const get = async <S extends z.ZodType>(path: string, schema: S) =>
    schema.parse(await (await app.request(path)).json());
  const post = (path: string, body: unknown) => app.request(path, { method: "POST", body });
  const { conversations } = await get("/api/conversations", ConversationList);
  return { app, claude, codex, get, post, conversation: must(conversations[0]) };
}

async function refused(app: TestApp, path: string, body: unknown) {
  const response = await app.request(path, { method: "POST", body });
  return { status: response.status, ...(await readError(response)) };
}

test("pause, hold, step, resume: each answer says how the conversation stands", async () => {
  const { app, claude, codex, get, post, conversation } = await createTalk();
  await using _ = app;
  const gate = `/api/conversations/${conversation.id}/gate`;
  const turn = async (action: string) => Gated.parse(await (await post(gate, { action })).json());
  expect(await turn("pause")).toMatchObject({ messages: 0, conversation: { gate: "paused", held: 1 } });
  await claude.send("two");
  const { messages } = await get(`/api/held?conversation=${conversation.id}`, HeldList);
  expect(messages.map(({ text }) => text)).toEqual(["one", "two"]);
  expect(await get("/api/held", HeldList)).toEqual({ messages });
  expect(await turn("step")).toMatchObject({ messages: 1, conversation: { gate: "paused", held: 1 } });
  expect(await turn("resume")).toMatchObject({ messages: 1, conversation: { gate: "open", held: 0 } });
  const taken = await codex.check().result;
  expect(textsOf(taken)).toEqual(["one", "two"]);
  await codex.ack(taken.batch);
  expect(await turn("end")).toMatchObject({ conversation: { gate: "ended" } });
  expect(await refused(app, gate, { action: "pause" })).toMatchObject({ status: 409, code: "conflict" });
});

test("everything is paused and goes on", async () => {
  const { app, get, post, conversation } = await createTalk();
  await using _ = app;
  const turn = async (action: string) => GloballyGated.parse(await (await post("/api/gate", { action })).json());
  expect(await turn("pause")).toEqual({ gate: "paused", messages: 0 });
  expect((await get("/api/held", HeldList)).messages).toHaveLength(1);
  const resume = await refused(app, `/api/conversations/${conversation.id}/gate`, { action: "resume" });
  expect(resume).toMatchObject({ status: 409, field: "action" });
  expect(await turn("resume")).toEqual({ gate: "open", messages: 1 });
});

test("a held message is edited, released, dropped or sent back; after that it is not held", async () => {
  const { app, claude, get, post, conversation } = await createTalk();
  await using _ = app;
  await post("/api/gate", { action: "pause" });
  const [first] = (await get("/api/held", HeldList)).messages;
  const path = `/api/held/${must(first).id}`;
  const edited = await (await post(path, { action: "edit", text: "uno" })).json();
  expect(edited).toMatchObject({ message: { text: "uno", editedBy: "user", deliveries: [{ state: "held" }] } });
  expect((await post(path, { action: "release" })).status).toBe(200);
  expect(await refused(app, path, { action: "release" })).toMatchObject({ status: 409, code: "conflict", field: "id" });
  const { message } = await claude.send("two");
  const dropped = await (await post(`/api/held/${message}`, { action: "drop", note: "no" })).json();
  expect(dropped).toMatchObject({ message: { deliveries: [{ state: "dropped" }] } });
  const other = await claude.send("three");
  expect((await post(`/api/held/${other.message}`, { action: "redirect" })).status).toBe(200);
  expect((await get(`/api/held?conversation=${conversation.id}`, HeldList)).messages).toEqual([]);
});

test("a title and what was read", async () => {
  const { app, post, conversation } = await createTalk();
  await using _ = app;
  const change = async (what: string, body: unknown) =>
    Conversation.parse(await (await post(`/api/conversations/${conversation.id}/${what}`, body)).json()).conversation;
  expect((await change("title", { title: "  Login " })).title).toBe("Login");
  expect((await change("title", { title: "" })).title).toBeNull();
  expect(conversation.unread).toBe(1);
  expect((await change("read", { seq: must(conversation.last).seq })).unread).toBe(0);
});

test("one conversation, by its id", async () => {
  const { app, get, post, conversation } = await createTalk();
  await using _ = app;
  const path = `/api/conversations/${conversation.id}`;
  const { rev, ...first } = (await get(path, Conversation)).conversation;
  expect({ rev, ...first }).toEqual(conversation);
  await post(`${path}/gate`, { action: "pause" });
  const paused = (await get(path, Conversation)).conversation;
  expect(paused).toEqual({ ...first, gate: "paused", held: 1, rev: expect.any(Number) });
  expect(paused.rev).toBeGreaterThan(rev);
  const none = await app.request("/api/conversations/c_none");
  expect({ status: none.status, ...(await readError(none)) }).toMatchObject({ status: 404, field: "id" });
});

describe("what is wrong is named", () => {
  const wrong: [path: string, body: unknown, status: number, field: string][] = [
    ["/api/conversations/c_none/gate", { action: "pause" }, 404, "id"],
    ["/api/conversations/c_none/title", { title: "x" }, 404, "id"],
    ["/api/conversations/c_none/read", { seq: 1 }, 404, "id"],
    ["/api/conversations/c_none/gate", { action: "stop" }, 400, "action"],
    ["/api/conversations/c_none/title", { title: "x".repeat(121) }, 400, "title"],
    ["/api/conversations/c_none/read", { seq: -1 }, 400, "seq"],
    ["/api/gate", { action: "end" }, 400, "action"],
    ["/api/gate", { action: "pause", extra: 1 }, 400, "extra"],
    ["/api/held/m_none", { action: "release" }, 404, "id"],
    ["/api/held/m_none", { action: "burn" }, 400, "action"],
    ["/api/held/m_none", { action: "edit", text: " " }, 400, "text"],
    ["/api/held/m_none", { action: "drop", note: "" }, 400, "note"],
  ];
  for (const [path, body, status, field] of wrong) {
    test(`${path} ${JSON.stringify(body).slice(0, 40)}`, async () => {
      await using app = await createApp();
      expect(await refused(app, path, body)).toMatchObject({ status, field });
    });
  }

  test("a held list of a conversation that is not there", async () => {
    await using app = await createApp();
    for (const [query, status] of [
      ["conversation=c_none", 404],
      ["conversation=../x", 400],
      ["who=me", 400],
    ])
      expect((await app.request(`/api/held?${query}`)).status).toBe(Number(status));
  });
});
