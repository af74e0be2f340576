/** How much goes to another process at once, so that it fits into a frame. */

/** In JSON, a character of a binary file takes up to 6 bytes: so many are 48 MB (see MAX_FRAME_BYTES). */
const MAX_CHARS = 8 * 1024 * 1024;

/**
 * Makes the function that says of one text after another whether it goes as well. The first one always does, however
 * long it is; after one that does not, none does: the order stays.
 */
export function createRoom(): (text: string) => boolean {
  let left = MAX_CHARS;
  return ({ length }) => {
    const fits = left === MAX_CHARS || length <= left;
    // Nothing is shorter than nothing: -1 fits none.
    left = fits ? left - length : -1;
    return fits;
  };
}

/** Items in their order, in groups of which each goes at once. */
export function toGroups<T extends { text: string }>(items: readonly T[]): T[][] {
  const groups: T[][] = [];
  let fits = createRoom();
  for (const item of items) {
    const last = groups.at(-1);
    if (last && fits(item.text)) {
      last.push(item);
      continue;
    }
    fits = createRoom();
    fits(item.text);
    groups.push([item]);
  }
  return groups;
}
