/**
 * What a peer may say to the host over /peer: first who it is (hello, and proof after the host's challenge), then calls of
 * a seat and answers to what was pushed to it. Loaded with the first peer.
 */
import * as z from "zod/mini";
import { Attach } from "../calls/attach";
import { Collect, Edit, GiveBack, Inquire, Reply, Send } from "../calls/claude";
import { Answer, Ask, Check, Settle } from "../calls/codex";
import { HookListen, HookNote, HookTook } from "../calls/hooks";
import { PushReport } from "../calls/outreach";
import { readInput } from "../input";
import { fromFrame, isCallNumber } from "./frames";

/** What goes into every call of a seat. */
export const CALLS = {
  attach: Attach,
  ask: Ask,
  check: Check,
  settle: Settle,
  reply: Reply,
  send: Send,
  inquire: Inquire,
  answer: Answer,
  edit: Edit,
  sessions: z.null(),
  collect: Collect,
  giveBack: GiveBack,
  note: HookNote,
  listen: HookListen,
  took: HookTook,
} as const;
export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.output<(typeof CALLS)[N]>;

export const Role = z.enum(["claude", "codex", "hook"]);

const Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits"));
const CallNumber = z.int().check(z.nonnegative());

export const PeerMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("hello"), role: Role, nonce: Hex, protocol: z.number() }),
  z.object({ t: z.literal("proof"), proof: Hex }),
  z.object({
    t: z.literal("call"),
    n: CallNumber,
    name: z.enum(Object.keys(CALLS) as [CallName, ...CallName[]]),
    input: z.unknown(),
  }),
  z.object({ t: z.literal("cancel"), n: CallNumber }),
  /** The answer to a push: true once the messages are written to the client. */
  z.object({ t: z.literal("pushed"), n: CallNumber, ok: z.boolean() }),
  z.object({ t: z.literal("reached"), n: CallNumber, reports: z.array(PushReport) }),
  z.object({ t: z.literal("ping") }),
]);
export type PeerMessage = z.infer<typeof PeerMessage>;

/** The messages of a peer's frame; null where it is none. A call's input is checked by the schema of its name, later. */
export function parsePeerFrame(frame: unknown): PeerMessage[] | null {
  return fromFrame(frame, (one): PeerMessage | null => {
    if (one.t !== "call") return readInput(PeerMessage, one);
    const { n, name, input } = one;
    return isCallNumber(n) && isCallName(name) ? { t: "call", n, name, input } : null;
  });
}

function isCallName(value: unknown): value is CallName {
  return typeof value === "string" && Object.hasOwn(CALLS, value);
}
