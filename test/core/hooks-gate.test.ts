/** What was pushed in vain, and what a cleared conversation is to have again, comes by no transport while its talk is paused. */
import { describe, expect, test } from "bun:test";
import type { HookBatch, HookNote } from "../../src/shared/calls/hooks";
import { createId } from "../../src/shared/ids";
import { type ClaudeAgent, type CodexAgent, must } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";
import { settled } from "../support/fake-clock";

const NEVER = new AbortController().signal;
const DEAF_MS = 20_000;
/** More than one look brings. */
const MANY = 60;

function tell({ bridge }: Domain, session: string, event: HookNote["event"], at?: number) {
  return bridge.hooks.note({ ancestors: [session], event, patienceMs: 0, ...(at ? { at } : {}) }, NEVER);
}

/** A hook that waits, and what it is given once it is. */
function wait({ bridge }: Domain, { session }: ClaudeAgent) {
  const waiting: { lease: string; mail: HookBatch | null; ended: Promise<unknown> } = {
    lease: createId("l"),
    mail: null,
    ended: Promise.resolve(),
  };
  waiting.ended = bridge.hooks.listen({ session, lease: waiting.lease }, NEVER).then((mail) => {
    waiting.mail = mail;
  });
  return waiting;
}

async function ask(codex: CodexAgent, text: string): Promise<string> {
  const asked = codex.ask(text, { waitMs: 0 });
  await asked.result;
  return asked.id;
}

/** A Claude session whose channel has been found deaf by one question, which Claude has answered then. */
async function createDeaf() {
  const domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  const first = await ask(codex, "deaf?");
  await domain.clock.advance(DEAF_MS);
  await claude.api.collect({ waitMs: 0 }, NEVER);
  await claude.reply("yes", first);
  await codex.ack((await codex.check().result).batch);
  const { console } = domain.bridge;
  const conversation = must(console.conversations()[0]).id;
  const turn = (action: "pause" | "step" | "resume" | "end") => console.gate.turn(conversation, action);
  return { domain, claude, codex, console, turn };
}

describe("what was pushed in vain before a pause", () => {
  for (const scope of ["the conversation", "everything"] as const) {
    test(`of ${scope} comes neither by hook nor by tool, and by the hook once that is over`, async () => {
      const { domain, claude, codex, console, turn } = await createDeaf();
      await using _ = domain;
      const act = scope === "everything" ? console.gate.turnAll : turn;
      const id = await ask(codex, "why?");
      expect((await claude.api.sessions()).waiting).toBe(1);
      await act("pause");
      const hook = wait(domain, claude);
      await settled();
      expect((await claude.api.collect({ waitMs: 0 }, NEVER)).items).toEqual([]);
      expect((await claude.api.sessions()).waiting).toBeUndefined();
      expect(hook.mail).toBeNull();
      await act("resume");
      await hook.ended;
      expect(hook.mail?.items).toMatchObject([{ id, redelivered: true }]);
      await domain.bridge.hooks.took({ session: claude.session, messages: [id] });
    });
  }

  test("comes to a tool that waits for it as soon as the pause is over", async () => {
    const { domain, claude, codex, turn } = await createDeaf();
    await using _ = domain;
    const id = await ask(codex, "why?");
    await turn("pause");
    const looking = claude.api.collect({ waitMs: 60_000 }, NEVER);
    await settled();
    await turn("resume");
    expect((await looking).items).toMatchObject([{ id, redelivered: true }]);
  });

  test("comes during it where it is the person who lets it through", async () => {
    const { domain, claude, codex, turn } = await createDeaf();
    await using _ = domain;
    await turn("pause");
    const id = await ask(codex, "why?");
    const hook = wait(domain, claude);
    await settled();
    expect(hook.mail).toBeNull();
    await turn("step");
    await hook.ended;
    expect(hook.mail?.items).toMatchObject([{ id }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [id] });
  });

  test("does not stand in the way of another talk, however much it is", async () => {
    const { domain, claude, codex, turn } = await createDeaf();
    await using _ = domain;
    for (let i = 0; i < MANY; i++) await ask(codex, `${i}`);
    await turn("pause");
    const other = await domain.codex({ thread: "t2", threads: ["t2"] });
    const id = await ask(other, "and I?");
    expect((await claude.api.collect({ waitMs: 0 }, NEVER)).items.map((item) => item.id)).toEqual([id]);
  });

  test("comes never after the end of the talk, resumed or not", async () => {
    const { domain, claude, codex, console, turn } = await createDeaf();
    await using _ = domain;
    const id = await ask(codex, "why?");
    const asked = await claude.api.askCodex({ id: createId("q"), text: "and you?", waitMs: 0 }, NEVER);
    await codex.ack((await codex.check().result).batch);
    const answer = createId("m");
    await codex.api.answer({ id: answer, thread: "t1", text: "me", replyTo: asked.question, captured: false });
    await settled();
    expect([id, answer].map((one) => domain.delivery(one).state)).toEqual(["pushed", "pushed"]);
    await turn("pause");
    await turn("end");
    const hook = wait(domain, claude);
    await settled();
    for (const one of [id, answer]) expect(domain.delivery(one)).toMatchObject({ state: "dropped", droppedBy: "end" });
    await turn("resume");
    await console.say({ id: createId("m"), to: "claude", text: "go on" });
    await hook.ended;
    expect(hook.mail?.items.map(({ text }) => text)).toEqual(["go on"]);
    await domain.bridge.hooks.leave({ session: claude.session, lease: hook.lease });
  });

  test("is not called dropped after the end where it may have been heard", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const id = await ask(codex, "why?");
    const hook = wait(domain, claude);
    await settled();
    await domain.bridge.console.gate.turn(must(domain.bridge.console.conversations()[0]).id, "end");
    expect((await claude.api.collect({ waitMs: 0 }, NEVER)).items).toEqual([]);
    expect(domain.delivery(id).state).toBe("pushed");
    await domain.clock.advance(DEAF_MS);
    expect(domain.delivery(id).state).toBe("dropped");
    await tell(domain, claude.session, "end");
    await hook.ended;
  });
});

test("a question is not brought to mind while its talk is paused, and is once that is over", async () => {
  const { domain, claude, codex, turn } = await createDeaf();
  await using _ = domain;
  const id = await ask(codex, "why?");
  await claude.api.collect({ waitMs: 0 }, NEVER);
  await turn("pause");
  await domain.clock.advance(5_000);
  await tell(domain, claude.session, "stop");
  const hook = wait(domain, claude);
  await domain.clock.advance(60_000);
  expect(hook.mail).toBeNull();
  await turn("resume");
  await hook.ended;
  expect(hook.mail).toEqual({ items: [], reminders: [{ id, start: "why?" }] });
});

describe("a conversation that is cleared", () => {
  test("while the talk is paused has its open questions again after that: by the hook", async () => {
    const { domain, claude, codex, turn } = await createDeaf();
    await using _ = domain;
    const id = await ask(codex, "why?");
    await claude.api.collect({ waitMs: 0 }, NEVER);
    await turn("pause");
    await tell(domain, claude.session, "clear");
    const hook = wait(domain, claude);
    await settled();
    expect(hook.mail).toBeNull();
    await turn("resume");
    await hook.ended;
    expect(hook.mail?.items).toMatchObject([{ id, redelivered: true }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [id] });
  });

  test("the same by the channel, where that is heard", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const claude = await domain.claude();
    const codex = await domain.codex();
    await claude.reply("yes", await ask(codex, "heard?"));
    const id = await ask(codex, "why?");
    await settled();
    await console.gate.turnAll("pause");
    await tell(domain, claude.session, "clear");
    await settled();
    expect(claude.got).toHaveLength(2);
    await console.gate.turnAll("resume");
    await settled();
    expect(claude.got.slice(2)).toMatchObject([{ id, redelivered: true }]);
    // Once.
    await console.gate.turnAll("resume");
    await settled();
    expect(claude.got).toHaveLength(3);
  });

  test("has what was being written to it in that moment, and not what was asked after that", async () => {
    await using domain = await createDomain();
    let slow: Promise<void> | null = null;
    const claude = await domain.claude({ gate: async () => slow ?? undefined });
    const codex = await domain.codex();
    for (const isOver of [true, false]) {
      const written = Promise.withResolvers<void>();
      slow = written.promise;
      const before = await ask(codex, "before?");
      await domain.clock.advance(5);
      const clearedAt = domain.clock.now();
      // The bridge hears of both only later: that the write is over, and that Claude has begun anew.
      await domain.clock.advance(5);
      if (isOver) written.resolve();
      await settled();
      slow = null;
      const after = await ask(codex, "after?");
      await settled();
      await tell(domain, claude.session, "clear", clearedAt);
      written.resolve();
      await settled();
      const times = (id: string) => claude.got.filter((item) => item.id === id).map(({ redelivered }) => redelivered);
      expect({ isOver, before: times(before).toSorted(), after: times(after) }).toEqual({
        isOver,
        before: [false, true],
        after: [false],
      });
      for (const id of [before, after]) await claude.reply("so", id);
    }
  });
});

test("what a hook leaves unprinted wakes the one that has taken its place", async () => {
  const { domain, claude, codex } = await createDeaf();
  await using _ = domain;
  const id = await ask(codex, "why?");
  const first = wait(domain, claude);
  await first.ended;
  const second = wait(domain, claude);
  await settled();
  expect(second.mail).toBeNull();
  await domain.bridge.hooks.leave({ session: claude.session, lease: first.lease });
  await second.ended;
  expect(second.mail?.items).toMatchObject([{ id }]);
  await domain.bridge.hooks.took({ session: claude.session, messages: [id] });
});
