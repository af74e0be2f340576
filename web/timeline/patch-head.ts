/** What the lines before a file's hunks say of it: its names, and what became of it. */

export type Head = {
  /** Null where the patch names none. */
  from: string | null;
  to: string | null;
  change: "added" | "deleted" | "renamed" | "copied" | "changed";
  /** What stands for content that is not text. */
  note: string | null;
};

/** Of git's and of plain diffs. */
export function readHead(head: readonly string[]): Head {
  const after = (prefix: string) => head.find((line) => line.startsWith(prefix))?.slice(prefix.length);
  const has = (prefix: string) => head.some((line) => line.startsWith(prefix));
  const [gitFrom, gitTo] = gitNames(head[0] ?? "");
  const from = unquoted(after("rename from ") ?? after("copy from ")) ?? gitFrom ?? nameOf(after("--- "));
  const to = unquoted(after("rename to ") ?? after("copy to ")) ?? gitTo ?? nameOf(after("+++ "));
  const note = noteOf(head, after("old mode "), after("new mode "));
  if (has("new file mode") || (from === null && to !== null)) return { from: null, to, change: "added", note };
  if (has("deleted file mode") || (to === null && from !== null)) return { from, to: null, change: "deleted", note };
  const moved = from !== to;
  return { from, to, change: has("copy from") ? "copied" : moved ? "renamed" : "changed", note };
}

/** Of a patch of Codex's: `*** Update File: …`, and `*** Move to: …` below it. */
export function readCodexHead(head: readonly string[]): Head {
  const [, what = "Update", name = ""] = /^\*\*\* (\w+) File: (.*)$/.exec(head[0] ?? "") ?? [];
  const moved = head.map((line) => /^\*\*\* Move to: (.*)$/.exec(line)?.[1]).find((to) => to !== undefined);
  const own = name.trim();
  if (what === "Add") return { from: null, to: own, change: "added", note: null };
  if (what === "Delete") return { from: own, to: null, change: "deleted", note: null };
  return { from: own, to: moved?.trim() ?? own, change: moved === undefined ? "changed" : "renamed", note: null };
}

/** The names behind `diff --git`, or the only one behind `diff --cc`. */
function gitNames(line: string): [from: string | null, to: string | null] {
  const combined = /^diff --(?:cc|combined) (.+)$/.exec(line);
  if (combined !== null) {
    const name = unquoted(combined[1]);
    return [name, name];
  }
  const git = /^diff --git (?:"a\/((?:[^"\\]|\\.)*)"|a\/(.+?)) (?:"b\/((?:[^"\\]|\\.)*)"|b\/(.+))$/.exec(line);
  if (git === null) return [null, null];
  return [
    git[1] === undefined ? (git[2] ?? null) : unescaped(git[1]),
    git[3] === undefined ? (git[4] ?? null) : unescaped(git[3]),
  ];
}

function noteOf(head: readonly string[], oldMode: string | undefined, newMode: string | undefined): string | null {
  if (head.some((line) => /^(?:Binary files |GIT binary patch)/.test(line))) return "Binary file";
  return newMode === undefined ? null : `Mode ${oldMode} → ${newMode}`;
}

/** A name without git's prefix, quotes and time; null for /dev/null. */
function nameOf(raw: string | undefined): string | null {
  const plain = unquoted((raw ?? "").replace(/\t.*$/, "").trim()) ?? "";
  const name = plain.replace(/^[abciow]\//, "");
  return name === "" || name === "/dev/null" ? null : name;
}

function unquoted(raw: string | undefined): string | null {
  if (raw === undefined) return null;
  const quoted = /^"(.*)"$/.exec(raw.trim());
  return quoted === null ? raw : unescaped(quoted[1] ?? "");
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r" };

/** As git quotes a name (core.quotePath): bytes above 127 in octal, which are UTF-8. */
function unescaped(quoted: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part, octal, letter] of quoted.matchAll(/\\([0-3][0-7]{2})|\\(.)|[^\\]+|\\/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(...encoder.encode(letter === undefined ? part : (ESCAPES[letter] ?? letter)));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
