/** A reply that names nothing: sent where it can only mean one thing, refused with a list where it could mean several. */
import { expect, test } from "bun:test";
import { END } from "../../src/core/views";
import { createId } from "../../src/shared/ids";
import { textsOf } from "../support/agents-in-process";
import { createDomain, type Domain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

async function say(domain: Domain, text: string, conversation?: string) {
  const said = await domain.bridge.console.say({
    id: createId("m"),
    to: "claude",
    text,
    ...(conversation ? { conversation } : {}),
  });
  await settled();
  return said;
}

test("one open question, and nothing from the user: the question", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("why?");
  await claude.next();
  const replied = await claude.reply("because");
  expect(replied).toMatchObject({ to: "codex", as: "answer", inferred: true, question: { id: asked.id } });
  expect(textsOf(await asked.result)).toEqual(["because"]);
});

test("one open question after the user's message: the question", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  await say(domain, "earlier");
  const asked = codex.ask("why?");
  await settled();
  expect(await claude.reply("because")).toMatchObject({ to: "codex", question: { id: asked.id } });
  await asked.result;
});

test("one open question before the user's message: refused", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("why?");
  await settled();
  const said = await say(domain, "later");
  const error = await refusal(claude.reply("because"));
  expect(error).toMatchObject({ code: "bad_request", field: "reply_to" });
  for (const part of [asked.id, codex.thread, "why?", said.id, "later"]) expect(error.message).toContain(part);
  expect(domain.message(asked.id).question?.outcome).toBe("open");

  // Once the user is answered, only the question is left.
  await claude.reply("hello", said.id);
  expect(await claude.reply("because")).toMatchObject({ to: "codex", question: { id: asked.id } });
  await asked.result;
});

test("two open questions: refused, and neither is answered", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = [codex.ask("one?"), codex.ask("two?")];
  await settled();
  const error = await refusal(claude.reply("because"));
  for (const part of ["one?", "two?", ...asked.map(({ id }) => id)]) expect(error.message).toContain(part);
  for (const { id, abort } of asked) {
    expect(domain.message(id).question?.outcome).toBe("open");
    abort();
  }
});

test("only the user's messages: a reply to the newest that is unanswered, on the page", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  await say(domain, "first");
  const second = await say(domain, "second");
  const replied = await claude.reply("hello");
  expect(replied).toMatchObject({ to: "page", as: "reply", inferred: true });
  expect(domain.message(replied.message).replyTo).toBe(second.id);
});

test("nothing open: a note on the page", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const replied = await claude.reply("anyone?");
  expect(replied).toMatchObject({ to: "page", as: "note", inferred: true, question: null });
  expect(domain.message(replied.message)).toMatchObject({ kind: "note", replyTo: null });
});

test("an answered question does not count, nor another Claude session's", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  await domain.claude({ session: "cc_other", project: "beta" });
  const codex = await domain.codex();
  const first = codex.ask("one?");
  await settled();
  await claude.reply("to one", first.id);
  await first.result;
  const elsewhere = codex.ask("for the other", { to: "cc_other", waitMs: 0 });
  await elsewhere.result;
  expect(await claude.reply("anyone?")).toMatchObject({ to: "page", as: "note" });
});

test("chat_id narrows it down to one conversation", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const [one, two] = [await domain.codex(), await domain.codex()];
  const first = one.ask("one?");
  const second = two.ask("two?");
  await settled();
  const { conversation } = domain.message(second.id);
  expect(await claude.reply("to two", undefined, { conversation })).toMatchObject({ question: { id: second.id } });
  expect(textsOf(await second.result)).toEqual(["to two"]);
  const unknown = refusal(claude.reply("lost", undefined, { conversation: "c_nonsense" }));
  expect(await unknown).toMatchObject({ code: "not_found", field: "chat_id" });
  first.abort();
});

test("the chat_id of another session's talk is refused, but for one that has moved here", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude({ session: "cc_one" });
  const codex = await domain.codex();
  const asked = codex.ask("for whom?", { waitMs: 0 });
  await asked.result;
  const { conversation } = domain.message(asked.id);
  const other = await domain.claude({ session: "cc_other" });
  const refused = refusal(other.reply("not mine", undefined, { conversation }));
  expect(await refused).toMatchObject({ code: "not_found", field: "chat_id" });
  expect(domain.bridge.console.history(END, 10, conversation).messages).toHaveLength(1);
  await claude.api.detach();
  await domain.clock.advance(3_000);
  expect(await other.reply("mine now", undefined, { conversation })).toMatchObject({ question: { id: asked.id } });
  await codex.ack((await codex.check().result).batch);
});
