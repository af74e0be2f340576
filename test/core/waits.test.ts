/** The end of a wait is never the end of the question. */
import { describe, expect, test } from "bun:test";
import { must, textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

describe("a wait's end", () => {
  test("leaves the question open, and the late answer comes with a check", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("slow?", { waitMs: 5_000 });
    await domain.clock.advance(4_999);
    expect(domain.bridge.held()).toBe(1);
    await domain.clock.advance(1);
    expect(await asked.result).toMatchObject({ status: "open", state: "pushed", batch: { items: [] } });
    expect(domain.message(asked.id).question).toMatchObject({ outcome: "open", waiting: false });

    const replied = await claude.reply("at last", asked.id);
    expect(replied).toMatchObject({ as: "answer", received: false });
    expect(replied.session).toMatchObject({ id: codex.thread, connected: true });
    const checked = await codex.check().result;
    expect(textsOf(checked)).toEqual(["at last"]);
    expect(must(checked.batch.items[0])).toMatchObject({ replyTo: asked.id, redelivered: false });
  });

  test("with no time to wait returns at once", async () => {
    await using domain = await createDomain();
    await domain.claude();
    const codex = await domain.codex();
    expect((await codex.ask("later", { waitMs: 0 }).result).status).toBe("open");
  });

  test("that meets the answer loses nothing, whichever comes first", async () => {
    for (let steps = 0; steps < 12; steps++) {
      await using domain = await createDomain();
      const claude = await domain.claude();
      const codex = await domain.codex();
      const asked = codex.ask("a race", { waitMs: 1_000 });
      await settled();
      const replying = claude.reply("photo finish", asked.id);
      for (let i = 0; i < steps; i++) await Promise.resolve();
      domain.clock.strike(1_000);
      const { received } = await replying;
      const result = await asked.result;
      // Claude was told the truth: handed to the held call, or kept for the next one.
      expect({ steps, texts: textsOf(result) }).toEqual({ steps, texts: received ? ["photo finish"] : [] });
      if (!received) expect(textsOf(await codex.check().result)).toEqual(["photo finish"]);
    }
  });
});

describe("a call that its caller gives up", () => {
  test("ends at once, and the question stays open", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("never mind");
    await claude.next();
    asked.abort();
    expect(await asked.result).toMatchObject({ status: "open", batch: { items: [] } });
    await claude.reply("still", asked.id);
    expect(textsOf(await codex.check().result)).toEqual(["still"]);
  });

  test("before it began waiting is stored and pushed all the same", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("too late to stop");
    asked.abort();
    await asked.result;
    expect((await claude.next()).id).toBe(asked.id);
  });
});

describe("a check that waits", () => {
  test("returns with the first message", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const checking = codex.check({ waitMs: 60_000 });
    await settled();
    await claude.send("news");
    expect(textsOf(await checking.result)).toEqual(["news"]);
  });

  test("returns empty at its deadline and when given up", async () => {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const first = codex.check({ waitMs: 1_000 });
    await domain.clock.advance(1_000);
    expect((await first.result).batch.items).toEqual([]);
    const second = codex.check({ waitMs: 1_000 });
    await settled();
    second.abort();
    expect((await second.result).batch.items).toEqual([]);
  });

  test("for one answer is not woken by another message", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("the one", { waitMs: 0 });
    await asked.result;
    const checking = codex.check({ question: asked.id, waitMs: 60_000 });
    await settled();
    await claude.send("something else");
    await settled();
    expect(domain.bridge.held()).toBe(1);
    await claude.reply("the answer", asked.id);
    expect(textsOf(await checking.result)).toEqual(["the answer"]);
    expect(textsOf(await codex.check().result)).toEqual(["something else"]);
  });
});

describe("an answer that comes while its call is about to take something else", () => {
  // Microtasks after the note that ends the wait: between its wake and the commit that takes it.
  for (const later of [1, 2, 3, 4, 5, 8]) {
    test(`goes with it, or with the next one (${later})`, async () => {
      await using domain = await createDomain();
      const claude = await domain.claude();
      const codex = await domain.codex();
      const asked = codex.ask("what is it?");
      await claude.next();
      const sent = claude.send("a note");
      for (let i = 0; i < later; i++) await Promise.resolve();
      const replied = await claude.reply("the answer", asked.id);
      await sent;
      const result = await asked.result;
      await codex.ack(result.batch);
      const next = await codex.check().result;
      await codex.ack(next.batch);
      expect([...textsOf(result), ...textsOf(next)].sort()).toEqual(["a note", "the answer"]);
      expect(domain.delivery(replied.message).state).toBe("seen");
    });
  }
});
