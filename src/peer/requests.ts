/**
 * What a peer may say to the host over /peer: first who it is (hello, and proof after the host's challenge), then calls of
 * a seat and answers to what was pushed to it. Loaded with the first peer.
 */
import * as z from "zod";
import { Attach } from "../calls/attach";
import { Collect, Edit, GiveBack, Inquire, Reply, Send } from "../calls/claude";
import { Answer, Ask, Check, Settle } from "../calls/codex";
import { HookListen, HookNote, HookTook } from "../calls/hooks";
import { type PushReport, PushReports } from "../calls/outreach";
import { fromFrame, isCallNumber, isProof, type Tests } from "./frames";
import type { Role } from "./wire";

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

export type PeerMessage =
  | { t: "hello"; role: Role; nonce: string; protocol: number }
  | { t: "proof"; proof: string }
  | { t: "call"; n: number; name: CallName; input: unknown }
  | { t: "cancel"; n: number }
  /** The answer to a push: true once the messages are written to the client. */
  | { t: "pushed"; n: number; ok: boolean }
  | { t: "reached"; n: number; reports: PushReport[] }
  | { t: "ping" };

/** How each of them is told from what is none. What goes into a call is checked by the schema of its name, later. */
export const PEER_MESSAGES: Tests<PeerMessage["t"]> = {
  hello: ({ role, nonce, protocol }) => isRole(role) && isProof(nonce) && Number.isFinite(protocol),
  proof: ({ proof }) => isProof(proof),
  call: ({ n, name }) => isCallNumber(n) && isCallName(name),
  cancel: ({ n }) => isCallNumber(n),
  pushed: ({ n, ok }) => isCallNumber(n) && typeof ok === "boolean",
  reached: ({ n, reports }) => isCallNumber(n) && PushReports.safeParse(reports).success,
  ping: () => true,
};

/** The messages of a peer's frame; null where it is none. */
export const parsePeerFrame = (frame: unknown) => fromFrame<PeerMessage>(frame, PEER_MESSAGES);

function isRole(value: unknown): value is Role {
  return value === "claude" || value === "codex" || value === "hook";
}

function isCallName(value: unknown): value is CallName {
  return typeof value === "string" && Object.hasOwn(CALLS, value);
}
