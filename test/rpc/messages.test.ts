/** What crosses /peer, told from what does not: every kind of message, and every one of its fields. */
import { describe, expect, test } from "bun:test";
import { createNonce } from "../../src/rpc/auth";
import { HostMessage, PeerMessage, parseHostFrame, parsePeerFrame } from "../../src/rpc/messages";

const HEX = createNonce();

/** One of each kind. */
const SAID_BY_PEERS: Record<PeerMessage["t"], PeerMessage> = {
  hello: { t: "hello", role: "codex", nonce: HEX, protocol: 2 },
  proof: { t: "proof", proof: HEX },
  call: { t: "call", n: 0, name: "sessions", input: null },
  cancel: { t: "cancel", n: 1 },
  pushed: { t: "pushed", n: 2, reports: [] },
  reached: { t: "reached", n: 3, reports: [] },
  ping: { t: "ping" },
};
const SAID_BY_HOSTS: Record<HostMessage["t"], HostMessage> = {
  challenge: { t: "challenge", nonce: HEX, proof: HEX },
  ready: { t: "ready" },
  refused: { t: "refused", message: "" },
  result: { t: "result", n: 0, value: null },
  error: { t: "error", n: 1, error: { code: "internal", message: "" } },
  push: { t: "push", n: 2, items: [], transports: ["inbox"] },
  reach: { t: "reach", n: 3, call: { thread: "t", certain: true, items: [], claimed: [], candidates: 0 } },
  pong: { t: "pong" },
};

/** What a call brings, and what it gives, is for others to check. */
const FREE = ["input", "value"];

/** No text of ours, no number of a call, no list, no object. */
const WRONG = [undefined, -1, 1.5, "1", true, `${HEX}\n`, HEX.toUpperCase(), "__proto__", null, [[]]];

describe.each([
  ["peers", SAID_BY_PEERS, PeerMessage, parsePeerFrame],
  ["the host", SAID_BY_HOSTS, HostMessage, parseHostFrame],
] as const)("what %s may say", (_, samples, { options }, parse) => {
  const kinds = Object.keys(samples);

  test("has a sample of each kind", () =>
    expect(kinds.toSorted()).toEqual(options.map(({ shape }) => shape.t.value).toSorted()));

  test("is read as it was said, alone and together", () => {
    const all: unknown[] = Object.values(samples);
    for (const one of all) expect(parse(JSON.stringify([one]))).toEqual([one] as never);
    expect(parse(JSON.stringify(all))).toEqual(all as never);
    expect(parse("[]")).toEqual([]);
  });

  test.each(kinds)("%s: with any field wrong it is none, and takes its frame with it", (kind) => {
    const sample: object = samples[kind as never];
    for (const field of Object.keys(sample).filter((name) => !FREE.includes(name))) {
      const right: unknown = sample[field as never];
      // Each of these is what some field may be: not those of its own kind.
      const wrong = WRONG.filter((value) => !isAllowed(field, value, right));
      expect(wrong.length).toBeGreaterThan(5);
      for (const value of wrong) {
        const frame = JSON.stringify([{ ...sample, [field]: value }, samples[kinds[0] as never]]);
        expect({ field, value, read: parse(frame) }).toEqual({ field, value, read: null });
      }
    }
  });

  test.each([
    "",
    "{",
    "null",
    "{}",
    '"x"',
    "[1]",
    "[null]",
    "[[]]",
    "[{}]",
    '[{"t":"constructor"}]',
    '[{"t":["ping"]}]',
  ])("is not %j", (frame) => expect(parse(frame)).toBeNull());

  test("is text", () => expect(parse(new Uint8Array(2))).toBeNull());
});

function isAllowed(field: string, value: unknown, right: unknown): boolean {
  if (field === "message") return typeof value === "string";
  if (field === "ok") return typeof value === "boolean";
  if (field === "protocol") return typeof value === "number";
  return Array.isArray(right) && Array.isArray(value);
}
