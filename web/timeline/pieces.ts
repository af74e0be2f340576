/**
 * The tokens of a text in pieces that are each rendered at once, so that no text holds up the page
 * however long it is. A list, a table or a quotation that is longer than a piece is closed at its
 * end and opened again in the next one.
 */
import type { Token } from "markdown-it";
import { toCharacterStart } from "../../src/shared/text";

/** About as much as is rendered and laid out within a few milliseconds. */
const PIECE_WEIGHT = 130;
/** What a code block weighs: it becomes a component of the page's. */
const BLOCK_WEIGHT = 9;
const CHARS_PER_WEIGHT = 60;
/**
 * A paragraph is parsed in runs of this length: emphasis that reaches over more than one is lost.
 */
const RUN_CHARS = 3000;
const RUN_LINES = 100;
/** What costs more than its letters: lines, and what may be a link. */
const COSTLY = /\n|\[|:\/\/|@/g;

/** Inside of these, a piece may end between two blocks. */
const DIVISIBLE = new Set([
  "bullet_list_open",
  "ordered_list_open",
  "list_item_open",
  "blockquote_open",
  "tbody_open",
  "table_open",
  "paragraph_open",
]);

/** Cuts the tokens of the block parser; `make` is markdown-it's class of them. */
export function* cutTokens(tokens: readonly Token[], make: typeof Token): Generator<Token[], void, undefined> {
  let piece: Token[] = [];
  let weight = 0;
  const open: Token[] = [];
  /** How many entries of each open list were begun. */
  const counts: number[] = [];
  for (const token of inRuns(tokens, make)) {
    const isFull = weight >= PIECE_WEIGHT && token.nesting >= 0 && token.type !== "thead_open";
    if (isFull && open.every(({ type }) => DIVISIBLE.has(type))) {
      for (const one of open) mark(one, "cut");
      yield [...piece, ...open.toReversed().map((one) => closing(one, make))];
      piece = open.map((one, index) => reopened(one, counts[index] ?? 0, make));
      open.splice(0, open.length, ...piece);
      weight = 0;
    }
    piece.push(token);
    weight += weightOf(token);
    if (token.nesting === 1) {
      if (token.type === "list_item_open") counts[open.length - 1] = (counts[open.length - 1] ?? 0) + 1;
      open.push(token);
      counts[open.length - 1] = 0;
    } else if (token.nesting === -1) open.pop();
  }
  if (piece.length > 0) yield piece;
}

function weightOf({ type, content, nesting }: Token): number {
  if (nesting === -1) return 0;
  if (type === "fence" || type === "code_block" || type === "patch") return BLOCK_WEIGHT;
  if (type !== "inline") return 1;
  const costly = content.match(COSTLY)?.length ?? 0;
  return 1 + content.length / CHARS_PER_WEIGHT + costly;
}

function mark(token: Token, name: string): void {
  if (
    !String(token.attrGet("class") ?? "")
      .split(" ")
      .includes(name)
  )
    token.attrJoin("class", name);
}

function closing(token: Token, make: typeof Token): Token {
  const close = new make(token.type.replace(/_open$/, "_close"), token.tag, -1);
  close.hidden = token.hidden;
  close.block = true;
  return close;
}

function reopened(token: Token, begun: number, make: typeof Token): Token {
  const open = new make(token.type, token.tag, 1);
  const attrs = (token.attrs ?? []).filter(([name]) => name === "start" || name === "class");
  open.attrs = attrs.map(([name, value]) => [name, String(value)]);
  open.hidden = token.hidden;
  open.block = true;
  open.level = token.level;
  open.markup = token.markup;
  open.meta = token.meta;
  if (token.type === "ordered_list_open") open.attrSet("start", String(Number(token.attrGet("start") ?? 1) + begun));
  mark(open, "continued");
  return open;
}

/**
 * Long paragraphs as runs: several inline tokens instead of one, between which a piece may end as
 * well.
 */
function* inRuns(tokens: readonly Token[], make: typeof Token): Generator<Token, void, undefined> {
  for (const [index, token] of tokens.entries()) {
    const isShort = token.content.length <= RUN_LINES || toRuns(token.content).length === 1;
    if (token.type !== "inline" || isShort) {
      yield token;
      continue;
    }
    const before = tokens[index - 1];
    if (before?.type === "paragraph_open") mark(before, "run");
    for (const content of toRuns(token.content)) {
      const run = new make("inline", "", 0);
      run.content = content;
      run.children = [];
      run.level = token.level;
      run.block = true;
      yield run;
    }
  }
}

/** At line breaks where there are some, and otherwise between words or characters. */
function toRuns(text: string): string[] {
  const runs: string[] = [];
  for (let from = 0; from < text.length; ) {
    let end = Math.min(text.length, from + RUN_CHARS);
    const lines = lineEnd(text, from, end);
    if (lines < end) end = lines;
    else if (end < text.length) {
      const line = text.lastIndexOf("\n", end);
      const space = text.lastIndexOf(" ", end);
      if (line > from) end = line + 1;
      else if (space > from) end = space + 1;
      else end = toCharacterStart(text, end);
    }
    runs.push(text.slice(from, end));
    from = end;
  }
  return runs;
}

/** Where the last line ends that belongs to a run. */
function lineEnd(text: string, from: number, end: number): number {
  let at = from;
  for (let lines = 0; lines < RUN_LINES; lines++) {
    const newline = text.indexOf("\n", at);
    if (newline === -1 || newline >= end) return end;
    at = newline + 1;
  }
  return at;
}
