/**
 * Sets or removes one table of a TOML text and keeps every other byte. The result is parsed and
 * compared.
 */
import { parse, stringify, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { BridgeError } from "../shared/errors";
import { type Statement, scanToml } from "./toml-scan";

/** Parses a TOML file. Throws an error that names the line. */
export function parseToml(text: string, path: string): TomlTable {
  try {
    return parse(text.replace(/^\uFEFF/, ""), { integersAsBigInt: "asNeeded" });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = "not valid"] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    throw new BridgeError(
      "conflict",
      `${path} is not valid TOML: line ${error.line}, column ${error.column}: ${reason}.`,
    );
  }
}

/** The table at `path`, or null where there is none. */
export function getTable(root: TomlTable, path: readonly string[]): TomlTable | null {
  let at: TomlValue | undefined = root;
  for (const key of path) at = isTable(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return isTable(at) ? at : null;
}

/**
 * Sets the table at `path` to `value`, or removes it where `value` is null. Keys whose value stays
 * keep their lines and comments. Throws where the result would differ from that.
 */
export function setTable(text: string, path: readonly string[], value: TomlTable | null, file: string): string {
  const before = parseToml(text, file);
  const result = value === null ? removeTable(text, path) : writeTable(text, path, getTable(before, path), value);
  const expected = prune(withTable(before, path, value), path);
  let got: TomlTable | null = null;
  try {
    got = parseToml(result, file);
  } catch {
    // The edit would break the file: reported below.
  }
  if (got && Bun.deepEquals(prune(got, path), expected, true)) return result;
  throw new BridgeError(
    "conflict",
    `${file} is written in a form that cannot be edited safely here (${path.slice(0, -1).join(".")} as an inline table?). Write the table by hand:\n${renderTable(path, value ?? {})}`,
  );
}

/** A table as TOML: one line a key, tables inside as inline tables. */
export function renderTable(path: readonly string[], value: TomlTable, eol = "\n"): string {
  const pairs = Object.entries(value).map(([key, own]) => `${quoteKey(key)} = ${renderValue(own)}${eol}`);
  return `[${path.map(quoteKey).join(".")}]${eol}${pairs.join("")}`;
}

function writeTable(text: string, path: readonly string[], before: TomlTable | null, value: TomlTable): string {
  const own = scanToml(text).filter((statement) => startsWith(statement.path, path));
  const header = own.find(({ kind, path: at }) => kind === "header" && at.length === path.length);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  if (!before || !header) {
    const rest = removeTable(text, path);
    const gap =
      rest === "" || rest.endsWith("\n\n") || rest.endsWith("\r\n\r\n") ? "" : rest.endsWith("\n") ? eol : eol + eol;
    return rest + gap + renderTable(path, value, eol);
  }

  const edits: Edit[] = [];
  const keyOf = ({ path: at }: Statement) => at[path.length] ?? "";
  // Keys that stay keep their lines. A plain pair gets its new value in place; anything else is
  // replaced by a pair.
  const missing = new Set(Object.keys(value));
  let last = header;
  for (const statement of own) {
    if (statement === header) continue;
    const key = keyOf(statement);
    const next = value[key];
    const plain = statement.kind === "pair" && statement.path.length === path.length + 1;
    if (next !== undefined && Bun.deepEquals(before[key], next, true)) {
      missing.delete(key);
      if (plain) last = statement;
    } else if (next !== undefined && plain) {
      missing.delete(key);
      edits.push({ start: statement.valueStart, end: statement.valueEnd, text: renderValue(next) });
      last = statement;
    } else edits.push({ start: statement.start, end: statement.end, text: "" });
  }
  const lines = [...missing].map((key) => `${quoteKey(key)} = ${renderValue(value[key] ?? "")}${eol}`);
  const lead = text[last.end - 1] === "\n" ? "" : eol;
  edits.push({ start: last.end, end: last.end, text: lines.length > 0 ? lead + lines.join("") : "" });
  return apply(text, edits);
}

/** Without every statement of the table, and without the one blank line before its header. */
function removeTable(text: string, path: readonly string[]): string {
  const edits = scanToml(text)
    .filter((statement) => startsWith(statement.path, path))
    .map(({ kind, start, end }) => ({
      start: kind === "header" ? skipBlankLineBack(text, start) : start,
      end,
      text: "",
    }));
  return apply(text, edits);
}

function skipBlankLineBack(text: string, start: number): number {
  if (text.slice(start - 4, start) === "\r\n\r\n") return start - 2;
  return text.slice(start - 2, start) === "\n\n" ? start - 1 : start;
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

function apply(text: string, edits: Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

function withTable(root: TomlTable, path: readonly string[], value: TomlTable | null): TomlTable {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  const { [key]: own, ...others } = root;
  if (rest.length === 0) return value === null ? others : { ...others, [key]: value };
  return { ...others, [key]: withTable(isTable(own) ? own : {}, rest, value) };
}

/**
 * Removes empty tables along `path`: an implied parent goes with its last table, one with a header
 * stays.
 */
function prune(root: TomlTable, path: readonly string[]): TomlTable {
  const [key, ...rest] = path;
  if (key === undefined || !isTable(root[key])) return root;
  const { [key]: _, ...others } = root;
  const inner = prune(root[key], rest);
  return Object.keys(inner).length === 0 ? others : { ...others, [key]: inner };
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((key, index) => path[index] === key);
}

function quoteKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}

function renderValue(value: TomlValue): string {
  if (Array.isArray(value)) return `[${value.map(renderValue).join(", ")}]`;
  if (isTable(value)) {
    const pairs = Object.entries(value).map(([key, own]) => `${quoteKey(key)} = ${renderValue(own)}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return stringify({ value }).trim().slice("value = ".length);
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
