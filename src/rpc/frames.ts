/**
 * Messages as text frames, each a JSON array of them: all that came at once in one, unless that
 * would be too long.
 */
import * as z from "zod";
import { MAX_FRAME_BYTES } from "../shared/constants";

/**
 * A character takes up to three bytes. One message alone may take more: no text is so long that it
 * would not fit.
 */
const MAX_CHARS = MAX_FRAME_BYTES / 4;

/** The frames that carry these messages, in their order. */
export function toFrames(messages: readonly unknown[]): string[] {
  const frame = JSON.stringify(messages);
  if (frame.length <= MAX_CHARS || messages.length === 1) return [frame];
  const half = Math.ceil(messages.length / 2);
  return [...toFrames(messages.slice(0, half)), ...toFrames(messages.slice(half))];
}

/**
 * The messages of a frame that came in; null where it is none, or one of them is not as the schema
 * says.
 */
export function parseFrame<S extends z.ZodType>(message: S, frame: unknown): z.output<S>[] | null {
  if (typeof frame !== "string") return null;
  try {
    return z.array(message).safeParse(JSON.parse(frame)).data ?? null;
  } catch {
    // Not JSON.
    return null;
  }
}

/** The number that a call and its result share. */
export const CallNumber = z.int().min(0);

/** 64 hexadecimal digits: a nonce, or what is proved with one. */
export const Proof = z.string().regex(/^[0-9a-f]{64}$/);
