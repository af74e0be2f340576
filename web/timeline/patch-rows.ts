/**
 * The lines of a file as rows, one below the other or side by side, and which words of a changed
 * line changed.
 */
import { diffWordsWithSpace } from "diff";
import { pairLines } from "./line-pairs";
import type { PatchHunk, PatchLine } from "./patch";

export type Word = { text: string; changed: boolean };

/** `words` where the line is one side of a changed line. */
export type Side = { line: PatchLine; words: readonly Word[] | null };

/** A hunk's beginning, one line, or what was beside what is. */
export type Row =
  | { type: "hunk"; title: string }
  | { type: "line"; side: Side }
  | { type: "pair"; old: Side | null; now: Side | null };

/** Beyond this a line is compared as a whole. */
const WORD_CHARS = 500;
/**
 * With less than this in common two lines are different lines, and marks on their words would only
 * be noise.
 */
const COMMON = 0.35;
/** Lines with more changes than this between them are not the same line. */
const MAX_EDITS = 120;

/**
 * The rows of a file, in order. What costs time (the comparing) is done as far as they are asked
 * for.
 */
export function* toRows(hunks: readonly PatchHunk[], wide: boolean): Generator<Row, void, undefined> {
  for (const [index, { title, lines }] of hunks.entries()) {
    if (index > 0 || title !== "") yield { type: "hunk", title };
    for (let at = 0; at < lines.length; ) {
      const line = lines[at];
      if (line === undefined) break;
      if (line.kind === "same") {
        const side = { line, words: null };
        yield wide ? { type: "pair", old: side, now: side } : { type: "line", side };
        at++;
        continue;
      }
      const removed = run(lines, at, "removed");
      const added = run(lines, at + removed.length, "added");
      yield* wide ? besideEachOther(removed, added) : belowEachOther(removed, added);
      at += removed.length + added.length;
    }
  }
}

/** Rows in portions that are drawn at once. */
export function* toPortions(rows: Iterable<Row>, size: number): Generator<Row[], void, undefined> {
  let portion: Row[] = [];
  for (const row of rows) {
    portion.push(row);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

function* besideEachOther(removed: readonly PatchLine[], added: readonly PatchLine[]): Generator<Row, void, undefined> {
  for (const { old, now, alike } of pair(removed, added)) {
    const words = alike && old && now ? compareWords(old.text, now.text) : null;
    yield {
      type: "pair",
      old: old && { line: old, words: words?.[0] ?? null },
      now: now && { line: now, words: words?.[1] ?? null },
    };
  }
}

function* belowEachOther(removed: readonly PatchLine[], added: readonly PatchLine[]): Generator<Row, void, undefined> {
  const partners = new Map<PatchLine, PatchLine>();
  for (const { old, now, alike } of pair(removed, added)) if (alike && old && now) partners.set(old, now);
  const known = new Map<PatchLine, readonly Word[]>();
  for (const line of removed) {
    const partner = partners.get(line);
    const words = partner === undefined ? null : compareWords(line.text, partner.text);
    if (partner !== undefined && words !== null) known.set(partner, words[1]);
    yield toLineRow(line, words?.[0]);
  }
  for (const line of added) yield toLineRow(line, known.get(line));
}

function toLineRow(line: PatchLine, words: readonly Word[] | undefined): Row {
  return { type: "line", side: { line, words: words ?? null } };
}

function pair(removed: readonly PatchLine[], added: readonly PatchLine[]) {
  const texts = (lines: readonly PatchLine[]) => lines.map(({ text }) => text);
  return pairLines(texts(removed), texts(added)).map(({ old, now, alike }) => ({
    old: removed[old ?? -1] ?? null,
    now: added[now ?? -1] ?? null,
    alike,
  }));
}

function run(lines: readonly PatchLine[], start: number, kind: PatchLine["kind"]): PatchLine[] {
  let end = start;
  while (lines[end]?.kind === kind) end++;
  return lines.slice(start, end);
}

function compareWords(old: string, now: string): [old: Word[], now: Word[]] | null {
  if (old.length > WORD_CHARS || now.length > WORD_CHARS) return null;
  const parts = diffWordsWithSpace(old, now, { maxEditLength: MAX_EDITS });
  if (parts === undefined) return null;
  const common = parts.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.trim().length), 0);
  if (common < COMMON * Math.max(old.trim().length, now.trim().length)) return null;
  return [
    parts.filter((part) => !part.added).map((part) => ({ text: part.value, changed: part.removed })),
    parts.filter((part) => !part.removed).map((part) => ({ text: part.value, changed: part.added })),
  ];
}
