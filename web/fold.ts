/** How long a message is on the screen, judged by its text: measuring every card would cost a layout each. */

import { cutText } from "../src/text";

export const FOLD_LINES = 40;

/** Above this many characters a text is shown plain: markdown of megabytes would stop the page. */
export const MARKDOWN_CHARS = 60_000;

const LINE_CHARS = 96;
const SLACK_LINES = 6;

export type Extent = {
  lines: number;
  /** Worth folding: more than the fold shows, by more than a few lines. */
  long: boolean;
  /** Too large for markdown: only `head` is rendered, and the whole only as plain text. */
  huge: boolean;
  head: string;
};

export function measure(text: string, complete: boolean): Extent {
  const huge = !complete || text.length > MARKDOWN_CHARS;
  let lines = 0;
  let shown = 0;
  let headEnd = text.length;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    lines++;
    shown += end === start ? 0.5 : Math.max(1, Math.ceil((end - start) / LINE_CHARS));
    if (shown > FOLD_LINES * 1.5 && headEnd === text.length) headEnd = Math.min(end, FOLD_LINES * 2 * LINE_CHARS);
    start = end + 1;
  }
  return {
    lines,
    long: huge || shown > FOLD_LINES + SLACK_LINES,
    huge,
    head: huge ? cutText(text, headEnd) : text,
  };
}
