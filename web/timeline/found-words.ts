/** Marks the words that a search has found, without changing the text that they stand in. */

const NAME = "found";
const MAX_MARKS = 200;

/** Where any of the words stands in an element's text, from the beginning. */
export function findWords(root: Element, words: readonly string[]): Range[] {
  const wanted = words.map((word) => word.trim().toLowerCase()).filter((word) => word !== "");
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null && ranges.length < MAX_MARKS; node = walker.nextNode()) {
    if (node.parentElement?.closest("button, .visually-hidden")) continue;
    const text = (node.nodeValue ?? "").toLowerCase();
    for (const word of wanted) {
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  return ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
}

/**
 * Marks these and no others. Where the browser cannot, the message is marked as a whole, and that
 * is all.
 */
export function markWords(ranges: readonly Range[]): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.set(NAME, new Highlight(...ranges));
}
