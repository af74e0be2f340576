/** The real server.ts beside an inbox: whose values it uses, what it writes, and what it hands on to nobody. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { createWorld } from "../support/agents";
import { listenAsInbox } from "../support/inbox";

const Line = z.object({ message: z.object({ content: z.string() }) });

const LIMIT_MS = 30_000;
const TOKEN = "0b304ad11cad2a5796ce132174fc1524";
const directory = mkdtempSync(join(tmpdir(), "inbox-process-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A session whose environment names an inbox. */
function withInbox(name: string) {
  const path = join(directory, `${name}.sock`);
  // A home with no settings of Claude Code's.
  const env = { HOME: directory, CLAUDE_CODE_MESSAGING_SOCKET: path, CLAUDE_CODE_MESSAGING_TOKEN: TOKEN };
  return { inbox: listenAsInbox(path), env };
}

/** The text of the one line that was written after the token. */
function textOf(lines: unknown[]): string {
  const [auth, line] = lines;
  expect(auth).toEqual({ type: "auth", token: TOKEN });
  expect(line).toEqual({ type: "user", message: { role: "user", content: expect.any(String) } });
  expect(lines).toHaveLength(2);
  return Line.parse(line).message.content;
}

describe("server.ts", () => {
  test(
    "writes to the inbox, and the token stands nowhere else",
    async () => {
      const { inbox, env } = withInbox("own");
      await using world = createWorld();
      const claude = await world.claude({ env, version: "2.1.332" });
      const codex = await world.codex();
      const asked = codex.ask("by your inbox?");
      const text = textOf(await inbox.next());
      expect(text).toStartWith('<cross-session-message from="codex-bridge" from-name="Codex" ');
      expect(claude.messages()).toEqual([]);
      await claude.reply("yes", /message_id="(q_\w+)"/.exec(text)?.[1]);
      expect((await asked.answer).text).toStartWith("yes");
      const told = (await claude.call("list_sessions", {})).text;
      expect(told).toContain("claude-code 2.1.332, hears by its inbox");
      for (const shown of [told, readFileSync(join(world.stateDir, "bridge.log"), "utf8")]) {
        expect(shown).not.toContain(TOKEN);
        expect(shown).not.toContain("own.sock");
      }
      inbox.close();
    },
    LIMIT_MS,
  );

  test.each(["2.1.227", "2.1.223"])(
    "does not use what Claude Code %s hands on from another session",
    async (version) => {
      const { inbox, env } = withInbox(`inherited-${version}`);
      await using world = createWorld();
      const claude = await world.claude({ env, version });
      const codex = await world.codex();
      const asked = codex.ask("by your channel?");
      const { meta } = await claude.next();
      await claude.reply("yes", meta.message_id);
      expect((await asked.answer).text).toStartWith("yes");
      expect(inbox.count()).toBe(0);
      inbox.close();
    },
    LIMIT_MS,
  );

  test(
    "leaves the inbox alone where the user has switched it off",
    async () => {
      const { inbox, env } = withInbox("off");
      await using world = createWorld({ CODEX_BRIDGE_INBOX: "false" });
      const claude = await world.claude({ env, version: "2.1.332" });
      const codex = await world.codex();
      await codex.ask("by your channel?", { wait_seconds: 0 }).answer;
      expect((await claude.next()).content).toBe("by your channel?");
      expect(inbox.count()).toBe(0);
      inbox.close();
    },
    LIMIT_MS,
  );
});
