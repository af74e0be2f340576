/** Who gets the key with the page, and how the others come by it: one-time codes. */
import { expect, test } from "bun:test";
import * as z from "zod";
import { LoginCode } from "../../src/shared/api";
import { createApp, HOST, KEY, readError, type TestApp } from "../support/app";

const STRANGER = { authorization: null };

async function readPage(app: TestApp, headers: Record<string, string | null> = STRANGER): Promise<string> {
  const response = await app.request("/", { headers });
  expect(response.status).toBe(200);
  return await response.text();
}

async function askForCode(app: TestApp, body: unknown = {}): Promise<string | null> {
  const response = await app.request("/api/login", { method: "POST", body });
  expect(response.status).toBe(201);
  return LoginCode.parse(await response.json()).code;
}

const redeem = (app: TestApp, code: string | null, headers: Record<string, string | null> = {}) =>
  app.request("/login", { method: "POST", body: {}, headers: { authorization: `Bearer ${code}`, ...headers } });

test("the page has the key for its own user, and for nobody else", async () => {
  await using own = await createApp();
  expect(await readPage(own)).toBe(`<meta name="key" content="${KEY}">`);
  await using other = await createApp({ isOwn: false });
  expect(await readPage(other)).toBe('<meta name="key" content="">');
  // Nothing that a request says about itself makes a difference.
  for (const headers of [{ "x-forwarded-for": "127.0.0.1" }, { "x-real-ip": "::1" }, { cookie: `key=${KEY}` }])
    expect(await readPage(other, { ...STRANGER, ...headers })).not.toContain(KEY);
  await using locked = await createApp({ uiLogin: true });
  expect(await readPage(locked)).not.toContain(KEY);
});

test("a code gives the key, once", async () => {
  await using app = await createApp({ isOwn: false });
  const code = await askForCode(app);
  expect(code).toMatch(/^[0-9a-f]{64}$/);
  const first = await redeem(app, code);
  expect(first.status).toBe(200);
  expect(z.object({ key: z.string() }).parse(await first.json())).toEqual({ key: KEY });
  expect((await redeem(app, code)).status).toBe(401);
});

test("codes stand for themselves: another one stays good, the key is none, and no page of another origin may use one", async () => {
  await using app = await createApp({ isOwn: false });
  const [one, two] = [await askForCode(app), await askForCode(app)];
  for (const wrong of [KEY, "", `${one}x`, one?.slice(1) ?? ""]) expect((await redeem(app, wrong)).status).toBe(401);
  expect((await redeem(app, one, { origin: "http://evil.example" })).status).toBe(403);
  expect((await redeem(app, one, { host: "evil.example" })).status).toBe(403);
  expect((await redeem(app, one, { "content-type": "text/plain" })).status).toBe(400);
  // What was refused has used nothing up.
  expect((await redeem(app, one, { origin: `http://${HOST}` })).status).toBe(200);
  expect((await redeem(app, two)).status).toBe(200);
});

test("a code ends after two minutes, and the oldest of many before that", async () => {
  await using app = await createApp({ isOwn: false });
  const [early, late] = [await askForCode(app), await askForCode(app)];
  await app.domain.clock.advance(119_000);
  expect((await redeem(app, early)).status).toBe(200);
  await app.domain.clock.advance(1_000);
  expect((await redeem(app, late)).status).toBe(401);

  const many: (string | null)[] = [];
  for (let i = 0; i < 21; i++) many.push(await askForCode(app));
  expect((await redeem(app, many[0] ?? null)).status).toBe(401);
  expect((await redeem(app, many[1] ?? null)).status).toBe(200);
});

test("a code is made only where the page does not open without one, or where it is asked for", async () => {
  await using own = await createApp();
  expect(await askForCode(own)).toBeNull();
  expect(await askForCode(own, { always: true })).not.toBeNull();
  await using locked = await createApp({ uiLogin: true });
  expect(await askForCode(locked)).not.toBeNull();
  const response = await own.request("/api/login", { method: "POST", body: { always: "yes" } });
  expect(await readError(response)).toMatchObject({ code: "bad_request", field: "always" });
});
