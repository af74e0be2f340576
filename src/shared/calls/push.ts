/** What is pushed into a live Codex session, and what became of it. */
import * as z from "zod";
import { Id, Transport } from "../vocabulary";
import { Envelope } from "./envelope";

/** Messages for the session of a Codex process, to be pushed into it. */
export const PushCall = z.object({
  /** A thread, or the process itself while its thread is not known. */
  thread: z.string(),
  /**
   * False where the process has not named the thread itself, as after a resume: Codex must say that
   * it is open there.
   */
  certain: z.boolean(),
  items: z.array(Envelope),
  /** Threads that other processes speak for. */
  claimed: z.array(z.string()),
  /** Attached processes of the same directory whose thread is not known, this one included. */
  candidates: z.number(),
});
export type PushCall = z.infer<typeof PushCall>;

/** What became of one message that was to be pushed. */
export const PushReport = z.object({
  id: Id,
  /** `unknown`: Codex was given it and never said whether it took it. */
  state: z.enum(["seen", "pushed", "stored", "unknown"]),
  transport: Transport.nullable(),
  reason: z.string().nullable(),
  /** The thread that it went to. */
  thread: Id.nullable(),
  /** True where Codex was only busy: the same may go a moment later. */
  passing: z.boolean().optional(),
});
export type PushReport = z.infer<typeof PushReport>;

/**
 * Pushes messages into a live Codex session; a report for each, in order. Never throws for what
 * Codex does.
 */
export type CodexPush = (call: PushCall) => Promise<PushReport[]>;
