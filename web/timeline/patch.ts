/**
 * Reads diffs for the eye: git's, combined and plain ones, Codex's own patches, and what people and
 * agents write by hand, with wrong counts or with no headers at all. A script of its own, fetched
 * when a message has a diff. A patch may be as long as a message: at first only its files are told
 * apart and counted; a file's lines are read when they are asked for.
 */
import { BEGIN_PATCH, COMBINED_HUNK, HUNK, isFileStart, META } from "../../src/shared/patch-lines";
import { type Head, readCodexHead, readHead } from "./patch-head";

export type PatchLine = {
  kind: "same" | "added" | "removed";
  text: string;
  /**
   * Line numbers in the old and the new file; null where the line is not there, or the hunk does
   * not say.
   */
  before: number | null;
  after: number | null;
  /** False for a last line without a line break. */
  ended: boolean;
};
export type PatchHunk = { title: string; lines: PatchLine[] };
export type PatchFile = Head & {
  added: number;
  removed: number;
  /** How many lines its hunks have. */
  length: number;
  /** Read when they are first asked for. */
  readonly hunks: readonly PatchHunk[];
  /** The file's part of the patch, as it was written. */
  readonly source: string;
};

export type Patch = {
  /** What stands before the first file: the head of a mail, as git writes it, or a few words. */
  preface: string;
  files: PatchFile[];
};

/** Reads a patch; null for a text that is none. */
export function parsePatch(text: string): Patch | null {
  const lines = text.replace(/\r\n/g, "\n").replace(/\n$/, "").split("\n");
  const starts: number[] = [];
  let codex = false;
  // In the header that `diff --git` begins: the pair of names there belongs to it.
  let inHeader = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.startsWith("*** ") && BEGIN_PATCH.test(line)) codex = true;
    else if (codex) {
      if (CODEX_FILE.test(line)) starts.push(index);
      else if (/^\*\*\* End Patch\s*$/.test(line)) codex = false;
    } else if (isFileStart(lines, index)) {
      const names = line.startsWith("--- ");
      if (!names || !inHeader) starts.push(index);
      inHeader = !names;
    } else if (line.startsWith("@@")) inHeader = false;
  }
  const preface = lines.slice(0, starts[0] ?? 0).filter((line) => !BEGIN_PATCH.test(line));
  if (starts.length === 0) starts.push(0);
  const files = starts.map((start, index) => parseFile(lines.slice(start, starts[index + 1] ?? lines.length)));
  return files.every((file) => file !== null) ? { preface: preface.join("\n").trim(), files } : null;
}

const CODEX_FILE = /^\*\*\* (?:Add|Update|Delete) File: /;

function parseFile(lines: readonly string[]): PatchFile | null {
  const isCodex = CODEX_FILE.test(lines[0] ?? "");
  const isHead = (line: string) => (isCodex ? line.startsWith("*** ") && !CODEX_END.test(line) : META.test(line));
  // A few lines with signs and no head are a diff as well.
  const start = lines.findIndex((line) => !isHead(line));
  const head = lines.slice(0, start === -1 ? lines.length : start);
  const isBinary = head.includes("GIT binary patch");
  const body = start === -1 || isBinary ? [] : bodyOf(lines, start, isCodex);
  const counts = countLines(body);
  if (counts.added + counts.removed === 0 && head.length === 0) return null;
  let hunks: readonly PatchHunk[] | undefined;
  return {
    ...(isCodex ? readCodexHead(head) : readHead(head)),
    ...counts,
    get hunks() {
      hunks ??= parseHunks(body);
      return hunks;
    },
    get source() {
      return `${lines.join("\n").replace(/\n+$/, "")}\n`;
    },
  };
}

const CODEX_END = /^\*\*\* End (?:Patch|of File)\s*$/;

/** The lines of the hunks, without what ends a patch. */
function bodyOf(lines: readonly string[], start: number, isCodex: boolean): readonly string[] {
  // The signature of git's mails.
  const isEnd = (line: string, index: number) =>
    isCodex ? CODEX_END.test(line) : line === "-- " && /^\d+\.\d+/.test(lines[index + 1] ?? "");
  let end = lines.findIndex((line, index) => index >= start && isEnd(line, index));
  if (end === -1) end = lines.length;
  while (end > start && lines[end - 1] === "") end--;
  return lines.slice(start, end);
}

/** How many signs stand before each line: as many as the commit has parents. */
function signsOf(hunkHead: string): number {
  return Math.max(1, (COMBINED_HUNK.exec(hunkHead)?.[1]?.length ?? 2) - 1);
}

/** What the signs before a line say of it. */
function kindOf(line: string, signs: number): PatchLine["kind"] {
  const own = line.slice(0, signs);
  if (own.includes("+")) return "added";
  return own.includes("-") ? "removed" : "same";
}

function countLines(body: readonly string[]): { added: number; removed: number; length: number } {
  const counts = { added: 0, removed: 0, length: 0 };
  let signs = 1;
  for (const line of body) {
    if (line.startsWith("@@")) {
      signs = signsOf(line);
      continue;
    }
    if (line.startsWith("\\")) continue;
    counts.length++;
    const kind = kindOf(line, signs);
    if (kind !== "same") counts[kind]++;
  }
  return counts;
}

function parseHunks(body: readonly string[]): PatchHunk[] {
  const hunks: PatchHunk[] = [];
  let before: number | null = null;
  let after: number | null = null;
  let signs = 1;
  const step = (number: number | null) => (number === null ? null : number + 1);
  for (const line of body) {
    if (line.startsWith("@@")) {
      signs = signsOf(line);
      [before, after] = rangesOf(line);
      hunks.push({ title: titleOf(line), lines: [] });
      continue;
    }
    let hunk = hunks.at(-1);
    if (hunk === undefined) {
      hunk = { title: "", lines: [] };
      hunks.push(hunk);
    }
    const last = hunk.lines.at(-1);
    if (line.startsWith("\\")) {
      if (last !== undefined) last.ended = false;
      continue;
    }
    const kind = kindOf(line, signs);
    // A blank line that has lost its blank, or one that was written without.
    const text = kind === "same" && !line.startsWith(" ".repeat(signs)) ? line : line.slice(signs);
    const own = { before: kind === "added" ? null : before, after: kind === "removed" ? null : after };
    hunk.lines.push({ kind, text, ...own, ended: true });
    if (kind !== "added") before = step(before);
    if (kind !== "removed") after = step(after);
  }
  for (const { lines: own } of hunks) while (own.at(-1)?.text === "" && own.at(-1)?.kind === "same") own.pop();
  return hunks.filter((hunk) => hunk.lines.length > 0);
}

/**
 * Where a hunk begins in the old and the new file. Of several old ones none is the one to be
 * counted by.
 */
function rangesOf(head: string): [before: number | null, after: number | null] {
  const plain = HUNK.exec(head);
  if (plain !== null) return [Number(plain[1]), Number(plain[3])];
  const combined = COMBINED_HUNK.exec(head);
  return [null, combined === null ? null : Number(combined[3])];
}

function titleOf(head: string): string {
  return head
    .replace(HUNK, "")
    .replace(COMBINED_HUNK, "")
    .replace(/^@@\s*(.*?)\s*(?:@@)?$/, "$1")
    .trim();
}
