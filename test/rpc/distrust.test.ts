/**
 * The peer's side of the proof: whatever listens where a bridge should gets nothing but a nonce and a number.
 * Concurrent: each takes the 1.5 s that a first call waits for a bridge.
 */
import { describe, expect, test } from "bun:test";
import { createNonce, prove } from "../../src/rpc/auth";
import { createPeerClient } from "../../src/rpc/client";
import { attachCodexAgent } from "../support/agents-in-process";
import { refusal } from "../support/domain";
import { createFakeHost, type FakeHost, SILENT } from "../support/peers";

const SECRET = "the secret of the question";

/** Asks through a client that dials `host`; gives the refusal and how long it took. */
async function askThrough(host: FakeHost, token: string) {
  const client = createPeerClient({
    role: "codex",
    locate: () => ({ host: "127.0.0.1", port: host.port, token }),
    log: SILENT,
  });
  const codex = await attachCodexAgent(client);
  const at = performance.now();
  const error = await refusal(codex.ask(SECRET).result);
  client.close();
  return { error, ms: performance.now() - at };
}

/** What the peer's first frame says. */
function readHello(frame: string): { role: string; nonce: string } {
  return JSON.parse(frame)[0];
}

function expectOnlyHellos(host: FakeHost, token: string): void {
  expect(host.frames.length).toBeGreaterThan(0);
  for (const frame of host.frames) {
    const messages = JSON.parse(frame);
    expect(messages).toHaveLength(1);
    expect(Object.keys(messages[0]).sort()).toEqual(["nonce", "protocol", "role", "t"]);
    expect(messages[0].t).toBe("hello");
  }
  const all = host.frames.join("\n");
  for (const text of [SECRET, token]) expect(all).not.toContain(text);
  // A nonce is used once.
  const nonces = host.frames.map((frame) => readHello(frame).nonce);
  expect(new Set(nonces).size).toBe(nonces.length);
}

describe("a host that cannot prove itself is sent nothing more", () => {
  const token = createNonce();
  type Answer = (hello: { role: string; nonce: string }, port: number) => unknown[] | string | null;
  const challenge = (proof: string, nonce = createNonce()) => [{ t: "challenge", nonce, proof }];
  const impostors: Record<string, Answer> = {
    "a random proof": () => challenge(createNonce()),
    "the proof of another token": ({ role, nonce: peerNonce }, port) => {
      const hostNonce = createNonce();
      return challenge(prove(createNonce(), "host", { role, peerNonce, hostNonce, port }), hostNonce);
    },
    "the real host's proof for another port": ({ role, nonce: peerNonce }) => {
      const hostNonce = createNonce();
      return challenge(prove(token, "host", { role, peerNonce, hostNonce, port: 8788 }), hostNonce);
    },
    "a peer's proof in place of a host's": ({ role, nonce: peerNonce }, port) => {
      const hostNonce = createNonce();
      return challenge(prove(token, "peer", { role, peerNonce, hostNonce, port }), hostNonce);
    },
    "ready without a challenge": () => [{ t: "ready" }],
    "a result out of order": () => [{ t: "result", n: 0, value: null }],
    "a push out of order": () => [{ t: "push", n: 0, items: [] }],
    garbage: () => "HTTP/1.1 200 OK",
  };
  for (const [name, answer] of Object.entries(impostors)) {
    test.concurrent(name, async () => {
      await using host = createFakeHost((frame, port) => answer(readHello(frame), port));
      const { error, ms } = await askThrough(host, token);
      expect(error.code).toBe("unavailable");
      expect(ms).toBeLessThan(2_000);
      expectOnlyHellos(host, token);
    });
  }

  test.concurrent("silence", async () => {
    await using host = createFakeHost(() => null);
    const { error, ms } = await askThrough(host, token);
    expect(error.code).toBe("unavailable");
    expect(ms).toBeLessThan(2_000);
    expectOnlyHellos(host, token);
  });
});

test("a host that proves itself gets the proof, and the token still does not travel", async () => {
  const token = createNonce();
  let hostNonce = "";
  await using host = createFakeHost((frame, port) => {
    const [message] = JSON.parse(frame);
    if (message.t !== "hello") return [{ t: "refused", message: "no more than this" }];
    hostNonce = createNonce();
    const facts = { role: message.role, peerNonce: message.nonce, hostNonce, port };
    return [{ t: "challenge", nonce: hostNonce, proof: prove(token, "host", facts) }];
  });
  const { error } = await askThrough(host, token);
  expect(error.message).toContain("no more than this");
  expect(host.frames.some((frame) => frame.includes('"t":"proof"'))).toBe(true);
  for (const text of [token, SECRET]) expect(host.frames.join("\n")).not.toContain(text);
});
