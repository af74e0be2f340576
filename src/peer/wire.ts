/**
 * What crosses /peer: each WebSocket text frame is a JSON array of messages. First the proof (hello → challenge → proof →
 * ready), then calls of a seat and pushes to it. What a peer says is in requests.ts; this is what the host says.
 */
import * as z from "zod";
import type {
  CollectResult,
  EditResult,
  InquireResult,
  ReplyResult,
  SendResult,
  SessionsResult,
} from "../calls/claude";
import type { AnswerResult, AskResult, CheckResult } from "../calls/codex";
import { Envelope } from "../calls/envelope";
import type { HookMail, HookNoted } from "../calls/hooks";
import { Outreach } from "../calls/outreach";
import { BridgeError, ERROR_CODES } from "../errors";
import { CallNumber, Proof, parseFrame } from "./frames";
import type { CallName } from "./requests";

export const Role = z.enum(["claude", "codex", "hook"]);
export type Role = z.infer<typeof Role>;

/** What a call of each name gives. */
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

/**
 * A host says nothing but the first three before it has proved that it is this user's bridge, with the same protocol. The
 * result of a call is taken as it is.
 */
export const HostMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("challenge"), nonce: Proof, proof: Proof }),
  z.object({ t: z.literal("ready") }),
  z.object({ t: z.literal("refused"), message: z.string() }),
  z.object({ t: z.literal("result"), n: CallNumber, value: z.unknown() }),
  z.object({
    t: z.literal("error"),
    n: CallNumber,
    error: z.object({
      code: z.enum(ERROR_CODES).catch("internal"),
      message: z.string(),
      field: z.string().exactOptional(),
    }),
  }),
  z.object({ t: z.literal("push"), n: CallNumber, items: z.array(Envelope) }),
  z.object({ t: z.literal("reach"), n: CallNumber, call: Outreach }),
  z.object({ t: z.literal("pong") }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** What a call was refused with, as it was thrown at the host. */
export function toBridgeError({ error }: Extract<HostMessage, { t: "error" }>): BridgeError {
  return new BridgeError(error.code, error.message, error.field);
}

/** The messages of a host's frame; null where it is none. */
export const parseHostFrame = (frame: unknown) => parseFrame(HostMessage, frame);
