/**
 * How long a message is on the screen, judged by its text: measuring every card would cost a layout
 * each.
 */

export const FOLD_LINES = 40;

/** Above this many characters its size is told in characters, and not in lines. */
const VERY_LONG_CHARS = 60_000;
const LINE_CHARS = 96;
const SLACK_LINES = 6;

export type Extent = {
  lines: number;
  /** Worth folding: more than the fold shows, by more than a few lines. */
  long: boolean;
  veryLong: boolean;
};

/** `complete` is false where the page has only the beginning of the text. */
export function measure(text: string, complete: boolean): Extent {
  let lines = 0;
  let shown = 0;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    lines++;
    shown += end === start ? 0.5 : Math.max(1, Math.ceil((end - start) / LINE_CHARS));
    start = end + 1;
  }
  const veryLong = !complete || text.length > VERY_LONG_CHARS;
  return { lines, long: veryLong || shown > FOLD_LINES + SLACK_LINES, veryLong };
}
