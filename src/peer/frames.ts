/** Messages as text frames: all that came at once in one, unless that would be too long. */
import { MAX_FRAME_BYTES } from "../protocol";

/** A character takes up to three bytes. One message alone may take more: no text is so long that it would not fit. */
const MAX_CHARS = MAX_FRAME_BYTES / 4;

/** The frames that carry these messages, in their order. */
export function toFrames(messages: readonly unknown[]): string[] {
  const frame = JSON.stringify(messages);
  if (frame.length <= MAX_CHARS || messages.length === 1) return [frame];
  const half = Math.ceil(messages.length / 2);
  return [...toFrames(messages.slice(0, half)), ...toFrames(messages.slice(half))];
}
