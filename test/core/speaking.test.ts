/** Messages that nobody asked for: Claude's to Codex, and the user's to either. */
import { describe, expect, test } from "bun:test";
import { END } from "../../src/core/views";
import type { Say } from "../../src/shared/api";
import type { PushCall } from "../../src/shared/calls/push";
import { SCRIPT } from "../../src/shared/constants";
import { createId } from "../../src/shared/ids";
import { textsOf, toProject } from "../support/agents-in-process";
import { createDomain, type Domain, refusal } from "../support/domain";
import { createFakeClock, settled } from "../support/fake-clock";
import { createFiles } from "../support/files";

function say(domain: Domain, to: Say["to"], more: Partial<Say> = {}) {
  return domain.bridge.console.say({ id: createId("m"), to, text: "a word", ...more });
}

/** A script that has asked something, as the HTTP API attaches it, and waits. */
async function createScript(domain: Domain) {
  const api = await domain.bridge.attachCodex({
    role: "codex",
    process: "p_script",
    cwd: "/projects/alpha",
    project: toProject("alpha"),
    client: SCRIPT,
    threads: [],
  });
  const controller = new AbortController();
  const ask = {
    id: createId("q"),
    thread: "p_script",
    lease: "l_1",
    text: "a script asks",
    waitMs: 60_000,
    hold: true,
  };
  return { api, held: api.ask(ask, controller.signal), abort: () => controller.abort() };
}

describe("Claude speaks first", () => {
  test("to the Codex session of its project, which gets it with its next check", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    await codex.check().result;
    await domain.codex({ project: "beta" });
    const sent = await claude.send("look here");
    expect(sent).toMatchObject({ state: "stored", session: { id: codex.thread, connected: true } });
    const { batch } = await codex.check().result;
    expect(batch.items).toMatchObject([{ kind: "note", sender: "claude", session: claude.session, replyTo: null }]);
  });

  test("to a thread that is away only where it is named, and it is kept", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    await codex.check().result;
    await codex.api.detach();
    expect(await refusal(claude.send("anybody?"))).toMatchObject({ code: "conflict", field: "to" });
    const sent = await claude.send("for later", codex.thread.slice(0, 8));
    expect(sent).toMatchObject({ state: "stored", session: { id: codex.thread, connected: false } });
    const resumed = await domain.codex({ thread: codex.thread });
    expect(textsOf(await resumed.check().result)).toEqual(["for later"]);
  });

  test("to Codex, and to no script that waits for an answer in the same project, unless it is named", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const { api, held } = await createScript(domain);
    await claude.next();
    const sent = await claude.send("look at the tests");
    expect(sent.session.id).toBe("t1");
    const said = await say(domain, "codex");
    expect(said.deliveries).toMatchObject([{ receiver: "t1" }]);
    await codex.ack((await codex.check().result).batch);
    expect(await claude.send("you there", "p_script")).toMatchObject({
      session: { id: "p_script" },
      transport: "result",
    });
    const { batch } = await held;
    await api.settle({ thread: "p_script", lease: "l_1", verdict: "ack", messages: batch.items.map(({ id }) => id) });
    await api.detach();
  });

  test("to the only Codex process of its directory, beside which a script waits", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const before = await domain.codex({ thread: "t1", threads: ["t1"] });
    await before.api.detach();
    const { api, abort, held } = await createScript(domain);
    const calls: PushCall[] = [];
    await domain.codex({
      process: "p_resumed",
      async reach(call) {
        calls.push(call);
        return call.items.map(({ id }) => ({
          id,
          state: "seen",
          transport: "turn",
          reason: null,
          thread: call.thread,
        }));
      },
    });
    await claude.send("welcome back", "t1");
    expect(calls).toMatchObject([{ thread: "t1", certain: false, candidates: 1 }]);
    abort();
    await held;
    await api.detach();
  });

  test("is not sent where several could be meant; the refusal names each", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude({ project: "gamma" });
    const codex = [await domain.codex({ project: "alpha" }), await domain.codex({ project: "beta" })];
    for (const { check } of codex) await check().result;
    const error = await refusal(claude.send("to whom?"));
    for (const { thread } of codex) expect(error.message).toContain(thread);
    expect(domain.bridge.console.history(END, 10, null).messages).toEqual([]);
  });

  test("sent again with its id is one message", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const id = createId("m");
    await Promise.all([claude.api.send({ id, text: "once" }), claude.api.send({ id, text: "once" })]);
    await codex.ack((await codex.check().result).batch);
    expect(await claude.api.send({ id, text: "once" })).toMatchObject({ message: id, state: "seen" });
    expect(textsOf(await codex.check().result)).toEqual([]);
  });
});

describe("the user speaks", () => {
  test("to Claude: pushed at once, as the user's", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const said = await say(domain, "claude");
    expect(await claude.next()).toMatchObject({
      id: said.id,
      sender: "user",
      session: null,
      kind: "note",
      text: "a word",
    });
    await settled();
    expect(domain.delivery(said.id).state).toBe("pushed");
  });

  test("to Codex: a note that answers nothing; an open question stays open", async () => {
    await using domain = await createDomain();
    await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("for claude", { waitMs: 0 });
    await asked.result;
    const { conversation } = domain.message(asked.id);
    const checking = codex.check({ waitMs: 60_000 });
    await settled();
    const said = await say(domain, "codex", { conversation });
    expect(said.conversation).toBe(conversation);
    expect((await checking.result).batch.items).toMatchObject([{ sender: "user", replyTo: null, text: "a word" }]);
    expect(domain.message(asked.id).question?.outcome).toBe("open");
  });

  test("is told where nobody is there, or several are and none is chosen", async () => {
    await using domain = await createDomain();
    for (const to of ["claude", "codex"] as const)
      expect(await refusal(say(domain, to))).toMatchObject({ code: "conflict", field: "session" });
    const first = await domain.claude({ project: "alpha" });
    await domain.claude({ project: "beta" });
    expect(await refusal(say(domain, "claude"))).toMatchObject({ code: "conflict", field: "session" });
    const said = await say(domain, "claude", { session: first.session });
    expect((await first.next()).id).toBe(said.id);
  });

  test("is refused an unknown session or conversation, and a session of the other kind", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    expect(await refusal(say(domain, "claude", { session: "cc_nobody" }))).toMatchObject({ field: "session" });
    expect(await refusal(say(domain, "codex", { session: claude.session }))).toMatchObject({ field: "session" });
    expect(await refusal(say(domain, "claude", { conversation: "c_none" }))).toMatchObject({ field: "conversation" });
  });

  test("in a conversation, reaches its Claude, and the project's next one once that is gone", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    await domain.claude({ project: "beta" });
    const codex = await domain.codex();
    const asked = codex.ask("hello", { waitMs: 0 });
    await asked.result;
    const { conversation } = domain.message(asked.id);
    await say(domain, "claude", { conversation });
    await settled();
    expect(claude.got.map(({ sender }) => sender)).toEqual(["codex", "user"]);
    await claude.api.detach();
    const next = await domain.claude();
    const said = await say(domain, "claude", { conversation });
    expect(domain.delivery(said.id).receiver).toBe(next.session);
  });

  describe("to somebody who has ended, and nobody of another project hears it [F1]", () => {
    /** Two agents of alpha have talked, its Claude has ended, and one Claude session of beta is there. */
    async function createScene(domain: Domain) {
      const gone = await domain.claude();
      const codex = await domain.codex();
      const asked = codex.ask("hello", { waitMs: 0 });
      await asked.result;
      await gone.api.detach();
      const other = await domain.claude({ project: "beta" });
      return { gone, codex, other, conversation: domain.message(asked.id).conversation };
    }

    test("by session, by conversation, and to both", async () => {
      await using domain = await createDomain();
      const { gone, codex, other, conversation } = await createScene(domain);
      const named = { session: gone.session };
      for (const more of [named, { conversation }]) {
        expect(await refusal(say(domain, "claude", more))).toMatchObject({
          code: "conflict",
          field: "session",
          message: expect.stringContaining(`${gone.session} has ended, and no other Claude session of the project`),
        });
      }
      const both = [named, { conversation }, { session: codex.thread }];
      for (const more of both) expect(await refusal(say(domain, "both", more))).toMatchObject({ code: "conflict" });
      expect(other.got).toEqual([]);
      expect((await codex.check().result).batch.items).toEqual([]);
    });

    test("nor does Codex of another project, in a conversation that has none", async () => {
      await using domain = await createDomain();
      const claude = await domain.claude();
      const { conversation } = await say(domain, "claude");
      await domain.codex({ project: "beta" });
      for (const more of [{ conversation }, { session: claude.session }])
        expect(await refusal(say(domain, "both", more))).toMatchObject({ code: "conflict" });
      expect(await refusal(say(domain, "codex", { conversation }))).toMatchObject({ code: "conflict" });
    });

    test("nor one of the same project, while the named one is on its way to the next host", async () => {
      using files = createFiles();
      const clock = createFakeClock();
      const before = await createDomain({ path: files.path, clock });
      const { session } = await before.claude();
      before.crash();
      await using domain = await createDomain({ path: files.path, clock });
      const other = await domain.claude();
      const saying = say(domain, "claude", { session });
      await clock.advance(1_000);
      const own = await domain.claude({ session });
      await clock.advance(1_000);
      const { id } = await saying;
      expect(own.got.map((message) => message.id)).toEqual([id]);
      expect(other.got).toEqual([]);
    });

    test("one of the same project does; of several, one is to be chosen", async () => {
      await using domain = await createDomain();
      const { gone } = await createScene(domain);
      const next = await domain.claude();
      const said = await say(domain, "claude", { session: gone.session });
      expect(domain.delivery(said.id).receiver).toBe(next.session);
      await domain.claude();
      expect(await refusal(say(domain, "claude", { session: gone.session }))).toMatchObject({
        code: "conflict",
        message: expect.stringContaining("Choose one."),
      });
    });
  });

  test("said again with its id is one message", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const id = createId("m");
    await Promise.all([say(domain, "claude", { id }), say(domain, "claude", { id })]);
    expect((await say(domain, "claude", { id })).id).toBe(id);
    expect(claude.got).toHaveLength(1);
  });
});
