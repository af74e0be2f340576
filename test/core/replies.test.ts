/** Which message a reply belongs to, where it names one; and what became of it. */
import { describe, expect, test } from "bun:test";
import { createId } from "../../src/shared/ids";
import { textsOf } from "../support/agents-in-process";
import { createDomain, type Domain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

function speak(domain: Domain, text: string, session?: string) {
  return domain.bridge.console.say({ id: createId("m"), to: "claude", text, ...(session ? { session } : {}) });
}

describe("a reply with reply_to", () => {
  test("a second one is a follow-up note to the asker", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("why?");
    await settled();
    const first = await claude.reply("because", asked.id);
    await asked.result;
    const second = await claude.reply("and besides", asked.id);
    expect(second).toMatchObject({ to: "codex", as: "follow_up", received: false, session: { id: codex.thread } });
    const { batch } = await codex.check().result;
    expect(batch.items).toMatchObject([{ kind: "note", replyTo: asked.id, text: "and besides" }]);
    expect(domain.message(asked.id).question).toMatchObject({ outcome: "answered", answerId: first.message });
  });

  test("to the user's message goes to the page", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const close = domain.bridge.console.watch();
    const said = await speak(domain, "hello");
    await settled();
    const replied = await claude.reply("good day", said.id);
    expect(replied).toMatchObject({ to: "page", as: "reply", received: true, session: null, question: null });
    expect(domain.message(replied.message)).toMatchObject({
      kind: "reply",
      replyTo: said.id,
      conversation: said.conversation,
    });
    expect(domain.delivery(replied.message)).toMatchObject({ receiver: "user", state: "pushed" });
    expect(domain.delivery(said.id).state).toBe("seen");
    close();
  });

  test("to the user, when no page is open, is kept until one is", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const said = await speak(domain, "hello");
    await settled();
    const replied = await claude.reply("good day", said.id);
    expect(replied.received).toBe(false);
    expect(domain.delivery(replied.message).state).toBe("stored");
    const close = domain.bridge.console.watch();
    await settled();
    expect(domain.delivery(replied.message).state).toBe("pushed");
    close();
  });

  test("to an unknown id is refused with a list of what is open", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("first words of a question");
    const said = await speak(domain, "a word from the user");
    await settled();
    const error = await refusal(claude.reply("lost", "q_nonsense"));
    expect(error).toMatchObject({ code: "not_found", field: "reply_to" });
    for (const part of [
      "q_nonsense",
      asked.id,
      codex.thread,
      "first words of a question",
      said.id,
      "a word from the user",
    ])
      expect(error.message).toContain(part);
    expect(domain.message(asked.id).question?.outcome).toBe("open");
    asked.abort();
  });

  test("to another session's question is refused", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const other = await domain.claude({ project: "beta" });
    const codex = await domain.codex();
    const asked = codex.ask("for the first");
    await claude.next();
    expect(await refusal(other.reply("mine now", asked.id))).toMatchObject({ code: "not_found", field: "reply_to" });
    await claude.reply("the right one", asked.id);
    expect(textsOf(await asked.result)).toEqual(["the right one"]);
  });

  test("to a message that Claude sent itself is refused", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    await domain.codex();
    const { message } = await claude.send("my own");
    expect(await refusal(claude.reply("to myself", message))).toMatchObject({ code: "not_found" });
  });
});

test("the same reply, sent again with its id, happens once and says the same", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("why?", { waitMs: 0 });
  await asked.result;
  const id = createId("m");
  const [first, again] = await Promise.all([
    claude.reply("because", asked.id, { id }),
    claude.reply("because", asked.id, { id }),
  ]);
  expect(again).toEqual(first);
  const { batch } = await codex.check().result;
  expect(batch.items.map((item) => item.text)).toEqual(["because"]);
  await codex.ack(batch);
  expect(await claude.reply("because", asked.id, { id })).toMatchObject({ message: id, as: "answer", to: "codex" });
  expect(textsOf(await codex.check().result)).toEqual([]);
});

test("an answer to a session that is not connected is kept for its thread", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  const asked = codex.ask("why?", { waitMs: 0 });
  await asked.result;
  await codex.api.detach();
  const replied = await claude.reply("because", asked.id);
  expect(replied).toMatchObject({ as: "answer", received: false, session: { id: codex.thread, connected: false } });
  expect(domain.delivery(replied.message).reason).toContain("not connected");
  const resumed = await domain.codex({ thread: codex.thread });
  expect(textsOf(await resumed.check().result)).toEqual(["because"]);
});
