/** What a bridge says to somebody who should not be there: no version, no path, no stack, and no name of what it runs on. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { VERSION } from "../../src/shared/version";
import { dialHttp, toHead } from "../support/raw-http";
import { createStage, TIMEOUT_MS } from "../web/stage";

const ROOT = join(import.meta.dir, "..", "..");
const TELLING_HEADERS = /^(server|x-powered-by|via|x-runtime|x-version|set-cookie|access-control-)/i;

/** Requests that go wrong in every way that there is, before and behind the key. */
function requests(
  key: string,
  port: string,
): { name: string; method?: string; path: string; headers?: Record<string, string>; body?: string }[] {
  const own = { Authorization: `Bearer ${key}` };
  const json = { ...own, "Content-Type": "application/json" };
  return [
    { name: "no key", path: "/api/status" },
    { name: "a wrong key", path: "/api/messages", headers: { Authorization: "Bearer x" } },
    { name: "another host", path: "/", headers: { Host: "evil.example" } },
    { name: "another origin", path: "/", headers: { Origin: "http://evil.example" } },
    { name: "another site", path: "/assets/x.js", headers: { "Sec-Fetch-Site": "cross-site" } },
    { name: "nothing there", path: "/nothing" },
    { name: "out of the assets", path: "/assets/..%2f..%2fpackage.json" },
    { name: "up", path: "/../../etc/passwd" },
    { name: "a broken escape", path: "/assets/%zz" },
    { name: "no socket", path: "/ws" },
    { name: "no socket either", path: "/peer" },
    { name: "another method", method: "DELETE", path: "/api/messages", headers: own },
    { name: "no JSON", method: "POST", path: "/api/messages", headers: json, body: "{" },
    { name: "no type", method: "POST", path: "/api/messages", headers: own, body: "{}" },
    { name: "a wrong field", method: "POST", path: "/api/messages", headers: json, body: '{"__proto__":1}' },
    { name: "a wrong query", path: "/api/messages?limit=0", headers: own },
    { name: "an id that is none", path: "/api/messages/..%2f..%2f", headers: own },
    {
      name: "nobody there",
      method: "POST",
      path: "/api/messages",
      headers: json,
      body: '{"id":"m_1","to":"codex","text":"x"}',
    },
    {
      name: "a wrong code",
      method: "POST",
      path: "/login",
      headers: { ...json, Authorization: "Bearer x" },
      body: "{}",
    },
    { name: "deep JSON", method: "POST", path: "/api/questions", headers: json, body: "[".repeat(100_000) },
    {
      name: "a broken upgrade",
      path: "/ws",
      headers: { Upgrade: "websocket", Connection: "Upgrade", Host: `localhost:${port}` },
    },
    { name: "no HTTP", method: "\x01", path: "/" },
  ];
}

test(
  "no error names a version, a path or a stack, and none is a fault of the server",
  async () => {
    await using stage = await createStage();
    const { port } = new URL(stage.url);
    for (const { name, method = "GET", path, headers = {}, body } of requests(stage.host.key, port)) {
      const connection = await dialHttp(stage.url.replace("localhost", "127.0.0.1"));
      const length = body === undefined ? {} : { "Content-Length": String(body.length) };
      connection.write(
        toHead(method, path, stage.url, { ...headers, ...length, Connection: headers.Connection ?? "close" }) +
          (body ?? ""),
      );
      await connection.until("\r\n\r\n");
      // What has no body ends with its head.
      if (/content-type: application\/json/i.test(connection.heard())) await connection.until("}}");
      const heard = connection.heard();
      connection.close();
      expect({ name, status: heard.slice(0, 13) }).toEqual({
        name,
        status: expect.stringMatching(/^HTTP\/1\.1 4\d\d /),
      });
      const lines = heard.split("\r\n");
      expect({ name, telling: lines.filter((line) => TELLING_HEADERS.test(line)) }).toEqual({ name, telling: [] });
      for (const secret of [
        VERSION,
        Bun.version,
        ROOT,
        stage.world.stateDir,
        "node_modules",
        stage.host.key,
        "root:",
        "bun",
      ])
        expect({ name, secret, told: heard.toLowerCase().includes(secret.toLowerCase()) }).toEqual({
          name,
          secret,
          told: false,
        });
      expect({ name, stack: /\bat \S+ \(|\.ts:\d+/.test(heard) }).toEqual({ name, stack: false });
    }
    expect(stage.claude.client.stderr()).not.toContain(" error: ");
  },
  TIMEOUT_MS,
);
