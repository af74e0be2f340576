/**
 * A message as it travels to an agent, and what all calls of the bridge share. Whoever sends mints
 * the ids.
 */
import * as z from "zod";
import { MAX_ATTACHMENTS } from "../constants";
import { ATTACHMENT_ID } from "../ids";
import { Notice } from "../views";
import { Id, MessageKind, Outcome, SenderKind } from "../vocabulary";

export const MessageId = Id.regex(/^m_/, "expected an id that begins with m_");
export const QuestionId = Id.regex(/^q_/, "expected an id that begins with q_");
export const WaitMs = z
  .int()
  .min(0)
  .max(24 * 3_600_000);

const AttachmentId = z.string().regex(ATTACHMENT_ID, "expected the id of an attachment");

/**
 * A file that the sender's own process has copied into the state directory, for the message that
 * names it.
 */
export const NewAttachment = z.object({
  id: AttachmentId,
  name: z.string().min(1).max(255),
  bytes: z.int().min(0),
  type: z.string().max(100),
});
export type NewAttachment = z.infer<typeof NewAttachment>;

export const NewAttachments = z.array(NewAttachment).max(MAX_ATTACHMENTS);

/** A file as its receiver gets it: a copy that the same user can read. */
export const SharedAttachment = z.object({
  name: z.string(),
  bytes: z.number(),
  type: z.string(),
  path: z.string(),
});
export type SharedAttachment = z.infer<typeof SharedAttachment>;

/** A message as it travels to an agent. */
export const Envelope = z.object({
  id: z.string(),
  kind: MessageKind,
  sender: SenderKind,
  /** The sender's session; null for the user. */
  session: z.string().nullable(),
  project: z.string().nullable(),
  conversation: z.string(),
  replyTo: z.string().nullable(),
  text: z.string(),
  createdAt: z.number(),
  /** True where it was handed out before and nothing proved that it arrived. */
  redelivered: z.boolean(),
  /** Left out where there are none. */
  attachments: z.array(SharedAttachment).exactOptional(),
  /** Left out where the text is its sender's: the user changed it while it was held. */
  editedBy: z.literal("user").exactOptional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Messages handed to one call of Codex, leased until `settle`. */
export const Batch = z.object({
  lease: z.string(),
  items: z.array(Envelope),
});
export type Batch = z.infer<typeof Batch>;

/** What a result carries beside itself: news that woke nobody. */
export const Told = z.object({
  notices: z.array(Notice),
  /**
   * To Claude: messages that its channel may not have brought, and that a look at its messages
   * would.
   */
  waiting: z.number().exactOptional(),
});
export type Told = z.infer<typeof Told>;

/**
 * What became of a question. `held`: a person holds it or its answer, or the loop guard holds it
 * (see `heldBy`); `dropped`: a person dropped the question; `withheld`: a person dropped its
 * answer; `ended`: a person ended the talk.
 */
export const QuestionStatus = z.enum([...Outcome.options, "held", "dropped", "withheld", "ended"]);
export type QuestionStatus = z.infer<typeof QuestionStatus>;
