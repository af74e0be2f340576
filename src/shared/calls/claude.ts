/**
 * What one Claude session may ask of the bridge, and what it is told; see codex.ts for what is so
 * on both sides.
 */
import * as z from "zod";
import { SessionView } from "../views";
import { type ClaudeTransport, DeliveryState, HeldBy, Id, Outcome, Text, Transport } from "../vocabulary";
import {
  Envelope,
  MessageId,
  NewAttachments,
  QuestionId,
  QuestionStatus,
  SharedAttachment,
  Told,
  WaitMs,
} from "./envelope";
import type { PushReport } from "./push";

export const Reply = z.object({
  id: MessageId,
  text: Text,
  replyTo: z.string().optional(),
  conversation: z.string().optional(),
  files: NewAttachments.optional(),
});
export type Reply = z.infer<typeof Reply>;

export const ReplyResult = Told.extend({
  message: z.string(),
  to: z.enum(["codex", "page"]),
  as: z.enum(["answer", "follow_up", "reply", "note"]),
  /** True where the receiver had a call open for it (Codex), or a page was open (the user). */
  received: z.boolean(),
  /** How it was pushed into Codex's live session, where no call was open; null where it is kept. */
  transport: Transport.nullable(),
  reason: z.string().nullable(),
  heldBy: HeldBy.nullable(),
  /** The Codex session that it is for. */
  session: SessionView.nullable(),
  question: z.object({ id: z.string(), outcome: Outcome }).nullable(),
  /** True where no `replyTo` was given and the bridge found the only thing it could mean. */
  inferred: z.boolean(),
});
export type ReplyResult = z.infer<typeof ReplyResult>;

export const Send = z.object({
  id: MessageId,
  text: Text,
  to: z.string().min(1).max(200).optional(),
  files: NewAttachments.optional(),
});
export type Send = z.infer<typeof Send>;

export const SendResult = Told.extend({
  message: z.string(),
  state: DeliveryState,
  transport: Transport.nullable(),
  reason: z.string().nullable(),
  heldBy: HeldBy.nullable(),
  session: SessionView,
});
export type SendResult = z.infer<typeof SendResult>;

/** Claude asks Codex and waits for the answer. */
export const AskCodex = z.object({
  id: QuestionId,
  text: Text,
  to: z.string().min(1).max(200).optional(),
  waitMs: WaitMs,
  files: NewAttachments.optional(),
});
export type AskCodex = z.infer<typeof AskCodex>;

export const AskCodexResult = Told.extend({
  /** `asked`: Codex asks something itself and waits for that; Claude's own question stays open. */
  status: z.enum([...QuestionStatus.options, "asked"]),
  question: z.string(),
  /** What the person said who dropped it. */
  note: z.string().exactOptional(),
  session: SessionView,
  state: DeliveryState,
  transport: Transport.nullable(),
  reason: z.string().nullable(),
  heldBy: HeldBy.nullable(),
  answerId: z.string().nullable(),
  answer: z.string().nullable(),
  /** Of an answer that may have come another way before, as while the bridge was being replaced. */
  redelivered: z.literal(true).exactOptional(),
  asked: z.object({ id: z.string(), text: z.string() }).nullable(),
  /** Of the answer, or of what Codex asks: left out where the text is its sender's. */
  editedBy: z.literal("user").exactOptional(),
  /** Of the answer, or of what Codex asks; left out where there are none. */
  attachments: z.array(SharedAttachment).exactOptional(),
});
export type AskCodexResult = z.infer<typeof AskCodexResult>;

export const Edit = z.object({ message: z.string(), text: Text });
export type Edit = z.infer<typeof Edit>;

export const EditResult = Told.extend({
  message: z.string(),
  revision: z.number(),
});
export type EditResult = z.infer<typeof EditResult>;

export const SessionsResult = Told.extend({
  /** The caller's own session. */
  self: z.string(),
  sessions: z.array(SessionView.extend({ openQuestions: z.number() })),
  /** How many more there are. */
  more: z.number(),
});
export type SessionsResult = z.infer<typeof SessionsResult>;

/** Claude looks at its messages. */
export const Collect = z.object({ waitMs: WaitMs });
export type Collect = z.infer<typeof Collect>;

export const CollectResult = Told.extend({
  items: z.array(Envelope),
});
export type CollectResult = z.infer<typeof CollectResult>;

/** Messages that the result of a call carried which Claude gave up: it was never written. */
export const GiveBack = z.object({ messages: z.array(Id) });
export type GiveBack = z.infer<typeof GiveBack>;

/**
 * Writes messages into Claude's session, each by the first of these transports that takes it; a
 * report for each, in order: `pushed`, or `stored` where none took it. Written is not read. Rejects
 * where nothing is known.
 */
export type Push = (items: Envelope[], transports: readonly ClaudeTransport[]) => Promise<PushReport[]>;
