/**
 * The vocabulary of the bridge as schemas: what every message is made of, wherever it crosses a
 * process. Who needs a schema only for its type imports that alone: zod is loaded with the first
 * input that is to be checked.
 */
import * as z from "zod";
import { MAX_TEXT_BYTES } from "./constants";
import { ID } from "./ids";

export const Id = z.string().regex(ID, "expected an id of 1 to 128 letters, digits, '_', '-', '.' or ':'");

// U+2800 is a blank Braille pattern; the property covers zero-width, joining, filling and selecting
// characters.
const BLANK = /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u;

/**
 * True where a text shows nothing to a reader: empty, white space or zero-width characters only.
 */
function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/**
 * Whether a text takes at most `limit` bytes as UTF-8; encodes it only where its length leaves that
 * open.
 */
function fits(text: string, limit: number): boolean {
  if (text.length > limit) return false;
  return text.length * 3 <= limit || new TextEncoder().encode(text).byteLength <= limit;
}

/**
 * A message's text: kept exactly as sent, except that lone surrogates, which neither SQLite nor a
 * WebSocket can carry, become U+FFFD here, once, at entry.
 */
export const Text = z
  .string()
  .refine((text) => !isBlank(text), "expected text that is not empty or blank")
  .refine((text) => fits(text, MAX_TEXT_BYTES), `expected at most ${MAX_TEXT_BYTES} bytes of text`)
  .overwrite((text) => text.toWellFormed());

export const SessionKind = z.enum(["claude", "codex"]);
export type SessionKind = z.infer<typeof SessionKind>;

export const SenderKind = z.enum(["claude", "codex", "user"]);
export type SenderKind = z.infer<typeof SenderKind>;

/**
 * What the human's gate does with a conversation: `open` lets everything through, `paused` holds
 * what the agents say until a person lets it go, `ended` refuses it until a person speaks again.
 */
export const Gate = z.enum(["open", "paused", "ended"]);
export type Gate = z.infer<typeof Gate>;

/** A question wants exactly one answer, a reply is that answer, a note wants none. */
export const MessageKind = z.enum(["question", "reply", "note"]);
export type MessageKind = z.infer<typeof MessageKind>;

export const DeliveryState = z.enum(["stored", "pushed", "seen", "held", "dropped"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/**
 * Who holds a message: a person who has paused the talk, or the loop guard, which waits for a
 * person's word.
 */
export const HeldBy = z.enum(["user", "guard"]);
export type HeldBy = z.infer<typeof HeldBy>;

/**
 * Why a message is dropped: a person did that, ended the whole talk, or its question went to
 * another session.
 */
export const DroppedBy = z.enum(["user", "end", "move"]);
export type DroppedBy = z.infer<typeof DroppedBy>;

export const Outcome = z.enum(["open", "answered", "expired", "cancelled"]);
export type Outcome = z.infer<typeof Outcome>;

/**
 * How a message reached its receiver: Claude Code's inbox socket, Claude's channel, a hook that
 * woke Claude, Claude's look at its messages with a tool, the result of a call that waited for it,
 * a turn started or steered in a live Codex session, or Codex's own queue.
 */
export const Transport = z.enum(["inbox", "channel", "hook", "tool", "result", "turn", "steer", "queue"]);
export type Transport = z.infer<typeof Transport>;

/** How a Claude session's own server can push into it; see Transport. */
export const ClaudeTransport = z.enum(["inbox", "channel"]);
export type ClaudeTransport = z.infer<typeof ClaudeTransport>;

export const ProjectRef = z.object({
  /** Absolute path of the project's root, the same for all worktrees of a repository. */
  root: z.string(),
  name: z.string(),
  branch: z.string().nullable(),
  /** Root of the repository of which this one is a submodule. */
  superproject: z.string().optional(),
});
export type ProjectRef = z.infer<typeof ProjectRef>;

/**
 * Whether a Claude session hears the bridge's channel, which acknowledges nothing: `requested` by
 * its arguments, `proved` by a tool call that quoted a message, `deaf` where such proof did not
 * come in time.
 */
export const ChannelState = z.enum(["unknown", "requested", "proved", "deaf"]);
export type ChannelState = z.infer<typeof ChannelState>;
