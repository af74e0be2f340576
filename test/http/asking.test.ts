/** POST /api/questions: a script asks as Codex does, held open until the answer. POST /api/messages: the user speaks. */
import { describe, expect, test } from "bun:test";
import * as z from "zod";
import type { Envelope } from "../../src/shared/calls/envelope";
import { SessionView } from "../../src/shared/views";
import { DeliveryState } from "../../src/shared/vocabulary";
import { createApp, type RequestOptions, readError, type TestApp } from "../support/app";
import { settled } from "../support/fake-clock";

const ACK_AFTER_MS = 250;

const Answer = z.looseObject({
  status: z.string(),
  question: z.string(),
  why: z.string().nullable(),
  state: DeliveryState.nullable(),
  reason: z.string().nullable(),
  target: SessionView.nullable(),
  candidates: z.array(SessionView),
  thread: z.string(),
  messages: z.array(z.custom<Envelope>()),
});

function post(app: TestApp, body: Record<string, unknown>, options: RequestOptions = {}): Promise<Response> {
  return app.request("/api/questions", { method: "POST", body, ...options });
}

async function read(response: Response) {
  return Answer.parse(await response.json());
}

describe("a question", () => {
  test("is held open and answered; the answer counts as received 250 ms later", async () => {
    await using app = await createApp();
    const claude = await app.domain.claude();
    const asking = post(app, { message: "why?" });
    const message = await claude.next();
    expect(message).toMatchObject({ text: "why?", sender: "codex", kind: "question" });
    await settled();
    expect(app.domain.bridge.held()).toBe(1);
    const replied = await claude.reply("because", message.id);
    expect(replied.received).toBe(true);
    const response = await asking;
    expect(response.status).toBe(200);
    const answer = await read(response);
    expect(answer).toMatchObject({ status: "answered", question: message.id });
    expect(answer.messages.map(({ text }) => text)).toEqual(["because"]);
    expect(app.domain.delivery(replied.message).state).toBe("stored");
    await app.domain.clock.advance(ACK_AFTER_MS);
    expect(app.domain.delivery(replied.message).state).toBe("seen");
    expect(app.domain.bridge.console.status().processes.codex).toBe(0);
  });

  test("says at the end of its wait that it is open; the same thread gets the late answer", async () => {
    await using app = await createApp();
    const claude = await app.domain.claude();
    const asking = post(app, { message: "slow?", wait_seconds: 5, thread: "script" });
    const { id } = await claude.next();
    await app.domain.clock.advance(5_000);
    expect(await read(await asking)).toMatchObject({ status: "open", thread: "script", messages: [] });
    await claude.reply("late", id);
    const again = post(app, { message: "and?", thread: "script" });
    await claude.reply("now", (await claude.next()).id);
    expect((await read(await again)).messages.map(({ text }) => text)).toEqual(["now", "late"]);
    await app.domain.clock.advance(ACK_AFTER_MS);
  });

  test("waits no longer than the bridge allows", async () => {
    await using app = await createApp();
    const claude = await app.domain.claude();
    const asking = post(app, { message: "slow?", wait_seconds: 3_600 });
    await claude.next();
    await app.domain.clock.advance(110_000);
    expect((await read(await asking)).status).toBe("open");
    await app.domain.clock.advance(ACK_AFTER_MS);
  });

  test("that reaches nobody is a conflict, with who could be meant", async () => {
    await using app = await createApp();
    const none = await post(app, { message: "anyone?" });
    expect(none.status).toBe(409);
    expect(await read(none)).toMatchObject({ status: "unsent", why: "no_session" });
    await app.domain.claude({ session: "cc_one", project: "alpha" });
    await app.domain.claude({ session: "cc_two", project: "beta" });
    const several = await read(await post(app, { message: "who?" }));
    expect(several.candidates.map(({ id }) => id).sort()).toEqual(["cc_one", "cc_two"]);
    const named = await read(await post(app, { message: "you", to: "cc_two", wait_seconds: 0 }));
    expect(named.target?.id).toBe("cc_two");
    await app.domain.clock.advance(ACK_AFTER_MS);
  });

  test("whose caller goes away stays open, and leaves nothing held", async () => {
    await using app = await createApp();
    const claude = await app.domain.claude();
    const controller = new AbortController();
    const asking = post(app, { message: "never mind", thread: "script" }, { signal: controller.signal });
    const { id } = await claude.next();
    controller.abort();
    await asking.catch(() => {});
    await settled();
    expect(app.domain.bridge.held()).toBe(0);
    expect(app.domain.message(id).question?.outcome).toBe("open");
    await app.domain.clock.advance(ACK_AFTER_MS);
    expect(app.domain.bridge.console.status().processes.codex).toBe(0);
  });

  test("whose caller goes away with the answer keeps it for the thread", async () => {
    await using app = await createApp();
    const claude = await app.domain.claude();
    const controller = new AbortController();
    const asking = post(app, { message: "why?", thread: "script" }, { signal: controller.signal });
    const replied = await claude.reply("because", (await claude.next()).id);
    await asking;
    controller.abort();
    await app.domain.clock.advance(ACK_AFTER_MS);
    expect(app.domain.delivery(replied.message)).toMatchObject({ state: "stored", receiver: "script" });
  });
});

describe("the user's word", () => {
  test("is stored, pushed, and shown as the user's; sent again it is the same", async () => {
    await using app = await createApp();
    const claude = await app.domain.claude();
    const say = () =>
      app.request("/api/messages", { method: "POST", body: { id: "m_page", to: "claude", text: "hello" } });
    const first = await say();
    expect(first.status).toBe(201);
    expect(await first.json()).toMatchObject({ message: { id: "m_page", sender: { kind: "user", session: null } } });
    expect((await say()).ok).toBe(true);
    expect(claude.got.map(({ id, sender }) => [id, sender])).toEqual([["m_page", "user"]]);
  });

  test("to nobody is a conflict", async () => {
    await using app = await createApp();
    const response = await app.request("/api/messages", {
      method: "POST",
      body: { id: "m_1", to: "codex", text: "hello" },
    });
    expect(response.status).toBe(409);
    expect((await readError(response)).message).toContain("no Codex session is connected");
  });
});
