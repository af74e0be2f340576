/** Small edits of a JSON text that keep its formatting, its order and whatever else stands in it. */
import {
  applyEdits,
  type FormattingOptions,
  findNodeAtLocation,
  type JSONPath,
  modify,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { BridgeError } from "../errors";

/** Parses a JSON file (comments allowed, as Claude Code's settings may hold them); a broken one is refused with its line. */
export function parseJson(text: string, path: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (text.trim() === "") return {};
  if (!first) return value;
  const lines = text.slice(0, first.offset).split("\n");
  const what = printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
  throw new BridgeError(
    "conflict",
    `${path} is not valid JSON: line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}: ${what}.`,
  );
}

/** Adds a text to the list at `path`, making the list and its parents where they are missing. */
export function addToList(text: string, path: JSONPath, entry: string): string {
  const source = text.trim() === "" ? "{}\n" : text;
  const list = findNodeAtLocation(parseTree(source) ?? fail(), path);
  const edits = list
    ? modify(source, [...path, list.children?.length ?? 0], entry, {
        isArrayInsertion: true,
        formattingOptions: style(source),
      })
    : modify(source, path, [entry], { formattingOptions: style(source) });
  return applyEdits(source, edits);
}

/** Takes a text out of the list at `path`; a list that this leaves empty stays. */
export function removeFromList(text: string, path: JSONPath, entry: string): string {
  const list = findNodeAtLocation(parseTree(text) ?? fail(), path);
  const index = list?.children?.findIndex(({ value }) => value === entry) ?? -1;
  return index < 0 ? text : setValue(text, [...path, index], undefined);
}

/** Sets the value at `path`, or removes it where `value` is undefined; a text of one line stays one line then. */
export function setValue(text: string, path: JSONPath, value: unknown): string {
  const isFormatted = value !== undefined || text.trim().includes("\n");
  return applyEdits(text, modify(text, path, value, isFormatted ? { formattingOptions: style(text) } : {}));
}

/** How a text is indented, so that what is added looks like the rest. */
function style(text: string): FormattingOptions {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  const insertSpaces = !indent.includes("\t");
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}

function fail(): never {
  throw new BridgeError("conflict", "an empty JSON document cannot be edited");
}
