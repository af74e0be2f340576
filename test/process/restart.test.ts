/** The end of any process, in order or by SIGKILL, loses nothing: what was open goes on, what was stored is there. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as z from "zod";
import { type Endpoint, readEndpoint } from "../../src/rpc/endpoint";
import { type Claude, createWorld, type World } from "../support/agents";
import { must } from "../support/agents-in-process";

const TIMEOUT_MS = 30_000;

const ENDS: Record<string, (claude: Claude) => void> = {
  "ends in order": ({ client }) => void client.child.stdin.end(),
  "is killed": ({ client }) => client.child.kill("SIGKILL"),
};

const History = z.object({ messages: z.array(z.looseObject({ id: z.string(), kind: z.string(), text: z.string() })) });

function endpointOf(world: World): Endpoint {
  return must(readEndpoint(join(world.stateDir, "endpoint.json")));
}

async function readHistory(world: World): Promise<{ id: string; kind: string; text: string }[]> {
  const { port, key } = endpointOf(world);
  const response = await fetch(`http://127.0.0.1:${port}/api/messages?limit=200`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { messages } = History.parse(await response.json());
  return messages.map(({ id, kind, text }) => ({ id, kind, text })).sort((a, b) => a.text.localeCompare(b.text));
}

describe.each(Object.entries(ENDS))("when server.ts %s and another one starts", (_, end) => {
  test(
    "open questions come again, marked; held calls go on; answers, messages and history are there",
    async () => {
      await using world = createWorld();
      const first = await world.claude();
      const codex = await world.codex();
      const other = await world.codex();

      const held = codex.ask("held");
      const heldQuestion = await first.next();
      await other.ask("left open", { wait_seconds: 0 }).answer;
      const openQuestion = await first.next(({ content }) => content === "left open");
      await other.ask("answered later", { wait_seconds: 0 }).answer;
      const answered = await first.next(({ content }) => content === "answered later");
      await first.reply("kept answer", answered.meta.message_id);
      await first.call("send_to_codex", { text: "kept note", to: other.thread });
      const history = await readHistory(world);
      expect(history).toHaveLength(5);
      const { port } = endpointOf(world);

      end(first);
      await first.client.child.exited;
      const second = await world.claude();
      const again = await second.next(({ content }) => content === "held");
      expect(endpointOf(world).port).not.toBe(port);
      expect(again.meta).toEqual({ ...heldQuestion.meta, redelivered: "true" });
      const open = await second.next(({ content }) => content === "left open");
      expect(open.meta).toEqual({ ...openQuestion.meta, redelivered: "true" });

      const replied = await second.reply("after the restart", again.meta.message_id);
      expect(replied.isError).toBe(false);
      expect((await held.answer).blocks).toEqual(["after the restart"]);

      const kept = await other.check();
      expect(kept.blocks).toContain("kept answer");
      expect(kept.blocks).toContain("kept note");
      expect(kept.text).toContain(`${openQuestion.meta.message_id}`);
      expect(kept.text).not.toContain("redelivered");
      expect(await readHistory(world)).toEqual(expect.arrayContaining(history));

      // What had been answered is not pushed, and is still known to be answered.
      const followUp = await second.reply("one more thing", answered.meta.message_id);
      expect(followUp.text).toContain("follow-up");
      expect(second.messages().map(({ content }) => content)).toEqual(["held", "left open"]);
    },
    TIMEOUT_MS,
  );

  test(
    "a call made while there is none reaches the next one",
    async () => {
      await using world = createWorld();
      const first = await world.claude();
      const codex = await world.codex();
      expect((await codex.check()).isError).toBe(false);
      end(first);
      await first.client.child.exited;
      const asked = codex.ask("in between");
      const second = await world.claude();
      const question = await second.next();
      expect(question.content).toBe("in between");
      expect(question.meta.redelivered).toBeUndefined();
      await second.reply("heard", question.meta.message_id);
      expect((await asked.answer).blocks).toEqual(["heard"]);
    },
    TIMEOUT_MS,
  );

  test(
    "five times over, under a held call",
    async () => {
      await using world = createWorld();
      const codex = await world.codex();
      let claude = await world.claude();
      expect((await claude.call("list_sessions", {})).isError).toBe(false);
      const asked = codex.ask("patience");
      const { meta } = await claude.next();
      for (let times = 0; times < 5; times++) {
        end(claude);
        await claude.client.child.exited;
        claude = await world.claude();
        expect((await claude.next()).meta.message_id).toBe(meta.message_id ?? "");
      }
      await claude.reply("at last", meta.message_id);
      expect((await asked.answer).blocks).toEqual(["at last"]);
      expect(claude.messages()).toHaveLength(1);
    },
    TIMEOUT_MS,
  );
});

describe("when codex-mcp.ts is killed", () => {
  test(
    "in a held call, Claude's answer is kept for the thread, and the next process of the thread has it",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const first = await world.codex();
      first.ask("still there?");
      const question = await claude.next();
      first.client.child.kill("SIGKILL");
      await first.client.child.exited;
      await untilAway(claude, first.thread);
      const replied = await claude.reply("yes, here", question.meta.message_id);
      expect(replied.text).toContain("is not connected right now");
      expect(replied.text).toContain("kept");

      const stranger = await world.codex();
      expect((await stranger.check()).text).toContain("No messages wait for you");
      const second = await world.codex({ thread: first.thread });
      const checked = await second.check();
      expect(checked.text).toContain(`${question.meta.message_id}`);
      expect(checked.blocks.at(-1)).toBe("yes, here");
      // It had been handed to nobody.
      expect(checked.text).not.toContain("redelivered");
      expect((await second.check()).text).toContain("No messages wait for you");
    },
    TIMEOUT_MS,
  );

  test(
    "right after an answer was written, which may not have been read, the answer comes again, marked",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const first = await world.codex();
      const asked = first.ask("quick?");
      await claude.reply("quick", (await claude.next()).meta.message_id);
      expect((await asked.answer).blocks).toEqual(["quick"]);
      first.client.child.kill("SIGKILL");
      await first.client.child.exited;
      const second = await world.codex({ thread: first.thread });
      const checked = await second.check({ wait_seconds: 10 });
      expect(checked.text).toContain("redelivered");
      expect(checked.blocks.at(-1)).toBe("quick");
    },
    TIMEOUT_MS,
  );
});

/** The bridge learns of a killed peer from its connection, a moment later. */
async function untilAway(claude: Claude, thread: string): Promise<void> {
  for (;;) {
    const { text } = await claude.call("list_sessions", {});
    if (new RegExp(`codex ${thread}: .*, not connected`).test(text)) return;
  }
}
