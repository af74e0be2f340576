/** A client that does not read: what is in flight to it is bounded, the rest stays in the store, and order is kept. */
import { expect, test } from "bun:test";
import type { Envelope } from "../../src/shared/calls/envelope";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

const MEBI = 1024 * 1024;

/** A gate that holds all pushes until it is opened. */
function createGate() {
  const opened = Promise.withResolvers<void>();
  const offered: Envelope[] = [];
  const push = (items: Envelope[]) => {
    offered.push(...items);
    return opened.promise;
  };
  return { push, offered, open: () => opened.resolve() };
}

test("a client that does not read is handed one batch; the rest waits in the store, then comes in order", async () => {
  await using domain = await createDomain();
  const gate = createGate();
  const claude = await domain.claude({ gate: gate.push });
  const codex = await domain.codex();
  const large = Array.from({ length: 4 }, (_, i) => `${i}`.repeat(11 * MEBI));
  const texts = [...large, "small", "last"];
  const asked: string[] = [];
  for (const text of texts) {
    const question = codex.ask(text, { waitMs: 0 });
    asked.push(question.id);
    await question.result;
  }
  await settled();
  expect(gate.offered.map(({ id }) => id)).toEqual(asked.slice(0, 1));
  expect(domain.delivery(asked.at(-1) ?? "")).toMatchObject({ state: "stored", attempts: 0 });
  gate.open();
  await domain.until(() => claude.got.length === asked.length);
  expect(claude.got.map(({ id }) => id)).toEqual(asked);
  expect(claude.got.every(({ redelivered }) => !redelivered)).toBe(true);
  await domain.until(() => asked.every((id) => domain.delivery(id).state === "pushed"));
});

test("what waited comes before what is said while its session attaches", async () => {
  for (let steps = 0; steps < 12; steps++) {
    await using domain = await createDomain();
    const gone = await domain.claude({ session: "cc_one" });
    const codex = await domain.codex();
    const asked: string[] = [];
    const ask = async (text: string) => {
      const question = codex.ask(text, { to: "cc_one", waitMs: 0 });
      asked.push(question.id);
      await question.result;
    };
    // More than one batch of them.
    for (let i = 0; i < 120; i++) await ask(`${i}`);
    await gone.api.detach();
    const arriving = domain.claude({ session: "cc_one" });
    for (let i = 0; i < steps; i++) await Promise.resolve();
    await ask("newest");
    const claude = await arriving;
    await settled();
    // At the first steps the session is not there yet, and the newest is refused.
    const sent = asked.filter((id) => domain.bridge.console.message(id) !== null);
    expect({ steps, ids: claude.got.map(({ id }) => id) }).toEqual({ steps, ids: sent });
  }
});

test("a push that fails leaves the message stored, and it comes with the next attachment, marked", async () => {
  await using domain = await createDomain();
  const broken = await domain.claude({ session: "cc_one", gate: () => Promise.reject(new Error("EPIPE")) });
  const codex = await domain.codex();
  const asked = codex.ask("does this arrive?", { waitMs: 0 });
  await asked.result;
  await settled();
  expect(domain.delivery(asked.id)).toMatchObject({ state: "stored", attempts: 1 });
  await broken.api.detach();
  const claude = await domain.claude({ session: "cc_one" });
  expect(claude.got).toMatchObject([{ id: asked.id, redelivered: true }]);
});

test("a client that goes while it is written to gives the message back at once", async () => {
  await using domain = await createDomain();
  const gate = createGate();
  const slow = await domain.claude({ session: "cc_one", gate: gate.push });
  const codex = await domain.codex();
  const asked = codex.ask("under way", { waitMs: 0 });
  await asked.result;
  await slow.api.detach();
  const claude = await domain.claude({ session: "cc_one" });
  expect(claude.got).toMatchObject([{ id: asked.id, redelivered: true }]);
  // The old write ends after all: that changes nothing any more.
  gate.open();
  await settled();
  expect(domain.delivery(asked.id).state).toBe("pushed");
});

test("of two processes for one session, the one that is left goes on with what the other had not written", async () => {
  await using domain = await createDomain();
  const older = await domain.claude({ session: "cc_one" });
  const newer = await domain.claude({ session: "cc_one", gate: () => new Promise(() => {}) });
  const codex = await domain.codex();
  const asked = codex.ask("under way", { waitMs: 0 });
  await asked.result;
  expect(older.got).toEqual([]);
  await newer.api.detach();
  await domain.until(() => older.got.length > 0);
  expect(older.got).toMatchObject([{ id: asked.id, redelivered: true }]);
});

test("what was written and could not be marked so comes again a little later, marked, and so does what waits", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude({ session: "cc_one" });
  const codex = await domain.codex();
  const { deliveries } = domain.store;
  const { pushed } = deliveries;
  deliveries.pushed = () => {
    throw new Error("database or disk is full");
  };
  const first = codex.ask("the first", { waitMs: 0 });
  await first.result;
  await domain.until(() => claude.got.length === 1);
  await settled();
  deliveries.pushed = pushed;
  expect(domain.logged()).toEqual([expect.stringContaining("full")]);
  await domain.clock.advance(5_000);
  expect(claude.got.map(({ id, redelivered }) => ({ id, redelivered }))).toEqual([
    { id: first.id, redelivered: false },
    { id: first.id, redelivered: true },
  ]);
  const more = codex.ask("one more", { waitMs: 0 });
  await more.result;
  await settled();
  expect(claude.got.at(-1)?.id).toBe(more.id);
});

test("messages that could not be read just when the disk was full go a little later", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude({ session: "cc_one" });
  const codex = await domain.codex();
  const { deliveries } = domain.store;
  const { waiting } = deliveries;
  deliveries.waiting = () => {
    throw new Error("database or disk is full");
  };
  const asked = codex.ask("the first", { waitMs: 0 });
  await asked.result;
  await settled();
  deliveries.waiting = waiting;
  expect(domain.logged()).toEqual([expect.stringContaining("full")]);
  expect(claude.got).toEqual([]);
  await domain.clock.advance(5_000);
  expect(claude.got).toMatchObject([{ id: asked.id, redelivered: false }]);
});

test("a message that comes just as a push ends is pushed as well", async () => {
  for (let steps = 0; steps < 15; steps++) {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const first = codex.ask("one", { waitMs: 0 });
    for (let i = 0; i < steps; i++) await Promise.resolve();
    const second = codex.ask("two", { waitMs: 0 });
    await Promise.all([first.result, second.result]);
    await settled();
    expect({ steps, texts: claude.got.map(({ text }) => text).sort() }).toEqual({ steps, texts: ["one", "two"] });
  }
});
