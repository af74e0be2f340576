/**
 * What a peer may say to the host over /peer: first who it is (hello, and proof after the host's challenge), then calls of
 * a seat and answers to what was pushed to it.
 */
import * as z from "zod";
import { Attach } from "../calls/attach";
import { Collect, Edit, GiveBack, Inquire, Reply, Send } from "../calls/claude";
import { Answer, Ask, Check, Settle } from "../calls/codex";
import { HookListen, HookNote, HookTook } from "../calls/hooks";
import { PushReport } from "../calls/outreach";
import { CallNumber, Proof, parseFrame } from "./frames";
import { Role } from "./wire";

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
export const CallName = z.object(CALLS).keyof();
export type CallName = z.infer<typeof CallName>;
export type CallInput<N extends CallName> = z.output<(typeof CALLS)[N]>;

export const PeerMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("hello"), role: Role, nonce: Proof, protocol: z.number() }),
  z.object({ t: z.literal("proof"), proof: Proof }),
  /** What goes into a call is checked by the schema of its name, later. */
  z.object({ t: z.literal("call"), n: CallNumber, name: CallName, input: z.unknown() }),
  z.object({ t: z.literal("cancel"), n: CallNumber }),
  /** The answer to a push: true once the messages are written to the client. */
  z.object({ t: z.literal("pushed"), n: CallNumber, ok: z.boolean() }),
  z.object({ t: z.literal("reached"), n: CallNumber, reports: z.array(PushReport) }),
  z.object({ t: z.literal("ping") }),
]);
export type PeerMessage = z.infer<typeof PeerMessage>;

/** The messages of a peer's frame; null where it is none. */
export const parsePeerFrame = (frame: unknown) => parseFrame(PeerMessage, frame);
