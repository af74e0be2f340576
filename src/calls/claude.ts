/** What one Claude session may ask of the bridge, and what it is told; see codex.ts for what is so on both sides. */
import * as z from "zod";
import { type DeliveryState, Id, type Outcome, type Road, Text } from "../protocol";
import type { SessionView } from "../views";
import {
  type Envelope,
  type Fate,
  MessageId,
  NewAttachments,
  QuestionId,
  type SharedAttachment,
  type Told,
  WaitMs,
} from "./envelope";

export const Reply = z.object({
  id: MessageId,
  text: Text,
  replyTo: z.string().optional(),
  conversation: z.string().optional(),
  files: NewAttachments.optional(),
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
  to: z.string().min(1).max(200).optional(),
  files: NewAttachments.optional(),
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
  to: z.string().min(1).max(200).optional(),
  waitMs: WaitMs,
  files: NewAttachments.optional(),
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

/** Writes messages to Claude's session; resolves once they are written, rejects where they were not. */
export type Push = (items: Envelope[]) => Promise<void>;
