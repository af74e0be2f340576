/** How much one result carries: what Codex can show its model, whole messages only, and the rest next time. */
import { expect, test } from "bun:test";
import { textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

test("messages are added only while the whole can be read; the others come next, in order", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const texts = ["a", "b", "c", "d"].map((letter) => letter.repeat(3_000));
  for (const text of texts) await claude.send(text);
  const first = await codex.check().result;
  expect(textsOf(first)).toEqual(texts.slice(0, 2));
  expect(textsOf(await codex.check().result)).toEqual(texts.slice(2));
});

test("a message above the limit comes whole, and alone", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const long = "x".repeat(100_000);
  await claude.send(long);
  await claude.send("short");
  expect(textsOf(await codex.check().result)).toEqual([long]);
  expect(textsOf(await codex.check().result)).toEqual(["short"]);
});

test("no more than twenty messages come at once", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  for (let i = 0; i < 25; i++) await claude.send(`note ${i}`);
  expect(textsOf(await codex.check().result)).toHaveLength(20);
  expect(textsOf(await codex.check().result)).toEqual([20, 21, 22, 23, 24].map((i) => `note ${i}`));
});

test("an awaited answer is never pushed out by what waited before it", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  await claude.send("x".repeat(7_000));
  const asked = codex.ask("why?");
  await settled();
  await claude.reply("y".repeat(7_000), asked.id);
  expect(textsOf(await asked.result)).toEqual(["y".repeat(7_000)]);
});
