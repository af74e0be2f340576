/** Bad input: a 4xx that names the field, whatever is sent; never a 5xx, a stack or a change. */
import { describe, expect, test } from "bun:test";
import { MAX_TEXT_BYTES } from "../../src/shared/constants";
import { createApp, readError } from "../support/app";

const SAY = { id: "m_1", to: "claude", text: "hello" };

/** Method and path, body or query, status, field. */
const CASES: [request: string, body: unknown, status: number, field: string][] = [
  ["POST /api/messages", "{", 400, "body"],
  ["POST /api/messages", "", 400, "body"],
  ["POST /api/messages", { ...SAY, id: undefined }, 400, "id"],
  ["POST /api/messages", { ...SAY, id: "q_1" }, 400, "id"],
  ["POST /api/messages", { ...SAY, id: `m_${"x".repeat(200)}` }, 400, "id"],
  ["POST /api/messages", { ...SAY, to: "everyone" }, 400, "to"],
  ["POST /api/messages", { ...SAY, text: "\u200b" }, 400, "text"],
  ["POST /api/messages", { ...SAY, text: 7 }, 400, "text"],
  ["POST /api/messages", { ...SAY, text: "x".repeat(MAX_TEXT_BYTES + 1) }, 400, "text"],
  ["POST /api/messages", { ...SAY, sender: "claude" }, 400, "sender"],
  ["POST /api/messages", { ...SAY, session: "cc_none" }, 404, "session"],
  ["POST /api/messages", { ...SAY, conversation: "c_none" }, 404, "conversation"],
  ["POST /api/messages", SAY, 409, "session"],
  ["POST /api/questions", {}, 400, "message"],
  ["POST /api/questions", { message: " " }, 400, "message"],
  ["POST /api/questions", { message: "x", wait_seconds: -1 }, 400, "wait_seconds"],
  ["POST /api/questions", { message: "x", wait_seconds: "1" }, 400, "wait_seconds"],
  ["POST /api/questions", { message: "x", cwd: "relative" }, 400, "cwd"],
  ["POST /api/questions", { message: "x", thread: "a b" }, 400, "thread"],
  ["POST /api/questions", { message: "x", to: "" }, 400, "to"],
  ["GET /api/messages?limit=0", undefined, 400, "limit"],
  ["GET /api/messages?limit=201", undefined, 400, "limit"],
  ["GET /api/messages?limit=-1", undefined, 400, "limit"],
  ["GET /api/messages?before=1e9", undefined, 400, "before"],
  ["GET /api/messages?before=99999999999999999999", undefined, 400, "before"],
  ["GET /api/messages?conversation=a%20b", undefined, 400, "conversation"],
  ["GET /api/messages?bogus=1", undefined, 400, "bogus"],
  ["GET /api/messages/m_none", undefined, 404, "id"],
];

describe("is told the field", () => {
  for (const [request, body, status, field] of CASES) {
    const shown = JSON.stringify(body)?.slice(0, 60) ?? "";
    test(`${request} ${shown}`, async () => {
      await using app = await createApp();
      const [method = "", path = ""] = request.split(" ");
      const response = await app.request(path, { method, ...(body === undefined ? {} : { body }) });
      expect(response.status).toBe(status);
      const error = await readError(response);
      expect(error.field).toBe(field);
      expect(error.message.length).toBeLessThan(300);
      expect(app.domain.bridge.console.snapshot().messages).toEqual([]);
    });
  }
});

test("no body, however odd, makes a 5xx or shows a stack", async () => {
  await using app = await createApp();
  const odd = [
    "null",
    "[]",
    '"text"',
    "0",
    "1e999",
    '{"__proto__":{"to":"claude"}}',
    '{"constructor":{"prototype":1}}',
    '{"id":{"toString":1},"to":[],"text":{}}',
    `{"text":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
    '{"id":"m_1","id":"m_2"}',
    "\ufeff{}",
    "\u0000",
    `{"${"k".repeat(100_000)}":1}`,
  ];
  for (const { method, path } of app.routes.filter((route) => route.method !== "GET")) {
    for (const body of odd) {
      const response = await app.request(path, { method, body });
      const text = await response.text();
      const shown = { path, body: body.slice(0, 40) };
      expect({ ...shown, ok: response.status < 500 }).toEqual({ ...shown, ok: true });
      expect(text).not.toMatch(/\bat .+:\d+|node_modules|src\//);
      expect(text.length).toBeLessThan(500);
    }
  }
});

test("no path leads out of the assets, and unknown ones are not found", async () => {
  await using app = await createApp();
  const paths = [
    "/assets/..%2fsecret.txt",
    "/assets/%2e%2e/secret.txt",
    "/assets/",
    "/secret.txt",
    "/index.html",
    "/api",
    "/api/",
    "/api/unknown",
    "/assets/app.js/x",
    "/assets/app.js%00",
  ];
  for (const path of paths) {
    const response = await app.request(path);
    expect({ path, status: response.status }).toEqual({ path, status: 404 });
    expect((await readError(response)).code).toBe("not_found");
  }
});
