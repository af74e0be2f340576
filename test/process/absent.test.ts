/** Without a bridge Codex is told soon what to start, and the same process works once the bridge is there. */
import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Claude, createWorld, type World } from "../support/agents";

const TIMEOUT_MS = 30_000;
const LIMIT_MS = 2_000;
const START = /\bclaude$/m;

async function endBridge(claude: Claude, signal: "EOF" | "SIGKILL"): Promise<void> {
  expect((await claude.call("list_sessions", {})).isError).toBe(false);
  if (signal === "EOF") claude.client.child.stdin.end();
  else claude.client.child.kill(signal);
  await claude.client.child.exited;
}

/** Each leaves a state directory with no bridge behind it. */
const STATES: Record<string, (world: World) => Promise<Disposable | undefined>> = {
  "no bridge has ever run": async () => undefined,
  "the last bridge ended in order": async (world) => {
    await endBridge(await world.claude(), "EOF");
    return undefined;
  },
  "the last bridge was killed, and its endpoint is still written": async (world) => {
    await endBridge(await world.claude(), "SIGKILL");
    expect(await Bun.file(join(world.stateDir, "endpoint.json")).exists()).toBe(true);
    return undefined;
  },
  "a program that never answers has the port of a killed one": async (world) => {
    await endBridge(await world.claude(), "SIGKILL");
    const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const path = join(world.stateDir, "endpoint.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), port: listener.port }));
    return { [Symbol.dispose]: () => listener.stop(true) };
  },
};

describe.each(Object.entries(STATES))("where %s", (_, arrange) => {
  test(
    "send_to_claude says within 2 s what to start; then the same process works without a restart",
    async () => {
      await using world = createWorld();
      using _squatter = await arrange(world);
      const codex = await world.codex();
      const askedAt = performance.now();
      const [asking, checking] = await Promise.all([codex.ask("hello").answer, codex.check()]);
      expect(performance.now() - askedAt).toBeLessThan(LIMIT_MS);
      expect([asking.isError, checking.isError]).toEqual([true, true]);
      expect(asking.text).toStartWith("Not sent: ");
      expect(checking.text).toStartWith("Not fetched: ");
      for (const { text } of [asking, checking]) expect(text).toMatch(START);

      const claude = await world.claude();
      expect((await claude.call("list_sessions", {})).isError).toBe(false);
      const asked = codex.ask("and now?");
      const question = await claude.next();
      // What was not sent then does not come now.
      expect(question.content).toBe("and now?");
      await claude.reply("now, yes", question.meta.message_id);
      expect((await asked.answer).blocks).toEqual(["now, yes"]);
      expect(claude.messages()).toHaveLength(1);
    },
    TIMEOUT_MS,
  );
});

test(
  "with a bridge but no Claude session nothing is sent, and the result says what to start",
  async () => {
    await using world = createWorld();
    const serve = Bun.spawn([process.execPath, join(import.meta.dir, "..", "..", "cli.ts"), "serve"], {
      env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...world.env },
      stdout: "ignore",
      stderr: "ignore",
    });
    try {
      const codex = await world.codex();
      const read = async () => {
        const { text } = await codex.ask("anybody?").answer;
        return text;
      };
      // The bridge may still be starting with the first call, which then says that.
      let text = await read();
      while (text.includes("No bridge")) text = await read();
      expect(text).toStartWith("Not sent: no Claude session is connected");
      expect(text).toMatch(START);
    } finally {
      serve.kill("SIGTERM");
      await serve.exited;
    }
  },
  TIMEOUT_MS,
);
