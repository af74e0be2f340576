/**
 * Reads unified diffs for the eye: git's, plain ones, and what people and agents write by hand, with wrong counts or with
 * no headers at all. A script of its own, fetched when a message has a diff.
 */
import { diffWordsWithSpace } from "diff";
import { HUNK, isFileStart, META } from "../src/patch-lines";
import { pairLines } from "./line-pairs";

export type PatchLine = {
  kind: "same" | "added" | "removed";
  text: string;
  /** Line numbers in the old and the new file; null where the line is not there, or the hunk does not say. */
  before: number | null;
  after: number | null;
  /** What changed within the line, where it is one side of a changed line. */
  words: readonly Word[] | null;
  /** False for a last line without a line break. */
  ended: boolean;
};
export type Word = { text: string; changed: boolean };
export type PatchHunk = { title: string; lines: PatchLine[] };
export type PatchFile = {
  /** Null where the patch names none. */
  from: string | null;
  to: string | null;
  change: "added" | "deleted" | "renamed" | "copied" | "changed";
  /** What stands for content that is not text. */
  note: string | null;
  hunks: PatchHunk[];
  added: number;
  removed: number;
  /** The file's part of the patch, as it was written. */
  source: string;
};

/** Beyond this a line is compared as a whole. */
const WORD_CHARS = 600;
/** Beyond this many changed lines of one file none is compared word by word. */
const WORD_LINES = 400;
/** With less than this in common two lines are different lines, and marks on their words would only be noise. */
const COMMON = 0.35;

export type Patch = {
  /** What stands before the first file: the head of a mail, as git writes it, or a few words. */
  preface: string;
  files: PatchFile[];
};

/** Reads a patch; null for a text that is none. */
export function parsePatch(text: string): Patch | null {
  const lines = text.replace(/\r\n/g, "\n").replace(/\n$/, "").split("\n");
  const starts: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (!isFileStart(lines, index)) continue;
    // The pair of names below `diff --git` belongs to it.
    const header = starts.at(-1);
    const named = (lines[header ?? -1] ?? "").startsWith("diff --git ") && (lines[index] ?? "").startsWith("--- ");
    const inHeader = named && !lines.slice(header, index).some((line) => /^(?:@@|--- )/.test(line));
    if (!inHeader) starts.push(index);
  }
  const preface = lines.slice(0, starts[0] ?? 0);
  if (starts.length === 0) starts.push(0);
  const files = starts.map((start, index) => parseFile(lines.slice(start, starts[index + 1] ?? lines.length)));
  return files.every((file) => file !== null) ? { preface: preface.join("\n").trim(), files } : null;
}

function parseFile(lines: readonly string[]): PatchFile | null {
  // A few lines with signs and no head are a diff as well.
  const start = lines.findIndex((line) => !META.test(line));
  const head = lines.slice(0, start === -1 ? lines.length : start);
  const hunks = start === -1 || head.includes("GIT binary patch") ? [] : parseHunks(lines.slice(start));
  const all = hunks.flatMap((hunk) => hunk.lines);
  const added = all.filter(({ kind }) => kind === "added").length;
  const removed = all.filter(({ kind }) => kind === "removed").length;
  if (added + removed === 0 && head.length === 0) return null;
  if (added + removed <= WORD_LINES) for (const hunk of hunks) markWords(hunk.lines);
  const source = lines.join("\n").replace(/\n+$/, "");
  return { ...readHead(head), hunks, added, removed, source: `${source}\n` };
}

function readHead(head: readonly string[]): Pick<PatchFile, "from" | "to" | "change" | "note"> {
  const after = (prefix: string) => head.find((line) => line.startsWith(prefix))?.slice(prefix.length);
  const git = /^diff --git (?:"?a\/(.+?)"?) "?b\/(.+?)"?$/.exec(head[0] ?? "");
  const from = after("rename from ") ?? after("copy from ") ?? git?.[1] ?? nameOf(after("--- "));
  const to = after("rename to ") ?? after("copy to ") ?? git?.[2] ?? nameOf(after("+++ "));
  const binary = head.find((line) => /^(?:Binary files |GIT binary patch)/.test(line));
  const modes = [after("old mode "), after("new mode ")];
  const note = binary !== undefined ? "Binary file" : modes[1] !== undefined ? `Mode ${modes[0]} → ${modes[1]}` : null;
  const has = (prefix: string) => head.some((line) => line.startsWith(prefix));
  if (has("new file mode") || (from === null && to !== null)) return { from: null, to, change: "added", note };
  if (has("deleted file mode") || (to === null && from !== null)) return { from, to: null, change: "deleted", note };
  const moved = from !== to;
  return { from, to, change: has("copy from") ? "copied" : moved ? "renamed" : "changed", note };
}

/** A name without git's prefix, quotes and time; null for /dev/null. */
function nameOf(raw: string | undefined): string | null {
  const name = (raw ?? "")
    .replace(/\t.*$/, "")
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/^[abciow]\//, "");
  return name === "" || name === "/dev/null" ? null : name;
}

function parseHunks(lines: readonly string[]): PatchHunk[] {
  const hunks: PatchHunk[] = [];
  let before: number | null = null;
  let after: number | null = null;
  const step = (number: number | null) => (number === null ? null : number + 1);
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("@@")) {
      const numbers = HUNK.exec(line);
      before = numbers === null ? null : Number(numbers[1]);
      after = numbers === null ? null : Number(numbers[3]);
      const title = line
        .replace(HUNK, "")
        .replace(/^@@\s*(.*?)\s*(?:@@)?$/, "$1")
        .trim();
      hunks.push({ title, lines: [] });
      continue;
    }
    let hunk = hunks.at(-1);
    if (hunk === undefined) {
      hunk = { title: "", lines: [] };
      hunks.push(hunk);
    }
    // The signature of git's mails.
    if (line === "-- " && /^\d+\.\d+/.test(lines[index + 1] ?? "")) break;
    const last = hunk.lines.at(-1);
    const [sign, text] = [line.charAt(0), line.slice(1)];
    const rest = { words: null, ended: true };
    if (sign === "\\") {
      if (last !== undefined) last.ended = false;
    } else if (sign === "+") {
      hunk.lines.push({ kind: "added", text, before: null, after, ...rest });
      after = step(after);
    } else if (sign === "-") {
      hunk.lines.push({ kind: "removed", text, before, after: null, ...rest });
      before = step(before);
    } else {
      hunk.lines.push({ kind: "same", text: sign === " " ? text : line, before, after, ...rest });
      [before, after] = [step(before), step(after)];
    }
  }
  for (const { lines: own } of hunks) while (own.at(-1)?.text === "" && own.at(-1)?.kind === "same") own.pop();
  return hunks.filter((hunk) => hunk.lines.length > 0);
}

/** Compares the removed lines of a change with the added ones that they have become. */
function markWords(lines: PatchLine[]): void {
  for (let index = 0; index < lines.length; ) {
    const { removed, added } = changeAt(lines, index);
    for (const { old, now, alike } of pair(removed, added)) if (alike && old && now) markPair(old, now);
    index += Math.max(1, removed.length + added.length);
  }
}

function pair(removed: readonly PatchLine[], added: readonly PatchLine[]) {
  const texts = (lines: readonly PatchLine[]) => lines.map(({ text }) => text);
  return pairLines(texts(removed), texts(added)).map(({ old, now, alike }) => ({
    old: removed[old ?? -1] ?? null,
    now: added[now ?? -1] ?? null,
    alike,
  }));
}

/** The removed lines from `start` on, and the added ones that follow them. */
function changeAt(lines: readonly PatchLine[], start: number): { removed: PatchLine[]; added: PatchLine[] } {
  const removed = run(lines, start, "removed");
  return { removed, added: run(lines, start + removed.length, "added") };
}

function run(lines: readonly PatchLine[], start: number, kind: PatchLine["kind"]): PatchLine[] {
  let end = start;
  while (lines[end]?.kind === kind) end++;
  return lines.slice(start, end);
}

function markPair(old: PatchLine, now: PatchLine): void {
  if (old.text.length > WORD_CHARS || now.text.length > WORD_CHARS) return;
  const parts = diffWordsWithSpace(old.text, now.text);
  const common = parts.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.trim().length), 0);
  if (common < COMMON * Math.max(old.text.trim().length, now.text.trim().length)) return;
  old.words = parts.filter((part) => !part.added).map((part) => ({ text: part.value, changed: part.removed }));
  now.words = parts.filter((part) => !part.removed).map((part) => ({ text: part.value, changed: part.added }));
}

/** The lines of a hunk side by side: what was on the left, what is on the right. */
export function toPairs(lines: readonly PatchLine[]): [old: PatchLine | null, now: PatchLine | null][] {
  const pairs: [PatchLine | null, PatchLine | null][] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (line === undefined) break;
    if (line.kind === "same") {
      pairs.push([line, line]);
      index++;
      continue;
    }
    const { removed, added } = changeAt(lines, index);
    for (const { old, now } of pair(removed, added)) pairs.push([old, now]);
    index += removed.length + added.length;
  }
  return pairs;
}
