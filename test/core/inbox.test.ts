/** What is pushed into Claude Code's inbox: which transport takes it, what proves it, and what comes of silence. */
import { describe, expect, test } from "bun:test";
import type { ClaudeAttach } from "../../src/shared/calls/attach";
import type { Push } from "../../src/shared/calls/claude";
import type { Envelope } from "../../src/shared/calls/envelope";
import type { HookNote } from "../../src/shared/calls/hooks";
import type { PushReport } from "../../src/shared/calls/push";
import type { ClaudeTransport } from "../../src/shared/vocabulary";
import { must, toProject, written } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";
import { settled } from "../support/fake-clock";

const DEAF_MS = 20_000;
const REFUSED = "the session's inbox is gone";

interface Session {
  /** What was written, and by which transport. */
  got: { text: string; transport: ClaudeTransport; redelivered: boolean }[];
  reply(text: string, replyTo: string): Promise<unknown>;
  detach(): Promise<void>;
}

/** A session whose transports work, but for those in `broken`. */
async function attach(
  domain: Domain,
  transports: ClaudeTransport[],
  more: Partial<ClaudeAttach> & { broken?: ClaudeTransport[] } = {},
): Promise<Session> {
  const { broken = [], ...input } = more;
  const got: Session["got"] = [];
  const push: Push = async (items, by) => {
    const transport = by.find((one) => !broken.includes(one));
    if (transport === undefined) return refused(items);
    got.push(...items.map(({ text, redelivered }) => ({ text, transport, redelivered })));
    return written(items, transport);
  };
  const project = toProject("alpha");
  const seat = await domain.bridge.attachClaude(
    { role: "claude", session: "cc_one", cwd: project.root, project, client: null, pushed: [], transports, ...input },
    push,
  );
  let next = 0;
  return {
    got,
    reply: (text, replyTo) => seat.reply({ id: `m_reply${next++}`, text, replyTo }),
    detach: () => seat.detach(),
  };
}

function refused(items: readonly Envelope[]): PushReport[] {
  return items.map(({ id }) => ({ id, state: "stored", transport: null, reason: REFUSED, thread: null }));
}

function tell(domain: Domain, event: HookNote["event"], messages: string[] = []) {
  const note = { ancestors: ["cc_one"], event, messages, patienceMs: 0 };
  return domain.bridge.hooks.note(note, new AbortController().signal);
}

async function ask(domain: Domain, text: string): Promise<string> {
  const codex = await domain.codex();
  const asked = codex.ask(text, { waitMs: 0 });
  await asked.result;
  await settled();
  return asked.id;
}

const view = (domain: Domain) => must(domain.bridge.console.sessions().find(({ id }) => id === "cc_one"));

describe("a message goes by", () => {
  test("the inbox, and the reply that quotes it proves that it was heard", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox", "channel"]);
    const id = await ask(domain, "why?");
    expect(claude.got).toEqual([{ text: "why?", transport: "inbox", redelivered: false }]);
    expect(domain.delivery(id)).toMatchObject({ state: "pushed", transport: "inbox" });
    expect(view(domain)).toMatchObject({ transport: "inbox", channel: "unknown" });
    await claude.reply("because", id);
    expect(domain.delivery(id)).toMatchObject({ state: "seen", transport: "inbox" });
    expect(view(domain)).toMatchObject({ transport: "inbox", channel: "proved" });
    await claude.detach();
  });

  test("the channel where the inbox takes nothing", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox", "channel"], { broken: ["inbox"] });
    const id = await ask(domain, "why?");
    expect(domain.delivery(id)).toMatchObject({ state: "pushed", transport: "channel" });
    expect(view(domain).transport).toBe("channel");
    await claude.detach();
  });

  test("a hook where nothing takes it: it stays stored, with the reason, and is no second copy", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"], { broken: ["inbox"] });
    const id = await ask(domain, "why?");
    expect(domain.delivery(id)).toMatchObject({ state: "stored", reason: REFUSED });
    expect(view(domain)).toMatchObject({ transport: null, obstacle: REFUSED });
    const { items } = await domain.bridge.hooks.listen(
      { session: "cc_one", lease: "l_hook" },
      new AbortController().signal,
    );
    expect(items).toMatchObject([{ id, redelivered: false }]);
    await domain.bridge.hooks.took({ session: "cc_one", messages: [id] });
    await claude.detach();
  });

  test("a hook from the start where a setting keeps the inbox shut, which the session shows", async () => {
    await using domain = await createDomain();
    const obstacle = 'crossSessionInbound is "refuse" in /home/x/.claude/settings.json';
    const claude = await attach(domain, ["inbox"], { broken: ["inbox"], obstacle, inbound: obstacle });
    expect(view(domain)).toMatchObject({ transport: null, obstacle, inbound: obstacle });
    await claude.detach();
  });
});

describe("no hook waits", () => {
  test("beside an inbox that takes messages, proved or not", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"]);
    const listening = domain.bridge.hooks.listen({ session: "cc_one", lease: "l_hook" }, new AbortController().signal);
    expect(await listening).toEqual({ items: [], reminders: [] });
    await claude.detach();
  });
});

describe("a prompt that carries a message", () => {
  test("proves the inbox and not the message; it is no word of the user's, and Claude is at work", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"]);
    const id = await ask(domain, "why?");
    await tell(domain, "offered", [id]);
    expect(domain.delivery(id).state).toBe("pushed");
    expect(view(domain)).toMatchObject({ channel: "proved", busy: true });
    await claude.detach();
  });

  test("of another session's proves nothing", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"]);
    await ask(domain, "why?");
    await tell(domain, "offered", ["m_unknown"]);
    expect(view(domain)).toMatchObject({ channel: "unknown", busy: true });
    await claude.detach();
  });

  test("does not reset the loop guard", async () => {
    await using domain = await createDomain({ loopLimit: 2 });
    const claude = await attach(domain, ["inbox"]);
    const codex = await domain.codex();
    let id = "";
    for (const text of ["one", "two", "three"]) {
      const asked = codex.ask(text, { waitMs: 0 });
      id = asked.id;
      await asked.result;
      await settled();
      await tell(domain, "offered", [asked.id]);
      if (text !== "three") await claude.reply(text, asked.id);
    }
    expect(domain.delivery(id)).toMatchObject({ state: "held" });
    await tell(domain, "prompt");
    expect(domain.delivery(id).state).not.toBe("held");
    await claude.detach();
  });
});

describe("silence of an idle session", () => {
  test("sends a message by the next transport, marked, and then leaves it to a hook", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox", "channel"], { requested: true });
    await tell(domain, "stop");
    const id = await ask(domain, "why?");
    await domain.clock.advance(DEAF_MS);
    expect(claude.got).toEqual([
      { text: "why?", transport: "inbox", redelivered: false },
      { text: "why?", transport: "channel", redelivered: true },
    ]);
    expect(domain.delivery(id)).toMatchObject({ state: "pushed", transport: "channel" });
    await domain.clock.advance(DEAF_MS);
    expect(view(domain)).toMatchObject({ channel: "deaf", transport: null });
    await claude.detach();
  });

  test("stores a message again where there is no other transport; a late reply opens the inbox anew", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"]);
    await tell(domain, "stop");
    const id = await ask(domain, "why?");
    await domain.clock.advance(DEAF_MS);
    expect(domain.delivery(id)).toMatchObject({ state: "stored" });
    expect(view(domain)).toMatchObject({ channel: "deaf", transport: null });
    const later = await ask(domain, "and now?");
    expect(claude.got).toHaveLength(1);
    await claude.reply("because", id);
    await settled();
    expect(view(domain)).toMatchObject({ channel: "proved", transport: "inbox" });
    expect(domain.delivery(later).state).toBe("pushed");
    await claude.detach();
  });

  test("starts anew once the message was offered", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"]);
    await tell(domain, "stop");
    const id = await ask(domain, "why?");
    await domain.clock.advance(DEAF_MS - 1);
    await tell(domain, "offered", [id]);
    await tell(domain, "stop");
    await domain.clock.advance(DEAF_MS - 1);
    expect(claude.got).toHaveLength(1);
    // Another hook may have dropped it: a question comes once more, and no third time.
    await domain.clock.advance(1);
    expect(claude.got.map(({ redelivered }) => redelivered)).toEqual([false, true]);
    await domain.clock.advance(10 * DEAF_MS);
    expect(claude.got).toHaveLength(2);
    await claude.detach();
  });

  test("proves nothing while Claude is at work, or where no hook tells whether it is", async () => {
    await using domain = await createDomain();
    const claude = await attach(domain, ["inbox"]);
    const id = await ask(domain, "why?");
    await domain.clock.advance(3 * DEAF_MS);
    expect(domain.delivery(id).state).toBe("pushed");
    await tell(domain, "prompt");
    await ask(domain, "and?");
    await domain.clock.advance(3 * DEAF_MS);
    expect(view(domain)).toMatchObject({ channel: "unknown", transport: "inbox" });
    await claude.detach();
  });
});
