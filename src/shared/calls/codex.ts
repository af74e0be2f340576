/**
 * What one Codex process may ask of the bridge, and what it is told, the same in one process and
 * over /peer. Inputs have schemas, since a peer sends them; results come from a host that has
 * proved itself. A call that is sent again with the same id happens once.
 */
import * as z from "zod";
import { MAX_ATTACHMENTS } from "../constants";
import { OpenQuestion, SessionView } from "../views";
import { DeliveryState, HeldBy, Id, Text, Transport } from "../vocabulary";
import { Batch, MessageId, NewAttachments, QuestionId, QuestionStatus, Told, WaitMs } from "./envelope";

export const Ask = z.object({
  id: QuestionId,
  thread: Id,
  lease: Id,
  text: Text,
  to: z.string().min(1).max(200).optional(),
  waitMs: WaitMs,
  /**
   * What started the turn that asks, as Codex has it: a person's own turn counts as a human word.
   */
  trigger: z.string().max(100).nullish(),
  files: NewAttachments.optional(),
  /** Files that were uploaded before, by their ids: of a script. */
  uploads: z.array(Id).max(MAX_ATTACHMENTS).optional(),
  /**
   * True where the caller said how long to wait: then a question that nobody can take yet waits for
   * a session.
   */
  hold: z.boolean(),
});
export type Ask = z.infer<typeof Ask>;

export const AskResult = Told.extend({
  status: z.enum([...QuestionStatus.options, "unsent"]),
  question: z.string(),
  /** What the person said who dropped it. */
  note: z.string().exactOptional(),
  /** Why nothing was sent. */
  why: z.enum(["no_session", "which_session", "unknown_session"]).nullable(),
  state: DeliveryState.nullable(),
  transport: Transport.nullable(),
  reason: z.string().nullable(),
  heldBy: HeldBy.nullable(),
  target: SessionView.nullable(),
  /** Claude sessions that could be meant. */
  candidates: z.array(SessionView),
  batch: Batch,
});
export type AskResult = z.infer<typeof AskResult>;

export const Check = z.object({
  thread: Id,
  lease: Id,
  waitMs: WaitMs,
  /** Only the answer to this question. */
  question: Id.optional(),
});
export type Check = z.infer<typeof Check>;

export const CheckResult = Told.extend({
  batch: Batch,
  /** Open questions of this thread; with `question`, that question, whatever its outcome. */
  questions: z.array(OpenQuestion),
});
export type CheckResult = z.infer<typeof CheckResult>;

/**
 * Codex's receipt: `ack` once the result is written and not cancelled, `release` where it did not
 * arrive.
 */
export const Settle = z.object({
  thread: Id,
  lease: Id,
  verdict: z.enum(["ack", "release"]),
  messages: z.array(Id),
});
export type Settle = z.infer<typeof Settle>;

/** Codex answers a question of Claude's. */
export const Answer = z.object({
  id: MessageId,
  thread: Id,
  text: Text,
  replyTo: z.string().min(1).max(200),
  /** True for the last words of the turn that the question started; false for Codex's own call. */
  captured: z.boolean(),
  files: NewAttachments.optional(),
});
export type Answer = z.infer<typeof Answer>;

export const AnswerResult = Told.extend({
  message: z.string(),
  /** False where the question had ended before: then it is a follow-up. */
  isFirst: z.boolean(),
  /** True where a call of Claude's was open for it. */
  received: z.boolean(),
  /** True where a person holds it. */
  held: z.boolean().exactOptional(),
  connected: z.boolean(),
});
export type AnswerResult = z.infer<typeof AnswerResult>;
