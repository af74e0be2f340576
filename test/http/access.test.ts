/** Nobody gets in: every route that there is, those that are added later included. */
import { describe, expect, test } from "bun:test";
import { createApp, HOST, KEY, type RequestOptions, type Route, readError } from "../support/app";

/**
 * What asks for no key: the page, which carries it for its own user, and sockets, which ask for it in their first
 * frame. POST /login is not among them: it wants a one-time code where the others want the key.
 */
const PUBLIC = ["/", "/assets/:name{[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+}", "/ws", "/peer"];

function isPublic({ method, pattern }: Route): boolean {
  return method === "GET" && PUBLIC.includes(pattern);
}

const body = (route: Route) => (route.method === "GET" ? {} : { body: {} });

test("the table of routes is what these tests think that it is", async () => {
  await using app = await createApp();
  const paths = app.routes.map(({ method, pattern }) => `${method} ${pattern}`);
  expect(paths).toContain("POST /api/questions");
  expect(paths).toContain("GET /api/messages/:id");
  expect(paths).toContain("POST /login");
  expect(app.routes.filter(isPublic)).toHaveLength(PUBLIC.length);
});

describe("every route but the public ones", () => {
  const wrong: Record<string, string | null> = {
    "no key": null,
    "an empty one": "",
    "a wrong one": `Bearer ${KEY}x`,
    "the beginning of it": `Bearer ${KEY.slice(0, 5)}`,
    "no scheme": KEY,
    "another scheme": `Basic ${btoa(`:${KEY}`)}`,
    "the key behind another scheme": `Token ${KEY}`,
    nothing: "Bearer ",
  };
  for (const [name, authorization] of Object.entries(wrong)) {
    test(`refuses ${name}`, async () => {
      await using app = await createApp();
      const guarded = app.routes.filter((route) => !isPublic(route));
      expect(guarded.length).toBeGreaterThan(4);
      for (const route of guarded) {
        const options = { method: route.method, headers: { authorization }, ...body(route) };
        const response = await app.request(route.path, options);
        expect({ route, status: response.status }).toEqual({ route, status: 401 });
        expect(await readError(response)).toMatchObject({ code: "unauthorized", field: "authorization" });
      }
    });
  }
});

describe("every route", () => {
  const foreign: Record<string, { headers: Record<string, string | null>; field: string }> = {
    "another Host": { headers: { host: "evil.example:8788" }, field: "host" },
    "a rebound name on our port": { headers: { host: "localhost.evil.example:8788" }, field: "host" },
    "another port": { headers: { host: "localhost:8789" }, field: "host" },
    "a Host without port": { headers: { host: "localhost" }, field: "host" },
    "no Host": { headers: { host: null }, field: "host" },
    "another origin": { headers: { origin: "http://evil.example" }, field: "origin" },
    "an opaque origin": { headers: { origin: "null" }, field: "origin" },
    "our name on another port": { headers: { origin: "http://localhost:3000" }, field: "origin" },
    "our name with another scheme": { headers: { origin: `https://${HOST}` }, field: "origin" },
    "our other name": { headers: { origin: "http://127.0.0.1:8788" }, field: "origin" },
    "a request from another site": { headers: { "sec-fetch-site": "cross-site" }, field: "sec-fetch-site" },
    "a request from another port": { headers: { "sec-fetch-site": "same-site" }, field: "sec-fetch-site" },
  };
  for (const [name, { headers, field }] of Object.entries(foreign)) {
    test(`refuses ${name}, with the right key too`, async () => {
      await using app = await createApp();
      for (const route of app.routes) {
        const response = await app.request(route.path, { method: route.method, headers, ...body(route) });
        expect({ route, status: response.status }).toEqual({ route, status: 403 });
        expect((await readError(response)).field).toBe(field);
      }
    });
  }

  test("takes its own origin, and names in any case", async () => {
    await using app = await createApp();
    for (const headers of [
      { origin: `http://${HOST}` },
      { host: "LOCALHOST:8788" },
      { "sec-fetch-site": "same-origin" },
    ])
      expect((await app.request("/api/status", { headers })).status).toBe(200);
  });
});

test("a link on another site may open the page, and only that", async () => {
  await using app = await createApp();
  const visit = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  expect((await app.request("/", { headers: { ...visit, authorization: null } })).status).toBe(200);
  for (const path of ["/api/status", "/assets/app.js", "/ws", "/api/messages"])
    expect({ path, status: (await app.request(path, { headers: visit })).status }).toEqual({ path, status: 403 });
});

test("a body is taken only as JSON: what a form of another site can send is refused", async () => {
  await using app = await createApp();
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonx",
    "",
    null,
  ];
  for (const route of app.routes.filter(({ method }) => method !== "GET")) {
    for (const type of types) {
      const response = await app.request(route.path, {
        method: route.method,
        body: "{}",
        headers: { "content-type": type },
      });
      expect({ route, type, status: response.status }).toEqual({ route, type, status: 400 });
      expect((await readError(response)).field).toBe("content-type");
    }
  }
});

test("every response carries the security headers, errors and the page too", async () => {
  await using app = await createApp();
  const paths = [
    "/",
    "/assets/app.js",
    "/assets/none.js",
    "/api/status",
    "/api/messages?limit=x",
    "/api/messages/m_no",
    "/none",
    "/ws",
  ];
  const requests: [path: string, options?: RequestOptions][] = [
    ...paths.map((path): [string] => [path]),
    ["/api/status", { headers: { authorization: null } }],
    ["/", { headers: { host: "evil.example" } }],
    ["/api/messages", { method: "POST", body: "{" }],
    ["/api/status", { method: "DELETE", body: {} }],
  ];
  for (const [path, options] of requests) {
    const { headers, status } = await app.request(path, options);
    const csp = headers.get("content-security-policy") ?? "";
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect({ path, status, csp }).toEqual({ path, status, csp: expect.stringContaining(part) });
    expect(csp).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.has("access-control-allow-origin")).toBe(false);
    // What holds the key or a message must not stay in a cache; hashed assets may.
    expect(headers.get("cache-control")).toMatch(path === "/assets/app.js" ? /immutable/ : /no-store/);
  }
});
