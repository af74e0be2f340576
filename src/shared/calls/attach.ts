/** How a process comes to the bridge: whom it speaks for, and from where. */
import * as z from "zod";
import { ClaudeTransport, Id, ProjectRef } from "../vocabulary";

export const ClaudeAttach = z.object({
  role: z.literal("claude"),
  /**
   * Derived from the Claude Code process, so that every server that it starts names the same
   * session.
   */
  session: Id,
  cwd: z.string(),
  project: ProjectRef,
  client: z.string().nullable(),
  /**
   * What Claude Code called its session when it started this process; after `/clear` only its hooks
   * know.
   */
  clientSession: Id.optional(),
  /**
   * Whether the client was started with a flag that asks for a channel; left out where that cannot
   * be read.
   */
  requested: z.boolean().optional(),
  /**
   * How it can push, in the order of choice; without it, by the channel where that may have been
   * asked for.
   */
  transports: z.array(ClaudeTransport).max(8).optional(),
  /** Why the first of them brings nothing now, such as a setting of Claude Code's. */
  obstacle: z.string().max(1_000).nullish(),
  /** What Claude Code's settings say of its inbox, wherever they say it. */
  inbound: z.string().max(4_000).nullish(),
  /**
   * Messages that this process has already written to its living client: read at each attachment,
   * so it may be a getter.
   */
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
export type Attach = z.infer<typeof Attach>;
