/**
 * Some words of a message around the first that was searched for, cut into what matched and what
 * did not.
 */
import type { SearchHit } from "../shared/api";
import { toCharacterStart } from "../shared/text";
import { type Term, toWords, type Word } from "./words";

const LENGTH = 160;
const BEFORE = 50;

export type Excerpt = SearchHit["excerpt"];

/** Makes the excerpt; where no term is found, of the beginning. */
export function toExcerpt(text: string, terms: readonly Term[]): Excerpt {
  const hits: { start: number; end: number }[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (const hit of findHits(text, terms)) {
    if (hit.start >= limit) break;
    if (hits.length === 0) limit = hit.start - BEFORE + LENGTH;
    // Terms can overlap: a word and a phrase with it.
    const last = hits.at(-1);
    if (last && hit.start <= last.end) last.end = Math.max(last.end, hit.end);
    else hits.push(hit);
  }
  const first = hits[0]?.start ?? 0;
  const from = toWordStart(text, Math.max(0, first - BEFORE), first);
  const to = Math.max(cutBefore(text, from + LENGTH), Math.min(hits[0]?.end ?? 0, from + 2 * LENGTH));

  const segments: Excerpt = [];
  const add = (start: number, end: number, hit: boolean): void => {
    const shown = text.slice(start, Math.min(end, to)).replace(/[\s\p{Cc}]+/gu, " ");
    if (shown !== "") segments.push({ text: shown, hit });
  };
  let at = from;
  for (const { start, end } of hits) {
    if (start >= to) break;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  if (at < to) add(at, to, false);
  if (from > 0) segments.unshift({ text: "…", hit: false });
  if (to < text.length) segments.push({ text: "…", hit: false });
  return join(segments);
}

/** Where the terms stand in a text, by their beginnings. */
function* findHits(text: string, terms: readonly Term[]): Generator<{ start: number; end: number }, void, undefined> {
  const longest = Math.max(0, ...terms.map(({ words }) => words.length));
  if (longest === 0) return;
  // As many words as the longest term has: the first of them is the one that is looked at.
  const ahead: Word[] = [];
  const look = (): { start: number; end: number } | null => {
    const [word] = ahead;
    if (!word) return null;
    const ends = terms.map((term) => endOf(term, ahead));
    const end = Math.max(...ends);
    return end > 0 ? { start: word.start, end } : null;
  };
  for (const word of toWords(text)) {
    ahead.push(word);
    if (ahead.length < longest) continue;
    const hit = look();
    if (hit) yield hit;
    ahead.shift();
  }
  for (; ahead.length > 0; ahead.shift()) {
    const hit = look();
    if (hit) yield hit;
  }
}

/** Where a term ends that begins with the first of these words; 0 where it does not. */
function endOf({ words, name, isOpen }: Term, found: readonly Word[]): number {
  const fits = (wanted: string, word: string, open: boolean) => (open ? word.startsWith(wanted) : word === wanted);
  const last = found[words.length - 1];
  if (last && words.every((word, i) => fits(word, found[i]?.word ?? "", isOpen && i === words.length - 1)))
    return last.end;
  const whole = found[0]?.name;
  const asName = name ?? (words.length === 1 ? words[0] : undefined);
  return whole && asName !== undefined && fits(asName, whole.word, isOpen) ? whole.end : 0;
}

/** Not in the middle of a word, where one begins soon enough. */
function toWordStart(text: string, at: number, hit: number): number {
  if (at === 0) return 0;
  const space = /\s/.exec(text.slice(at, hit));
  const start = space && space.index < BEFORE / 2 ? at + space.index + 1 : at;
  return toCharacterStart(text, start);
}

function cutBefore(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return toCharacterStart(text, at);
}

function join(segments: Excerpt): Excerpt {
  const joined: Excerpt = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last && last.hit === segment.hit) last.text += segment.text;
    else joined.push({ ...segment });
  }
  return joined;
}
