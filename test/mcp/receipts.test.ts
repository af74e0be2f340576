/** How Codex's receipt is inferred: 250 ms of silence, the next call, or a cancellation that takes it back. */
import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { settled } from "../support/fake-clock";
import { type ServedCodex, serveCodexSide } from "../support/served";

const NOTHING = "No messages wait for you.";

/** A note that `t-1` has just been given by a check. */
async function takeNote(served: ServedCodex) {
  const claude = await served.domain.claude();
  await served.check().answer;
  const { message } = await claude.send("a note");
  const check = served.check();
  expect((await check.answer).blocks[1]).toBe("a note");
  return { claude, message, id: check.id, state: () => served.domain.delivery(message).state };
}

function cancel(served: ServedCodex, requestId: number): Promise<void> {
  served.client.notify("notifications/cancelled", { requestId, reason: "the user pressed Esc" });
  return settled();
}

describe("a result counts as received", () => {
  test("250 ms after it was written, and not before", async () => {
    await using served = await serveCodexSide();
    const { state } = await takeNote(served);
    await served.domain.clock.advance(249);
    expect(state()).toBe("stored");
    await served.domain.clock.advance(1);
    expect(state()).toBe("seen");
  });

  test("with the next call of its thread", async () => {
    await using served = await serveCodexSide();
    const { state } = await takeNote(served);
    expect((await served.check().answer).blocks).toEqual([NOTHING]);
    await settled();
    expect(state()).toBe("seen");
  });

  test("not with a call of another thread", async () => {
    await using served = await serveCodexSide();
    const { state } = await takeNote(served);
    await served.client.call("check_claude_messages", {}, { threadId: "t-2" }).answer;
    await settled();
    expect(state()).toBe("stored");
    await served.domain.clock.advance(250);
    expect(state()).toBe("seen");
  });
});

describe("a cancelled call", () => {
  test("gives back what its result carried; it comes again with its id, marked", async () => {
    await using served = await serveCodexSide();
    const { id, message, state } = await takeNote(served);
    await cancel(served, id);
    await served.domain.clock.advance(1_000);
    expect(state()).toBe("stored");
    const { blocks } = await served.check().answer;
    expect(blocks[0]).toContain(message);
    expect(blocks[0]).toContain("redelivered");
    expect(blocks[1]).toBe("a note");
  });

  test("after 250 ms changes nothing any more", async () => {
    await using served = await serveCodexSide();
    const { id, state } = await takeNote(served);
    await served.domain.clock.advance(250);
    await cancel(served, id);
    expect(state()).toBe("seen");
    expect((await served.check().answer).blocks).toEqual([NOTHING]);
  });

  test("while it waits ends the wait and keeps the question; the answer comes unmarked", async () => {
    await using served = await serveCodexSide();
    const claude = await served.domain.claude();
    const asked = served.ask("never mind?");
    const message = await claude.next();
    await cancel(served, asked.id);
    expect(served.domain.bridge.held()).toBe(0);
    expect(served.domain.message(message.id).question?.outcome).toBe("open");
    expect(await claude.reply("anyway", message.id)).toMatchObject({ as: "answer", received: false });
    const { blocks } = await served.check().answer;
    expect(blocks[0]).not.toContain("redelivered");
    expect(blocks[1]).toBe("anyway");
  });

  test("at the moment of its answer loses nothing", async () => {
    for (let steps = 0; steps < 20; steps++) {
      await using served = await serveCodexSide();
      const claude = await served.domain.claude();
      const asked = served.ask("now?");
      const message = await claude.next();
      const replying = claude.reply("photo finish", message.id);
      for (let i = 0; i < steps; i++) await Promise.resolve();
      await cancel(served, asked.id);
      await replying;
      await served.domain.clock.advance(1_000);
      // What the cancellation gives back is committed on its own time.
      const { text } = await served.check({ wait_seconds: 5 }).answer;
      expect({ steps, text: text.includes("photo finish") }).toEqual({ steps, text: true });
    }
  });

  test("of another request changes nothing", async () => {
    await using served = await serveCodexSide();
    const { id, state } = await takeNote(served);
    await cancel(served, id + 100);
    await served.domain.clock.advance(250);
    expect(state()).toBe("seen");
  });
});

test("what is not proved when Codex goes is given back with its connection", async () => {
  await using served = await serveCodexSide();
  const { domain } = served;
  const { message, state } = await takeNote(served);
  await served.end();
  await domain.clock.advance(1_000);
  expect(state()).toBe("stored");
  const resumed = await domain.codex({ thread: "t-1", threads: ["t-1"] });
  expect((await resumed.check().result).batch.items).toMatchObject([{ id: message, redelivered: true }]);
});

describe("a long answer", () => {
  const LONG = "x".repeat(20_000);

  async function answerTo(served: ServedCodex) {
    const claude = await served.domain.claude();
    const asked = served.ask("tell me all");
    const question = await claude.next();
    const { message } = await claude.reply(LONG, question.id);
    return { result: await asked.answer, message };
  }

  test("comes without its file where that cannot be written, and says so", async () => {
    await using served = await serveCodexSide();
    // A file stands where the directory should: as with a full disk, nothing can be written there.
    writeFileSync(served.texts, "");
    const { result, message } = await answerTo(served);
    expect(result).toMatchObject({ isError: false, blocks: [expect.stringContaining("could not be written"), LONG] });
    await served.domain.clock.advance(250);
    expect(served.domain.delivery(message).state).toBe("seen");
  });

  test("that could not be made into a result is not taken as received", async () => {
    let isBroken = true;
    const keep = () => {
      if (isBroken) throw new TypeError("a bug");
      return "/a/file.md";
    };
    await using served = await serveCodexSide({ keep });
    const { result, message } = await answerTo(served);
    expect(result.isError).toBe(true);
    expect(served.domain.logged()).toEqual([expect.stringContaining("a bug")]);
    await served.domain.clock.advance(1_000);
    expect(served.domain.delivery(message).state).toBe("stored");
    isBroken = false;
    expect((await served.check().answer).blocks).toContain(LONG);
  });
});
