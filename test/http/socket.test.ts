/** /ws on a real socket: who may open it, and what comes over it. */
import { expect, test } from "bun:test";
import { type PageEvent, PageFrame } from "../../src/shared/api";
import type { MessageView } from "../../src/shared/views";
import { must } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";
import { createPeerHost, type PeerHost } from "../support/peers";

const WRONG_KEY = 4401;

const UPGRADE = {
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
  "Sec-WebSocket-Version": "13",
};

async function openPage(host: PeerHost, hello?: unknown) {
  const socket = new WebSocket(`${host.url.replace("http", "ws")}/ws`);
  const events: PageEvent[] = [];
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
  socket.onmessage = ({ data }) => events.push(...PageFrame.parse(JSON.parse(String(data))));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  if (hello !== undefined) socket.send(typeof hello === "string" ? hello : JSON.stringify(hello));
  return {
    events,
    closed,
    send: (text: string) => socket.send(text),
    close: () => socket.close(),
    async until(test: (event: PageEvent) => boolean): Promise<PageEvent> {
      while (!events.some(test)) await settled();
      return must(events.find(test));
    },
  };
}

test("a page of another origin is refused before the upgrade", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const ask = (headers: Record<string, string>) => fetch(`${host.url}/ws`, { headers: { ...UPGRADE, ...headers } });
  expect((await ask({ Origin: "http://evil.example" })).status).toBe(403);
  expect((await ask({ Origin: "null" })).status).toBe(403);
  expect((await ask({ Host: "evil.example" })).status).toBe(403);
  expect((await ask({ "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
  expect((await fetch(`${host.url}/ws`)).status).toBe(400);
});

test("a first frame without the key ends the connection, and tells nothing", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  for (const hello of [{ type: "hello", key: "wrong" }, { type: "hello" }, { key: host.key }, "not JSON", "[]"]) {
    const page = await openPage(host, hello);
    expect(await page.closed).toBe(WRONG_KEY);
    expect(page.events).toEqual([]);
  }
});

test("a socket that says nothing is told nothing", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const claude = await domain.claude();
  const silent = await openPage(host);
  const page = await openPage(host, { type: "hello", key: host.key });
  await page.until(({ type }) => type === "snapshot");
  await claude.reply("to the page");
  await page.until(({ type }) => type === "message");
  expect(silent.events).toEqual([]);
  silent.close();
  page.close();
  await Promise.all([silent.closed, page.closed]);
});

test("a snapshot comes first, then every change, to every page", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const claude = await domain.claude();
  await claude.reply("before");
  const codex = await domain.codex();
  const pages = [
    await openPage(host, { type: "hello", key: host.key }),
    await openPage(host, { type: "hello", key: host.key }),
  ];
  for (const page of pages) {
    const snapshot = await page.until(({ type }) => type === "snapshot");
    if (snapshot.type !== "snapshot") throw new Error("expected the snapshot");
    expect(page.events[0]).toBe(snapshot);
    expect(snapshot.messages.map(({ text }) => text)).toEqual(["before"]);
    expect(snapshot.sessions.map(({ id }) => id)).toContain(claude.session);
  }
  const asked = codex.ask("why?");
  const message = await claude.next();
  await claude.reply("because", message.id);
  await codex.ack((await asked.result).batch);
  for (const { until, events } of pages) {
    await until((event) => event.type === "message" && event.message.text === "why?");
    const answer = await until((event) => event.type === "message" && event.message.text === "because");
    if (answer.type !== "message") throw new Error("expected the answer");
    const isNow = (id: string, is: (message: MessageView) => boolean) =>
      until((event) => event.type === "message" && event.message.id === id && is(event.message));
    await isNow(asked.id, ({ question }) => question?.outcome === "answered");
    await isNow(answer.message.id, ({ deliveries }) => deliveries[0]?.state === "seen");
    expect(events.filter(({ type }) => type === "snapshot")).toHaveLength(1);
  }
  for (const page of pages) page.close();
  await Promise.all(pages.map(({ closed }) => closed));
});

test("what Claude says to the page counts as delivered only while one is open", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const claude = await domain.claude();
  const kept = await claude.reply("to nobody");
  expect({ received: kept.received, state: domain.delivery(kept.message).state }).toEqual({
    received: false,
    state: "stored",
  });
  const page = await openPage(host, { type: "hello", key: host.key });
  await page.until(({ type }) => type === "snapshot");
  await domain.until(() => domain.delivery(kept.message).state === "pushed");
  expect((await claude.reply("to the page")).received).toBe(true);
  page.close();
  await page.closed;
  const reply = async () => (await claude.reply("to nobody again")).received;
  while (await reply()) await settled();
});

test("a page that goes on talking is closed", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const page = await openPage(host, { type: "hello", key: host.key });
  await page.until(({ type }) => type === "snapshot");
  page.send(JSON.stringify({ type: "hello", key: host.key }));
  expect(await page.closed).toBe(1008);
});
