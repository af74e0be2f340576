/** A host that ends without a word, and the next one on the same file: nothing is lost, nothing comes twice unmarked. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { END } from "../../src/core/views";
import { textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function createPath(): string {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-restart-"));
  directories.push(directory);
  return join(directory, "bridge.db");
}

describe("after a host's end", () => {
  test("a question waits for its own project's session to come over, and does not go to whoever came first", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    await before.claude({ session: "cc_alpha", project: "alpha" });
    before.crash();

    await using domain = await createDomain({ path, clock: before.clock });
    const beta = await domain.claude({ session: "cc_beta", project: "beta" });
    const codex = await domain.codex({ thread: "t-1", threads: ["t-1"], project: "alpha" });
    const asked = codex.ask("for alpha");
    await settled();
    expect(beta.got).toEqual([]);
    const alpha = await domain.claude({ session: "cc_alpha", project: "alpha" });
    await domain.clock.advance(100);
    await domain.until(() => alpha.got.length === 1);
    expect(beta.got).toEqual([]);
    await alpha.reply("from alpha", asked.id);
    expect(textsOf(await asked.result)).toEqual(["from alpha"]);
  });

  test("a session that does not come over is not waited for longer than a moment", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    await before.claude({ session: "cc_alpha", project: "alpha" });
    before.crash();

    await using domain = await createDomain({ path, clock: before.clock });
    const beta = await domain.claude({ session: "cc_beta", project: "beta" });
    const codex = await domain.codex({ thread: "t-1", threads: ["t-1"], project: "alpha" });
    const asked = codex.ask("for whoever is there");
    for (let waited = 0; waited <= 3_000; waited += 100) await domain.clock.advance(100);
    await domain.until(() => beta.got.length === 1);
    await beta.reply("from beta", asked.id);
    expect(textsOf(await asked.result)).toEqual(["from beta"]);
  });

  test("unanswered questions come again, marked, and their answers reach their asker", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    await before.claude({ session: "cc_one" });
    const old = await before.codex({ thread: "t-1" });
    const asked = old.ask("still there?", { waitMs: 0 });
    await asked.result;
    before.crash();

    await using domain = await createDomain({ path, clock: before.clock });
    const claude = await domain.claude({ session: "cc_one" });
    const codex = await domain.codex({ thread: "t-1", threads: ["t-1"] });
    await settled();
    expect(claude.got).toMatchObject([{ id: asked.id, text: "still there?", redelivered: true }]);
    const again = codex.ask("still there?", { id: asked.id });
    await settled();
    expect(claude.got).toHaveLength(1);
    await claude.reply("yes", asked.id);
    expect(textsOf(await again.result)).toEqual(["yes"]);
  });

  test("a question that Claude has seen and not answered comes again as well", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    const first = await before.claude({ session: "cc_one" });
    const old = await before.codex({ thread: "t-1" });
    const asked = old.ask("one", { waitMs: 0 });
    await asked.result;
    before.store.deliveries.seen(asked.id, first.session, before.clock.now(), null);
    before.crash();
    await using domain = await createDomain({ path, clock: before.clock });
    const claude = await domain.claude({ session: "cc_one" });
    expect(claude.got).toMatchObject([{ id: asked.id, redelivered: true }]);
  });

  test("what this client was given is not pushed again, and the rest is", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    await before.claude({ session: "cc_one" });
    const old = await before.codex({ thread: "t-1" });
    const asked = ["had", "not had"].map((text) => old.ask(text, { waitMs: 0 }));
    await Promise.all(asked.map(({ result }) => result));
    before.crash();
    await using domain = await createDomain({ path, clock: before.clock });
    const claude = await domain.claude({ session: "cc_one", pushed: [asked[0]?.id ?? ""] });
    await settled();
    expect(claude.got.map(({ text }) => text)).toEqual(["not had"]);
    for (const { id } of asked) expect(domain.delivery(id).state).toBe("pushed");
  });

  test("a write that was under way counts as written where the client says so", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    await before.claude({ session: "cc_one", gate: () => new Promise(() => {}) });
    const old = await before.codex({ thread: "t-1" });
    const asked = old.ask("half written", { waitMs: 0 });
    await asked.result;
    expect(before.delivery(asked.id).state).toBe("stored");
    before.crash();
    await using domain = await createDomain({ path, clock: before.clock });
    const claude = await domain.claude({ session: "cc_one", pushed: [asked.id] });
    expect(claude.got).toEqual([]);
    expect(domain.delivery(asked.id).state).toBe("pushed");
  });

  test("what a call had taken and not proved comes again, unless the proof comes late", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    const claude = await before.claude();
    const old = await before.codex({ thread: "t-1" });
    await old.check().result;
    await claude.send("lost on the way");
    await claude.send("arrived");
    const { batch } = await old.check().result;
    before.crash();
    await using domain = await createDomain({ path, clock: before.clock });
    const codex = await domain.codex({ thread: "t-1", threads: ["t-1"] });
    await codex.ack({ lease: batch.lease, items: batch.items.slice(1) });
    const checked = await codex.check().result;
    expect(checked.batch.items).toMatchObject([{ text: "lost on the way", redelivered: true }]);
  });

  test("the history is there, and its order goes on", async () => {
    const path = createPath();
    const before = await createDomain({ path });
    const claude = await before.claude({ session: "cc_one" });
    for (const text of ["one", "two", "three"]) await claude.reply(text);
    before.crash();
    await using domain = await createDomain({ path, clock: before.clock });
    const back = await domain.claude({ session: "cc_one" });
    await back.reply("four");
    const { messages, more } = domain.bridge.console.history(END, 3, null);
    expect({ texts: messages.map(({ text }) => text), more }).toEqual({ texts: ["two", "three", "four"], more: true });
    const earlier = domain.bridge.console.history({ before: messages[0]?.seq ?? 0 }, 3, null);
    expect({ texts: earlier.messages.map(({ text }) => text), more: earlier.more }).toEqual({
      texts: ["one"],
      more: false,
    });
  });
});
