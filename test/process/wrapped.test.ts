/** Servers and hooks that Claude Code starts through something else belong to one session all the same [F3]. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { createWorld } from "../support/agents";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");
const BUN = process.execPath;

const WRAPPERS: Record<string, (script: string) => [string, ...string[]]> = {
  "a shell": (script) => ["sh", "-c", '"$0" "$1"; exit $?', BUN, script],
  timeout: (script) => ["timeout", "600", BUN, script],
  "a shell around a shell, with a copy of what it says": (script) => [
    "sh",
    "-c",
    'sh -c "\\"$0\\" \\"$1\\"; exit" "$0" "$1" | tee /dev/null',
    BUN,
    script,
  ],
};

// This process stands for Claude Code, whose children all have the session's id in their environment.
const OURS = { CLAUDE_CODE_SESSION_ID: "s-wrapped" };

for (const [name, wrap] of Object.entries(WRAPPERS)) {
  test(`one session behind ${name}, beside a server without it, and for its hooks`, { timeout: 30_000 }, async () => {
    await using world = createWorld(OURS);
    const wrapped = await world.claude({ command: wrap(join(ROOT, "server.ts")) });
    const plain = await world.claude();
    const listed = [];
    for (const { call } of [wrapped, plain]) listed.push((await call("list_sessions", {})).text);
    const own = listed.map((text) => /\bclaude (cc_\w+) \(you\)/.exec(text)?.[1]);
    expect(own[0]).toBeString();
    expect(own[1]).toBe(own[0]);

    const codex = await world.codex();
    const asked = codex.ask("which of them answers?");
    const { meta } = await plain.next();
    // The one that was not pushed the question speaks for the same session.
    await wrapped.reply("either", meta.message_id);
    expect((await asked.answer).text).toContain("either");

    const input = JSON.stringify({ session_id: "s-now", hook_event_name: "UserPromptSubmit", prompt: "hello" });
    const env = { ...world.env, PATH: process.env.PATH ?? "" };
    await startTool({ command: wrap(join(ROOT, "hook.ts")), cwd: ROOT, env, input }).result;
    expect((await plain.call("list_sessions", {})).text).toContain("s-now");
  });
}

test("one that says nothing of its session is its direct parent's", async () => {
  await using world = createWorld();
  const wrapped = await world.claude({ command: ["sh", "-c", '"$0" "$1"; exit $?', BUN, join(ROOT, "server.ts")] });
  const plain = await world.claude();
  const [one, other] = await Promise.all([wrapped, plain].map(({ call }) => call("list_sessions", {})));
  expect(/\bclaude (cc_\w+) \(you\)/.exec(one?.text ?? "")?.[1]).not.toBe(
    /\bclaude (cc_\w+) \(you\)/.exec(other?.text ?? "")?.[1],
  );
});
