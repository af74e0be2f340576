/**
 * Where a unified diff begins and ends among other text, for the page and for exports. Agents often write them without
 * a fence.
 */
import type { StateBlock } from "markdown-it";

export const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const GIT = /^diff --git \S/;
/** A line that stands before the hunks of a file. */
export const META =
  /^(?:diff --git |index [0-9a-f]+|(?:old|new|deleted file|new file) mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |--- |\+\+\+ |Binary files |GIT binary patch)/;

/** Whether a file's part of a patch begins at `index`. */
export function isFileStart(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (GIT.test(line)) return true;
  return /^--- \S/.test(line) && /^\+\+\+ \S/.test(lines[index + 1] ?? "") && /^@@ /.test(lines[index + 2] ?? "");
}

/** Whether a fenced text is a patch, whatever its fence says. */
export function looksLikePatch(text: string): boolean {
  const lines = text.split("\n", 400);
  return lines.some(
    (_, index) => isFileStart(lines, index) && lines.slice(index, index + 12).some((l) => HUNK.test(l)),
  );
}

/** The index after the last line of the patch that begins at `start`; `start` itself where none does. */
export function patchEnd(lines: readonly string[], start: number): number {
  if (!isFileStart(lines, start)) return start;
  let end = start;
  for (let index = start; index < lines.length; ) {
    const line = lines[index] ?? "";
    const hunk = HUNK.exec(line);
    if (hunk !== null) {
      index = hunkEnd(lines, index + 1, Number(hunk[2] ?? 1), Number(hunk[4] ?? 1));
      end = index;
    } else if (META.test(line) || line.startsWith("\\ ")) {
      end = ++index;
    } else if (line.trim() === "" && isFileStart(lines, index + 1)) {
      index++;
    } else break;
  }
  return end;
}

/** The index after a hunk's lines. The counts of its header are a hint only: whoever writes diffs by hand miscounts. */
function hunkEnd(lines: readonly string[], start: number, oldCount: number, newCount: number): number {
  let [before, after] = [oldCount, newCount];
  let end = start;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (HUNK.test(line) || isFileStart(lines, index)) break;
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

/** A block rule of markdown-it: a diff that stands in the text without a fence becomes a token of type `patch`. */
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
