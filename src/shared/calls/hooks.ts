/** What the hooks of Claude Code tell the bridge, and what they are given to print. */
import * as z from "zod";
import { Id } from "../vocabulary";
import { Envelope, WaitMs } from "./envelope";

/** What a hook of Claude Code tells: which process started it, and what has happened there. */
export const HookNote = z.object({
  /** The hook's ancestors, nearest first, as sessions are named: one of them is Claude Code. */
  ancestors: z.array(Id).max(32),
  /**
   * `clear`: a new conversation in the same process. `prompt`: a person has typed one. `offered`:
   * Claude Code has shown its hooks a message of its inbox as a prompt.
   */
  event: z.enum(["start", "clear", "prompt", "offered", "stop", "end"]),
  /** The bridge's own messages that were offered. */
  messages: z.array(Id).max(100).nullish(),
  /** What Claude Code calls its session now. */
  clientSession: Id.nullish(),
  /** When the hook began: what it tells was so before. */
  at: z.number().nullish(),
  /** A session that has just begun may not have attached yet: how long it is waited for. */
  patienceMs: WaitMs,
});
export type HookNote = z.infer<typeof HookNote>;

/**
 * The session of the hook, which of the ancestors its process is, and its client with its version.
 */
export const HookNoted = z.object({
  session: z.string().nullable(),
  process: z.string().exactOptional(),
  client: z.string().nullable().exactOptional(),
});
export type HookNoted = z.infer<typeof HookNoted>;

/** A hook waits for what the channel of its session does not bring. */
export const HookListen = z.object({ session: Id, lease: Id });
export type HookListen = z.infer<typeof HookListen>;

/** Neither items nor reminders: the hook is not needed any more. */
export const HookBatch = z.object({
  items: z.array(Envelope),
  /** Questions that Claude has had and stopped without answering, with their first words. */
  reminders: z.array(z.object({ id: z.string(), start: z.string() })),
});
export type HookBatch = z.infer<typeof HookBatch>;

/** The hook has printed these. */
export const HookTook = z.object({ session: Id, messages: z.array(Id) });
export type HookTook = z.infer<typeof HookTook>;
