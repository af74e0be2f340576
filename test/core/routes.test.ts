/** Routing through the bridge: which Claude session a question reaches, and what is said where it reaches none. */
import { describe, expect, test } from "bun:test";
import { createDomain } from "../support/domain";

describe("a question goes", () => {
  test("to the Claude session of its project", async () => {
    await using domain = await createDomain();
    const near = await domain.claude({ project: "alpha" });
    await domain.claude({ project: "beta" });
    const codex = await domain.codex({ project: "alpha" });
    const result = await codex.ask("near?", { waitMs: 0 }).result;
    expect(result.target).toMatchObject({ id: near.session, project: { name: "alpha" } });
  });

  test("to whom it names, and the thread's next one too", async () => {
    await using domain = await createDomain();
    await domain.claude({ project: "alpha" });
    const far = await domain.claude({ session: "cc_far", project: "beta" });
    const codex = await domain.codex({ project: "alpha" });
    await codex.ask("named", { to: "cc_f", waitMs: 0 }).result;
    await codex.ask("remembered", { waitMs: 0 }).result;
    expect(far.got.map(({ text }) => text)).toEqual(["named", "remembered"]);
  });

  test("to the one that this thread talked to, of several of its project", async () => {
    await using domain = await createDomain();
    const first = await domain.claude();
    const codex = await domain.codex();
    await codex.ask("one", { waitMs: 0 }).result;
    const second = await domain.claude();
    await domain.clock.advance(1_000);
    await second.api.sessions();
    await second.reply("I am the last active");
    await codex.ask("two", { waitMs: 0 }).result;
    expect(first.got.map(({ text }) => text)).toEqual(["one", "two"]);
  });

  test("to the only session alive, with both projects in the result", async () => {
    await using domain = await createDomain();
    const far = await domain.claude({ project: "beta" });
    const codex = await domain.codex({ project: "alpha" });
    const result = await codex.ask("anyone?", { waitMs: 0 }).result;
    expect(result.target).toMatchObject({ id: far.session, project: { name: "beta" } });
  });

  test("to the process that attached last, of two for one session", async () => {
    await using domain = await createDomain();
    const first = await domain.claude({ session: "cc_one" });
    const second = await domain.claude({ session: "cc_one" });
    const codex = await domain.codex();
    await codex.ask("once", { waitMs: 0 }).result;
    expect([first.got.length, second.got.length]).toEqual([0, 1]);
    await second.api.detach();
    await codex.ask("then", { waitMs: 0 }).result;
    expect(first.got.map(({ text }) => text)).toContain("then");
  });
});

describe("a question is not sent", () => {
  test("where nobody is there", async () => {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const asked = codex.ask("anyone?");
    expect(await asked.result).toMatchObject({ status: "unsent", why: "no_session", candidates: [], target: null });
    expect(domain.bridge.console.message(asked.id)).toBeNull();
  });

  test("where several could be meant, and says which", async () => {
    await using domain = await createDomain();
    const claudes = [await domain.claude({ project: "beta" }), await domain.claude({ project: "gamma" })];
    const codex = await domain.codex({ project: "alpha" });
    const result = await codex.ask("who?").result;
    expect(result).toMatchObject({ status: "unsent", why: "which_session" });
    expect(result.candidates.map(({ id }) => id).sort()).toEqual(claudes.map(({ session }) => session).sort());
    for (const { got } of claudes) expect(got).toEqual([]);
  });

  test("to a session that is not connected, held or not", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    for (const hold of [true, false])
      expect(await codex.ask("you?", { to: "cc_gone", hold }).result).toMatchObject({ why: "unknown_session" });
    expect(claude.got).toEqual([]);
  });
});
