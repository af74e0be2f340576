/** Receipt by Codex: what a call takes is leased; an ack ends it, a release or a lost process brings it back. */
import { describe, expect, test } from "bun:test";
import type { CheckResult } from "../../src/shared/calls/codex";
import { must, textsOf } from "../support/agents-in-process";
import { countLeases, createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

/** A note that has been taken by a check, and is not settled. */
async function takeOne(text = "a note") {
  const domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const { message } = await claude.send(text);
  const { batch } = await codex.check().result;
  return { domain, claude, codex, id: message, batch, [Symbol.asyncDispose]: () => domain[Symbol.asyncDispose]() };
}

function itemOf({ batch }: CheckResult) {
  return must(batch.items[0]);
}

describe("a leased message", () => {
  test("goes to nobody else, and is not edited any more", async () => {
    await using taken = await takeOne();
    expect(textsOf(await taken.codex.check().result)).toEqual([]);
    expect(taken.domain.delivery(taken.id)).toMatchObject({ state: "stored", attempts: 1 });
    await expect(taken.claude.api.edit({ message: taken.id, text: "changed" })).rejects.toThrow("Not edited");
  });

  test("is seen once acked, and never comes again", async () => {
    await using taken = await takeOne();
    await taken.codex.ack(taken.batch);
    expect(taken.domain.delivery(taken.id)).toMatchObject({ state: "seen", seenAt: taken.domain.clock.now() });
    await taken.codex.release(taken.batch);
    expect(textsOf(await taken.codex.check().result)).toEqual([]);
  });

  test("comes again with the same id, marked, after a release", async () => {
    await using taken = await takeOne();
    await taken.codex.release(taken.batch);
    expect(taken.domain.delivery(taken.id).state).toBe("stored");
    expect(taken.domain.delivery(taken.id).reason).not.toBeNull();
    const again = await taken.codex.check().result;
    expect(itemOf(again)).toMatchObject({ id: taken.id, text: "a note", redelivered: true });
  });

  test("comes again when its process is gone, to another one of the thread", async () => {
    await using taken = await takeOne();
    const { codex, domain } = taken;
    await codex.api.detach();
    expect(countLeases(domain.db)).toBe(0);
    const resumed = await domain.codex({ thread: codex.thread });
    expect(itemOf(await resumed.check().result)).toMatchObject({ id: taken.id, redelivered: true });
  });

  test("counts as received by an ack that comes after its release", async () => {
    await using taken = await takeOne();
    await taken.codex.release(taken.batch);
    await taken.codex.ack(taken.batch);
    expect(taken.domain.delivery(taken.id).state).toBe("seen");
    expect(textsOf(await taken.codex.check().result)).toEqual([]);
  });

  test("is not acked by another thread, whatever ids it names", async () => {
    await using taken = await takeOne();
    const other = await taken.domain.codex();
    await other.ack(taken.batch);
    expect(taken.domain.delivery(taken.id).state).toBe("stored");
  });
});

test("a release wakes a call that waits by now", async () => {
  await using taken = await takeOne();
  const waiting = taken.codex.check({ waitMs: 60_000 });
  await settled();
  await taken.codex.release(taken.batch);
  expect(itemOf(await waiting.result)).toMatchObject({ id: taken.id, redelivered: true });
});

test("Claude is told of an answer that did not arrive, and not of one that arrived after all", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  async function answerAndRelease(text: string) {
    const asked = codex.ask("why?");
    await settled();
    const { message } = await claude.reply(text, asked.id);
    await codex.release((await asked.result).batch);
    return message;
  }
  const lost = await answerAndRelease("lost");
  expect((await claude.api.sessions()).notices).toEqual([{ kind: "unreceived", message: lost, start: "lost" }]);
  expect((await claude.api.sessions()).notices).toEqual([]);
  await codex.ack((await codex.check().result).batch);

  await answerAndRelease("late");
  await codex.ack((await codex.check().result).batch);
  expect((await claude.api.sessions()).notices).toEqual([]);
});

test("a process that goes in the middle of its first call leaves no lease and no session behind", async () => {
  for (let steps = 0; steps < 16; steps++) {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ threads: ["t-1"], thread: "t-1" });
    await claude.send("a note");
    const resumed = await domain.codex({ process: "p_two", thread: "t-1" });
    await codex.api.detach();
    const checking = resumed.check();
    for (let i = 0; i < steps; i++) await Promise.resolve();
    await resumed.api.detach();
    await checking.result.catch(() => {});
    await settled();
    const connected = domain.bridge.console
      .sessions()
      .filter((session) => session.connected && session.kind === "codex");
    expect({ steps, leases: countLeases(domain.db), connected }).toEqual({ steps, leases: 0, connected: [] });
  }
});

test("what a process held that ends while the disk is full is given back a little later", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  const asked = codex.ask("what is it?");
  const question = await claude.next();
  await claude.reply("this", question.id);
  await asked.result;
  const { store } = domain;
  const { commit } = store;
  store.commit = () => Promise.reject(new Error("database or disk is full"));
  await codex.api.detach();
  store.commit = commit;
  expect(domain.logged()).toEqual([expect.stringContaining("full")]);
  const back = await domain.codex({ thread: "t1", threads: ["t1"] });
  await domain.clock.advance(5_000);
  const { batch } = await back.check().result;
  expect(batch.items).toMatchObject([{ text: "this", redelivered: true }]);
  await back.ack(batch);
});
