/** The host's side of the proof: what a peer has to show before the bridge does anything for it. */
import { describe, expect, test } from "bun:test";
import { createNonce, prove } from "../../src/rpc/auth";
import { PROTOCOL_VERSION } from "../../src/shared/constants";
import { must, toProject } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { createPeerHost, dialRaw, type PeerHost, type RawPeer } from "../support/peers";

const REFUSED = 4403;
const ATTACH = { role: "codex", process: "p_raw", cwd: "/", project: toProject("alpha"), client: null, threads: [] };

interface Lie {
  /** The role that the peer says it has, and proves. */
  as?: "claude" | "codex" | "hook";
  token?: string;
  port?: number;
  side?: "host" | "peer";
  role?: string;
  protocol?: number;
}

/** Goes through the handshake, lying where told to. */
async function shakeHands(host: PeerHost, lie: Lie = {}): Promise<RawPeer> {
  const peer = await dialRaw(host.port);
  const nonce = createNonce();
  const { as = "codex" } = lie;
  peer.send({ t: "hello", role: as, nonce, protocol: lie.protocol ?? PROTOCOL_VERSION });
  const challenge = await peer.next();
  if (challenge.t !== "challenge") throw new Error(`expected a challenge, not ${challenge.t}`);
  const facts = {
    role: lie.role ?? as,
    peerNonce: nonce,
    hostNonce: challenge.nonce,
    port: lie.port ?? host.port,
  };
  const proof = prove(lie.token ?? host.token, lie.side ?? "peer", facts);
  peer.send({ t: "proof", proof });
  return peer;
}

test("the right proof opens the connection, and the host proves itself too", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const peer = await dialRaw(host.port);
  const nonce = createNonce();
  peer.send({ t: "hello", role: "codex", nonce, protocol: PROTOCOL_VERSION });
  const challenge = await peer.next();
  if (challenge.t !== "challenge") throw new Error("expected a challenge");
  const facts = { role: "codex", peerNonce: nonce, hostNonce: challenge.nonce, port: host.port };
  expect(challenge.proof).toBe(prove(host.token, "host", facts));
  peer.send({ t: "proof", proof: prove(host.token, "peer", facts) });
  expect(await peer.next()).toEqual({ t: "ready" });
  peer.send({ t: "call", n: 1, name: "attach", input: ATTACH });
  expect(await peer.next()).toEqual({ t: "result", n: 1, value: null });
  expect(domain.bridge.console.status().processes.codex).toBe(1);
  peer.close();
});

describe("refused, and nothing is attached", () => {
  const lies: Record<string, Lie> = {
    "the proof of another token": { token: createNonce() },
    "a proof for another port, passed on by whoever listens there": { port: 1 },
    "the host's own proof, sent back": { side: "host" },
    "a proof made as the other role": { role: "claude" },
  };
  for (const [name, lie] of Object.entries(lies)) {
    test(name, async () => {
      await using domain = await createDomain();
      await using host = createPeerHost(domain);
      const peer = await shakeHands(host, lie);
      expect(await peer.next()).toEqual({ t: "refused", message: "the proof is wrong" });
      expect(await peer.closed).toBe(REFUSED);
      expect(domain.bridge.console.status().processes).toEqual({ claude: 0, codex: 0 });
    });
  }

  test("a proof that was heard on another connection", async () => {
    await using domain = await createDomain();
    await using host = createPeerHost(domain);
    const nonce = createNonce();
    const first = await dialRaw(host.port);
    first.send({ t: "hello", role: "codex", nonce, protocol: PROTOCOL_VERSION });
    const old = await first.next();
    if (old.t !== "challenge") throw new Error("expected a challenge");
    const proof = prove(host.token, "peer", { role: "codex", peerNonce: nonce, hostNonce: old.nonce, port: host.port });
    const second = await dialRaw(host.port);
    second.send({ t: "hello", role: "codex", nonce, protocol: PROTOCOL_VERSION });
    await second.next();
    second.send({ t: "proof", proof });
    expect((await second.next()).t).toBe("refused");
    first.close();
  });

  test("a call before the proof, alone or behind a hello", async () => {
    await using domain = await createDomain();
    await using host = createPeerHost(domain);
    const call = { t: "call", n: 1, name: "attach", input: ATTACH };
    const early = await dialRaw(host.port);
    early.send(call);
    expect((await early.next()).t).toBe("refused");
    const behind = await dialRaw(host.port);
    behind.send({ t: "hello", role: "codex", nonce: createNonce(), protocol: PROTOCOL_VERSION }, call);
    expect(await behind.closed).toBe(REFUSED);
    expect(behind.heard.map(({ t }) => t)).toEqual(["challenge", "refused"]);
    expect(domain.bridge.console.status().processes.codex).toBe(0);
  });

  test("another protocol number: told what to do, once the proof has shown who asks", async () => {
    await using domain = await createDomain();
    let newer = 0;
    await using host = createPeerHost(domain, { onNewer: () => newer++ >= 0 });
    const older = await shakeHands(host, { protocol: PROTOCOL_VERSION - 1 });
    const refusal = await older.next();
    expect(refusal).toMatchObject({ t: "refused" });
    expect(JSON.stringify(refusal)).toContain("restart");
    expect(newer).toBe(0);
    for (const as of ["codex", "hook"] as const) {
      expect((await (await shakeHands(host, { as, protocol: PROTOCOL_VERSION + 1 })).next()).t).toBe("refused");
      // They cannot take the place.
      expect(newer).toBe(0);
    }
    const server = await shakeHands(host, { as: "claude", protocol: PROTOCOL_VERSION + 1 });
    expect((await server.next()).t).toBe("refused");
    expect(newer).toBe(1);
    // A stranger cannot make the host give way.
    await (await shakeHands(host, { as: "claude", protocol: PROTOCOL_VERSION + 1, token: createNonce() })).closed;
    expect(newer).toBe(1);
  });
});

describe("an open connection", () => {
  async function open() {
    const domain = await createDomain();
    const host = createPeerHost(domain);
    const peer = await shakeHands(host);
    await peer.next();
    return {
      domain,
      peer,
      async [Symbol.asyncDispose]() {
        peer.close();
        await host[Symbol.asyncDispose]();
        await domain[Symbol.asyncDispose]();
      },
    };
  }

  test("attaches only as what its proof said, and once", async () => {
    await using own = await open();
    const { peer } = own;
    const claude = { role: "claude", session: "cc_1", cwd: "/", project: toProject("a"), client: null, pushed: [] };
    peer.send({ t: "call", n: 1, name: "attach", input: claude });
    expect(await peer.next()).toMatchObject({ t: "error", n: 1, error: { code: "bad_request", field: "role" } });
    peer.send({ t: "call", n: 2, name: "attach", input: ATTACH });
    expect((await peer.next()).t).toBe("result");
    peer.send({ t: "call", n: 3, name: "attach", input: ATTACH });
    expect(await peer.next()).toMatchObject({ t: "error", n: 3, error: { code: "conflict" } });
    peer.send({ t: "call", n: 4, name: "reply", input: { id: "m_1", text: "as Claude" } });
    expect(await peer.next()).toMatchObject({ t: "error", n: 4, error: { code: "bad_request" } });
  });

  test("is told the field of a bad input, and goes on", async () => {
    await using own = await open();
    const { peer } = own;
    peer.send({ t: "call", n: 1, name: "attach", input: ATTACH });
    await peer.next();
    const ask = { id: "q_1", thread: "t-1", lease: "l_1", text: "x", waitMs: 0, hold: false };
    for (const [field, value] of [
      ["id", "m_1"],
      ["text", "\u200b"],
      ["waitMs", -1],
      ["thread", ""],
    ] as const) {
      peer.send({ t: "call", n: 2, name: "ask", input: { ...ask, [field]: value } });
      expect(await peer.next()).toMatchObject({ t: "error", error: { code: "bad_request", field } });
    }
    peer.send({ t: "call", n: 3, name: "ask", input: ask });
    expect(await peer.next()).toMatchObject({ t: "result", n: 3, value: { status: "unsent" } });
  });

  const garbage: Record<string, [string | Uint8Array<ArrayBuffer>, number]> = {
    "no JSON": ["{", 1007],
    "no array": ['{"t":"ping"}', 1007],
    "an unknown message": ['[{"t":"constructor"}]', 1007],
    "an unknown call": ['[{"t":"call","n":1,"name":"__proto__","input":{}}]', 1007],
    bytes: [new Uint8Array([1, 2, 3]), 1003],
    "a hello out of order": [JSON.stringify([{ t: "proof", proof: createNonce() }]), REFUSED],
  };
  for (const [name, [frame, code]] of Object.entries(garbage)) {
    test(`ends at ${name}`, async () => {
      await using own = await open();
      own.peer.write(frame);
      expect(await own.peer.closed).toBe(code);
    });
  }
});

test("a page cannot open /peer: whoever sends an Origin is refused", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const headers = {
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    "Sec-WebSocket-Version": "13",
  };
  const response = await fetch(`${host.url}/peer`, { headers: { ...headers, Origin: host.url } });
  expect(response.status).toBe(403);
  expect(must(await response.json())).toMatchObject({ error: { field: "origin" } });
});
