/** Long messages between processes: no frame is longer than the other end takes, however much goes at once. */
import { describe, expect, test } from "bun:test";
import { createNonce } from "../../src/rpc/auth";
import { createPeerClient } from "../../src/rpc/client";
import { toFrames } from "../../src/rpc/frames";
import { MAX_FRAME_BYTES, MAX_TEXT_BYTES } from "../../src/shared/constants";
import { attachClaudeAgent, attachCodexAgent } from "../support/agents-in-process";
import { createDomain, type Domain } from "../support/domain";
import { createPeerHost, type PeerHost, SILENT } from "../support/peers";

const TIMEOUT_MS = 60_000;

/** The longest that a text can become in JSON: six bytes for each of its own. */
const CONTROLS = "\u0001".repeat(MAX_TEXT_BYTES);

function storeNotes(domain: Domain, receiver: string, texts: string[]): Promise<string[]> {
  const note = {
    kind: "note",
    sender: "user",
    session: null,
    conversation: "c_1",
    replyTo: null,
    createdAt: 1,
  } as const;
  return domain.store.commit(() =>
    texts.map((text, i) => {
      const id = `m_${i}`;
      domain.store.deliveries.insert(id, receiver, domain.store.messages.insert({ id, ...note, text }).seq);
      return id;
    }),
  );
}

/** A client of the host, and how often it has dialled. */
function createClient(role: "claude" | "codex", { port, token }: PeerHost) {
  let dialled = 0;
  const locate = () => {
    dialled++;
    return { host: "127.0.0.1", port, token };
  };
  return { client: createPeerClient({ role, locate, log: SILENT }), dialled: () => dialled };
}

describe("frames", () => {
  test("carry together what came at once", () => {
    const messages = [{ t: "ping" }, { t: "cancel", n: 1 }];
    expect(toFrames(messages).map((frame) => JSON.parse(frame))).toEqual([messages]);
  });

  test("are several where one would be too long, in order", () => {
    const messages = [10, 10, 10, 10, 1].map((mb, n) => ({ n, text: "ä".repeat(mb * 1024 * 1024) }));
    const frames = toFrames(messages);
    for (const frame of frames) expect(Buffer.byteLength(frame)).toBeLessThan(MAX_FRAME_BYTES);
    expect(frames.flatMap((frame) => JSON.parse(frame)).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
    expect(frames.length).toBe(2);
  });

  test("take the longest text there is", () => {
    const [frame = ""] = toFrames([{ text: CONTROLS }]);
    expect(Buffer.byteLength(frame)).toBeLessThan(MAX_FRAME_BYTES);
  });
});

test(
  "all that waits for a Claude member arrives, though a frame could not hold it",
  async () => {
    await using domain = await createDomain();
    await using host = createPeerHost(domain, { token: createNonce() });
    const ids = await storeNotes(domain, "cc_member", [CONTROLS, CONTROLS]);
    const { client, dialled } = createClient("claude", host);
    const claude = await attachClaudeAgent(client, { session: "cc_member" });
    for (const id of ids) expect((await claude.next()).id).toBe(id);
    expect(dialled()).toBe(1);
    await domain.until(() => ids.every((id) => domain.delivery(id).state === "pushed"));
    client.close();
  },
  TIMEOUT_MS,
);

test(
  "so does a look at all of it, in several parts",
  async () => {
    await using domain = await createDomain();
    const claude = await domain.claude({ gate: () => Promise.reject(new Error("deaf")) });
    const ids = await storeNotes(domain, claude.session, ["short", CONTROLS, "short too"]);
    const collect = async () =>
      (await claude.api.collect({ waitMs: 0 }, new AbortController().signal)).items.map(({ id }) => id);
    expect([await collect(), await collect(), await collect(), await collect()]).toEqual([
      ...ids.map((id) => [id]),
      [],
    ]);
  },
  TIMEOUT_MS,
);

test(
  "all that waits for a Codex session is handed to its process, though a frame could not hold it",
  async () => {
    await using domain = await createDomain();
    await using host = createPeerHost(domain, { token: createNonce() });
    const before = await domain.codex({ thread: "t1", threads: ["t1"] });
    await before.api.detach();
    const ids = await storeNotes(domain, "t1", Array(10).fill("x".repeat(15_000_000)));
    const { client, dialled } = createClient("codex", host);
    const got: string[] = [];
    await attachCodexAgent(client, {
      thread: "t1",
      threads: ["t1"],
      reach: async ({ items }) => {
        got.push(...items.map(({ id }) => id));
        return items.map(({ id }) => ({ id, state: "seen", transport: "turn", reason: null, thread: "t1" }));
      },
    });
    await domain.until(() => domain.bridge.console.status().processes.codex === 1);
    // Calls that a reconnected process makes again go first.
    await domain.clock.advance(1_000);
    await domain.until(() => got.length === ids.length);
    expect(got).toEqual(ids);
    expect(dialled()).toBe(1);
    await domain.until(() => ids.every((id) => domain.delivery(id).state === "seen"));
    client.close();
  },
  TIMEOUT_MS,
);
