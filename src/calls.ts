/**
 * What the two sides may ask of the bridge: the input and result of every call of a seat, the same in one process
 * and over /peer. Whoever sends mints the ids, and a call that is sent again with the same id happens once.
 */
import { z } from "zod";
import {
  DeliveryState,
  Id,
  MessageKind,
  Notice,
  OpenQuestion,
  Outcome,
  ProjectRef,
  Road,
  SenderKind,
  SessionView,
  Text,
} from "./protocol";

const MessageId = Id.regex(/^m_/, "expected an id that begins with m_");
const QuestionId = Id.regex(/^q_/, "expected an id that begins with q_");
const WaitMs = z
  .number()
  .int()
  .min(0)
  .max(24 * 3_600_000);

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
  client: z.string().nullable(),
  /** Whether the client was started with a flag that asks for a channel; left out where that cannot be read. */
  requested: z.boolean().optional(),
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
  client: z.string().nullable(),
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
  to: z.string().min(1).max(200).optional(),
  waitMs: WaitMs,
  /** What started the turn that asks, as Codex has it: a person's own turn counts as a human word. */
  trigger: z.string().max(100).nullish(),
  /** True where the caller said how long to wait: then a question that nobody can take yet waits for a session. */
  hold: z.boolean(),
});
export type Ask = z.infer<typeof Ask>;

/** What a result carries beside itself: news that woke nobody. */
const Told = {
  notices: z.array(Notice),
  /** To Claude: messages that its channel may not have brought, and that a look at its messages would. */
  waiting: z.number().optional(),
};

export const AskResult = z.object({
  ...Told,
  /** `held`: the loop guard keeps it until a person speaks. */
  status: z.enum(["answered", "open", "unsent", "expired", "cancelled", "held"]),
  question: z.string(),
  /** Why nothing was sent. */
  why: z.enum(["no_session", "which_session", "unknown_session"]).nullable(),
  state: DeliveryState.nullable(),
  road: Road.nullable(),
  reason: z.string().nullable(),
  target: SessionView.nullable(),
  /** Claude sessions that could be meant. */
  candidates: z.array(SessionView),
  parcel: Parcel,
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

export const CheckResult = z.object({
  ...Told,
  parcel: Parcel,
  /** Open questions of this thread; with `question`, that question, whatever its outcome. */
  questions: z.array(OpenQuestion),
});
export type CheckResult = z.infer<typeof CheckResult>;

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
  replyTo: z.string().optional(),
  conversation: z.string().optional(),
});
export type Reply = z.infer<typeof Reply>;

export const ReplyResult = z.object({
  ...Told,
  message: z.string(),
  to: z.enum(["codex", "page"]),
  as: z.enum(["answer", "follow_up", "reply", "note"]),
  /** True where the receiver had a call open for it (Codex), or a page was open (the user). */
  received: z.boolean(),
  /** How it was pushed into Codex's live session, where no call was open; null where it is kept. */
  road: Road.nullable(),
  reason: z.string().nullable(),
  /** The Codex session that it is for. */
  session: SessionView.nullable(),
  question: z.object({ id: z.string(), outcome: Outcome }).nullable(),
  /** True where no `replyTo` was given and the bridge found the only thing it could mean. */
  inferred: z.boolean(),
});
export type ReplyResult = z.infer<typeof ReplyResult>;

export const Send = z.object({ id: MessageId, text: Text, to: z.string().min(1).max(200).optional() });
export type Send = z.infer<typeof Send>;

export const SendResult = z.object({
  ...Told,
  message: z.string(),
  state: DeliveryState,
  road: Road.nullable(),
  reason: z.string().nullable(),
  session: SessionView,
});
export type SendResult = z.infer<typeof SendResult>;

/** Claude asks Codex and waits for the answer. */
export const Inquire = z.object({
  id: QuestionId,
  text: Text,
  to: z.string().min(1).max(200).optional(),
  waitMs: WaitMs,
});
export type Inquire = z.infer<typeof Inquire>;

export const InquireResult = z.object({
  ...Told,
  /** `asked`: Codex asks something itself and waits for that; Claude's own question stays open. */
  status: z.enum(["answered", "open", "expired", "cancelled", "asked"]),
  question: z.string(),
  session: SessionView,
  state: DeliveryState,
  road: Road.nullable(),
  reason: z.string().nullable(),
  answerId: z.string().nullable(),
  answer: z.string().nullable(),
  asked: z.object({ id: z.string(), text: z.string() }).nullable(),
});
export type InquireResult = z.infer<typeof InquireResult>;

/** Codex answers a question of Claude's. */
export const Answer = z.object({
  id: MessageId,
  thread: Id,
  text: Text,
  replyTo: z.string().min(1).max(200),
  /** True for the last words of the turn that the question started; false for Codex's own call. */
  captured: z.boolean(),
});
export type Answer = z.infer<typeof Answer>;

export const AnswerResult = z.object({
  ...Told,
  message: z.string(),
  /** False where the question had ended before: then it is a follow-up. */
  isFirst: z.boolean(),
  /** True where a call of Claude's was open for it. */
  received: z.boolean(),
  connected: z.boolean(),
});
export type AnswerResult = z.infer<typeof AnswerResult>;

export const Edit = z.object({ message: z.string(), text: Text });
export type Edit = z.infer<typeof Edit>;

export const EditResult = z.object({ ...Told, message: z.string(), revision: z.number() });
export type EditResult = z.infer<typeof EditResult>;

export const SessionsResult = z.object({
  ...Told,
  /** The caller's own session. */
  self: z.string(),
  sessions: z.array(SessionView.extend({ openQuestions: z.number() })),
});
export type SessionsResult = z.infer<typeof SessionsResult>;

/** Claude looks at its messages. */
export const Collect = z.object({ waitMs: WaitMs });
export type Collect = z.infer<typeof Collect>;

export const CollectResult = z.object({ ...Told, items: z.array(Envelope) });
export type CollectResult = z.infer<typeof CollectResult>;

/** What a hook of Claude Code tells: which process started it, and what has happened there. */
export const HookNote = z.object({
  /** The hook's ancestors, nearest first, as sessions are named: one of them is Claude Code. */
  ancestors: z.array(Id).max(32),
  /** `clear`: a new conversation in the same process. `prompt`: a person has typed one. */
  event: z.enum(["start", "clear", "prompt", "stop", "end"]),
  /** A session that has just begun may not have attached yet: how long it is waited for. */
  patienceMs: WaitMs,
});
export type HookNote = z.infer<typeof HookNote>;

/** Which of the ancestors is a session of the bridge; null where none is. */
export const HookNoted = z.object({ session: z.string().nullable() });
export type HookNoted = z.infer<typeof HookNoted>;

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
  state: z.enum(["seen", "pushed", "stored"]),
  road: Road.nullable(),
  reason: z.string().nullable(),
  /** The thread that it went to. */
  thread: Id.nullable(),
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
