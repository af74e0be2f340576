/** A question that nobody can take yet, and whose caller said how long to wait: it waits for a session to come. */
import { describe, expect, test } from "bun:test";
import { textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

describe("a held question", () => {
  test("is stored at once and goes to the Claude session that comes", async () => {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const asked = codex.ask("anyone?", { hold: true, waitMs: 60_000 });
    await settled();
    expect(domain.message(asked.id)).toMatchObject({ deliveries: [], question: { target: null, outcome: "open" } });
    const claude = await domain.claude();
    expect(await claude.next()).toMatchObject({ id: asked.id, redelivered: false });
    await claude.reply("here I am", asked.id);
    const result = await asked.result;
    expect(result).toMatchObject({ status: "answered", target: { id: claude.session } });
    expect(textsOf(result)).toEqual(["here I am"]);
  });

  test("is cancelled at the end of its wait, and its caller is told that nothing was sent", async () => {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const asked = codex.ask("anyone?", { hold: true, waitMs: 60_000 });
    await domain.clock.advance(60_000);
    expect(await asked.result).toMatchObject({ status: "unsent", why: "no_session" });
    expect(domain.message(asked.id).question).toMatchObject({ outcome: "cancelled", closedAt: domain.clock.now() });
    const claude = await domain.claude();
    await settled();
    expect(claude.got).toEqual([]);
  });

  test("is cancelled where its caller gives up", async () => {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const asked = codex.ask("anyone?", { hold: true });
    await settled();
    asked.abort();
    await asked.result;
    expect(domain.message(asked.id).question?.outcome).toBe("cancelled");
  });

  test("stays where only the connection was lost, and goes on with the same id", async () => {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const asked = codex.ask("anyone?", { hold: true });
    await settled();
    asked.abort("detached");
    await asked.result;
    const again = codex.ask("anyone?", { id: asked.id, hold: true });
    await settled();
    const claude = await domain.claude();
    expect(claude.got.map(({ id }) => id)).toEqual([asked.id]);
    await claude.reply("both", asked.id);
    expect(textsOf(await again.result)).toEqual(["both"]);
  });
});

test("whoever comes just as the wait ends: told as not sent if and only if nobody got it", async () => {
  for (let steps = 0; steps < 30; steps++) {
    await using domain = await createDomain();
    const codex = await domain.codex();
    const asked = codex.ask("a race", { hold: true, waitMs: 1_000 });
    await settled();
    const arriving = domain.claude();
    for (let i = 0; i < steps; i++) await Promise.resolve();
    domain.clock.strike(1_000);
    const claude = await arriving;
    const { status } = await asked.result;
    await settled();
    expect({ steps, pushed: claude.got.length, status }).toEqual(
      claude.got.length > 0 ? { steps, pushed: 1, status: "open" } : { steps, pushed: 0, status: "unsent" },
    );
  }
});
