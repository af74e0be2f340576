/** The limits on real sockets: what goes beyond one is refused in words, and the next honest request is answered. */
import { describe, expect, test } from "bun:test";
import { dialHook } from "../../src/hooks/line";
import { createNonce } from "../../src/rpc/auth";
import { offerKnock } from "../../src/rpc/pre-auth";
import { ErrorBody, PageFrame } from "../../src/shared/api";
import { attachCodexAgent } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";
import { createPeerHost, dialRaw, type PeerHost, type PeerHostOptions } from "../support/peers";
import { dialHttp, toHead } from "../support/raw-http";

const WRONG_KEY = 4401;
/** Sockets of processes of which nothing is known. */
const STRANGERS = 2;
const JSON_TYPE = { "Content-Type": "application/json" };

async function createHost(options: PeerHostOptions = {}) {
  const domain = await createDomain();
  const host = createPeerHost(domain, options);
  return {
    domain,
    host,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await domain[Symbol.asyncDispose]();
    },
  };
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

/** What an honest client gets right now. */
async function expectServed({ url, key }: PeerHost): Promise<void> {
  expect((await fetch(`${url}/api/status`, { headers: bearer(key) })).status).toBe(200);
}

/** The status and the error of an answer that was read by hand. */
function readAnswer(heard: string) {
  const [head = "", body = ""] = heard.split("\r\n\r\n");
  const json = body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1);
  return {
    status: Number(head.split(" ")[1]),
    head,
    error: ErrorBody.safeParse(JSON.parse(json || "null")).data?.error,
  };
}

describe("bodies", () => {
  const start = async (host: PeerHost, headers: Record<string, string>) => {
    const connection = await dialHttp(host.url);
    connection.write(toHead("POST", "/api/messages", host.url, { ...bearer(host.key), ...JSON_TYPE, ...headers }));
    return connection;
  };

  test("one that never ends is cut off in time, whether it stops or drips", async () => {
    await using own = await createHost({ limits: { bodyMs: 300 } });
    const { host } = own;
    for (const drip of [null, " "]) {
      const connection = await start(host, { "Content-Length": "1000" });
      connection.write("{");
      const dripping = drip === null ? undefined : setInterval(() => connection.write(drip), 20);
      await connection.until("\r\n\r\n{");
      clearInterval(dripping);
      expect(readAnswer(connection.heard())).toMatchObject({ status: 408, error: { code: "timeout", field: "body" } });
      await connection.ended;
    }
    await expectServed(host);
  });

  test("one that says beforehand that it is too large, or turns out to be, is refused", async () => {
    await using own = await createHost({ limits: { messageBytes: 1024 } });
    const { host } = own;
    const told = await start(host, { "Content-Length": String(128 * 1024) });
    await told.until("\r\n\r\n{");
    expect(readAnswer(told.heard())).toMatchObject({ status: 413, error: { code: "too_large" } });
    told.close();

    const endless = await start(host, { "Transfer-Encoding": "chunked" });
    const chunk = `400\r\n${" ".repeat(1024)}\r\n`;
    const pouring = setInterval(() => endless.write(chunk), 1);
    await endless.until("\r\n\r\n{");
    expect(readAnswer(endless.heard())).toMatchObject({ status: 413, error: { code: "too_large" } });
    await endless.ended;
    clearInterval(pouring);
    await expectServed(host);
  });

  const malformed: Record<string, { headers: Record<string, string>; body: string }> = {
    "a broken chunk": { headers: { "Transfer-Encoding": "chunked" }, body: "zz\r\n{}\r\n" },
    "two framings": { headers: { "Transfer-Encoding": "chunked", "Content-Length": "2" }, body: "{}" },
    "a negative length": { headers: { "Content-Length": "-1" }, body: "{}" },
    "a length that is no number": { headers: { "Content-Length": "two" }, body: "{}" },
    "an unknown framing": { headers: { "Transfer-Encoding": "gzip" }, body: "{}" },
    "bytes that are no UTF-8": { headers: { "Content-Length": "4" }, body: '"\xff\xfe"' },
    "a NUL": { headers: { "Content-Length": "3" }, body: '"\0"' },
  };
  for (const [name, { headers, body }] of Object.entries(malformed)) {
    test(`${name}: a 4xx, or no answer at all`, async () => {
      await using own = await createHost({ limits: { bodyMs: 500 } });
      const connection = await start(own.host, headers);
      connection.write(body);
      await connection.until("\r\n\r\n");
      expect(connection.heard()).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
      expect(connection.heard()).not.toMatch(/\bat .+:\d+|node_modules|\/src\//);
      connection.close();
      await expectServed(own.host);
    });
  }

  test("a stranger's is not read: he has his answer before it ends", async () => {
    await using own = await createHost();
    const connection = await dialHttp(own.host.url);
    connection.write(toHead("POST", "/api/messages", own.host.url, { ...JSON_TYPE, "Transfer-Encoding": "chunked" }));
    connection.write(`400\r\n${" ".repeat(1024)}\r\n`);
    await connection.until("\r\n\r\n{");
    expect(readAnswer(connection.heard()).status).toBe(401);
    connection.close();
  });
});

describe("heads", () => {
  const odd: Record<string, (host: string) => string> = {
    "no HTTP": () => "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "a header without end": (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${"a".repeat(200_000)}`,
    "a thousand headers": (host) =>
      `GET / HTTP/1.1\r\nHost: ${host}\r\n${Array.from({ length: 5_000 }, (_, i) => `X-${i}: 1\r\n`).join("")}\r\n`,
    "two hosts": (host) => `GET /api/status HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`,
    "an address of another server": () => "GET http://evil.example/api/status HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a method of its own": (host) => `STEAL /api/status HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    "a control character in the path": (host) => `GET /\x01\x7f HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  };
  for (const [name, make] of Object.entries(odd)) {
    test(`${name}: a 4xx, or no answer at all`, async () => {
      await using own = await createHost();
      const connection = await dialHttp(own.host.url);
      connection.write(make(new URL(own.host.url).host));
      await connection.until("\r\n\r\n");
      // Bun's own parser answers what is no HTTP at all, with 505 for some of it.
      expect(connection.heard()).toMatch(/^(HTTP\/1\.1 (4\d\d|505) |$)/);
      connection.close();
      await expectServed(own.host);
    });
  }
});

describe("wrong credentials", () => {
  test("a flood is answered in short, and the right key is answered in the middle of it", async () => {
    await using own = await createHost({ limits: { failuresPerSecond: 5 } });
    const { host, domain } = own;
    const guess = () => fetch(`${host.url}/api/status`, { headers: bearer(createNonce()) });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      const response = await guess();
      statuses.push(response.status);
      if (response.status !== 429) continue;
      expect(response.headers.get("retry-after")).toBe("1");
      expect(ErrorBody.parse(await response.json()).error.code).toBe("too_many");
      await expectServed(host);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    await domain.clock.advance(1_000);
    expect((await guess()).status).toBe(401);
  });

  test("a wrong first frame of a page and a wrong proof of a peer count with them", async () => {
    await using own = await createHost({ limits: { failuresPerSecond: 2 } });
    const { host } = own;
    const page = await openSocket(host, createNonce());
    expect(await page.closed).toBe(WRONG_KEY);
    const peer = await dialRaw(host.port);
    peer.send({ t: "proof", proof: createNonce() });
    await peer.closed;
    expect((await fetch(`${host.url}/api/status`)).status).toBe(429);
    await expectServed(host);
  });
});

async function openSocket({ url }: { url: string }, key: string | null, knock: string[] = []) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, knock);
  let frames = 0;
  let close = { code: 0, reason: "" };
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code, reason }) => {
      close = { code, reason };
      resolve(code);
    };
  });
  socket.onmessage = ({ data }) => {
    frames += PageFrame.parse(JSON.parse(String(data))).length;
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  if (key !== null) socket.send(JSON.stringify({ type: "hello", key }));
  return { closed, frames: () => frames, close: () => socket.close(), end: () => close };
}

async function welcomed(page: { frames(): number }): Promise<void> {
  while (page.frames() === 0) await settled();
}

describe("connections", () => {
  test("one page more than may be open is told why, and comes in once another has gone", async () => {
    await using own = await createHost({ limits: { pages: 2 } });
    const { host } = own;
    const pages = [await openSocket(host, host.key), await openSocket(host, host.key)];
    for (const page of pages) await welcomed(page);
    const third = await openSocket(host, host.key);
    expect(await third.closed).toBe(1013);
    expect(third.end().reason).toContain("2 pages are open");
    expect(third.frames()).toBe(0);
    pages[0]?.close();
    await pages[0]?.closed;
    await settled();
    await welcomed(await openSocket(host, host.key));
  });

  test("one process more than may be connected is told why", async () => {
    await using own = await createHost({ limits: { peers: 1 } });
    const { host, domain } = own;
    await attachCodexAgent(host.client("codex"));
    await domain.until(() => domain.bridge.console.status().processes.codex === 1);
    const late = await attachCodexAgent(host.client("codex"));
    const refused = await late.ask("x").result.catch((error: unknown) => String(error));
    expect(String(refused)).toContain("1 processes are connected");
  });

  test("one request more than may wait is refused, and the others go on", async () => {
    await using own = await createHost({ limits: { requests: 1 } });
    const { host, domain } = own;
    const claude = await domain.claude();
    const ask = () =>
      fetch(`${host.url}/api/questions`, {
        method: "POST",
        headers: { ...bearer(host.key), ...JSON_TYPE },
        body: JSON.stringify({ message: "hello", wait_seconds: 60 }),
      });
    const first = ask();
    const { id } = await claude.next();
    const second = await ask();
    expect(second.status).toBe(429);
    expect(ErrorBody.parse(await second.json()).error.message).toContain("1 requests are being answered already");
    await claude.reply("answer", id);
    expect((await first).status).toBe(200);
    await domain.clock.advance(1_000);
    await expectServed(host);
  });

  test("a socket that shows no credential is closed after ten seconds", async () => {
    await using own = await createHost();
    const { host, domain } = own;
    const [page, peer] = [await openSocket(host, null), await dialRaw(host.port)];
    const honest = await openSocket(host, host.key);
    await welcomed(honest);
    await domain.clock.advance(10_000);
    expect([await page.closed, await peer.closed]).toEqual([4408, 4408]);
    await domain.clock.advance(60_000);
    expect(honest.end().code).toBe(0);
  });

  test("strangers' silent sockets keep out strangers, and not the user", async () => {
    let owner: number | null = 12_345;
    await using own = await createHost({ findOwner: async () => owner });
    const { host } = own;
    // All at once: none slips in while another is looked at.
    const tried = await Promise.all(Array.from({ length: 64 }, () => openSocket(host, null).catch(() => null)));
    const silent = tried.filter((socket) => socket !== null);
    expect(silent).toHaveLength(STRANGERS);
    for (const someone of [12_345, null]) {
      owner = someone;
      expect(await openSocket(host, null).catch(() => "refused")).toBe("refused");
      const response = await fetch(`${host.url}/ws`);
      expect({ status: response.status, code: ErrorBody.parse(await response.json()).error.code }).toEqual({
        status: 429,
        code: "too_many",
      });
    }
    owner = process.getuid?.() ?? null;
    await welcomed(await openSocket(host, host.key));
    for (const socket of silent) socket.close();
  });

  test("whoever knocks comes in past them, whosever process it is; a wrong knock is none", async () => {
    await using own = await createHost({ findOwner: async () => null });
    const { host, domain } = own;
    const silent = await Promise.all(Array.from({ length: STRANGERS }, () => openSocket(host, null)));
    const wrong = [
      ["codex-bridge", createNonce()],
      ["codex-bridge"],
      ["other", host.key],
      [host.key],
      ["codex-bridge", "x", host.key],
      offerKnock(createNonce(), host.port),
      offerKnock(host.token, host.port + 1),
      ["codex-bridge", offerKnock(host.token, host.port)[1]?.split(".")[0] ?? ""],
    ];
    for (const knock of wrong) {
      expect(await openSocket(host, host.key, knock).catch(() => "refused")).toBe("refused");
      expect(await dialRaw(host.port, "/peer", knock).catch(() => "refused")).toBe("refused");
    }
    // Each transport has its own.
    expect(await dialRaw(host.port, "/peer", ["codex-bridge", host.key]).catch(() => "refused")).toBe("refused");
    const peers = offerKnock(host.token, host.port);
    expect(await openSocket(host, host.key, peers).catch(() => "refused")).toBe("refused");

    await welcomed(await openSocket(host, host.key, ["codex-bridge", host.key]));
    await attachCodexAgent(host.client("codex"));
    await domain.until(() => domain.bridge.console.status().processes.codex === 1);
    const hook = await dialHook({ host: "127.0.0.1", port: host.port, token: host.token });
    hook.close();
    // It opens the door and nothing else.
    const guest = await openSocket(host, createNonce(), ["codex-bridge", host.key]);
    expect(await guest.closed).toBe(WRONG_KEY);
    const raw = await dialRaw(host.port, "/peer", peers);
    raw.send({ t: "call", n: 0, name: "sessions", input: null });
    expect(await raw.closed).toBe(4403);
    // A stranger who goes, or is put out, makes room for the next.
    silent[0]?.close();
    await silent[0]?.closed;
    await settled();
    const next = await openSocket(host, createNonce());
    expect(await next.closed).toBe(WRONG_KEY);
    await settled();
    const last = await openSocket(host, null);
    last.close();
  });
});

describe("a page that does not read", () => {
  const UPGRADE = {
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    "Sec-WebSocket-Version": "13",
  };

  /** One masked text frame, with a mask of zeros. */
  function toFrame(text: string): string {
    return `\x81${String.fromCharCode(0x80 | text.length)}\0\0\0\0${text}`;
  }

  test("is cut off at its limit, with all that it has not read; one that reads gets everything", async () => {
    await using own = await createHost({ limits: { backlogBytes: 1024 * 1024 } });
    const { host, domain } = own;
    const claude = await domain.claude();
    const text = "x".repeat(60_000);
    const slow = await dialHttp(host.url);
    slow.write(toHead("GET", "/ws", host.url, UPGRADE));
    await slow.until("\r\n\r\n");
    slow.write(toFrame(JSON.stringify({ type: "hello", key: host.key })));
    await slow.until("snapshot");
    slow.pause();
    // More than the system's own buffers take, and than the limit.
    for (let i = 0; i < 200; i++) await claude.reply(text);
    // A reply is written to whoever watches; once it is not, nobody does.
    for (;;) {
      const { message } = await claude.reply("is anybody there?");
      if (domain.delivery(message).state === "stored") break;
      await settled();
    }
    slow.resume();
    await slow.ended;
    expect(slow.heard().length).toBeLessThan(200 * text.length);

    const reading = await openSocket(host, host.key);
    await welcomed(reading);
    for (let i = 0; i < 200; i++) await claude.reply(text);
    while (reading.frames() <= 200) await settled();
    expect(reading.end().code).toBe(0);
    reading.close();
  }, 20_000);
});
