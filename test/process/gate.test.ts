/** The human's gate between real processes: agents wait while a person reads, edits, drops and ends. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import type * as z from "zod";
import { readEndpoint } from "../../src/rpc/endpoint";
import { HeldList } from "../../src/shared/api";
import { createWorld, type World } from "../support/agents";
import { must } from "../support/agents-in-process";
import { startTool } from "../support/tools";

const TIMEOUT_MS = 60_000;
const ROOT = join(import.meta.dir, "..", "..");
const CLI = [process.execPath, join(ROOT, "cli.ts")] as const;
const SERVER = join(ROOT, "server.ts");

/** A world with both agents, its HTTP API and its command line. */
async function createTalk(world: World) {
  const claude = await world.claude();
  const codex = await world.codex();
  // Attached once a call has been answered.
  await claude.call("list_sessions", {});
  await codex.check();
  const endpoint = must(readEndpoint(join(world.stateDir, "endpoint.json")));
  async function request(path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${endpoint.port}${path}`, {
      headers: { authorization: `Bearer ${endpoint.key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  /** The next message that is held. */
  async function nextHeld(test: (message: z.infer<typeof HeldList>["messages"][number]) => boolean = () => true) {
    for (;;) {
      const found = HeldList.parse(await request("/api/held")).messages.find(test);
      if (found) return found;
    }
  }
  const env = { HOME: world.stateDir, PATH: "/usr/bin:/bin", ...world.env };
  return {
    claude,
    codex,
    request,
    nextHeld,
    cli: (args: string[], input = "") => startTool({ command: [...CLI, ...args], cwd: "/", env, input }).result,
    decide: (id: string, action: object) => request(`/api/held/${id}`, action),
  };
}

describe("the gate", () => {
  test(
    "pause: Codex's call keeps waiting; the question is released, the answer edited and released, and it arrives",
    async () => {
      await using world = createWorld();
      const { claude, codex, cli, nextHeld, decide } = await createTalk(world);
      expect(await cli(["pause"])).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining("Everything is paused"),
      });
      let isBack = false;
      const asked = codex.ask("Which port?", { wait_seconds: 60 });
      asked.answer.then(() => {
        isBack = true;
      });
      const question = await nextHeld();
      expect(question).toMatchObject({ kind: "question", text: "Which port?" });
      await decide(question.id, { action: "release" });
      await claude.next();
      const replied = await claude.reply("8788, key: hunter2", question.id);
      expect(replied.text).toContain("Held by the user");
      const answer = await nextHeld(({ kind }) => kind === "reply");
      expect(isBack).toBe(false);
      await decide(answer.id, { action: "edit", text: "8788" });
      await decide(answer.id, { action: "release" });
      const { blocks } = await asked.answer;
      expect(blocks.at(-1)).toBe("8788");
      expect(blocks[0]).toContain("edited by the user before you got it");
      expect(blocks.join()).not.toContain("hunter2");
      expect((await cli(["resume"])).stdout).toContain("Nothing was held");
    },
    TIMEOUT_MS,
  );

  test(
    "an edited question reaches Claude with who edited it; a dropped one ends its call with the note",
    async () => {
      await using world = createWorld();
      const { claude, codex, request, nextHeld, decide } = await createTalk(world);
      await request("/api/gate", { action: "pause" });
      const first = codex.ask("Delete it?", { wait_seconds: 60 });
      const question = await nextHeld();
      await decide(question.id, { action: "edit", text: "Read it?" });
      await decide(question.id, { action: "release" });
      const { content, meta } = await claude.next();
      expect(content).toBe("Read it?");
      expect(meta.edited_by).toBe("user");
      await claude.reply("Yes.", question.id);
      const answer = await nextHeld();
      await decide(answer.id, { action: "drop", note: "Say why." });
      const withheld = await first.answer;
      expect(withheld.text).toContain("the user dropped the answer");
      expect(withheld.text).not.toContain("Yes.");
      expect((await claude.call("list_sessions", {})).text).toContain("The user says: Say why.");

      const second = codex.ask("And now?", { wait_seconds: 60 });
      const other = await nextHeld();
      await decide(other.id, { action: "drop", note: "Ask me first." });
      const dropped = await second.answer;
      expect(dropped.text).toContain(`The user dropped your question ${other.id}`);
      expect(dropped.text).toContain("The user says: Ask me first.");
    },
    TIMEOUT_MS,
  );

  test(
    "the end: a waiting call returns, both are told, later messages are refused, and a word of the user's opens it",
    async () => {
      await using world = createWorld();
      const { claude, codex, request, cli } = await createTalk(world);
      const asked = codex.ask("Shall we go on?", { wait_seconds: 60 });
      const { meta } = await claude.next();
      const path = `/api/conversations/${meta.chat_id}/gate`;
      await request(path, { action: "end" });
      expect((await asked.answer).text).toContain("The user ended this talk");
      const refused = await claude.reply("Too late.", meta.message_id);
      expect(refused.isError).toBe(true);
      expect(refused.text).toContain("the user ended this talk");
      expect((await claude.call("list_sessions", {})).text).toContain("The user ended the talk with Codex");
      expect((await codex.ask("And now?").answer).isError).toBe(true);
      const said = await cli(["say", "--to", "both", "--conversation", meta.chat_id ?? "", "-"], "Go on, both.\n");
      expect(said).toMatchObject({ exitCode: 0, stderr: "" });
      expect((await claude.next(({ content }) => content === "Go on, both.")).meta.sender).toBe("user");
      expect((await codex.check()).blocks.at(-1)).toBe("Go on, both.");
      const again = codex.ask("Now?");
      const question = await claude.next(({ content }) => content === "Now?");
      await claude.reply("Now.", question.meta.message_id);
      expect((await again.answer).blocks).toEqual(["Now."]);
    },
    TIMEOUT_MS,
  );

  test(
    "say, pause and resume of the command line: JSON, one conversation, and refusals with their exit codes",
    async () => {
      await using world = createWorld();
      const { claude, codex, cli } = await createTalk(world);
      const alone = await cli(["say", "--to", "codex", "--json", "Hello *there*"]);
      expect(JSON.parse(alone.stdout)).toMatchObject({ text: "Hello *there*", sender: { kind: "user" } });
      await claude.call("send_to_codex", { text: "first" });
      expect((await codex.check()).blocks).toContain("Hello *there*");
      const paused = await cli(["pause", "--json"]);
      expect(JSON.parse(paused.stdout)).toEqual({ gate: "paused", messages: 0 });
      const sent = await claude.call("send_to_codex", { text: "second" });
      expect(sent.text).toContain("Held by the user");
      expect((await cli(["status"])).stdout).toContain("everything is paused");
      const resumed = await cli(["resume"]);
      expect(resumed.stdout).toContain("1 held message delivered");
      expect((await codex.check()).blocks).toContain("second");
      const unknown = await cli(["pause", "--conversation", "c_none"]);
      expect(unknown).toMatchObject({ exitCode: 1, stdout: "" });
      expect(unknown.stderr).toContain("No conversation has the id c_none");
      expect((await cli(["say", "--to", "claude", "--session", "cc_none", "x"])).exitCode).toBe(1);
      expect((await cli(["say", "--to", "claude", "-"], "\n")).exitCode).toBe(2);
    },
    TIMEOUT_MS,
  );

  test(
    "a new host goes on with the gate: what is held stays held, and its call still waits",
    async () => {
      await using world = createWorld();
      const { codex, cli } = await createTalk(world);
      const member = await world.claude({ command: ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER] });
      await member.call("list_sessions", {});
      await cli(["pause"]);
      const asked = codex.ask("Still there?", { wait_seconds: 60 });
      const endpoint = () => readEndpoint(join(world.stateDir, "endpoint.json"));
      const { pid } = must(endpoint());
      const held = async () => {
        const { key, port } = must(endpoint());
        const headers = { authorization: `Bearer ${key}` };
        const response = await fetch(`http://127.0.0.1:${port}/api/held`, { headers }).catch(() => null);
        return response?.ok ? HeldList.parse(await response.json()).messages : [];
      };
      while ((await held()).length === 0);
      process.kill(pid, "SIGKILL");
      while ((endpoint()?.pid ?? pid) === pid) await Bun.sleep(5);
      while ((await held()).length === 0);
      expect((await cli(["status"])).stdout).toContain("everything is paused");
      expect((await cli(["resume"])).stdout).toContain("1 held message delivered");
      const question = await member.next(({ content }) => content === "Still there?");
      await member.reply("Here.", question.meta.message_id);
      expect((await asked.answer).blocks.at(-1)).toBe("Here.");
    },
    TIMEOUT_MS,
  );
});
