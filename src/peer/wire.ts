/**
 * What crosses /peer: each WebSocket text frame is a JSON array of messages. First the proof (hello → challenge → proof →
 * ready), then calls of a seat and pushes to it. What a peer says is in requests.ts; this is what the host says.
 */
import type {
  CollectResult,
  EditResult,
  InquireResult,
  ReplyResult,
  SendResult,
  SessionsResult,
} from "../calls/claude";
import type { AnswerResult, AskResult, CheckResult } from "../calls/codex";
import type { Envelope } from "../calls/envelope";
import type { HookMail, HookNoted } from "../calls/hooks";
import type { Outreach } from "../calls/outreach";
import { fromFrame, isCallNumber, isProof, isRecord, type Tests } from "./frames";
import type { CallName } from "./requests";

export type Role = "claude" | "codex" | "hook";

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

export type HostMessage =
  | { t: "challenge"; nonce: string; proof: string }
  | { t: "ready" }
  | { t: "refused"; message: string }
  | { t: "result"; n: number; value: unknown }
  | { t: "error"; n: number; error: { code: string; message: string; field?: string } }
  | { t: "push"; n: number; items: Envelope[] }
  | { t: "reach"; n: number; call: Outreach }
  | { t: "pong" };

/**
 * How each of them is told from what is none. No deeper: a host says nothing but the first three before it has proved
 * that it is this user's bridge, with the same protocol, and what it says then is taken as it is.
 */
export const HOST_MESSAGES: Tests<HostMessage["t"]> = {
  challenge: ({ nonce, proof }) => isProof(nonce) && isProof(proof),
  ready: () => true,
  refused: ({ message }) => typeof message === "string",
  result: ({ n }) => isCallNumber(n),
  error: ({ n, error }) =>
    isCallNumber(n) && isRecord(error) && typeof error.code === "string" && typeof error.message === "string",
  push: ({ n, items }) => isCallNumber(n) && Array.isArray(items),
  reach: ({ n, call }) => isCallNumber(n) && isRecord(call),
  pong: () => true,
};

/** The messages of a host's frame; null where it is none. */
export const parseHostFrame = (frame: unknown) => fromFrame<HostMessage>(frame, HOST_MESSAGES);
