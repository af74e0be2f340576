/** Questions whose Claude session has vanished: those that named nobody move to the project's next session. */
import { describe, expect, test } from "bun:test";
import { textsOf } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

const GRACE_MS = 3_000;

describe("a question whose session has vanished", () => {
  test("moves to the project's other session after a grace time, and both sides are told", async () => {
    await using domain = await createDomain();
    const gone = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("who has it?");
    await settled();
    const next = await domain.claude();
    await gone.api.detach();
    await domain.clock.advance(GRACE_MS - 1);
    expect(next.got).toEqual([]);
    await domain.clock.advance(1);
    expect(next.got.map(({ id }) => id)).toEqual([asked.id]);
    expect(domain.delivery(asked.id, gone.session).state).toBe("dropped");
    expect(domain.delivery(asked.id, next.session).state).toBe("pushed");
    await next.reply("I have", asked.id);
    const result = await asked.result;
    expect(textsOf(result)).toEqual(["I have"]);
    expect(result.notices).toMatchObject([{ kind: "moved", message: asked.id }]);
  });

  test("moves to a session that comes later", async () => {
    await using domain = await createDomain();
    const gone = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("who has it?", { waitMs: 0 });
    await asked.result;
    await gone.api.detach();
    await domain.clock.advance(600_000);
    const next = await domain.claude();
    await settled();
    expect(next.got.map(({ id }) => id)).toEqual([asked.id]);
  });

  test("does not move to another project", async () => {
    await using domain = await createDomain();
    const gone = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("ours", { waitMs: 0 });
    await asked.result;
    await gone.api.detach();
    const far = await domain.claude({ project: "beta" });
    await domain.clock.advance(600_000);
    expect(far.got).toEqual([]);
    expect(domain.message(asked.id).question).toMatchObject({ outcome: "open", target: gone.session });
  });

  test("never moves where it was named", async () => {
    await using domain = await createDomain();
    const gone = await domain.claude({ session: "cc_named" });
    const codex = await domain.codex();
    const asked = codex.ask("for you only", { to: "cc_named", waitMs: 0 });
    await asked.result;
    await gone.api.detach();
    const next = await domain.claude();
    await domain.clock.advance(600_000);
    expect(next.got).toEqual([]);
    expect(domain.message(asked.id).question?.target).toBe("cc_named");
  });

  test("stays where its session was only reconnecting", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude({ session: "cc_one" });
    const other = await domain.claude({ session: "cc_two" });
    const codex = await domain.codex();
    const asked = codex.ask("stay", { waitMs: 0 });
    const { target } = await asked.result;
    const [holder, watcher] = target?.id === "cc_one" ? [claude, other] : [other, claude];
    await holder.api.detach();
    await domain.clock.advance(GRACE_MS - 1);
    const back = await domain.claude({ session: holder.session, pushed: [asked.id] });
    await domain.clock.advance(600_000);
    expect(watcher.got).toEqual([]);
    expect(back.got).toEqual([]);
    expect(domain.message(asked.id).question?.target).toBe(holder.session);
  });

  test("moves back to the session that had it first, which gets it again", async () => {
    await using domain = await createDomain();
    const first = await domain.claude({ session: "cc_first" });
    const codex = await domain.codex();
    const asked = codex.ask("who has it?", { waitMs: 0 });
    await asked.result;
    const second = await domain.claude();
    await first.api.detach();
    await domain.clock.advance(GRACE_MS);
    expect(second.got.map(({ id }) => id)).toEqual([asked.id]);
    const back = await domain.claude({ session: "cc_first" });
    await second.api.detach();
    await domain.clock.advance(GRACE_MS);
    expect(domain.message(asked.id).question?.target).toBe("cc_first");
    expect(back.got.map(({ id }) => id)).toEqual([asked.id]);
    expect(domain.delivery(asked.id, "cc_first").state).toBe("pushed");
  });

  test("does not move once it is answered", async () => {
    await using domain = await createDomain();
    const gone = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("done?");
    await settled();
    await gone.reply("done", asked.id);
    await codex.ack((await asked.result).batch);
    await gone.api.detach();
    const next = await domain.claude();
    await domain.clock.advance(600_000);
    expect(next.got).toEqual([]);
  });
});

describe("a Claude session that is resumed in another process [F4]", () => {
  test("gets back all its open questions, those that another one was given meanwhile too", async () => {
    await using domain = await createDomain();
    const before = await domain.claude({ clientSession: "s-1" });
    const codex = await domain.codex();
    const routed = codex.ask("to nobody by name", { waitMs: 0 });
    await routed.result;
    const named = codex.ask("to you by name", { waitMs: 0, to: before.session });
    await named.result;
    await before.api.detach();
    const other = await domain.claude({ clientSession: "s-2" });
    await domain.clock.advance(GRACE_MS);
    expect(other.got.map(({ id }) => id)).toEqual([routed.id]);

    const again = await domain.claude({ clientSession: "s-1" });
    await settled();
    expect(again.got.map(({ id }) => id).toSorted()).toEqual([routed.id, named.id].toSorted());
    expect((await again.api.sessions()).self).toBe(before.session);
    for (const { id } of [routed, named]) await again.reply("here I am", id);
    for (const { id } of [routed, named]) expect(domain.message(id).question?.outcome).toBe("answered");
    expect((await codex.check().result).batch.items.map(({ text }) => text)).toEqual(["here I am", "here I am"]);
  });

  test("leaves with the other one what that has read", async () => {
    await using domain = await createDomain();
    const before = await domain.claude({ clientSession: "s-1" });
    const codex = await domain.codex();
    const asked = codex.ask("who?", { waitMs: 0 });
    await asked.result;
    await before.api.detach();
    const other = await domain.claude({ clientSession: "s-2" });
    await domain.clock.advance(GRACE_MS);
    await domain.store.commit(() => domain.store.deliveries.seen(asked.id, other.session, domain.clock.now(), null));
    const again = await domain.claude({ clientSession: "s-1" });
    await settled();
    expect(again.got).toEqual([]);
    await other.reply("mine", asked.id);
  });

  test("is another session while the first one runs", async () => {
    await using domain = await createDomain();
    const first = await domain.claude({ clientSession: "s-1" });
    const second = await domain.claude({ clientSession: "s-1" });
    expect((await second.api.sessions()).self).toBe(second.session);
    expect(second.session).not.toBe(first.session);
  });

  test("does not take over what the first one's channel proved", async () => {
    await using domain = await createDomain();
    const first = await domain.claude({ clientSession: "s-1" });
    const codex = await domain.codex();
    const asked = codex.ask("?");
    await settled();
    await first.reply("!", asked.id);
    await codex.ack((await asked.result).batch);
    await first.api.detach();
    const again = await domain.claude({ clientSession: "s-1" });
    const [own] = (await again.api.sessions()).sessions.filter(({ id }) => id === first.session);
    expect(own).toMatchObject({ connected: true, channel: "unknown" });
  });
});
