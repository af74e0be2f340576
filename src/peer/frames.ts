/** Messages as text frames, each a JSON array of them: all that came at once in one, unless that would be too long. */
import { MAX_FRAME_BYTES } from "../constants";

/** A character takes up to three bytes. One message alone may take more: no text is so long that it would not fit. */
const MAX_CHARS = MAX_FRAME_BYTES / 4;

/** The frames that carry these messages, in their order. */
export function toFrames(messages: readonly unknown[]): string[] {
  const frame = JSON.stringify(messages);
  if (frame.length <= MAX_CHARS || messages.length === 1) return [frame];
  const half = Math.ceil(messages.length / 2);
  return [...toFrames(messages.slice(0, half)), ...toFrames(messages.slice(half))];
}

/** The messages of a frame that came in, or null where it is none; `read` gives null for what is no message. */
export function fromFrame<M>(frame: unknown, read: (one: Readonly<Record<string, unknown>>) => M | null): M[] | null {
  if (typeof frame !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(frame);
    if (!Array.isArray(parsed)) return null;
    const messages = parsed.map((one: unknown) => (isRecord(one) ? read(one) : null));
    return messages.every((message) => message !== null) ? messages : null;
  } catch {
    // Not JSON.
    return null;
  }
}

/** Something that has fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The number that a call and its result share. */
export function isCallNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
