/** Expiry: a question that nobody answers ends after a day, and both sides are told with their next result. */
import { expect, test } from "bun:test";
import { QUESTION_EXPIRY_MS } from "../../src/core/bridge";
import { textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

test("an unanswered question expires, and not a moment before", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("anyone?", { waitMs: 0 });
  await asked.result;
  await domain.clock.advance(QUESTION_EXPIRY_MS - 1);
  expect(domain.message(asked.id).question?.outcome).toBe("open");
  // The bridge looks at most once a second.
  await domain.clock.advance(1_001);
  expect(domain.message(asked.id).question).toMatchObject({ outcome: "expired", answerId: null });

  const told = { kind: "expired", message: asked.id, start: "anyone?" };
  expect((await codex.check().result).notices).toMatchObject([told]);
  expect((await claude.api.sessions()).notices).toMatchObject([told]);
  expect((await codex.check().result).notices).toEqual([]);
});

test("a reply after that is kept as a follow-up, and the outcome stays", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("anyone?", { waitMs: 0 });
  await asked.result;
  await domain.clock.advance(QUESTION_EXPIRY_MS + 1_001);
  const replied = await claude.reply("too late", asked.id);
  expect(replied).toMatchObject({ as: "follow_up", question: { outcome: "expired" } });
  expect(domain.message(asked.id).question).toMatchObject({ outcome: "expired", answerId: null });
  expect(textsOf(await codex.check().result)).toEqual(["too late"]);
});

test("a call that waits for it is woken and told", async () => {
  await using domain = await createDomain();
  await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("anyone?", { waitMs: 2 * QUESTION_EXPIRY_MS });
  await settled();
  await domain.clock.advance(QUESTION_EXPIRY_MS + 1_001);
  expect(await asked.result).toMatchObject({ status: "expired", notices: [], batch: { items: [] } });
});

test("an answered question does not expire", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("anyone?");
  await settled();
  await claude.reply("me", asked.id);
  await codex.ack((await asked.result).batch);
  await domain.clock.advance(2 * QUESTION_EXPIRY_MS);
  expect(domain.message(asked.id).question?.outcome).toBe("answered");
  expect((await codex.check().result).notices).toEqual([]);
});

test("questions expire although a look at them failed", async () => {
  await using domain = await createDomain();
  await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("anyone?", { waitMs: 0 });
  await asked.result;
  const { questions } = domain.store;
  const { expire } = questions;
  questions.expire = () => {
    questions.expire = expire;
    throw new Error("database or disk is full");
  };
  await domain.clock.advance(QUESTION_EXPIRY_MS + 120_000);
  expect(domain.logged()).toHaveLength(1);
  expect(domain.message(asked.id).question?.outcome).toBe("expired");
});
