/** Finds each statement of a TOML text, for edits that keep comments and all other lines. */

/** One `[header]` or `key = value`, with the path it defines counted from the root. */
export interface Statement {
  kind: "header" | "pair";
  path: string[];
  /** From the start of its first line to the end of its last line, with the line break. */
  start: number;
  end: number;
  /** For a pair, the value; for a header, the header with its brackets. */
  valueStart: number;
  valueEnd: number;
}

/**
 * Lists the statements of a text that a TOML parser has accepted. Throws where it does not
 * understand one.
 */
export function scanToml(text: string): Statement[] {
  const statements: Statement[] = [];
  let table: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const start = at;
    at = skipBlanks(text, at);
    const end = () => lineEnd(text, at);
    if (at >= text.length || text[at] === "\n" || text[at] === "\r" || text[at] === "#") {
      at = end();
      continue;
    }
    if (text[at] === "[") {
      const valueStart = at;
      const brackets = text.startsWith("[[", at) ? 2 : 1;
      const key = readKey(text, at + brackets, "]");
      at = key.end + brackets;
      table = key.path;
      statements.push({ kind: "header", path: table, start, end: end(), valueStart, valueEnd: at });
    } else {
      const key = readKey(text, at, "=");
      const valueStart = skipBlanks(text, key.end + 1);
      at = skipValue(text, valueStart);
      const path = [...table, ...key.path];
      statements.push({ kind: "pair", path, start, end: end(), valueStart, valueEnd: at });
    }
    at = end();
  }
  return statements;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** The position after the line break that ends this line. */
function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 ? text.length : found + 1;
}

/** Reads a bare, quoted or dotted key up to `until`. */
function readKey(text: string, from: number, until: string): { path: string[]; end: number } {
  const path: string[] = [];
  for (let at = from; ; ) {
    at = skipBlanks(text, at);
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = skipString(text, at);
      const raw = text.slice(at, end);
      path.push(quote === "'" ? raw.slice(1, -1) : unquote(raw));
      at = end;
    } else {
      const bare = /^[A-Za-z0-9_-]+/.exec(text.slice(at, at + 1000))?.[0];
      if (!bare) throw new Error(`no key where one is expected, at character ${at}`);
      path.push(bare);
      at += bare.length;
    }
    at = skipBlanks(text, at);
    if (text[at] === until) return { path, end: at };
    if (text[at] !== ".") throw new Error(`"${until}" is missing at character ${at}`);
    at++;
  }
}

/** JSON has all of TOML's escapes except \e, \x.. and \U........ */
function unquote(raw: string): string {
  const plain = raw.replace(/\\(?:U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|e)/g, (_, long?: string, short?: string) =>
    JSON.stringify(String.fromCodePoint(Number.parseInt(long ?? short ?? "1b", 16))).slice(1, -1),
  );
  return String(JSON.parse(plain));
}

/** The position after a string that begins at `from`, of any of TOML's four kinds. */
function skipString(text: string, from: number): number {
  const quote = text[from] ?? "";
  const long = text.startsWith(quote.repeat(3), from);
  const close = long ? quote.repeat(3) : quote;
  for (let at = from + close.length; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text.startsWith(close, at)) {
      let end = at + close.length;
      // Up to two quotes may precede the three that close.
      while (long && text[end] === quote) end++;
      return end;
    }
  }
  throw new Error(`a string that begins at character ${from} has no end`);
}

/**
 * The position after a value. Brackets may span lines and hold comments; all else ends with the
 * line or a comma.
 */
function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  let end = from;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === '"' || char === "'") {
      at = skipString(text, at);
      end = at;
      continue;
    }
    if (char === "#" && depth > 0) {
      at = lineEnd(text, at);
      continue;
    }
    if (depth === 0 && (char === "#" || char === "\n" || char === "\r")) break;
    if (char === "[" || char === "{") depth++;
    if (char === "]" || char === "}") depth--;
    at++;
    if (!/\s/.test(char)) end = at;
  }
  return end;
}
