/** What hooks tell and get: one waiter a session, messages only where the channel brings none, one reminder a question. */
import { describe, expect, test } from "bun:test";
import type { ClaudeAttach } from "../../src/shared/calls/attach";
import type { HookBatch, HookNote } from "../../src/shared/calls/hooks";
import { createId } from "../../src/shared/ids";
import { type ClaudeAgent, must, toProject } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";
import { settled } from "../support/fake-clock";

const NEVER = new AbortController().signal;
const DEAF_MS = 20_000;
const NOTHING = { items: [], reminders: [] };
const PROJECT = toProject("alpha");
const ATTACH: ClaudeAttach = {
  role: "claude",
  session: "cc_one",
  cwd: PROJECT.root,
  project: PROJECT,
  client: null,
  pushed: [],
};

function tell({ bridge }: Domain, session: string, event: HookNote["event"], more: Partial<HookNote> = {}) {
  return bridge.hooks.note({ ancestors: ["cc_shell", session], event, patienceMs: 0, ...more }, NEVER);
}

function listen({ bridge }: Domain, session: string, signal: AbortSignal = NEVER): Promise<HookBatch> {
  return bridge.hooks.listen({ session, lease: createId("l") }, signal);
}

/** A question that has reached a session by its hook, and Claude has stopped on it without an answer. */
async function askByHook(domain: Domain, claude: ClaudeAgent) {
  const codex = await domain.codex();
  const asked = codex.ask("why?", { waitMs: 0 });
  await asked.result;
  await domain.clock.advance(DEAF_MS);
  const { items } = await listen(domain, claude.session);
  expect(items).toMatchObject([{ id: asked.id, redelivered: true }]);
  await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
  return { codex, asked };
}

describe("a waiting hook", () => {
  test("gets nothing while the channel may bring it, and all once it is deaf", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    let mail: HookBatch | null = null;
    const waiting = listen(domain, claude.session).then((got) => {
      mail = got;
    });
    const asked = codex.ask("anyone?", { waitMs: 0 });
    await asked.result;
    await domain.clock.advance(DEAF_MS - 1);
    expect(mail).toBeNull();
    await domain.clock.advance(1);
    await waiting;
    expect(must<HookBatch>(mail).items).toMatchObject([{ id: asked.id, redelivered: true }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
    expect(domain.delivery(asked.id)).toMatchObject({ state: "pushed", transport: "hook" });
    // Answered by the hook's copy: that proves nothing of the channel.
    await claude.reply("here", asked.id);
    expect(domain.bridge.console.sessions().find(({ id }) => id === claude.session)?.channel).toBe("deaf");
  });

  test("is not needed where the channel has proved itself, and ends when it does", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const waiting = listen(domain, claude.session);
    const asked = codex.ask("why?", { waitMs: 0 });
    await asked.result;
    await settled();
    await claude.reply("because", asked.id);
    expect(await waiting).toEqual(NOTHING);
    expect(await listen(domain, claude.session)).toEqual(NOTHING);
  });

  test("ends for a newer one, with its session, and when it is given up", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const first = listen(domain, claude.session);
    const controller = new AbortController();
    const second = listen(domain, claude.session, controller.signal);
    expect(await first).toEqual(NOTHING);
    controller.abort();
    expect(await second).toEqual(NOTHING);
    const third = listen(domain, claude.session);
    await settled();
    await claude.api.detach();
    expect(await third).toEqual(NOTHING);
  });

  test("gives back what it had leased when it goes without having printed it", async () => {
    await using domain = await createDomain();
    // A client that takes nothing more: what comes stays in the store.
    const api = await domain.bridge.attachClaude({ ...ATTACH, requested: false }, () =>
      Promise.reject(new Error("no")),
    );
    const codex = await domain.codex();
    const asked = codex.ask("why?", { waitMs: 0 });
    await asked.result;
    await settled();
    const lease = createId("l");
    const first = await domain.bridge.hooks.listen({ session: "cc_one", lease }, NEVER);
    expect(first.items).toMatchObject([{ id: asked.id }]);
    await domain.bridge.hooks.leave({ session: "cc_one", lease });
    expect((await listen(domain, "cc_one")).items).toMatchObject([{ id: asked.id, redelivered: true }]);
    await domain.bridge.hooks.took({ session: "cc_one", messages: [asked.id] });
    await api.detach();
  });

  test("shares nothing with another one of the same event: what one is about to print, the other does not get", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("why?", { waitMs: 0 });
    await asked.result;
    await domain.clock.advance(DEAF_MS);
    const lease = createId("l");
    expect((await domain.bridge.hooks.listen({ session: claude.session, lease }, NEVER)).items).toHaveLength(1);
    const other = listen(domain, claude.session);
    await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
    await settled();
    await tell(domain, claude.session, "end");
    expect(await other).toEqual(NOTHING);
    expect(domain.delivery(asked.id)).toMatchObject({ transport: "hook" });
  });

  test("that goes without having printed what the channel had brought in vain leaves it to the next", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("why?", { waitMs: 0 });
    await asked.result;
    await domain.clock.advance(DEAF_MS);
    const lease = createId("l");
    await domain.bridge.hooks.listen({ session: claude.session, lease }, NEVER);
    await domain.bridge.hooks.leave({ session: claude.session, lease });
    expect((await listen(domain, claude.session)).items).toMatchObject([{ id: asked.id }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
  });

  test("finds its session among its ancestors, and waits for one that is about to come", async () => {
    await using domain = await createDomain();
    expect(await tell(domain, "cc_late", "start")).toEqual({ session: null });
    const meeting = domain.bridge.hooks.note({ ancestors: ["cc_late"], event: "start", patienceMs: 5_000 }, NEVER);
    await settled();
    await domain.claude({ session: "cc_late" });
    expect(await meeting).toEqual({ session: "cc_late", process: "cc_late", client: "claude-code test" });
    const vain = domain.bridge.hooks.note({ ancestors: ["cc_none"], event: "start", patienceMs: 5_000 }, NEVER);
    await domain.clock.advance(5_000);
    expect(await vain).toEqual({ session: null });
  });
});

describe("what hooks tell", () => {
  test("whether Claude is at work; silence of one that is proves nothing", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const view = () => must(domain.bridge.console.sessions().find(({ id }) => id === claude.session));
    expect(view().busy).toBeNull();
    await tell(domain, claude.session, "prompt");
    const asked = codex.ask("why?", { waitMs: 0 });
    await asked.result;
    await domain.clock.advance(3 * DEAF_MS);
    expect(view()).toMatchObject({ busy: true, channel: "unknown" });
    await tell(domain, claude.session, "stop");
    await domain.clock.advance(DEAF_MS);
    expect(view()).toMatchObject({ busy: false, channel: "deaf" });
  });

  test("a prompt is a person's word: what the loop guard held goes on", async () => {
    await using domain = await createDomain({ loopLimit: 2 });
    const claude = await domain.claude();
    const codex = await domain.codex();
    for (const text of ["one", "two"]) {
      const asked = codex.ask(text, { waitMs: 0 });
      await asked.result;
      await claude.reply(text, asked.id);
    }
    const held = codex.ask("three", { waitMs: 0 });
    await held.result;
    expect(domain.delivery(held.id).state).toBe("held");
    await tell(domain, claude.session, "prompt");
    await settled();
    expect(domain.delivery(held.id).state).toBe("pushed");
  });

  test("a cleared conversation has its open questions again", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const { asked } = await askByHook(domain, claude);
    await tell(domain, claude.session, "clear");
    expect((await listen(domain, claude.session)).items).toMatchObject([{ id: asked.id, redelivered: true }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
    await claude.reply("because", asked.id);
    await tell(domain, claude.session, "clear");
    const again = listen(domain, claude.session);
    await settled();
    await tell(domain, claude.session, "end");
    expect(await again).toEqual(NOTHING);
  });

  test("a cleared conversation has them by the channel where that is heard", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const [first, second] = [codex.ask("one", { waitMs: 0 }), codex.ask("two", { waitMs: 0 })];
    await Promise.all([first.result, second.result]);
    await settled();
    await claude.reply("one", first.id);
    await tell(domain, claude.session, "clear");
    await settled();
    expect(claude.got.map(({ id }) => id)).toEqual([first.id, second.id, second.id]);
    expect(claude.got.at(-1)?.redelivered).toBe(true);
  });

  test("what Claude Code calls its session, which is kept; another conversation has the open questions again, once", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const { asked } = await askByHook(domain, claude);
    const view = () => must(domain.bridge.console.sessions().find(({ id }) => id === claude.session));
    expect(view().clientSession).toBeNull();
    await tell(domain, claude.session, "stop", { clientSession: "s-1" });
    expect(view().clientSession).toBe("s-1");
    // /clear, told by two hooks, then /resume, whose event is a start.
    for (const [event, clientSession] of [
      ["clear", "s-2"],
      ["start", "s-3"],
    ] as const) {
      await tell(domain, claude.session, event, { clientSession });
      expect((await listen(domain, claude.session)).items).toMatchObject([{ id: asked.id, redelivered: true }]);
      await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
      await tell(domain, claude.session, event, { clientSession });
      const quiet = listen(domain, claude.session);
      await settled();
      await tell(domain, claude.session, "end");
      expect(await quiet).toEqual(NOTHING);
    }
    expect(domain.store.sessions.find(claude.session)).toMatchObject({ clientSession: "s-3" });
    await claude.api.detach();
    // The server itself knows only the one that it was started with: what the hooks have told stays.
    await domain.bridge
      .attachClaude({ ...ATTACH, session: claude.session, clientSession: "s-1" }, async () => [])
      .then((api) => api.detach());
    expect(view().clientSession).toBe("s-3");
  });

  test("a hook of the conversation before, which tells late, is no news of another one", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const { asked } = await askByHook(domain, claude);
    await tell(domain, claude.session, "start", { clientSession: "s-1" });
    await tell(domain, claude.session, "clear", { clientSession: "s-2" });
    expect((await listen(domain, claude.session)).items).toMatchObject([{ id: asked.id }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
    await tell(domain, claude.session, "stop", { clientSession: "s-1", at: domain.clock.now() - 1 });
    await tell(domain, claude.session, "prompt", { clientSession: "s-2" });
    let isOver = false;
    const quiet = listen(domain, claude.session).finally(() => {
      isOver = true;
    });
    await settled();
    expect(isOver).toBe(false);
    // Later it is one: the start of the other conversation was not heard.
    await domain.clock.advance(10_000);
    await tell(domain, claude.session, "prompt", { clientSession: "s-1" });
    expect((await quiet).items).toMatchObject([{ id: asked.id, redelivered: true }]);
    await domain.bridge.hooks.took({ session: claude.session, messages: [asked.id] });
  });

  test("the end of a turn before the one that a hook's message has started does not end that", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const startedAt = domain.clock.now();
    await askByHook(domain, claude);
    const view = () => must(domain.bridge.console.sessions().find(({ id }) => id === claude.session));
    await tell(domain, claude.session, "stop", { at: startedAt });
    expect(view().busy).toBe(true);
    await tell(domain, claude.session, "stop", { at: domain.clock.now() });
    expect(view().busy).toBe(false);
  });

  test("a question that Claude stops on is brought to its mind once", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const { asked } = await askByHook(domain, claude);
    await domain.clock.advance(5_000);
    await tell(domain, claude.session, "stop");
    expect(await listen(domain, claude.session)).toEqual({ items: [], reminders: [{ id: asked.id, start: "why?" }] });
    await domain.bridge.hooks.took({ session: claude.session, messages: [] });
    await tell(domain, claude.session, "stop");
    const quiet = listen(domain, claude.session);
    await domain.clock.advance(60_000);
    await tell(domain, claude.session, "end");
    expect(await quiet).toEqual(NOTHING);
  });

  test("one that came just as Claude stopped gets a while before that", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const { asked } = await askByHook(domain, claude);
    await tell(domain, claude.session, "stop");
    const waiting = listen(domain, claude.session);
    await domain.clock.advance(10_000);
    expect((await waiting).reminders).toMatchObject([{ id: asked.id }]);
  });
});
