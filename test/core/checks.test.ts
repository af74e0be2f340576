/** What a check may take: oldest first, the thread's own, and never what another open call waits for. */
import { expect, test } from "bun:test";
import { must, textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

test("messages come oldest first, with the questions that are still open", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("still open?", { waitMs: 0 });
  await asked.result;
  for (const text of ["first", "second", "third"]) await claude.send(text);
  const checked = await codex.check().result;
  expect(textsOf(checked)).toEqual(["first", "second", "third"]);
  expect(checked.questions).toMatchObject([{ id: asked.id, outcome: "open", state: "pushed", start: "still open?" }]);
});

test("an answer that another open call waits for is left to that call", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("mine", { waitMs: 0 });
  await asked.result;
  const owner = codex.check({ question: asked.id, waitMs: 60_000 });
  const other = codex.check({ waitMs: 60_000 });
  await settled();
  await claude.reply("the answer", asked.id);
  expect(textsOf(await owner.result)).toEqual(["the answer"]);
  expect(domain.bridge.held()).toBe(1);
  await claude.send("a note");
  expect(textsOf(await other.result)).toEqual(["a note"]);
});

test("a check that comes just as an answer does leaves it to the call that waits for it", async () => {
  for (let steps = 0; steps < 12; steps++) {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("mine");
    await settled();
    const replying = claude.reply("the answer", asked.id);
    for (let i = 0; i < steps; i++) await Promise.resolve();
    const checked = await codex.check().result;
    await replying;
    expect({ steps, texts: textsOf(checked) }).toEqual({ steps, texts: [] });
    expect(textsOf(await asked.result)).toEqual(["the answer"]);
  }
});

test("another thread's messages are never taken, not by its question's id either", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const owner = await domain.codex();
  const other = await domain.codex();
  const asked = owner.ask("mine", { waitMs: 0 });
  await asked.result;
  await claude.reply("not for others", asked.id);
  expect((await other.check().result).batch.items).toEqual([]);
  expect((await other.check({ question: asked.id }).result).batch.items).toEqual([]);
  expect(textsOf(await owner.check().result)).toEqual(["not for others"]);
});

test("a call of another thread with a question's id learns nothing and does not count as waiting", async () => {
  await using domain = await createDomain();
  await domain.claude();
  const owner = await domain.codex();
  const other = await domain.codex();
  const asked = owner.ask("a secret", { waitMs: 0 });
  await asked.result;
  const checked = await other.check({ question: asked.id, waitMs: 60_000 }).result;
  expect(checked).toMatchObject({ batch: { items: [] }, questions: [] });
  expect(domain.message(asked.id).question?.waiting).toBe(false);
});

test("with a question's id only its answer comes, and the question whatever its outcome", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const [one, two] = [codex.ask("one", { waitMs: 0 }), codex.ask("two", { waitMs: 0 })];
  await Promise.all([one.result, two.result]);
  await claude.reply("to one", one.id);
  await claude.reply("to two", two.id);
  const checked = await codex.check({ question: two.id }).result;
  expect(textsOf(checked)).toEqual(["to two"]);
  expect(checked.questions).toMatchObject([{ id: two.id, outcome: "answered" }]);
  await codex.ack(checked.batch);
  expect(await codex.check({ question: two.id, waitMs: 60_000 }).result).toMatchObject({
    batch: { items: [] },
    questions: [{ outcome: "answered" }],
  });
});

test("a question that nobody asked gives an empty result at once", async () => {
  await using domain = await createDomain();
  const codex = await domain.codex();
  expect(await codex.check({ question: "q_nothing", waitMs: 60_000 }).result).toMatchObject({
    batch: { items: [] },
    questions: [],
  });
});

test("an ask takes along what waited, after its own answer", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const late = codex.ask("early", { waitMs: 0 });
  await late.result;
  await claude.send("a note");
  await claude.reply("a late answer", late.id);
  const asked = codex.ask("now");
  await settled();
  await claude.reply("the answer", asked.id);
  const result = await asked.result;
  expect(textsOf(result)).toEqual(["the answer", "a note", "a late answer"]);
  expect(must(result.batch.items[2]).replyTo).toBe(late.id);
});

test("the answer that a check names comes, however many messages wait before it", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  // More than a check looks at where it takes anything.
  const asked = Array.from({ length: 250 }, (_, i) => codex.ask(`question ${i}`, { waitMs: 0 }));
  await Promise.all(asked.map(({ result }) => result));
  for (const [i, { id }] of asked.entries()) await claude.reply(`answer ${i}`, id);
  const checked = await codex.check({ question: must(asked[240]).id }).result;
  expect(textsOf(checked)).toEqual(["answer 240"]);
});
