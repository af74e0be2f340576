/** Several Claude sessions on one bridge: members are full sessions, and one of them takes over when the host ends. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Claude, createWorld, type World } from "../support/agents";

const SERVER = join(import.meta.dir, "..", "..", "server.ts");

/** A server.ts with a parent of its own, as each Claude Code process is: the parent is the session's identity. */
function ownParent(): string[] {
  return ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER];
}

function hostPid(world: World): number {
  return JSON.parse(readFileSync(join(world.stateDir, "endpoint.json"), "utf8")).pid;
}

async function startClaudes(world: World, count: number): Promise<Claude[]> {
  const claudes: Claude[] = [];
  for (let i = 0; i < count; i++) {
    const claude = await world.claude({ command: ownParent() });
    // Attached once it can list itself: the first one is then the host for sure.
    const listed = await claude.call("list_sessions", {});
    expect(listed.isError).toBe(false);
    claudes.push(claude);
  }
  return claudes;
}

async function idOf(claude: Claude): Promise<string> {
  const { text } = await claude.call("list_sessions", {});
  return text.match(/claude (\S+) \(you\)/)?.[1] ?? "";
}

describe("hosts and members", () => {
  test("a member is a full session: it is asked, answers, and speaks first", async () => {
    await using world = createWorld();
    const [, member] = await startClaudes(world, 2);
    if (!member) throw new Error("no member");
    const codex = await world.codex();
    const asked = codex.ask("for the member", { to: await idOf(member) });
    const message = await member.next(({ content }) => content === "for the member");
    const replied = await member.reply("from the member", message.meta.message_id);
    expect(replied.text).toContain("was waiting and has been given your answer");
    expect((await asked.answer).text).toBe("from the member");
    expect((await member.call("send_to_codex", { text: "a note" })).isError).toBe(false);
    expect((await codex.check()).text).toContain("a note");
  });

  test("when the host is killed, a member takes over; held calls go on and are answered once", async () => {
    await using world = createWorld();
    const [host, first, second] = await startClaudes(world, 3);
    if (!host || !first || !second) throw new Error("three were started");
    const codex = await world.codex();
    const targets = [await idOf(first), await idOf(second)];
    const asked = targets.map((to, i) => codex.ask(`question ${i}`, { to }));
    const seen = [await first.next(), await second.next()];
    const killed = hostPid(world);
    const at = performance.now();
    process.kill(killed, "SIGKILL");
    const replies = await Promise.all([
      first.reply("answer 0", seen[0]?.meta.message_id),
      second.reply("answer 1", seen[1]?.meta.message_id),
    ]);
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    console.log(`takeover with held calls answered after ${Math.round(performance.now() - at)} ms`);
    for (const reply of replies) expect(reply.isError).toBe(false);
    expect(answers.map(({ text }) => text)).toEqual(["answer 0", "answer 1"]);
    expect(hostPid(world)).not.toBe(killed);
    // What they had before the change was not pushed to them again.
    expect(first.messages()).toHaveLength(1);
    expect(second.messages()).toHaveLength(1);
  });

  test("a host that ends in order leaves the bridge to a member", async () => {
    await using world = createWorld();
    const [host, member] = await startClaudes(world, 2);
    if (!host || !member) throw new Error("two were started");
    const codex = await world.codex();
    const asked = codex.ask("who answers?", { to: await idOf(member) });
    const message = await member.next();
    await host.client.end();
    await member.reply("the survivor", message.meta.message_id);
    expect((await asked.answer).text).toBe("the survivor");
  });
});
