/**
 * A long text in parts that can be rendered one after the other: diffs and long code as wholes, and
 * what is said around them cut between paragraphs. For the page and for exports.
 */
import { looksLikePatch, patchEnd } from "./patch-lines";

export type TextPart = { kind: "text" | "code" | "patch"; text: string; language: string };

/** Prose is cut between paragraphs once it is longer than this. */
const PART_CHARS = 16_000;
/** A fence with more than this in it is a part of its own. */
const FENCE_CHARS = 12_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const DIFF_LANGUAGES = new Set(["diff", "patch", "udiff"]);

/** Whether what a fence holds is a diff, by the language that it names or by what it looks like. */
export function isPatchFence(content: string, language: string): boolean {
  return DIFF_LANGUAGES.has(language) || ((language === "" || language === "text") && looksLikePatch(content));
}

/** The first word behind a fence, as the name of a language. */
export function toLanguage(info: string): string {
  const word = info.trim().split(/\s+/)[0] ?? "";
  return word.toLowerCase().replace(/[^\w#+.-].*$/, "");
}

/**
 * Cuts a text into parts; all of them together are the text. A short one is one part, whatever is
 * in it.
 */
export function* toParts(text: string): Generator<TextPart, void, undefined> {
  if (text.length <= PART_CHARS) return void (yield { kind: "text", text, language: "" });
  const lines = text.split("\n");
  let from = 0;
  let chars = 0;
  const prose = (end: number): TextPart[] => {
    const own = lines.slice(from, end).join("\n");
    return own.trim() === "" ? [] : [{ kind: "text", text: own, language: "" }];
  };
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    const fence = FENCE.exec(line);
    const end = fence === null ? patchEnd(lines, index) : fenceEnd(lines, index, fence[1] ?? "");
    if (fence === null && end > index) {
      yield* prose(index);
      yield { kind: "patch", text: `${lines.slice(index, end).join("\n")}\n`, language: "diff" };
      [from, chars, index] = [end, 0, end];
      continue;
    }
    if (fence !== null) {
      const content = lines.slice(index + 1, end - 1).join("\n");
      if (content.length > FENCE_CHARS) {
        yield* prose(index);
        const language = toLanguage(fence[2] ?? "");
        yield { kind: isPatchFence(content, language) ? "patch" : "code", text: `${content}\n`, language };
        [from, chars, index] = [end, 0, end];
        continue;
      }
      chars += content.length;
      index = end;
      continue;
    }
    chars += line.length + 1;
    index++;
    // Between paragraphs, and not within a list: the next line begins something of its own.
    const isGap =
      line.trim() === "" && /^\S/.test(lines[index] ?? "") && !/^(?:[-*+>|]|\d+[.)])/.test(lines[index] ?? "");
    if (chars > PART_CHARS * 1.25 || (chars > PART_CHARS && isGap)) {
      yield* prose(index);
      [from, chars] = [index, 0];
    }
  }
  yield* prose(lines.length);
}

/** The index after the fence's last line; of one that is never closed, the end of the text. */
function fenceEnd(lines: readonly string[], start: number, mark: string): number {
  const close = new RegExp(`^ {0,3}${mark[0] === "~" ? "~" : "`"}{${mark.length},}\\s*$`);
  for (let index = start + 1; index < lines.length; index++) if (close.test(lines[index] ?? "")) return index + 1;
  return lines.length + 1;
}
