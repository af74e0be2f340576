/** The loop guard: two agents alone stop after a while, and go on with a person's word. */
import { expect, test } from "bun:test";
import { createId } from "../../src/shared/ids";
import { createDomain } from "../support/domain";

const LIMIT = 3;

/** A pair that has used up its limit: three questions, each answered. */
async function createTalk() {
  const domain = await createDomain({ loopLimit: LIMIT });
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  async function exchange(trigger: string | null = null) {
    const asked = codex.ask("again?", { trigger });
    const { id } = await claude.next();
    await claude.reply("again", id);
    const { status, batch } = await asked.result;
    await codex.ack(batch);
    return status;
  }
  for (let i = 0; i < LIMIT; i++) expect(await exchange()).toBe("answered");
  return { domain, claude, codex, exchange };
}

test("the message after the limit is held, and its call returns at once", async () => {
  const { domain, claude, codex } = await createTalk();
  await using _ = domain;
  const asked = codex.ask("and again?");
  expect(await asked.result).toMatchObject({ status: "held", state: "held", heldBy: "guard" });
  expect(await claude.send("me too")).toMatchObject({ state: "held", transport: null });
  expect(claude.got).toHaveLength(LIMIT);
});

test("a person's word lets the talk go on: on the page, or by a turn that the user started", async () => {
  const { domain, exchange } = await createTalk();
  await using _ = domain;
  await domain.bridge.console.say({ id: createId("m"), to: "codex", text: "carry on", session: "t1" });
  expect(await exchange()).toBe("answered");
  for (let i = 1; i < LIMIT; i++) await exchange();
  expect(await exchange("user")).toBe("answered");
});

test("resume hands on what was held, in order, and held time is not counted against the question", async () => {
  const { domain, claude, codex } = await createTalk();
  await using _ = domain;
  const asked = codex.ask("held?");
  await asked.result;
  const before = domain.message(asked.id).question?.expiresAt ?? 0;
  // Longer than a question lives: held ones do not expire.
  await domain.clock.advance(2 * 24 * 3_600_000);
  expect(domain.message(asked.id).question?.outcome).toBe("open");
  expect(await domain.bridge.console.resume()).toBe(1);
  expect(await claude.next()).toMatchObject({ id: asked.id, text: "held?", redelivered: false });
  expect(domain.message(asked.id).question?.expiresAt).toBe(before + 2 * 24 * 3_600_000);
  await claude.reply("free", asked.id);
  const { batch } = await codex.check().result;
  expect(batch.items).toMatchObject([{ text: "free" }]);
  await codex.ack(batch);
});

test("other pairs, and a limit of 0, are not held", async () => {
  const { domain, claude } = await createTalk();
  await using _ = domain;
  const other = await domain.codex({ thread: "t2", threads: ["t2"] });
  const asked = other.ask("me?");
  const { id } = await claude.next();
  await claude.reply("you", id);
  const { status, batch } = await asked.result;
  expect(status).toBe("answered");
  await other.ack(batch);

  await using free = await createDomain({ loopLimit: 0 });
  const talker = await free.claude();
  await free.codex({ thread: "t1", threads: ["t1"] });
  for (let i = 0; i < 100; i++) expect((await talker.send("on and on")).state).toBe("stored");
});
