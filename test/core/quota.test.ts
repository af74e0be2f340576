/** How much one session may leave lying: what is over it is refused in words, and nothing of it is stored. */
import { expect, test } from "bun:test";
import { createId } from "../../src/shared/ids";
import { textsOf } from "../support/agents-in-process";
import { createDomain, type Domain, refusal } from "../support/domain";

const LIMITS = { messageBytes: 1_000, openQuestions: 3, queuedMessages: 3 };

const count = (domain: Domain) => domain.bridge.console.snapshot().messages.length;

test("one question more than may be open: the asker is told, others are not in the way, and an answer makes room", async () => {
  await using domain = await createDomain({ limits: LIMITS });
  const claude = await domain.claude();
  const codex = await domain.codex();
  const open = Array.from({ length: 3 }, (_, i) => codex.ask(`question ${i}`));
  for (const _ of open) await claude.next();
  const late = await refusal(codex.ask("one more").result);
  expect(late).toMatchObject({
    code: "too_many",
    message: expect.stringContaining("questions of yours are open already"),
  });
  expect(count(domain)).toBe(3);
  // An answer is never refused, and the same question sent again is none more.
  const again = codex.ask("question 0", { id: open[0]?.id ?? "" });
  const other = (await domain.codex()).ask("somebody else's");
  await claude.next();
  for (const [i, { id }] of open.entries()) await claude.reply(`answer ${i}`, id);
  expect((await Promise.all([...open, again].map(({ result }) => result))).flatMap(textsOf)).toContain("answer 1");
  await claude.reply("yours", other.id);
  await other.result;
  const next = codex.ask("there is room again");
  await claude.next();
  await claude.reply("yes", next.id);
  expect(textsOf(await next.result)).toEqual(["yes"]);
});

test("one message more than may wait: Claude and the user are told, and what Codex takes makes room", async () => {
  await using domain = await createDomain({ limits: LIMITS });
  const claude = await domain.claude();
  const codex = await domain.codex();
  for (let i = 0; i < 3; i++) await claude.send(`note ${i}`);
  const late = await refusal(claude.send("one more"));
  expect(late).toMatchObject({
    code: "too_many",
    message: expect.stringContaining("messages wait for that session already"),
  });
  const say = () => domain.bridge.console.say({ id: createId("m"), to: "codex", text: "from the user" });
  expect(await refusal(say())).toMatchObject({ code: "too_many" });
  expect(count(domain)).toBe(3);
  expect(textsOf(await codex.check().result)).toHaveLength(3);
  await say();
  expect(count(domain)).toBe(4);
});

test("a text over the limit of its setting is refused on every way in, in bytes and not in characters", async () => {
  await using domain = await createDomain({ limits: LIMITS });
  const claude = await domain.claude();
  const codex = await domain.codex();
  const [long, fitting] = ["é".repeat(501), "é".repeat(500)];
  const question = codex.ask("what?");
  await claude.next();
  for (const call of [
    () => codex.ask(long).result,
    () => claude.send(long),
    () => claude.reply(long, question.id),
    () => domain.bridge.console.say({ id: createId("m"), to: "claude", text: long }),
  ])
    expect(await refusal(call())).toMatchObject({
      code: "too_large",
      field: "text",
      message: expect.stringContaining("bytes of text"),
    });
  expect(count(domain)).toBe(1);
  await claude.reply(fitting, question.id);
  expect(textsOf(await question.result)).toEqual([fitting]);
});
