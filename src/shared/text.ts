/**
 * Cuts of texts, none of which leaves half a character (a lone surrogate makes a line that Codex
 * cannot read), and what a repository, a file or a client has named, made safe to print.
 */

/** Longest name that is shown whole, in UTF-16 units. */
const NAME_CHARS = 100;
/** Entries of a list that are shown; the rest is counted. */
const LISTED = 20;

/** At most `limit` UTF-16 units from the beginning, and no half of a character at the end. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, toCharacterStart(text, limit));
}

/** The same, with an ellipsis behind what was cut. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cutText(text, limit)}…`;
}

/** The index itself, or the one before it where that is in the middle of a character. */
export function toCharacterStart(text: string, index: number): number {
  return isLow(text.charCodeAt(index)) && isHigh(text.charCodeAt(index - 1)) ? index - 1 : index;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * JSON in which lone surrogates have become U+FFFD, in keys as well. `JSON.stringify` writes them
 * as escapes, at which strict parsers (Codex's serde_json) refuse the whole line.
 */
export function toWellFormedJson(value: unknown): string {
  const json = JSON.stringify(value);
  // An escaped backslash is taken as one, so that what follows it is not mistaken for an escape.
  return json.includes("\\ud") ? json.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, toReplacement) : json;
}

const toReplacement = (found: string) => (found === "\\\\" ? found : "\\ufffd");

/**
 * Text from outside as one line for a terminal or a page: without controls, line ends and what
 * turns text around.
 */
export function toLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/**
 * What others have named (a branch, a directory, a client, a model, a title), for a sentence of
 * ours that an agent reads: one short line that opens no tag and ends no quotation.
 */
export function toName(name: string): string {
  const inert = toLine(name)
    .replace(/[<\uff1c\ufe64]/g, "‹")
    .replace(/[>\uff1e\ufe65]/g, "›")
    .replace(/["`]/g, "'");
  return shorten(inert, NAME_CHARS);
}

/** The first entries of a list, a line each, and how many more there are. */
export function toList(lines: readonly string[]): string {
  const more = lines.length - LISTED;
  return [...lines.slice(0, LISTED), ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

/** What a terminal would take for colours, titles and moves of its cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|\x1b/g;

/** A text without a terminal's escape sequences. */
export function withoutControls(text: string): string {
  return text.includes("\x1b") ? text.replace(ESCAPES, "") : text;
}
