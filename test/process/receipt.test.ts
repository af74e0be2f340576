/** What Codex gave up, or cannot be shown to have read, is kept and comes again; what it has read never does. */
import { describe, expect, test } from "bun:test";
import { createWorld } from "../support/agents";

const TIMEOUT_MS = 20_000;
const NOTHING = "No messages wait for you";

describe("receipt", () => {
  test(
    "a cancelled call ends its wait and keeps its question and the answer",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asked = codex.ask("never mind?");
      const question = await claude.next();
      codex.client.notify("notifications/cancelled", { requestId: asked.id, reason: "the user pressed Esc" });
      expect((await codex.check()).text).toContain(`${question.meta.message_id}`);
      const replied = await claude.reply("anyway", question.meta.message_id);
      expect(replied.text).toContain("is no longer waiting in the call");
      const checked = await codex.check();
      expect(checked.blocks.at(-1)).toBe("anyway");
      expect(checked.text).not.toContain("redelivered");
      expect((await codex.check()).text).toContain(NOTHING);
      // The protocol wants no answer to a cancelled request.
      expect(await Promise.race([asked.answer, codex.check()])).toMatchObject({ blocks: [`${NOTHING}.`] });
    },
    TIMEOUT_MS,
  );

  test(
    "cancelled just after its result was written, a call's answer comes again, marked",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asked = codex.ask("too late?");
      await claude.reply("just in time", (await claude.next()).meta.message_id);
      expect((await asked.answer).blocks).toEqual(["just in time"]);
      codex.client.notify("notifications/cancelled", { requestId: asked.id });
      const checked = await codex.check();
      expect(checked.text).toContain("redelivered");
      expect(checked.blocks.at(-1)).toBe("just in time");
      expect((await codex.check()).text).toContain(NOTHING);
    },
    TIMEOUT_MS,
  );

  test(
    "the end of stdin just after a result was written brings the answer again to the thread's next process",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asked = codex.ask("going?");
      await claude.reply("gone", (await claude.next()).meta.message_id);
      await asked.answer;
      expect(await codex.client.end()).toBe(0);
      const next = await world.codex({ thread: codex.thread });
      const checked = await next.check({ wait_seconds: 10 });
      expect(checked.text).toContain("redelivered");
      expect(checked.blocks.at(-1)).toBe("gone");
    },
    TIMEOUT_MS,
  );

  test(
    "the next call of the thread proves the result before it, which never comes again",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asked = codex.ask("once?");
      await claude.reply("once", (await claude.next()).meta.message_id);
      await asked.answer;
      expect((await codex.check()).text).toContain(NOTHING);
      codex.client.notify("notifications/cancelled", { requestId: asked.id });
      expect((await codex.check()).text).toContain(NOTHING);
    },
    TIMEOUT_MS,
  );

  test(
    "a cancelled check takes nothing: what comes after it goes to the call that is still open",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const open = codex.ask("kept open");
      const question = await claude.next();
      const check = codex.call("check_claude_messages", { wait_seconds: 60 });
      codex.client.notify("notifications/cancelled", { requestId: check.id });
      await codex.check();
      await claude.call("send_to_codex", { text: "a note" });
      const { blocks } = await open.answer;
      expect(blocks[0]).toStartWith("No answer yet. Your question stays open");
      expect(blocks.at(-1)).toBe("a note");
      await claude.reply("an answer", question.meta.message_id);
      expect((await codex.check()).blocks.at(-1)).toBe("an answer");
    },
    TIMEOUT_MS,
  );
});
