/** A question's way: stored, pushed, answered; and its answer belongs to its asker. */
import { describe, expect, test } from "bun:test";
import { END } from "../../src/core/views";
import { must, textsOf } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

describe("one question", () => {
  test("is pushed, answered, and its answer is the held call's result", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("why?");
    const message = await claude.next();
    expect(message).toMatchObject({
      id: asked.id,
      kind: "question",
      sender: "codex",
      session: codex.thread,
      project: "alpha",
      text: "why?",
      redelivered: false,
    });
    const replied = await claude.reply("because", asked.id);
    expect(replied).toMatchObject({ to: "codex", as: "answer", received: true, inferred: false });
    expect(replied.session?.id).toBe(codex.thread);
    const result = await asked.result;
    expect(result).toMatchObject({ status: "answered", question: asked.id, notices: [] });
    expect(result.batch.items).toMatchObject([{ text: "because", kind: "reply", replyTo: asked.id, sender: "claude" }]);
  });

  test("shows each step of its delivery, and of its answer's", async () => {
    await using domain = await createDomain();
    const written = Promise.withResolvers<void>();
    const claude = await domain.claude({ gate: () => written.promise });
    const codex = await domain.codex();
    const asked = codex.ask("why?");
    await settled();
    expect(domain.delivery(asked.id)).toMatchObject({ state: "stored", pushedAt: null, receiver: claude.session });
    expect(domain.message(asked.id).question).toMatchObject({ outcome: "open", waiting: true, answerId: null });

    written.resolve();
    await settled();
    expect(domain.delivery(asked.id)).toMatchObject({ state: "pushed", pushedAt: domain.clock.now(), seenAt: null });

    const { message: answer } = await claude.reply("because", asked.id);
    expect(domain.delivery(asked.id)).toMatchObject({ state: "seen", seenAt: domain.clock.now() });
    expect(domain.message(asked.id).question).toMatchObject({ outcome: "answered", answerId: answer });
    const { batch } = await asked.result;
    expect(domain.delivery(answer)).toMatchObject({ state: "stored", receiver: codex.thread });
    expect(domain.message(asked.id).question?.waiting).toBe(false);

    await codex.ack(batch);
    expect(domain.delivery(answer).state).toBe("seen");
  });

  test("is told to a page as it happens", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const seen: string[] = [];
    domain.bridge.console.subscribe((event) => {
      if (event.type === "message") seen.push(`${event.message.text} ${event.message.question?.outcome ?? ""}`);
    });
    const asked = codex.ask("why?");
    await claude.next();
    await claude.reply("because", asked.id);
    await codex.ack((await asked.result).batch);
    expect(seen[0]).toBe("why? open");
    expect(seen).toContain("because ");
    expect(seen).toContain("why? answered");
  });
});

describe("an answer belongs to its asker", () => {
  test("among many askers of the same words, answered in reverse", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const askers = await Promise.all(Array.from({ length: 20 }, () => domain.codex()));
    const asked = askers.map((codex) => codex.ask("same words"));
    await settled();
    for (const { id, session } of claude.got.toReversed()) await claude.reply(`for ${session}`, id);
    for (const [i, codex] of askers.entries()) {
      const result = await must(asked[i]).result;
      expect(textsOf(result)).toEqual([`for ${codex.thread}`]);
    }
  });

  test("with two questions of one thread, each call gets its own", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const first = codex.ask("one");
    const second = codex.ask("two");
    await settled();
    await claude.reply("to two", second.id);
    expect(textsOf(await second.result)).toEqual(["to two"]);
    await claude.reply("to one", first.id);
    expect(textsOf(await first.result)).toEqual(["to one"]);
  });

  test("two threads of one process do not get each other's", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const first = codex.ask("one", { thread: "t-1" });
    const second = codex.ask("two", { thread: "t-2" });
    await settled();
    await claude.reply("to two", second.id);
    await claude.reply("to one", first.id);
    expect(textsOf(await first.result)).toEqual(["to one"]);
    expect(textsOf(await second.result)).toEqual(["to two"]);
  });
});

describe("asking again with the same id", () => {
  test("is one question, at the same time and later", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const first = codex.ask("once");
    const again = codex.ask("once", { id: first.id });
    await settled();
    first.abort("detached");
    const later = codex.ask("once", { id: first.id });
    await settled();
    expect(claude.got.map(({ id }) => id)).toEqual([first.id]);
    await claude.reply("one answer", first.id);
    const texts = [...textsOf(await again.result), ...textsOf(await later.result)];
    expect(texts).toEqual(["one answer"]);
    expect((await first.result).batch.items).toEqual([]);
    expect(domain.bridge.console.history(END, 50, null).messages).toHaveLength(2);
  });

  test("of another thread is refused and changes nothing", async () => {
    await using domain = await createDomain();
    await domain.claude();
    const owner = await domain.codex();
    const thief = await domain.codex();
    const asked = owner.ask("mine");
    await settled();
    expect(await refusal(thief.ask("mine", { id: asked.id }).result)).toMatchObject({ code: "conflict", field: "id" });
    expect(domain.message(asked.id).question).toMatchObject({ asker: owner.thread, outcome: "open" });
    asked.abort();
  });
});
