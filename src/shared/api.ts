/**
 * What the HTTP API and the page's socket exchange, on top of the vocabulary in protocol.ts. Times
 * are epoch milliseconds.
 */
import * as z from "zod";
import { MAX_ATTACHMENTS } from "./constants";
import { AttachmentView, ConversationView, MessageView, OpenQuestion, SessionView } from "./views";
import { DeliveryState, Id, MessageKind, SenderKind, SessionKind, Text } from "./vocabulary";

/** The gate over all conversations. */
const GlobalGate = z.enum(["open", "paused"]);

/** GET /api/status */
/** A message that waits for a person, or for a session that is away. */
export const StuckMessage = z.object({
  id: z.string(),
  kind: MessageKind,
  receiver: z.string(),
  state: DeliveryState,
  reason: z.string(),
  createdAt: z.number(),
  /** Its first words. */
  start: z.string(),
});
export type StuckMessage = z.infer<typeof StuckMessage>;

export const Status = z.object({
  now: z.number(),
  host: z.object({
    pid: z.number(),
    version: z.string(),
    url: z.string(),
    stateDir: z.string(),
    startedAt: z.number(),
  }),
  /** Attached processes: server.ts for Claude (the host's own included), codex-mcp.ts for Codex. */
  processes: z.object({ claude: z.number(), codex: z.number() }),
  /** Calls that are held open now. */
  heldCalls: z.number(),
  /** Messages that the gate or the loop guard holds until a person lets them go. */
  heldMessages: z.number(),
  /** `paused` where everything is paused; a conversation may be paused by itself as well. */
  gate: GlobalGate,
  sessions: z.array(SessionView.extend({ openQuestions: z.number(), waitingMessages: z.number() })),
  openQuestions: z.array(OpenQuestion),
  /** Messages of over ten minutes ago that nothing brings on by itself, 50 at most. */
  stuck: z.array(StuckMessage),
});
export type Status = z.infer<typeof Status>;

/** POST /api/login: the code for a one-time link; nulls where the page opens without one. */
export const LoginCode = z.object({ code: z.string().nullable(), expiresInMs: z.number().nullable() });
export type LoginCode = z.infer<typeof LoginCode>;

/**
 * What the bridge tells a page over /ws: a snapshot first, then every change. A frame is an array
 * of these.
 */
export const PageEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("snapshot"),
    now: z.number(),
    gate: GlobalGate,
    sessions: z.array(SessionView),
    conversations: z.array(ConversationView),
    /** The newest messages, oldest first; earlier ones come from GET /api/messages?before=. */
    messages: z.array(MessageView),
    /** True where earlier messages exist. */
    more: z.boolean(),
    /**
     * Open questions that are older than all of `messages`; with them nobody's wait is unknown to a
     * page.
     */
    open: z.array(MessageView),
  }),
  /** Sent from time to time: a page that hears nothing any more knows that the bridge is stuck. */
  z.object({ type: z.literal("now"), now: z.number() }),
  /** New, edited, or further in its life. */
  z.object({ type: z.literal("message"), message: MessageView }),
  z.object({ type: z.literal("session"), session: SessionView }),
  /** A process whose thread is known by now: the thread's session stands for it. */
  z.object({ type: z.literal("gone"), session: z.string() }),
  z.object({ type: z.literal("conversation"), conversation: ConversationView }),
  /** Everything was paused, or let go again. */
  z.object({ type: z.literal("gate"), gate: GlobalGate }),
]);
export type PageEvent = z.infer<typeof PageEvent>;
export const PageFrame = z.array(PageEvent);

/** The first thing a page sends over /ws: the credential that its own HTML carries. */
export const PageHello = z.strictObject({ type: z.literal("hello"), key: z.string() });

/**
 * POST /api/messages: the human speaks. `id` is minted by the page, so that a repeated request is
 * one message.
 */
export const Say = z.strictObject({
  id: Id.regex(/^m_/, "expected an id that begins with m_"),
  /** `both`: one message with two receivers, each with a delivery of its own. */
  to: z.enum([...SessionKind.options, "both"]),
  text: Text,
  conversation: Id.optional(),
  session: Id.optional(),
  /** Attachments that were uploaded before, by their ids. */
  files: z.array(Id).max(MAX_ATTACHMENTS).optional(),
});
export type Say = z.infer<typeof Say>;

/** POST /api/resume */
export const Resumed = z.object({ messages: z.number() });
export type Resumed = z.infer<typeof Resumed>;

/**
 * GET /api/messages. `more`: earlier ones exist than the first; `later`: newer ones than the last
 * (with `around`).
 */
export const HistoryPage = z.object({
  messages: z.array(MessageView),
  more: z.boolean(),
  later: z.boolean().optional(),
});
export type HistoryPage = z.infer<typeof HistoryPage>;

/** Every error of the HTTP API. */
export const ErrorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** GET /api/conversations */
export const ConversationList = z.object({ conversations: z.array(ConversationView) });
export type ConversationList = z.infer<typeof ConversationList>;

/** POST /api/conversations/ID/title; an empty title takes it away. */
export const Titled = z.strictObject({ title: z.string().trim().max(120) });
export type Titled = z.infer<typeof Titled>;

/** POST /api/conversations/ID/read: a person has read up to this place in the history. */
export const ReadUpTo = z.strictObject({
  /**
   * True where what comes after it is to count as unread again; without it, reading never goes
   * back.
   */
  back: z.boolean().optional(),
  seq: z.int().min(0),
});
export type ReadUpTo = z.infer<typeof ReadUpTo>;

/**
 * POST /api/conversations/ID/gate. `pause` holds what the agents say from now on and what nobody
 * has been handed yet; `step` lets the oldest held message through; `resume` lets all through and
 * opens the gate; `end` tells both agents that the talk is over.
 */
export const GateAction = z.strictObject({ action: z.enum(["pause", "step", "resume", "end"]) });
export type GateAction = z.infer<typeof GateAction>;

/** POST /api/gate: the same for every conversation, those to come included. */
export const GlobalGateAction = z.strictObject({ action: z.enum(["pause", "resume"]) });
export type GlobalGateAction = z.infer<typeof GlobalGateAction>;

/**
 * What POST /api/conversations/ID/gate answers: how the conversation stands, and how many messages
 * it let through.
 */
export const Gated = z.object({ conversation: ConversationView, messages: z.number() });
export type Gated = z.infer<typeof Gated>;

/** What POST /api/gate answers. */
export const GloballyGated = z.object({ gate: GlobalGate, messages: z.number() });
export type GloballyGated = z.infer<typeof GloballyGated>;

/**
 * POST /api/held/ID: what becomes of one held message. `redirect` gives it to the other agent
 * instead.
 */
export const HeldAction = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("release") }),
  z.strictObject({ action: z.literal("edit"), text: Text }),
  z.strictObject({ action: z.literal("redirect") }),
  z.strictObject({ action: z.literal("drop"), note: Text.optional() }),
]);
export type HeldAction = z.infer<typeof HeldAction>;

/**
 * What GET /api/conversations/ID and POST /api/conversations/ID/title and …/read answer: the
 * conversation as it is now.
 */
export const Conversation = z.object({ conversation: ConversationView });
export type Conversation = z.infer<typeof Conversation>;

/** GET /api/held: what is held, oldest first, 200 at most. */
export const HeldList = z.object({ messages: z.array(MessageView) });
export type HeldList = z.infer<typeof HeldList>;

/** The query of GET /api/search, as text from the address. */
export const SearchQuery = z.strictObject({
  /** Words that must all occur; the last may be unfinished; "quoted words" in that order. */
  q: z.string().trim().max(500).default(""),
  who: SenderKind.optional(),
  /** A project's root. */
  project: z.string().max(4096).optional(),
  conversation: Id.optional(),
  /** Epoch milliseconds, inclusive and exclusive. */
  since: z.coerce.number().int().min(0).optional(),
  until: z.coerce.number().int().min(0).optional(),
  has: z.enum(["code", "diff", "file"]).optional(),
  /** Only messages before this place in the history. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/**
 * A message that was found: some words around the first hit, cut into what matched and what did
 * not.
 */
export const SearchHit = z.object({
  message: MessageView,
  excerpt: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});
export type SearchHit = z.infer<typeof SearchHit>;

/**
 * GET /api/search: newest first. `partial`: older messages are not indexed yet, so that some may be
 * missing.
 */
export const SearchResult = z.object({
  hits: z.array(SearchHit),
  more: z.boolean(),
  partial: z.literal(true).optional(),
});
export type SearchResult = z.infer<typeof SearchResult>;

/**
 * POST /api/files?name=…: the body is the file. An upload that no message takes within an hour is
 * removed.
 */
export const Uploaded = z.object({ file: AttachmentView });
export type Uploaded = z.infer<typeof Uploaded>;
