/**
 * What crosses /peer: each WebSocket text frame is a JSON array of these. First the proof (hello → challenge → proof →
 * ready), then calls of a seat and pushes to it.
 */
import * as z from "zod/mini";
import { Attach } from "../calls/attach";
import {
  Collect,
  type CollectResult,
  Edit,
  type EditResult,
  GiveBack,
  Inquire,
  type InquireResult,
  Reply,
  type ReplyResult,
  Send,
  type SendResult,
  type SessionsResult,
} from "../calls/claude";
import { Answer, type AnswerResult, Ask, type AskResult, Check, type CheckResult, Settle } from "../calls/codex";
import { Envelope } from "../calls/envelope";
import { HookListen, type HookMail, HookNote, type HookNoted, HookTook } from "../calls/hooks";
import { Outreach, PushReport } from "../calls/outreach";
import { readInput } from "../input";

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

/** What comes back. */
interface Results {
  attach: null;
  ask: AskResult;
  check: CheckResult;
  settle: null;
  reply: ReplyResult;
  send: SendResult;
  inquire: InquireResult;
  answer: AnswerResult;
  edit: EditResult;
  sessions: SessionsResult;
  collect: CollectResult;
  giveBack: null;
  note: HookNoted;
  listen: HookMail;
  took: null;
}
export type CallOutput<N extends CallName> = Results[N];

export const Role = z.enum(["claude", "codex", "hook"]);
export type Role = z.infer<typeof Role>;

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

export const HostMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("challenge"), nonce: Hex, proof: Hex }),
  z.object({ t: z.literal("ready") }),
  z.object({ t: z.literal("refused"), message: z.string() }),
  z.object({ t: z.literal("result"), n: CallNumber, value: z.unknown() }),
  z.object({
    t: z.literal("error"),
    n: CallNumber,
    error: z.object({ code: z.string(), message: z.string(), field: z.optional(z.string()) }),
  }),
  z.object({ t: z.literal("push"), n: CallNumber, items: z.array(Envelope) }),
  z.object({ t: z.literal("reach"), n: CallNumber, call: Outreach }),
  z.object({ t: z.literal("pong") }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** The messages of a peer's frame; null where it is none. A call's input is checked by the schema of its name, later. */
export function parsePeerFrame(frame: unknown): PeerMessage[] | null {
  return parseFrame(frame, (one): PeerMessage | null => {
    if (one.t !== "call") return readInput(PeerMessage, one);
    const { n, name, input } = one;
    return isCallNumber(n) && isCallName(name) ? { t: "call", n, name, input } : null;
  });
}

/**
 * The messages of a host's frame; null where it is none. Results are most of what a host says. They are taken as they
 * are: the host has proved that it is this user's bridge, with the same protocol. To check them took a third of
 * codex-mcp's processor time.
 */
export function parseHostFrame(frame: unknown): HostMessage[] | null {
  return parseFrame(frame, (one): HostMessage | null => {
    if (one.t !== "result") return readInput(HostMessage, one);
    const { n, value } = one;
    return isCallNumber(n) ? { t: "result", n, value } : null;
  });
}

function parseFrame<M>(frame: unknown, parse: (one: Record<string, unknown>) => M | null): M[] | null {
  if (typeof frame !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(frame);
    if (!Array.isArray(parsed)) return null;
    const messages = parsed.map((one: unknown) => (isRecord(one) ? parse(one) : null));
    return messages.every((message) => message !== null) ? messages : null;
  } catch {
    // Not JSON.
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isCallNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isCallName(value: unknown): value is CallName {
  return typeof value === "string" && Object.hasOwn(CALLS, value);
}

/** endpoint.json: where the host of a state directory listens, written once it does. */
export const Endpoint = z.object({
  port: z.int().check(z.minimum(1), z.maximum(65535)),
  pid: z.int(),
  protocol: z.int(),
  version: z.string(),
  /** The address of the page. */
  url: z.string(),
  /** Credential of the HTTP API for this run of the host: worth nothing once it has ended. */
  key: z.string(),
});
export type Endpoint = z.infer<typeof Endpoint>;
