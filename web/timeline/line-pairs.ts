/**
 * Which removed line became which added one: what belongs together is compared word by word, and
 * stands side by side.
 */
import { cutText } from "../../src/shared/text";

/** Beyond this many possible pairs lines are taken in their order. */
const MAX_PAIRS = 2500;
/** Lines with less than this in common are different lines. */
const ALIKE = 0.5;

/** `alike` where the two are versions of one line, and not merely beside each other. */
export type LinePair = { old: number | null; now: number | null; alike: boolean };

/**
 * Pairs the lines of one change, in order: the alike ones with each other, and the rest as it comes
 * between them.
 */
export function pairLines(removed: readonly string[], added: readonly string[]): LinePair[] {
  const anchors = removed.length * added.length > MAX_PAIRS ? [] : findAlike(removed, added);
  const pairs: LinePair[] = [];
  let [old, now] = [0, 0];
  const fill = (oldEnd: number, nowEnd: number) => {
    while (old < oldEnd || now < nowEnd) {
      pairs.push({ old: old < oldEnd ? old++ : null, now: now < nowEnd ? now++ : null, alike: false });
    }
  };
  for (const [oldAt, nowAt] of anchors) {
    fill(oldAt, nowAt);
    pairs.push({ old: old++, now: now++, alike: true });
  }
  fill(removed.length, added.length);
  return pairs;
}

/** The pairs of lines, in order on both sides, that have most in common altogether. */
function findAlike(removed: readonly string[], added: readonly string[]): [number, number][] {
  const [old, now] = [removed.map(countWords), added.map(countWords)];
  const width = added.length + 1;
  const best = new Float64Array((removed.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  const likeness = old.map((a) => now.map((b) => compare(a, b)));
  const gain = (i: number, j: number) => {
    const alike = likeness[i]?.[j] ?? 0;
    return alike < ALIKE ? 0 : alike + at(i + 1, j + 1);
  };
  for (let i = removed.length - 1; i >= 0; i--) {
    for (let j = added.length - 1; j >= 0; j--) {
      best[i * width + j] = Math.max(gain(i, j), at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < removed.length && j < added.length; ) {
    if (gain(i, j) > 0 && gain(i, j) >= at(i, j)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

type Words = { counts: Map<string, number>; total: number };

function countWords(line: string): Words {
  const words = cutText(line, 400).match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  const counts = new Map<string, number>();
  // A name says more of a line than a bracket.
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + (/\w/.test(word) ? 3 : 1));
  return { counts, total: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}

/** From 0, nothing in common, to 1, the same words. */
function compare(a: Words, b: Words): number {
  let common = 0;
  for (const [word, count] of a.counts) common += Math.min(count, b.counts.get(word) ?? 0);
  return a.total + b.total === 0 ? 0 : (2 * common) / (a.total + b.total);
}
