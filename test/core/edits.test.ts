/** Edits: one's own messages, before anybody has been handed them. */
import { expect, test } from "bun:test";
import { textsOf } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";

test("a message that nobody has taken is replaced, and arrives as it is now", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const { message } = await claude.send("frist");
  expect(await claude.api.edit({ message, text: "first" })).toMatchObject({ message, revision: 2 });
  expect(await claude.api.edit({ message, text: "the first" })).toMatchObject({ revision: 3 });
  expect(domain.message(message)).toMatchObject({ text: "the first", textLength: 9, editedAt: domain.clock.now() });
  expect(textsOf(await codex.check().result)).toEqual(["the first"]);
});

test("a message that Codex was handed is never edited, given back or not", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const { message } = await claude.send("as it was");
  const edit = () => refusal(claude.api.edit({ message, text: "changed" }));
  const { batch } = await codex.check().result;
  expect(await edit()).toMatchObject({ code: "conflict", field: "message_id" });
  await codex.release(batch);
  expect(await edit()).toMatchObject({ code: "conflict" });
  const again = await codex.check().result;
  expect(textsOf(again)).toEqual(["as it was"]);
  await codex.ack(again.batch);
  expect(await edit()).toMatchObject({ code: "conflict" });
});

test("a message on the page can be edited at any time", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const close = domain.bridge.console.watch();
  const { message } = await claude.reply("to the page");
  expect(domain.delivery(message).state).toBe("pushed");
  await claude.api.edit({ message, text: "to the page, again" });
  expect(domain.message(message).text).toBe("to the page, again");
  close();
});

test("nobody edits what somebody else wrote, or what does not exist", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const other = await domain.claude({ project: "beta" });
  const codex = await domain.codex();
  const { message } = await claude.send("mine");
  const asked = codex.ask("theirs", { waitMs: 0 });
  await asked.result;
  for (const [api, id] of [
    [other.api, message],
    [claude.api, asked.id],
    [claude.api, "m_nothing"],
  ] as const) {
    expect(await refusal(api.edit({ message: id, text: "taken over" }))).toMatchObject({
      code: "not_found",
      field: "message_id",
    });
  }
  expect(domain.message(message).text).toBe("mine");
});
