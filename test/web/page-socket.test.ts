/** /ws without a network: who is told what, and when. */
import { expect, test } from "bun:test";
import { createPageSockets, type PageSocket } from "../../src/http/page-socket";
import { PageFrame } from "../../src/shared/api";
import { createDomain } from "../support/domain";

const KEY = "key of this run";

function connect() {
  const sent: string[] = [];
  const closed: number[] = [];
  const socket: PageSocket = {
    send: (frame) => sent.push(frame),
    subscribe: () => {},
    backlog: () => 0,
    admit: () => null,
    cutOff: () => {},
    close: (code) => closed.push(code),
  };
  return { socket, sent, closed };
}

const hello = (key = KEY) => JSON.stringify({ type: "hello", key });
const parse = (frame: string | undefined) => PageFrame.parse(JSON.parse(frame ?? ""));

test("a sign of life every ten seconds while a page is open, and no timer without one", async () => {
  await using domain = await createDomain();
  const published: string[] = [];
  const { console } = domain.bridge;
  const { clock } = domain;
  const pages = createPageSockets({ console, key: KEY, publish: (frame) => published.push(frame), clock });
  const idle = clock.pending();
  const [one, two] = [connect(), connect()];
  pages.receive(one.socket, hello());
  pages.receive(two.socket, hello());
  await clock.advance(9_999);
  expect(published).toEqual([]);
  await clock.advance(20_001);
  expect(published.map((frame) => parse(frame).map(({ type }) => type))).toEqual([["now"], ["now"], ["now"]]);
  expect(parse(published.at(-1))).toEqual([{ type: "now", now: clock.now() }]);

  pages.closed(one.socket);
  await clock.advance(10_000);
  expect(published).toHaveLength(4);
  pages.closed(two.socket);
  await clock.advance(60_000);
  expect(published).toHaveLength(4);
  expect(clock.pending()).toBe(idle);
});

test("a wrong key is closed with a code of its own, before anything is told", async () => {
  await using domain = await createDomain();
  const pages = createPageSockets({ console: domain.bridge.console, key: KEY, publish: () => {}, clock: domain.clock });
  for (const text of [hello("another"), "not JSON", "{}"]) {
    const { socket, sent, closed } = connect();
    pages.receive(socket, text);
    expect({ sent, closed }).toEqual({ sent: [], closed: [4401] });
    pages.closed(socket);
  }
});

test("the snapshot brings open questions that are older than its messages, and no other twice", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const old = [codex.ask("old and open"), codex.ask("old and answered")];
  await Promise.all(old.map(() => claude.next()));
  await claude.reply("done", old[1]?.id);
  for (let i = 0; i < 110; i++) await claude.send(`note ${i}`);
  const late = codex.ask("new and open");
  await claude.next();

  const pages = createPageSockets({ console: domain.bridge.console, key: KEY, publish: () => {}, clock: domain.clock });
  const { socket, sent } = connect();
  pages.receive(socket, hello());
  const [snapshot] = parse(sent[0]);
  if (snapshot?.type !== "snapshot") throw new Error("no snapshot");
  expect(snapshot.more).toBe(true);
  expect(snapshot.messages).toHaveLength(100);
  expect(snapshot.messages.at(-1)?.id).toBe(late.id);
  expect(snapshot.open).toMatchObject([{ id: old[0]?.id, text: "old and open", question: { outcome: "open" } }]);
  pages.closed(socket);
  for (const call of [...old, late]) call.abort();
  await Promise.allSettled([...old, late].map(({ result }) => result));
});
