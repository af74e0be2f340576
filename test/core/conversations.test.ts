/** What a person does with conversations: names them, reads them, speaks to both sides; and what pages are told. */
import { describe, expect, test } from "bun:test";
import type { PageEvent } from "../../src/shared/api";
import { createId } from "../../src/shared/ids";
import { must, textsOf } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

async function createTalk() {
  const domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  const { console } = domain.bridge;
  await claude.send("one");
  await claude.send("two");
  const { id } = must(console.conversations()[0]);
  const view = () => must(console.conversations().find((one) => one.id === id));
  return { domain, claude, codex, console, id, view };
}

describe("conversations", () => {
  test("have a title, which an empty one takes away", async () => {
    const { domain, console, id, view } = await createTalk();
    await using _ = domain;
    expect((await console.rename(id, "Login <b>")).title).toBe("Login <b>");
    expect(view().title).toBe("Login <b>");
    expect((await console.rename(id, "")).title).toBeNull();
  });

  test("count what a person has not read; reading never goes back, nor beyond what is there", async () => {
    const { domain, claude, console, id, view } = await createTalk();
    await using _ = domain;
    expect(view()).toMatchObject({ unread: 2, last: { sender: "claude", start: "two" } });
    const { seq } = must(view().last);
    expect((await console.read(id, seq - 1)).unread).toBe(1);
    expect((await console.read(id, 0)).unread).toBe(1);
    expect((await console.read(id, seq + 1_000)).unread).toBe(0);
    await claude.send("three");
    expect(view().unread).toBe(1);
    await console.say({ id: createId("m"), to: "codex", text: "my own words", conversation: id });
    expect(view().unread).toBe(1);
  });

  test("tell pages of a gate, a title, what was read, and what is held", async () => {
    const { domain, claude, console, id } = await createTalk();
    await using _ = domain;
    let last: PageEvent[] = [];
    const stop = console.subscribe((event) => last.push(event));
    const changes = async (work: Promise<unknown>) => {
      last = [];
      await work;
      await settled();
      return last.flatMap((event) => (event.type === "conversation" ? [event.conversation] : []));
    };
    expect(await changes(console.rename(id, "a title"))).toMatchObject([{ id, title: "a title" }]);
    expect(await changes(console.read(id, 1))).toMatchObject([{ id, unread: 1 }]);
    expect(await changes(console.gate.turn(id, "pause"))).toMatchObject([{ id, gate: "paused", held: 2 }]);
    expect(last.filter(({ type }) => type === "message")).toHaveLength(2);
    expect(await changes(claude.send("three"))).toMatchObject([{ id, held: 3 }]);
    const [oldest] = console.held.list(id);
    const dropped = await changes(console.held.decide(must(oldest).id, { action: "drop" }));
    expect(dropped).toMatchObject([{ id, held: 2 }]);
    expect(last).toContainEqual(
      expect.objectContaining({
        type: "message",
        message: expect.objectContaining({
          id: must(oldest).id,
          deliveries: [expect.objectContaining({ state: "dropped" })],
        }),
      }),
    );
    expect((await changes(console.gate.turn(id, "step"))).at(-1)).toMatchObject({ held: 1 });
    expect((await changes(console.gate.turn(id, "resume"))).at(-1)).toMatchObject({ gate: "open", held: 0 });
    stop();
  });

  test("list what is held, of one or of all, oldest first", async () => {
    const { domain, claude, console, id } = await createTalk();
    await using _ = domain;
    await domain.codex({ thread: "t2", threads: ["t2"] });
    await console.gate.turnAll("pause");
    await claude.send("three", "t2");
    await claude.send("four", "t1");
    expect(console.held.list(null).map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
    expect(console.held.list(id).map(({ text }) => text)).toEqual(["one", "two", "four"]);
  });
});

describe("to both", () => {
  test("is one message with two deliveries, each with its own state", async () => {
    const { domain, claude, codex, console, id } = await createTalk();
    await using _ = domain;
    const said = await console.say({ id: createId("m"), to: "both", text: "stop, both" });
    expect(said).toMatchObject({ conversation: id, sender: { kind: "user" } });
    await settled();
    expect(claude.got).toMatchObject([{ id: said.id, text: "stop, both", sender: "user" }]);
    expect(domain.delivery(said.id, claude.session)).toMatchObject({ state: "pushed", transport: "channel" });
    expect(domain.delivery(said.id, "t1")).toMatchObject({ state: "stored" });
    const taken = await codex.check().result;
    expect(textsOf(taken)).toEqual(["one", "two", "stop, both"]);
    await codex.ack(taken.batch);
    expect(domain.delivery(said.id, "t1").state).toBe("seen");
    // Sent again with the same id, it is still one.
    await console.say({ id: said.id, to: "both", text: "stop, both" });
    await settled();
    expect(claude.got).toHaveLength(1);
    expect(domain.message(said.id).deliveries).toHaveLength(2);
  });

  test("makes the conversation of the two where there is none", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    const said = await domain.bridge.console.say({ id: createId("m"), to: "both", text: "hello" });
    expect(domain.bridge.console.conversations()).toMatchObject([
      {
        id: said.conversation,
        members: [
          { session: claude.session, kind: "claude" },
          { session: "t1", kind: "codex" },
        ],
      },
    ]);
    await codex.ack((await codex.check().result).batch);
  });

  test("where one side is absent: nobody gets it, and the error says who could have had it", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const say = () => refusal(console.say({ id: createId("m"), to: "both", text: "hello" }));
    expect(await say()).toMatchObject({ code: "conflict", field: "to" });
    const claude = await domain.claude();
    const refused = await say();
    expect(refused.message).toContain("Not sent to either");
    expect(refused.message).toContain(`Claude (session ${claude.session}) could have had it`);
    expect(refused.message).toContain("no Codex session is connected");
    expect(claude.got).toEqual([]);
    await domain.codex({ thread: "t1", threads: ["t1"] });
    await domain.codex({ thread: "t2", threads: ["t2"], project: "beta" });
    await domain.codex({ thread: "t3", threads: ["t3"], project: "gamma" });
    expect((await say()).message).toContain("3 Codex sessions are connected");
    const said = await console.say({ id: createId("m"), to: "both", text: "hello", session: "t1" });
    expect(said.deliveries.map(({ receiver }) => receiver).toSorted()).toEqual([claude.session, "t1"].toSorted());
    const none = refusal(console.say({ id: createId("m"), to: "both", text: "x", session: "t9" }));
    expect(await none).toMatchObject({ code: "not_found", field: "session" });
  });
});
