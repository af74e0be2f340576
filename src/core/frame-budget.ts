/** How much goes to another process at once. */

/**
 * What fits into a frame: in JSON, a character of a binary file takes up to 6 bytes (see
 * MAX_FRAME_BYTES).
 */
const FRAME_CHARS = 8 * 1024 * 1024;

/**
 * Makes the function that says of one text after another whether it goes as well. The first one
 * always does, however long it is; after one that does not, none does: the order stays.
 */
export function createRoom(chars: number = FRAME_CHARS): (text: string) => boolean {
  let left = chars;
  let isFirst = true;
  let isOver = false;
  return ({ length }) => {
    isOver ||= !isFirst && length > left;
    isFirst = false;
    left -= length;
    return !isOver;
  };
}
