/** Waits of real seconds over the end of a bridge: how long they last, and what is said and kept. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld } from "../support/agents";

const TIMEOUT_MS = 30_000;
const SERVER = join(import.meta.dir, "..", "..", "server.ts");
const START = /\bclaude$/m;

test(
  "a call that the bridge left, and that finds none for 10 s, says that it may be stored; it is, once",
  async () => {
    await using world = createWorld();
    const first = await world.claude();
    const codex = await world.codex();
    const asked = codex.ask("held when the bridge went");
    const before = await first.next();
    const killedAt = performance.now();
    first.client.child.kill("SIGKILL");
    const { isError, text } = await asked.answer;
    const waited = performance.now() - killedAt;
    expect(isError).toBe(true);
    expect(text).toContain("may be stored");
    expect(text).toMatch(START);
    expect(waited).toBeGreaterThan(9_000);
    expect(waited).toBeLessThan(12_000);

    const second = await world.claude();
    const again = await second.next();
    expect(again.meta).toMatchObject({ message_id: before.meta.message_id, redelivered: "true" });
    expect((await codex.check()).text).toContain(before.meta.message_id ?? "");
    await second.reply("kept", before.meta.message_id);
    expect((await codex.check({ wait_seconds: 10 })).blocks.at(-1)).toBe("kept");
    expect(second.messages()).toHaveLength(1);
  },
  TIMEOUT_MS,
);

test(
  "a look at the messages that waits over the change of hosts waits no longer than it was asked to",
  async () => {
    await using world = createWorld();
    // A parent of its own, as each Claude Code process is: the parent is the session's identity.
    const command = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER];
    const host = await world.claude({ command });
    await host.call("list_sessions", {});
    const member = await world.claude({ command });
    await member.call("list_sessions", {});
    const at = performance.now();
    const looked = member.call("check_codex_messages", { wait_seconds: 6 });
    await Bun.sleep(4_500);
    const endpoint = readFileSync(join(world.stateDir, "endpoint.json"), "utf8");
    process.kill(JSON.parse(endpoint).pid, "SIGKILL");
    expect((await looked).text).toContain("No messages wait for you");
    const waitedMs = performance.now() - at;
    expect(waitedMs).toBeGreaterThan(5_900);
    // Begun anew, the wait would take 10.5 s.
    expect(waitedMs).toBeLessThan(10_000);
  },
  TIMEOUT_MS,
);
