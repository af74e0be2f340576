/** Messages as text frames: as many in one as came at once, unless that would be too long. */
import { MAX_FRAME_BYTES } from "../protocol";

/** A character takes up to three bytes. One message alone may take more: no text is so long that it would not fit. */
const MAX_CHARS = MAX_FRAME_BYTES / 4;

/** The frames that carry these messages, in their order; none where there are none. */
export function toFrames(messages: readonly unknown[]): string[] {
  const frames: string[] = [];
  let parts: string[] = [];
  let chars = 0;
  const end = () => {
    if (parts.length > 0) frames.push(`[${parts.join(",")}]`);
    parts = [];
    chars = 0;
  };
  for (const message of messages) {
    const part = JSON.stringify(message);
    if (chars + part.length > MAX_CHARS) end();
    parts.push(part);
    chars += part.length;
  }
  end();
  return frames;
}
