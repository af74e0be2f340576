/**
 * Where a diff begins and ends among other text, for the page and for exports. Agents often write
 * them without a fence: unified diffs, git's combined ones (`@@@`), and the patches of Codex's
 * apply_patch (`*** Begin Patch`).
 */
import type { StateBlock } from "markdown-it";

/** A hunk's head; a combined one has a range for each parent, the last range is the result's. */
export const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
export const COMBINED_HUNK = /^(@{3,})((?: -\d+(?:,\d+)?)+) \+(\d+)(?:,(\d+))? \1/;
export const BEGIN_PATCH = /^\*\*\* Begin Patch\s*$/;
const END_PATCH = /^\*\*\* End Patch\s*$/;
const GIT = /^diff --(?:git|cc|combined) \S/;
/** A line that stands before the hunks of a file. */
export const META =
  /^(?:diff --(?:git|cc|combined) |index [0-9a-f]+|mode [\d,]+\.\.|(?:old|new|deleted file|new file) mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |--- |\+\+\+ |Binary files |GIT binary patch)/;

/** Whether a file's part of a patch begins at `index`, or a patch of Codex's. */
export function isFileStart(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (line.startsWith("diff ")) return GIT.test(line);
  if (line.startsWith("*** ")) return BEGIN_PATCH.test(line) && /^\*\*\* \w+ File: /.test(lines[index + 1] ?? "");
  return (
    line.startsWith("--- ") &&
    /^--- \S/.test(line) &&
    /^\+\+\+ \S/.test(lines[index + 1] ?? "") &&
    /^@@ /.test(lines[index + 2] ?? "")
  );
}

/** Whether a fenced text is a patch, whatever its fence says. */
export function looksLikePatch(text: string): boolean {
  const lines = text.split("\n", 400);
  return lines.some(
    (line, index) =>
      isFileStart(lines, index) && (line.startsWith("*** ") || lines.slice(index, index + 12).some(isHunkHead)),
  );
}

/**
 * The index after the last line of the patch that begins at `start`; `start` itself where none
 * does.
 */
export function patchEnd(lines: readonly string[], start: number): number {
  if (!isFileStart(lines, start)) return start;
  if (BEGIN_PATCH.test(lines[start] ?? "")) return codexPatchEnd(lines, start);
  let end = start;
  for (let index = start; index < lines.length; ) {
    const line = lines[index] ?? "";
    const counts = countsOf(line);
    if (counts !== null) {
      index = hunkEnd(lines, index + 1, counts[0], counts[1]);
      end = index;
    } else if (META.test(line) || line.startsWith("\\ ")) {
      end = ++index;
    } else if (line.trim() === "" && isFileStart(lines, index + 1)) {
      index++;
    } else break;
  }
  return end;
}

function isHunkHead(line: string): boolean {
  return line.startsWith("@@") && (HUNK.test(line) || COMBINED_HUNK.test(line));
}

/**
 * How many lines a hunk has of the old and of the new file; null for a line that is no hunk's head.
 */
function countsOf(line: string): [before: number, after: number] | null {
  const hunk = HUNK.exec(line);
  if (hunk !== null) return [Number(hunk[2] ?? 1), Number(hunk[4] ?? 1)];
  const combined = COMBINED_HUNK.exec(line);
  // Each line of it has several signs: how many of them stand for a removed line is not worth the
  // counting.
  return combined === null ? null : [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
}

/**
 * The index after a hunk's lines. The counts of its header are a hint only: whoever writes diffs by
 * hand miscounts.
 */
function hunkEnd(lines: readonly string[], start: number, oldCount: number, newCount: number): number {
  let [before, after] = [oldCount, newCount];
  let end = start;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (isHunkHead(line) || isFileStart(lines, index)) break;
    const sign = line.charAt(0);
    const full = before <= 0 && after <= 0;
    if (sign === "+") after--;
    else if (sign === "-") before--;
    else if ((sign === " " || sign === "") && !full) {
      before--;
      after--;
    } else if (sign !== "\\") break;
    if (sign !== "") end = index + 1;
  }
  return end;
}

/** Up to its last line; one that was cut off ends with the lines that belong to it. */
function codexPatchEnd(lines: readonly string[], start: number): number {
  let end = start + 1;
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (END_PATCH.test(line)) return index + 1;
    if (line !== "" && !/^(?:[ +-]|@@|\*\*\* )/.test(line)) break;
    if (line !== "") end = index + 1;
  }
  return end;
}

/**
 * A block rule of markdown-it: a diff that stands in the text without a fence becomes a token of
 * type `patch`.
 */
export function readPatch(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.level > 0 || state.blkIndent > 0) return false;
  const line = (number: number) => state.src.slice(state.bMarks[number], state.eMarks[number]);
  // Every line of a paragraph asks: nothing but the first lines is looked at before it is one.
  const head = [0, 1, 2].map((offset) => (startLine + offset < endLine ? line(startLine + offset) : ""));
  if (!isFileStart(head, 0)) return false;
  const lines: string[] = [];
  for (let number = startLine; number < endLine; number++) lines.push(line(number));
  const length = patchEnd(lines, 0);
  if (length === 0) return false;
  if (silent) return true;
  const token = state.push("patch", "", 0);
  token.content = `${lines.slice(0, length).join("\n")}\n`;
  token.map = [startLine, startLine + length];
  token.block = true;
  state.line = startLine + length;
  return true;
}
