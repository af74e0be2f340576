/** What has come to rest is named, and a person ends it by hand; a row for each state that the bridge keeps. */
import { describe, expect, test } from "bun:test";
import { createDomain, refusal } from "../support/domain";
import { createFakeClock, settled } from "../support/fake-clock";
import { createFiles } from "../support/files";

const HOUR_MS = 3_600_000;

describe("by hand", () => {
  test("a question to a session that has ended is named, and settled: its asker is told, and goes on", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const codex = await domain.codex();
    const other = await domain.claude();
    const held = codex.ask("to you", { to: other.session, waitMs: 60_000 });
    await settled();
    await other.api.detach();
    await domain.clock.advance(11 * 60_000);
    await console.settle(held.id);
    expect(domain.message(held.id).question?.outcome).toBe("cancelled");
    const after = await codex.check().result;
    expect(after.notices.map(({ kind }) => kind)).toEqual(["cancelled"]);
    expect(await refusal(console.settle(held.id))).toMatchObject({ code: "conflict" });
    expect(await refusal(console.settle("m_none"))).toMatchObject({ code: "not_found" });
  });

  test("a note for a thread that is away, and a held message", async () => {
    await using domain = await createDomain();
    const { console } = domain.bridge;
    const claude = await domain.claude();
    const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
    await codex.api.detach();
    const { message } = await claude.send("for later", "t1");
    expect(console.status().stuck).toEqual([]);
    await domain.clock.advance(11 * 60_000);
    expect(console.status().stuck).toMatchObject([
      { id: message, receiver: "t1", state: "stored", start: "for later" },
    ]);
    await console.settle(message);
    expect(domain.delivery(message).state).toBe("dropped");
    expect(console.status().stuck).toEqual([]);

    await console.gate.turnAll("pause");
    const second = await claude.send("held", "t1");
    await domain.clock.advance(11 * 60_000);
    expect(console.status().stuck).toMatchObject([{ id: second.message, state: "held" }]);
    await console.settle(second.message);
    expect(console.status().stuck).toEqual([]);
  });
});

describe("by itself", () => {
  test("a lease ends with its host: the next one hands the message over again", async () => {
    using files = createFiles();
    const clock = createFakeClock();
    const before = await createDomain({ path: files.path, clock });
    const claude = await before.claude();
    const codex = await before.codex({ thread: "t1", threads: ["t1"] });
    await claude.send("leased", "t1");
    await codex.check().result;
    before.crash();
    await using domain = await createDomain({ path: files.path, clock });
    const again = await domain.codex({ thread: "t1", threads: ["t1"] });
    const { batch } = await again.check().result;
    expect(batch.items).toMatchObject([{ text: "leased", redelivered: true }]);
    await again.ack(batch);
  });

  test("a held message and its gate are the next host's too, whatever the clock says then", async () => {
    using files = createFiles();
    const clock = createFakeClock();
    const before = await createDomain({ path: files.path, clock });
    const claude = await before.claude();
    await before.codex({ thread: "t1", threads: ["t1"] });
    await before.bridge.console.gate.turnAll("pause");
    const { message } = await claude.send("held", "t1");
    before.crash();
    clock.leap(-HOUR_MS);
    await using domain = await createDomain({ path: files.path, clock });
    expect(domain.delivery(message).state).toBe("held");
    await domain.bridge.console.gate.turnAll("resume");
    expect(domain.delivery(message).state).toBe("stored");
  });
});
