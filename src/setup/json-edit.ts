/** Small edits of a JSON text that keep its formatting, its order and everything else. */
import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { BridgeError } from "../shared/errors";

/**
 * Parses a JSON file, which may have comments, as Claude Code's settings may. Throws an error that
 * names the line.
 */
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

/** Adds a value to the list at `path`, making the list and its parents where they are missing. */
export function addToList(text: string, path: JSONPath, entry: unknown): string {
  const source = text.trim() === "" ? "{}\n" : text;
  const root = parseTree(source) ?? fail();
  const list = findNodeAtLocation(root, path);
  if (list) return insert(source, list, entry);
  const there = path.findLastIndex((_, i) => findNodeAtLocation(root, path.slice(0, i)) !== undefined);
  const parent = findNodeAtLocation(root, path.slice(0, there)) ?? fail();
  const [key, ...missing] = path.slice(there);
  const value = missing.reduceRight<unknown>((inner, name) => ({ [name]: inner }), [entry]);
  return insert(source, parent, value, String(key));
}

/** Sets the value of a key of the outermost object, in its place or as the last one. */
export function setKey(text: string, key: string, value: unknown): string {
  const source = text.trim() === "" ? "{}\n" : text;
  const root = parseTree(source) ?? fail();
  const node = findNodeAtLocation(root, [key]);
  return node ? splice(source, node.offset, endOf(node), JSON.stringify(value)) : insert(source, root, value, key);
}

/** Removes a text from the list at `path`. A list that this leaves empty stays. */
export function removeFromList(text: string, path: JSONPath, entry: string): string {
  const list = findNodeAtLocation(parseTree(text) ?? fail(), path);
  const index = list?.children?.findIndex(({ value }) => value === entry) ?? -1;
  return index < 0 ? text : remove(text, [...path, index]);
}

/** Removes what is at `path`, in a list or in an object. Does nothing where there is nothing. */
export function remove(text: string, path: JSONPath): string {
  const value = findNodeAtLocation(parseTree(text) ?? fail(), path);
  const node = value?.parent?.type === "property" ? value.parent : value;
  const siblings = node?.parent?.children ?? [];
  if (!node?.parent) return text;
  const [before, after] = [siblings[siblings.indexOf(node) - 1], siblings[siblings.indexOf(node) + 1]];
  if (before) return splice(text, endOf(before), endOf(node), "");
  return after
    ? splice(text, node.offset, after.offset, "")
    : splice(text, node.parent.offset + 1, endOf(node.parent) - 1, "");
}

/**
 * Adds a value at the end of a list, or of an object if it has a key. It follows the formatting
 * that is there: one line stays one line.
 */
function insert(text: string, parent: Node, value: unknown, key?: string): string {
  const { indent, eol } = readStyle(text);
  const label = key === undefined ? "" : `${JSON.stringify(key)}: `;
  const [first, last] = [parent.children?.[0], parent.children?.at(-1)];
  if (first && last && !text.slice(parent.offset, first.offset).includes("\n"))
    return splice(text, endOf(last), endOf(last), `, ${label}${JSON.stringify(value)}`);
  const outer = indentOf(text, parent.offset);
  const inner = first ? indentOf(text, first.offset) : outer + indent;
  const lines = `${label}${JSON.stringify(value, null, indent)}`.split("\n").join(eol + inner);
  return last
    ? splice(text, endOf(last), endOf(last), `,${eol}${inner}${lines}`)
    : splice(text, parent.offset + 1, endOf(parent) - 1, `${eol}${inner}${lines}${eol}${outer}`);
}

function splice(text: string, from: number, to: number, between: string): string {
  return text.slice(0, from) + between + text.slice(to);
}

const endOf = ({ offset, length }: Node) => offset + length;

/** The white space at the beginning of the line of a place. */
function indentOf(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** How a text is indented, so that what is added looks like the rest. */
function readStyle(text: string): { indent: string; eol: string } {
  return { indent: /^([ \t]+)"/m.exec(text)?.[1] ?? "  ", eol: text.includes("\r\n") ? "\r\n" : "\n" };
}

function fail(): never {
  throw new BridgeError("conflict", "an empty JSON document cannot be edited");
}
