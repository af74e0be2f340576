/**
 * The vocabulary of the bridge: what a message, a delivery, a question, a session and a conversation look like
 * wherever they cross a process, and which state may follow which. Times are epoch milliseconds.
 */
import * as z from "zod/mini";

/** Number of the /peer protocol; a peer with another number is told so and nothing else is exchanged. */
export const PROTOCOL_VERSION = 2;

/** Largest text of one message, in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** Largest JSON frame or line: JSON may escape one byte of text as six characters. */
export const MAX_FRAME_BYTES = 8 * MAX_TEXT_BYTES;

/** Longest text that lists and live events carry, in characters; longer ones are cut there and fetched on demand. */
export const PAGE_TEXT_CHARS = 64 * 1024;

/** The receiver that stands for whoever watches the page. */
export const USER = "user";

/** What stands for the client's name where a script asks, over the HTTP API. */
export const SCRIPT = "script";

export const Id = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/, "expected an id of 1 to 128 letters, digits, '_', '-', '.' or ':'"),
  );

// U+2800 is a blank Braille pattern; the property covers zero-width, joining, filling and selecting characters.
const BLANK = /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u;

/** True where a text shows nothing to a reader: empty, white space or zero-width characters only. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** Whether a text takes at most `limit` bytes as UTF-8; encodes it only where its length leaves that open. */
function fits(text: string, limit: number): boolean {
  if (text.length > limit) return false;
  return text.length * 3 <= limit || new TextEncoder().encode(text).byteLength <= limit;
}

/**
 * A message's text: kept exactly as sent, except that lone surrogates, which neither SQLite nor a WebSocket can
 * carry, become U+FFFD here, once, at entry.
 */
export const Text = z.string().check(
  z.refine((text) => !isBlank(text), "expected text that is not empty or blank"),
  z.refine((text) => fits(text, MAX_TEXT_BYTES), `expected at most ${MAX_TEXT_BYTES} bytes of text`),
  z.overwrite((text) => text.toWellFormed()),
);

export const SessionKind = z.enum(["claude", "codex"]);
export type SessionKind = z.infer<typeof SessionKind>;

export const SenderKind = z.enum(["claude", "codex", "user"]);
export type SenderKind = z.infer<typeof SenderKind>;

/**
 * What the human's gate does with a conversation: `open` lets everything through, `paused` holds what the agents say
 * until a person lets it go, `ended` refuses it until a person speaks again.
 */
export const Gate = z.enum(["open", "paused", "ended"]);
export type Gate = z.infer<typeof Gate>;

/** A question wants exactly one answer, a reply is that answer, a note wants none. */
export const MessageKind = z.enum(["question", "reply", "note"]);
export type MessageKind = z.infer<typeof MessageKind>;

export const DeliveryState = z.enum(["stored", "pushed", "seen", "held", "dropped"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const Outcome = z.enum(["open", "answered", "expired", "cancelled"]);
export type Outcome = z.infer<typeof Outcome>;

/**
 * How a message reached its receiver: Claude's channel, a hook that woke Claude, Claude's look at its messages with a
 * tool, the result of a call that waited for it, a turn started or steered in a live Codex session, or Codex's own queue.
 */
export const Road = z.enum(["channel", "hook", "tool", "result", "turn", "steer", "queue"]);
export type Road = z.infer<typeof Road>;

/** Why a delivery is `held`: a person has paused the talk, or the loop guard waits for a person's word. */
export const HELD_BY = { user: "held by the user", guard: "held by the loop guard" } as const;

/** Why a delivery is `dropped`, where a person did that: this one message, or all at the end of the talk. */
export const DROPPED_BY = { user: "dropped by the user", end: "the user ended the talk" } as const;

/** Which delivery state may follow which; every conditional UPDATE of a delivery is made from this table. */
export const DELIVERY_TRANSITIONS: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  stored: ["pushed", "seen", "held", "dropped"],
  held: ["stored", "dropped"],
  // Back to stored: the client that it was written to is gone, and nothing proved that it was read.
  pushed: ["seen", "stored", "dropped"],
  seen: [],
  dropped: [],
};

/** Which outcome may follow which: an outcome changes once. */
export const OUTCOME_TRANSITIONS: Readonly<Record<Outcome, readonly Outcome[]>> = {
  open: ["answered", "expired", "cancelled"],
  answered: [],
  expired: [],
  cancelled: [],
};

/** One message for one receiver (a session's id, or `user`). */
export const DeliveryView = z.object({
  receiver: z.string(),
  state: DeliveryState,
  reason: z.nullable(z.string()),
  road: z.nullable(Road),
  attempts: z.number(),
  pushedAt: z.nullable(z.number()),
  seenAt: z.nullable(z.number()),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const QuestionView = z.object({
  outcome: Outcome,
  /** The session that asked. */
  asker: z.string(),
  /** The session it is addressed to; null while no session has come for it. */
  target: z.nullable(z.string()),
  answerId: z.nullable(z.string()),
  expiresAt: z.number(),
  closedAt: z.nullable(z.number()),
  /** True while a call of the asker is held open for the answer. */
  waiting: z.boolean(),
});
export type QuestionView = z.infer<typeof QuestionView>;

/** Files of one message. */
export const MAX_ATTACHMENTS = 20;

/** A file that travels with a message. Its content lies in the state directory and comes from GET /api/files/ID. */
export const AttachmentView = z.object({
  id: z.string(),
  /** As its sender called it, without a path; shown, never used to find anything. */
  name: z.string(),
  bytes: z.number(),
  /** By its first bytes, never by its name: an image type the page may show, `text/plain`, or `application/octet-stream`. */
  type: z.string(),
  /** When its content was removed, because of its age or the folder's size; null or left out while it is there. */
  removedAt: z.nullish(z.number()),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

export const MessageView = z.object({
  /** Position in the history: grows by time of commit, never reused. */
  seq: z.number(),
  id: z.string(),
  kind: MessageKind,
  sender: z.object({ kind: SenderKind, session: z.nullable(z.string()) }),
  conversation: z.string(),
  replyTo: z.nullable(z.string()),
  /** The text, or its first PAGE_TEXT_CHARS characters where the whole is longer (see `textLength`). */
  text: z.string(),
  /** Characters (UTF-16 units) of the whole text; GET /api/messages/ID gives it. */
  textLength: z.number(),
  createdAt: z.number(),
  editedAt: z.nullable(z.number()),
  /** Who edited it last: its sender, or the user at the gate. */
  editedBy: z.nullable(z.enum(["sender", "user"])),
  attachments: z.array(AttachmentView),
  deliveries: z.array(DeliveryView),
  question: z.nullable(QuestionView),
});
export type MessageView = z.infer<typeof MessageView>;

export const ProjectRef = z.object({
  /** Absolute path of the project's root, the same for all worktrees of a repository. */
  root: z.string(),
  name: z.string(),
  branch: z.nullable(z.string()),
});
export type ProjectRef = z.infer<typeof ProjectRef>;

/**
 * Whether a Claude session hears the bridge's channel, which acknowledges nothing: `requested` by its arguments,
 * `proved` by a tool call that quoted a message, `deaf` where such proof did not come in time.
 */
export const ChannelState = z.enum(["unknown", "requested", "proved", "deaf"]);
export type ChannelState = z.infer<typeof ChannelState>;

export const SessionView = z.object({
  id: z.string(),
  kind: SessionKind,
  project: ProjectRef,
  cwd: z.string(),
  client: z.nullable(z.string()),
  connected: z.boolean(),
  startedAt: z.number(),
  lastActiveAt: z.number(),
  /** Claude Code's own id of its session, which changes at /clear; null for Codex, and where it is not known. */
  clientSession: z.nullish(z.string()),
  /** Null for Codex, which has no channel. */
  channel: z.nullish(ChannelState),
  /** Whether Claude is at work on a turn, as its hooks say; null where they have said nothing. */
  busy: z.nullish(z.boolean()),
});
export type SessionView = z.infer<typeof SessionView>;

export const ConversationView = z.object({
  id: z.string(),
  claude: z.nullable(z.string()),
  codex: z.nullable(z.string()),
  project: z.string(),
  createdAt: z.number(),
  /** A person's name for it; null where nobody gave one. */
  title: z.nullable(z.string()),
  gate: Gate,
  /** Its newest message, in a few words; null while there is none. */
  last: z.nullable(z.object({ seq: z.number(), sender: SenderKind, start: z.string(), createdAt: z.number() })),
  /** Messages after the one that a person has read last, at most 100. */
  unread: z.number(),
  /** Messages that the gate or the loop guard holds. */
  held: z.number(),
});
export type ConversationView = z.infer<typeof ConversationView>;

/** A question in a list: how it stands and how it begins. */
export const OpenQuestion = z.object({
  id: z.string(),
  outcome: Outcome,
  /** How far it has come on its way to Claude; null where no session has come for it. */
  state: z.nullable(DeliveryState),
  reason: z.nullable(z.string()),
  createdAt: z.number(),
  start: z.string(),
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;

/**
 * What a session learns with its next result: a question that expired or was cancelled, one that moved to another
 * Claude session, an answer that Codex gave up on before it had it; what a person did at the gate: dropped a message of
 * the session's, withheld the answer to its question, or ended the talk.
 */
export const NoticeKind = z.enum(["expired", "cancelled", "moved", "unreceived", "dropped", "withheld", "ended"]);
export type NoticeKind = z.infer<typeof NoticeKind>;

export const Notice = z.object({
  kind: NoticeKind,
  /** The question; for `unreceived` the answer, for `dropped` the message, for `ended` the conversation. */
  message: z.string(),
  /** Its first words. */
  start: z.string(),
  /** What the person said about it. */
  note: z.nullish(z.string()),
});
export type Notice = z.infer<typeof Notice>;
