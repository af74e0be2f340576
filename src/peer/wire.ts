/**
 * What crosses /peer: each WebSocket text frame is a JSON array of these. First the proof (hello → challenge → proof →
 * ready), then calls of a seat and pushes to it.
 */
import { z } from "zod";
import {
  Answer,
  AnswerResult,
  Ask,
  AskResult,
  Attach,
  Check,
  CheckResult,
  Collect,
  CollectResult,
  Edit,
  EditResult,
  Envelope,
  HookListen,
  HookMail,
  HookNote,
  HookNoted,
  HookTook,
  Inquire,
  InquireResult,
  Outreach,
  PushReport,
  Reply,
  ReplyResult,
  Send,
  SendResult,
  SessionsResult,
  Settle,
} from "../calls";

/** Every call of a seat: what goes in, what comes back. */
export const CALLS = {
  attach: { input: Attach, output: z.null() },
  ask: { input: Ask, output: AskResult },
  check: { input: Check, output: CheckResult },
  settle: { input: Settle, output: z.null() },
  reply: { input: Reply, output: ReplyResult },
  send: { input: Send, output: SendResult },
  inquire: { input: Inquire, output: InquireResult },
  answer: { input: Answer, output: AnswerResult },
  edit: { input: Edit, output: EditResult },
  sessions: { input: z.null(), output: SessionsResult },
  collect: { input: Collect, output: CollectResult },
  note: { input: HookNote, output: HookNoted },
  listen: { input: HookListen, output: HookMail },
  took: { input: HookTook, output: z.null() },
} as const;
export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.output<(typeof CALLS)[N]["input"]>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]["output"]>;

export const Role = z.enum(["claude", "codex", "hook"]);
export type Role = z.infer<typeof Role>;

const Hex = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");
const CallNumber = z.number().int().nonnegative();

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
export const PeerFrame = z.array(PeerMessage);

export const HostMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("challenge"), nonce: Hex, proof: Hex }),
  z.object({ t: z.literal("ready") }),
  z.object({ t: z.literal("refused"), message: z.string() }),
  z.object({ t: z.literal("result"), n: CallNumber, value: z.unknown() }),
  z.object({
    t: z.literal("error"),
    n: CallNumber,
    error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
  }),
  z.object({ t: z.literal("push"), n: CallNumber, items: z.array(Envelope) }),
  z.object({ t: z.literal("reach"), n: CallNumber, call: Outreach }),
  z.object({ t: z.literal("pong") }),
]);
export type HostMessage = z.infer<typeof HostMessage>;
export const HostFrame = z.array(HostMessage);

/** endpoint.json: where the host of a state directory listens, written once it does. */
export const Endpoint = z.object({
  port: z.number().int().min(1).max(65535),
  pid: z.number().int(),
  protocol: z.number().int(),
  version: z.string(),
  /** The address of the page. */
  url: z.string(),
  /** Credential of the HTTP API for this run of the host: worth nothing once it has ended. */
  key: z.string(),
});
export type Endpoint = z.infer<typeof Endpoint>;
