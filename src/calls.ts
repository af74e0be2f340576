/**
 * What the two sides may ask of the bridge: the input and result of every call of a seat, the same in one process
 * and over /peer. Inputs have schemas, since a peer sends them; results come from a host that has proved itself.
 * Whoever sends mints the ids, and a call that is sent again with the same id happens once.
 */
import * as z from "zod/mini";
import {
  AttachmentView,
  type DeliveryState,
  Id,
  MAX_ATTACHMENTS,
  MessageKind,
  type Notice,
  type OpenQuestion,
  type Outcome,
  ProjectRef,
  Road,
  SenderKind,
  type SessionView,
  Text,
} from "./protocol";

const MessageId = Id.check(z.regex(/^m_/, "expected an id that begins with m_"));
const QuestionId = Id.check(z.regex(/^q_/, "expected an id that begins with q_"));
const WaitMs = z.int().check(z.minimum(0), z.maximum(24 * 3_600_000));

/** Always of this form: it is the name of a directory. */
export const AttachmentId = z.string().check(z.regex(/^a_[0-9a-z]{35}$/, "expected the id of an attachment"));

/** A file that the sender's own process has copied into the state directory, for the message that names it. */
export const NewAttachment = z.object({
  id: AttachmentId,
  name: z.string().check(z.minLength(1), z.maxLength(255)),
  bytes: z.int().check(z.minimum(0)),
  type: z.string().check(z.maxLength(100)),
});
export type NewAttachment = z.infer<typeof NewAttachment>;

const NewAttachments = z.array(NewAttachment).check(z.maxLength(MAX_ATTACHMENTS));

/** A file as its receiver gets it: a copy that the same user can read. */
export const SharedAttachment = z.extend(z.pick(AttachmentView, { name: true, bytes: true, type: true }), {
  path: z.string(),
});
export type SharedAttachment = z.infer<typeof SharedAttachment>;

/** A message as it travels to an agent. */
export const Envelope = z.object({
  id: z.string(),
  kind: MessageKind,
  sender: SenderKind,
  /** The sender's session; null for the user. */
  session: z.nullable(z.string()),
  project: z.nullable(z.string()),
  conversation: z.string(),
  replyTo: z.nullable(z.string()),
  text: z.string(),
  createdAt: z.number(),
  /** True where it was handed out before and nothing proved that it arrived. */
  redelivered: z.boolean(),
  /** Left out where there are none. */
  attachments: z.optional(z.array(SharedAttachment)),
  /** Left out where the text is its sender's: the user changed it while it was held. */
  editedBy: z.optional(z.literal("user")),
});
export type Envelope = z.infer<typeof Envelope>;

/** Messages handed to one call of Codex, leased until `settle`. */
export const Parcel = z.object({ lease: z.string(), items: z.array(Envelope) });
export type Parcel = z.infer<typeof Parcel>;

export const ClaudeAttach = z.object({
  role: z.literal("claude"),
  /** Derived from the Claude Code process, so that every server that it starts names the same session. */
  session: Id,
  cwd: z.string(),
  project: ProjectRef,
  client: z.nullable(z.string()),
  /** What Claude Code called its session when it started this process; after `/clear` only its hooks know. */
  clientSession: z.optional(Id),
  /** Whether the client was started with a flag that asks for a channel; left out where that cannot be read. */
  requested: z.optional(z.boolean()),
  /** Messages that this process has already written to its living client: read at each attachment, so it may be a getter. */
  pushed: z.array(Id),
});
export type ClaudeAttach = z.infer<typeof ClaudeAttach>;

export const CodexAttach = z.object({
  role: z.literal("codex"),
  /** The process itself, which stands for its session until the first call names a thread. */
  process: Id,
  cwd: z.string(),
  project: ProjectRef,
  client: z.nullable(z.string()),
  /** Threads that this process has already spoken for. */
  threads: z.array(Id),
});
export type CodexAttach = z.infer<typeof CodexAttach>;

export const Attach = z.discriminatedUnion("role", [ClaudeAttach, CodexAttach]);

export const Ask = z.object({
  id: QuestionId,
  thread: Id,
  lease: Id,
  text: Text,
  to: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  waitMs: WaitMs,
  /** What started the turn that asks, as Codex has it: a person's own turn counts as a human word. */
  trigger: z.nullish(z.string().check(z.maxLength(100))),
  files: z.optional(NewAttachments),
  /** Files that were uploaded before, by their ids: of a script. */
  uploads: z.optional(z.array(Id).check(z.maxLength(MAX_ATTACHMENTS))),
  /** True where the caller said how long to wait: then a question that nobody can take yet waits for a session. */
  hold: z.boolean(),
});
export type Ask = z.infer<typeof Ask>;

/** What a result carries beside itself: news that woke nobody. */
interface Told {
  notices: Notice[];
  /** To Claude: messages that its channel may not have brought, and that a look at its messages would. */
  waiting?: number;
}

/**
 * What became of a question. `held`: a person holds it or its answer, or the loop guard holds it (see `reason`);
 * `dropped`: a person dropped the question; `withheld`: a person dropped its answer; `ended`: a person ended the talk.
 */
export type Fate = Outcome | "held" | "dropped" | "withheld" | "ended";

export interface AskResult extends Told {
  status: Fate | "unsent";
  question: string;
  /** What the person said who dropped it. */
  note?: string;
  /** Why nothing was sent. */
  why: "no_session" | "which_session" | "unknown_session" | null;
  state: DeliveryState | null;
  road: Road | null;
  reason: string | null;
  target: SessionView | null;
  /** Claude sessions that could be meant. */
  candidates: SessionView[];
  parcel: Parcel;
}

export const Check = z.object({
  thread: Id,
  lease: Id,
  waitMs: WaitMs,
  /** Only the answer to this question. */
  question: z.optional(Id),
});
export type Check = z.infer<typeof Check>;

export interface CheckResult extends Told {
  parcel: Parcel;
  /** Open questions of this thread; with `question`, that question, whatever its outcome. */
  questions: OpenQuestion[];
}

/** Codex's receipt: `ack` once the result is written and not cancelled, `release` where it did not arrive. */
export const Settle = z.object({
  thread: Id,
  lease: Id,
  verdict: z.enum(["ack", "release"]),
  messages: z.array(Id),
});
export type Settle = z.infer<typeof Settle>;

export const Reply = z.object({
  id: MessageId,
  text: Text,
  replyTo: z.optional(z.string()),
  conversation: z.optional(z.string()),
  files: z.optional(NewAttachments),
});
export type Reply = z.infer<typeof Reply>;

export interface ReplyResult extends Told {
  message: string;
  to: "codex" | "page";
  as: "answer" | "follow_up" | "reply" | "note";
  /** True where the receiver had a call open for it (Codex), or a page was open (the user). */
  received: boolean;
  /** How it was pushed into Codex's live session, where no call was open; null where it is kept. */
  road: Road | null;
  reason: string | null;
  /** The Codex session that it is for. */
  session: SessionView | null;
  question: { id: string; outcome: Outcome } | null;
  /** True where no `replyTo` was given and the bridge found the only thing it could mean. */
  inferred: boolean;
}

export const Send = z.object({
  id: MessageId,
  text: Text,
  to: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  files: z.optional(NewAttachments),
});
export type Send = z.infer<typeof Send>;

export interface SendResult extends Told {
  message: string;
  state: DeliveryState;
  road: Road | null;
  reason: string | null;
  session: SessionView;
}

/** Claude asks Codex and waits for the answer. */
export const Inquire = z.object({
  id: QuestionId,
  text: Text,
  to: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  waitMs: WaitMs,
  files: z.optional(NewAttachments),
});
export type Inquire = z.infer<typeof Inquire>;

export interface InquireResult extends Told {
  /** `asked`: Codex asks something itself and waits for that; Claude's own question stays open. */
  status: Fate | "asked";
  question: string;
  /** What the person said who dropped it. */
  note?: string;
  session: SessionView;
  state: DeliveryState;
  road: Road | null;
  reason: string | null;
  answerId: string | null;
  answer: string | null;
  /** Of an answer that may have come another way before, as while the bridge was being replaced. */
  redelivered?: true;
  asked: { id: string; text: string } | null;
  /** Of the answer, or of what Codex asks: left out where the text is its sender's. */
  editedBy?: "user";
  /** Of the answer, or of what Codex asks; left out where there are none. */
  attachments?: SharedAttachment[];
}

/** Codex answers a question of Claude's. */
export const Answer = z.object({
  id: MessageId,
  thread: Id,
  text: Text,
  replyTo: z.string().check(z.minLength(1), z.maxLength(200)),
  /** True for the last words of the turn that the question started; false for Codex's own call. */
  captured: z.boolean(),
  files: z.optional(NewAttachments),
});
export type Answer = z.infer<typeof Answer>;

export interface AnswerResult extends Told {
  message: string;
  /** False where the question had ended before: then it is a follow-up. */
  isFirst: boolean;
  /** True where a call of Claude's was open for it. */
  received: boolean;
  /** True where a person holds it. */
  held?: boolean;
  connected: boolean;
}

export const Edit = z.object({ message: z.string(), text: Text });
export type Edit = z.infer<typeof Edit>;

export interface EditResult extends Told {
  message: string;
  revision: number;
}

export interface SessionsResult extends Told {
  /** The caller's own session. */
  self: string;
  sessions: (SessionView & { openQuestions: number })[];
}

/** Claude looks at its messages. */
export const Collect = z.object({ waitMs: WaitMs });
export type Collect = z.infer<typeof Collect>;

export interface CollectResult extends Told {
  items: Envelope[];
}

/** Messages that the result of a call carried which Claude gave up: it was never written. */
export const GiveBack = z.object({ messages: z.array(Id) });
export type GiveBack = z.infer<typeof GiveBack>;

/** What a hook of Claude Code tells: which process started it, and what has happened there. */
export const HookNote = z.object({
  /** The hook's ancestors, nearest first, as sessions are named: one of them is Claude Code. */
  ancestors: z.array(Id).check(z.maxLength(32)),
  /** `clear`: a new conversation in the same process. `prompt`: a person has typed one. */
  event: z.enum(["start", "clear", "prompt", "stop", "end"]),
  /** What Claude Code calls its session now. */
  clientSession: z.nullish(Id),
  /** When the hook began: what it tells was so before. */
  at: z.nullish(z.number()),
  /** A session that has just begun may not have attached yet: how long it is waited for. */
  patienceMs: WaitMs,
});
export type HookNote = z.infer<typeof HookNote>;

/** Which of the ancestors is a session of the bridge, and its client with its version; null where none is. */
export interface HookNoted {
  session: string | null;
  client?: string | null;
}

/** A hook waits for what the channel of its session does not bring. */
export const HookListen = z.object({ session: Id, lease: Id });
export type HookListen = z.infer<typeof HookListen>;

/** Neither items nor reminders: the hook is not needed any more. */
export const HookMail = z.object({
  items: z.array(Envelope),
  /** Questions that Claude has had and stopped without answering, with their first words. */
  reminders: z.array(z.object({ id: z.string(), start: z.string() })),
});
export type HookMail = z.infer<typeof HookMail>;

/** The hook has printed these. */
export const HookTook = z.object({ session: Id, messages: z.array(Id) });
export type HookTook = z.infer<typeof HookTook>;

/** What the hooks of all Claude sessions may ask of the bridge. */
export interface HookDesk {
  note(input: HookNote, signal: AbortSignal): Promise<HookNoted>;
  listen(input: HookListen, signal: AbortSignal): Promise<HookMail>;
  took(input: HookTook): Promise<void>;
  /** A hook has gone: what it had leased and not printed is free again. */
  leave(listening: HookListen): Promise<void>;
}

/** Messages for the session of a Codex process, to be pushed into it. */
export const Outreach = z.object({
  /** A thread, or the process itself while its thread is not known. */
  thread: Id,
  /** False where the process has not named the thread itself, as after a resume: Codex must say that it is open there. */
  certain: z.boolean(),
  items: z.array(Envelope),
  /** Threads that other processes speak for. */
  claimed: z.array(Id),
  /** Attached processes of the same directory whose thread is not known, this one included. */
  rivals: z.number(),
});
export type Outreach = z.infer<typeof Outreach>;

/** What became of one message that was to be pushed. */
export const PushReport = z.object({
  id: Id,
  /** `unknown`: Codex was given it and never said whether it took it. */
  state: z.enum(["seen", "pushed", "stored", "unknown"]),
  road: z.nullable(Road),
  reason: z.nullable(z.string()),
  /** The thread that it went to. */
  thread: z.nullable(Id),
});
export type PushReport = z.infer<typeof PushReport>;

/** Pushes messages into a live Codex session; a report for each, in order. Never throws for what Codex does. */
export type Reach = (call: Outreach) => Promise<PushReport[]>;

/** What one Claude session may ask of the bridge. */
export interface ClaudeSeat {
  reply(input: Reply): Promise<ReplyResult>;
  send(input: Send): Promise<SendResult>;
  /** `signal` ends the wait; it never ends the question. */
  inquire(input: Inquire, signal: AbortSignal): Promise<InquireResult>;
  edit(input: Edit): Promise<EditResult>;
  sessions(): Promise<SessionsResult>;
  /** Takes what waits for this session; `signal` ends the wait. */
  collect(input: Collect, signal: AbortSignal): Promise<CollectResult>;
  /** What `inquire` or `collect` has handed over to a call that is not answered any more comes again. */
  giveBack(input: GiveBack): Promise<void>;
  detach(): Promise<void>;
}

/** What one Codex process may ask of the bridge. `signal` ends a wait; it never ends the question. */
export interface CodexSeat {
  ask(input: Ask, signal: AbortSignal): Promise<AskResult>;
  check(input: Check, signal: AbortSignal): Promise<CheckResult>;
  settle(input: Settle): Promise<void>;
  answer(input: Answer): Promise<AnswerResult>;
  detach(): Promise<void>;
}

/** Writes messages to Claude's session; resolves once they are written, rejects where they were not. */
export type Push = (items: Envelope[]) => Promise<void>;

/** The bridge as both sides see it, in this process or over /peer. */
export interface Bridge {
  attachClaude(input: ClaudeAttach, push: Push): Promise<ClaudeSeat>;
  /** Without `reach`, messages wait for the calls of this process. */
  attachCodex(input: CodexAttach, reach?: Reach): Promise<CodexSeat>;
}
