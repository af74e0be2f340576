/** Messages into the inbox: as few lines as they fit in, in order, and a note for what fits in none. */
import { describe, expect, test } from "bun:test";
import { createInboxPush } from "../../src/claude/inbox";
import { InboxError } from "../../src/claude/inbox-socket";
import { createTransports } from "../../src/claude/transports";
import type { Envelope } from "../../src/shared/calls/envelope";
import { createLog } from "../../src/shared/log";

const LOG = createLog("test", "silent");
const WHY = "the session's inbox is gone";

function message(id: string, text: string): Envelope {
  const more = { session: "t-1", project: "alpha", conversation: "c_1", replyTo: null, createdAt: 0 };
  return { id, kind: "question", sender: "codex", text, redelivered: false, ...more };
}

/** A socket that takes everything, or nothing while it is broken. */
function createSocket() {
  const socket = {
    isBroken: false,
    lines: [] as string[],
    async write(text: string) {
      if (socket.isBroken) throw new InboxError(WHY);
      socket.lines.push(text);
    },
  };
  return socket;
}

describe("what is pushed at once", () => {
  test("goes as one line, and each message has its report", async () => {
    const socket = createSocket();
    const push = createInboxPush(socket, LOG);
    const reports = await push([message("q_1", "one?"), message("q_2", "two?")]);
    expect(reports).toMatchObject([
      { id: "q_1", state: "pushed", transport: "inbox" },
      { id: "q_2", state: "pushed", transport: "inbox" },
    ]);
    expect(socket.lines).toEqual([expect.stringMatching(/2 messages, in order:[\s\S]*one\?[\s\S]*two\?/)]);
  });

  test("goes in as many lines as it needs, in order", async () => {
    const socket = createSocket();
    const texts = ["a", "b", "c", "d"].map((letter) => letter.repeat(400_000));
    await createInboxPush(socket, LOG)(texts.map((text, i) => message(`q_${i}`, text)));
    expect(socket.lines.length).toBeGreaterThan(1);
    expect(
      socket.lines
        .join("")
        .match(/a{9}|b{9}|c{9}|d{9}/g)
        ?.map(([letter]) => letter)
        .join(""),
    ).toMatch(/^a+b+c+d+$/);
    for (const line of socket.lines) expect(JSON.stringify(line).length).toBeLessThan(1_000_000);
  });

  test("is announced where one fits in no line: once, and the message stays where it is", async () => {
    const socket = createSocket();
    const push = createInboxPush(socket, LOG);
    const long = message("q_long", "x".repeat(2_000_000));
    for (let i = 0; i < 2; i++) {
      expect(await push([long])).toMatchObject([{ id: "q_long", state: "stored", transport: "inbox" }]);
    }
    expect(socket.lines).toEqual([expect.stringMatching(/message_id="q_long"[\s\S]*check_codex_messages/)]);
  });

  test("is stored, with the reason, where the session takes nothing", async () => {
    const socket = createSocket();
    socket.isBroken = true;
    const push = createInboxPush(socket, LOG);
    expect(await push([message("q_1", "one?")])).toMatchObject([{ state: "stored", transport: null, reason: WHY }]);
    socket.isBroken = false;
    expect(await push([message("q_1", "one?")])).toMatchObject([{ state: "pushed" }]);
  });
});

describe("the choice between inbox and channel", () => {
  function choose({ block = false, requested = true as boolean | undefined } = {}) {
    const socket = createSocket();
    const channel: string[] = [];
    const transports = createTransports({
      inbox: createInboxPush(socket, LOG),
      findBlock: () => (block ? { source: "user", path: "/home/x/settings.json", value: "refuse" } : null),
      async channel(items) {
        channel.push(...items.map(({ id }) => id));
      },
      requested,
    });
    return { socket, channel, transports };
  }

  test("is the inbox first, and the channel where the inbox takes nothing", async () => {
    const { socket, channel, transports } = choose();
    expect(transports.names).toEqual(["inbox", "channel"]);
    await transports.push([message("q_1", "one?")], transports.names);
    socket.isBroken = true;
    expect(await transports.push([message("q_2", "two?")], transports.names)).toMatchObject([
      { state: "pushed", transport: "channel" },
    ]);
    expect([socket.lines.length, channel]).toEqual([1, ["q_2"]]);
    expect(transports.pushed()).toEqual(["q_1", "q_2"]);
  });

  test("leaves out the channel that nobody asked for, and what the bridge does not name", async () => {
    const { socket, channel, transports } = choose({ requested: false });
    expect(transports.names).toEqual(["inbox"]);
    expect(await transports.push([message("q_1", "one?")], [])).toMatchObject([{ state: "stored", transport: null }]);
    expect([socket.lines, channel]).toEqual([[], []]);
  });

  test("writes nothing into an inbox that a setting keeps shut, and says which", async () => {
    const { socket, transports } = choose({ block: true, requested: false });
    const reason = 'crossSessionInbound is "refuse" in /home/x/settings.json';
    expect(transports.obstacle()).toBe(reason);
    expect(await transports.push([message("q_1", "one?")], transports.names)).toMatchObject([
      { state: "stored", reason },
    ]);
    expect(socket.lines).toEqual([]);
  });
});
