/** Two server.ts of one Claude process, as with the plugin and a registration of its own: one session, one push. */
import { describe, expect, test } from "bun:test";
import { asksForChannel } from "../../src/claude/channel-request";
import { createWorld } from "../support/agents";
import { toProject, written } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";
import { settled } from "../support/fake-clock";

const LIMIT_MS = 60_000;

test(
  "two processes of one Claude are one session: a question is pushed once, and answered through either",
  async () => {
    await using world = createWorld();
    // Both are children of this process, as they would be of one Claude Code.
    const claudes = [await world.claude(), await world.claude()] as const;
    const { text } = await claudes[1].call("list_sessions", {});
    expect(text.match(/^- claude cc_.*, connected/gm)).toHaveLength(1);

    const codex = await world.codex();
    for (const [round, answerer] of claudes.entries()) {
      const asked = codex.ask(`round ${round}`);
      const isThis = ({ content }: { content: string }) => content.includes(`round ${round}`);
      const { meta } = await Promise.race(claudes.map((claude) => claude.next(isThis)));
      const { text: replied } = await answerer.reply("once", meta.message_id);
      expect(replied).toContain("has been given your answer");
      expect((await asked.answer).blocks[0]).toBe("once");
    }
    expect(claudes.flatMap((claude) => claude.messages())).toHaveLength(2);
  },
  LIMIT_MS,
);

describe("the second process of a session", () => {
  /** A process as a registration of its kind would be, and what it was pushed. */
  async function attach({ bridge }: Domain, requested?: boolean) {
    const project = toProject("alpha");
    const got: string[] = [];
    const api = await bridge.attachClaude(
      {
        role: "claude",
        session: "cc_double",
        cwd: project.root,
        project,
        client: null,
        pushed: [],
        ...(requested === undefined ? {} : { requested }),
      },
      async (items) => {
        got.push(...items.map(({ text }) => text));
        return written(items);
      },
    );
    return { api, got };
  }

  test("is not pushed again what the first was pushed", async () => {
    await using domain = await createDomain();
    const first = await attach(domain);
    const codex = await domain.codex();
    const call = codex.ask("why?", { waitMs: 0 });
    await call.result;
    await domain.until(() => domain.delivery(call.id).state === "pushed");
    const second = await attach(domain);
    await settled();
    expect([first.got, second.got]).toEqual([["why?"], []]);
    for (const { api } of [first, second]) await api.detach();
  });

  test("goes on with what waits once the first has gone", async () => {
    await using domain = await createDomain();
    const first = await attach(domain, true);
    const second = await attach(domain);
    await first.api.detach();
    const codex = await domain.codex();
    await codex.ask("and now?", { waitMs: 0 }).result;
    await domain.until(() => second.got.length > 0);
    expect([first.got, second.got]).toEqual([[], ["and now?"]]);
    await second.api.detach();
  });

  test.each([
    ["first", true, false],
    ["second", false, true],
  ])("leaves the pushing to the %s, for which Claude Code was asked to open the channel", async (_, one, two) => {
    await using domain = await createDomain();
    const first = await attach(domain, one);
    const second = await attach(domain, two);
    const codex = await domain.codex();
    await codex.ask("who?", { waitMs: 0 }).result;
    await domain.until(() => first.got.length + second.got.length > 0);
    expect([first.got.length === 1, second.got.length === 1]).toEqual([one, two]);
    for (const { api } of [first, second]) await api.detach();
  });
});

test.each([
  [["claude", "--channels", "plugin:codex-bridge@codex-bridge"], true, false],
  [["claude", "--channels", "plugin:other@place", "server:codex-bridge", "-c"], true, true],
  [["claude", "--dangerously-load-development-channels=server:codex-bridge"], false, true],
  [["claude", "--channels", "--verbose"], true, true],
  [["claude", "-p", "what does --channels do?"], false, false],
])("%p asks for a plugin's channel: %p, for a server's: %p", (args, plugin, server) => {
  expect(asksForChannel(args, "plugin")).toBe(plugin);
  expect(asksForChannel(args, "server")).toBe(server);
});
