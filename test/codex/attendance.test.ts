/** When a turn may be started: only where a person could see it. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Turn } from "../../src/codex/contract";
import { type AttendanceFacts, countConnections, MAX_OWN_TURNS, whyUnattended } from "../../src/codex/push/attendance";
import { toClientId } from "../../src/codex/push/framing";

const turnOf = (clientId: string | null): Turn => ({
  id: crypto.randomUUID(),
  status: "completed",
  items: [{ type: "userMessage", clientId }, { type: "agentMessage" }],
});
const own = () => turnOf(toClientId({ id: crypto.randomUUID(), sender: "claude" }));
const words = () => turnOf(toClientId({ id: crypto.randomUUID(), sender: "user" }));
const typed = () => turnOf(crypto.randomUUID());
const many = (count: number) => Array.from({ length: count }, own);

const FACTS: AttendanceFacts = { firstUnread: null, turns: [], connections: 2, ownConnections: 1 };
const why = (more: Partial<AttendanceFacts>) => whyUnattended({ ...FACTS, ...more });

describe("a session is taken as unattended", () => {
  test("where nobody but bridges is connected to the daemon", () => {
    expect(why({ connections: 1 })).toBe("no Codex window is open");
    expect(why({ connections: 0 })).toBe("no Codex window is open");
    expect(why({ connections: 2, ownConnections: 2 })).toBe("no Codex window is open");
    expect(why({ connections: 2 })).toBeNull();
    expect(why({ connections: null })).toBeNull();
  });

  test("where its last turn was not looked at", () => {
    expect(why({ firstUnread: { type: "turn", turnId: "t" } })).toContain("was not looked at");
    expect(why({ firstUnread: undefined })).toBeNull();
  });

  test(`where bridges started its last ${MAX_OWN_TURNS} turns`, () => {
    const reason = `${MAX_OWN_TURNS} turns in a row were started by the bridge; a word of the user's is needed`;
    expect(why({ turns: many(MAX_OWN_TURNS) })).toBe(reason);
    expect(why({ turns: many(MAX_OWN_TURNS + 1) })).toBe(reason);
    expect(why({ turns: many(MAX_OWN_TURNS - 1) })).toBeNull();
    expect(why({ turns: [...many(MAX_OWN_TURNS), typed()] })).toBe(reason);
  });

  test("but not where a person typed in between, or spoke on the page", () => {
    for (const person of [typed, words, () => turnOf(null)]) {
      expect(why({ turns: [person(), ...many(MAX_OWN_TURNS)] })).toBeNull();
      expect(why({ turns: [...many(MAX_OWN_TURNS - 1), person(), ...many(5)] })).toBeNull();
    }
  });

  test("nothing is held against a turn without words, such as a review", () => {
    expect(why({ turns: [{ id: "t", status: "completed", items: [] }, ...many(MAX_OWN_TURNS)] })).toBeNull();
  });
});

describe("connections to a Unix socket", () => {
  const directory = mkdtempSync(join(tmpdir(), "codex-count-"));
  const path = join(directory, "real.sock");
  let server: Server;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(directory, { recursive: true });
  });

  /** Resolves once the server has the connection. */
  async function open(): Promise<Socket> {
    const accepted = new Promise((resolve) => server.once("connection", resolve));
    const socket = connect(path);
    await accepted;
    return socket;
  }

  test.skipIf(process.platform !== "linux")("are counted, through a link too, and are gone when closed", async () => {
    const link = join(directory, "link.sock");
    symlinkSync(path, link);
    expect(countConnections(path)).toBe(0);
    const sockets = [await open(), await open(), await open()];
    expect(countConnections(path)).toBe(3);
    expect(countConnections(link)).toBe(3);
    const closed = new Promise((resolve) => sockets[0]?.once("close", resolve));
    sockets[0]?.destroy();
    await closed;
    while (countConnections(path) === 3) await new Promise(setImmediate);
    expect(countConnections(path)).toBe(2);
    for (const socket of sockets) socket.destroy();
  });

  test("are unknown where there is no socket", () => {
    expect(countConnections(join(directory, "absent.sock"))).toBeNull();
  });
});
