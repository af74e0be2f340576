/** Whether a Claude session hears its channel: asked for, proved by a quoted id, or deaf after a time without proof. */
import { describe, expect, test } from "bun:test";
import { asksForChannel } from "../../src/claude/channel-request";
import { renderAsk } from "../../src/codex/rendering";
import { must, toProject } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";
import { settled } from "../support/fake-clock";

const DEAF_MS = 20_000;

function channelOf({ bridge }: Domain, id: string) {
  return must(bridge.console.sessions().find((session) => session.id === id)).channel;
}

describe("the channel of a Claude session", () => {
  test("is unknown until something proves it, and null for Codex", async () => {
    await using domain = await createDomain();
    const { session } = await domain.claude();
    const codex = await domain.codex();
    await codex.check().result;
    expect(channelOf(domain, session)).toBe("unknown");
    expect(channelOf(domain, codex.thread)).toBeNull();
  });

  test("is requested where the client was started with its flag", async () => {
    await using domain = await createDomain();
    const project = toProject("alpha");
    const input = { role: "claude" as const, cwd: project.root, project, client: null, pushed: [], requested: true };
    const api = await domain.bridge.attachClaude({ ...input, session: "cc_flag" }, async () => []);
    expect(channelOf(domain, "cc_flag")).toBe("requested");
    await api.detach();
  });

  test("is proved by a reply that quotes a pushed message, and stays so", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("why?");
    await claude.next();
    await settled();
    await claude.reply("because", asked.id);
    await codex.ack((await asked.result).batch);
    expect(channelOf(domain, claude.session)).toBe("proved");
    const other = codex.ask("and?", { waitMs: 0 });
    await other.result;
    await domain.clock.advance(2 * DEAF_MS);
    expect(channelOf(domain, claude.session)).toBe("proved");
  });

  test("is not proved by a reply that quotes nothing", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("why?");
    await claude.next();
    await settled();
    await claude.reply("because");
    await codex.ack((await asked.result).batch);
    expect(channelOf(domain, claude.session)).toBe("unknown");
  });

  test("is deaf once a push has had no proof for long enough, and the asker learns it with its result", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("anyone?", { waitMs: DEAF_MS + 1_000 });
    await settled();
    await domain.clock.advance(DEAF_MS - 1);
    expect(channelOf(domain, claude.session)).toBe("unknown");
    await domain.clock.advance(1_001);
    const result = await asked.result;
    expect(result.target).toMatchObject({ id: claude.session, channel: "deaf" });
    const told = renderAsk(result, null, () => "").join("\n");
    for (const part of [
      "may not have heard it",
      "does not hear what is pushed",
      "codex-bridge doctor",
      "Tell your user",
    ])
      expect(told).toContain(part);
    // It may have been only slow.
    await claude.reply("here", asked.id);
    expect(channelOf(domain, claude.session)).toBe("proved");
  });

  test("costs no timer while nothing was pushed", async () => {
    await using domain = await createDomain();
    const before = domain.clock.pending();
    const claude = await domain.claude();
    await domain.clock.advance(60_000);
    expect(domain.clock.pending()).toBe(before);
    expect(channelOf(domain, claude.session)).toBe("unknown");
  });
});

test.each([
  [["claude", "--channels", "server:codex-bridge"], true],
  [["claude", "--dangerously-load-development-channels=server:codex-bridge"], true],
  [["claude", "-p", "what does --channels do?"], false],
  [null, undefined],
])("the arguments %p ask for a channel: %p", (args, expected) => {
  expect(asksForChannel(args)).toBe(expected);
});
