/**
 * How messages, questions, sessions and conversations look to the page, to scripts and to the
 * commands. Times are epoch milliseconds.
 */
import * as z from "zod";
import {
  ChannelState,
  ClaudeTransport,
  DeliveryState,
  DroppedBy,
  Gate,
  HeldBy,
  MessageKind,
  Outcome,
  ProjectRef,
  SenderKind,
  SessionKind,
  Transport,
} from "./vocabulary";

/** One message for one receiver (a session's id, or `user`). */
export const DeliveryView = z.object({
  receiver: z.string(),
  state: DeliveryState,
  reason: z.string().nullable(),
  /** Who holds it, while it is held. */
  heldBy: HeldBy.nullable(),
  /** Why it was dropped, where it was. */
  droppedBy: DroppedBy.nullable(),
  transport: Transport.nullable(),
  attempts: z.number(),
  pushedAt: z.number().nullable(),
  seenAt: z.number().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const QuestionView = z.object({
  outcome: Outcome,
  /** The session that asked. */
  asker: z.string(),
  /** The session it is addressed to; null while no session has come for it. */
  target: z.string().nullable(),
  answerId: z.string().nullable(),
  expiresAt: z.number(),
  closedAt: z.number().nullable(),
  /** True while a call of the asker is held open for the answer. */
  waiting: z.boolean(),
});
export type QuestionView = z.infer<typeof QuestionView>;

/**
 * A file that travels with a message. Its content lies in the state directory and comes from GET
 * /api/files/ID.
 */
export const AttachmentView = z.object({
  id: z.string(),
  /** As its sender called it, without a path; shown, never used to find anything. */
  name: z.string(),
  bytes: z.number(),
  /**
   * By its first bytes, never by its name: an image type the page may show, `text/plain`, or
   * `application/octet-stream`.
   */
  type: z.string(),
  /**
   * When its content was removed, because of its age or the folder's size; null or left out while
   * it is there.
   */
  removedAt: z.number().nullish(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

/** Of two views of one thing, the one with the greater `rev` is the newer. */
export const Rev = z.number();

export const MessageView = z.object({
  rev: Rev,
  /** Position in the history: grows by time of commit, never reused. */
  seq: z.number(),
  id: z.string(),
  kind: MessageKind,
  sender: z.object({ kind: SenderKind, session: z.string().nullable() }),
  conversation: z.string(),
  replyTo: z.string().nullable(),
  /**
   * The text, or its first PAGE_TEXT_CHARS characters where the whole is longer (see `textLength`).
   */
  text: z.string(),
  /** Characters (UTF-16 units) of the whole text; GET /api/messages/ID gives it. */
  textLength: z.number(),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  /** Who edited it last: its sender, or the user at the gate. */
  editedBy: z.enum(["sender", "user"]).nullable(),
  attachments: z.array(AttachmentView),
  deliveries: z.array(DeliveryView),
  question: QuestionView.nullable(),
});
export type MessageView = z.infer<typeof MessageView>;

export const SessionView = z.object({
  rev: Rev,
  id: z.string(),
  kind: SessionKind,
  project: ProjectRef,
  cwd: z.string(),
  client: z.string().nullable(),
  connected: z.boolean(),
  startedAt: z.number(),
  lastActiveAt: z.number(),
  /**
   * Claude Code's own id of its session, which changes at /clear; null for Codex, and where it is
   * not known.
   */
  clientSession: z.string().nullish(),
  /** Null for Codex, which has no channel. */
  channel: ChannelState.nullish(),
  /** How messages are pushed into it now; null where nothing brings them, and for Codex. */
  transport: ClaudeTransport.nullish(),
  /** Why the last push was not taken; null where it was. */
  obstacle: z.string().nullish(),
  /**
   * What Claude Code's settings say of its inbox (`crossSessionInbound`); null where they say
   * nothing.
   */
  inbound: z.string().nullish(),
  /** Whether Claude is at work on a turn, as its hooks say; null where they have said nothing. */
  busy: z.boolean().nullish(),
});
export type SessionView = z.infer<typeof SessionView>;

/** A session that takes part in a conversation. */
export const Member = z.object({ session: z.string(), kind: SessionKind });
export type Member = z.infer<typeof Member>;

export const ConversationView = z.object({
  rev: Rev,
  id: z.string(),
  /** The sessions that take part; beside them, the user always may. */
  members: z.array(Member),
  project: z.string(),
  createdAt: z.number(),
  /** A person's name for it; null where nobody gave one. */
  title: z.string().nullable(),
  /** The first words of its first question, or of its first message; null while there is none. */
  topic: z.string().nullable(),
  gate: Gate,
  /** Its newest message, in a few words; null while there is none. */
  last: z.object({ seq: z.number(), sender: SenderKind, start: z.string(), createdAt: z.number() }).nullable(),
  /** Messages after the one that a person has read last, at most 100. */
  unread: z.number(),
  /** The place in the history up to which a person has read. */
  readSeq: z.number(),
  /** Messages that the gate or the loop guard holds. */
  held: z.number(),
});
export type ConversationView = z.infer<typeof ConversationView>;

/** A question in a list: how it stands and how it begins. */
export const OpenQuestion = z.object({
  id: z.string(),
  outcome: Outcome,
  /** How far it has come on its way to Claude; null where no session has come for it. */
  state: DeliveryState.nullable(),
  reason: z.string().nullable(),
  heldBy: HeldBy.nullable(),
  droppedBy: DroppedBy.nullable(),
  createdAt: z.number(),
  start: z.string(),
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;

/**
 * What a session learns with its next result: a question that expired or was cancelled, one that
 * moved to another Claude session, an answer that Codex gave up on before it had it; what a person
 * did at the gate: dropped a message of the session's, withheld the answer to its question, or
 * ended the talk.
 */
export const NoticeKind = z.enum(["expired", "cancelled", "moved", "unreceived", "dropped", "withheld", "ended"]);
export type NoticeKind = z.infer<typeof NoticeKind>;

export const Notice = z.object({
  kind: NoticeKind,
  /**
   * The question; for `unreceived` the answer, for `dropped` the message, for `ended` the
   * conversation.
   */
  message: z.string(),
  /** Its first words. */
  start: z.string(),
  /** What the person said about it. */
  note: z.string().nullish(),
});
export type Notice = z.infer<typeof Notice>;
