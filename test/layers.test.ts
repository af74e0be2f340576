/** Imports point one way (see Layout in the design): a file may use its own layer and those below it. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dir, "..");
const ENTRY_FILES = ["server.ts", "codex-mcp.ts", "cli.ts", "hook.ts"];
const SOURCES = [...new Bun.Glob("{src,web}/**/*.{ts,tsx}").scanSync({ cwd: ROOT })].filter(
  (path) => !path.startsWith("web/dist"),
);
const FILES = [...ENTRY_FILES, ...SOURCES].sort();

/** 0 is what crosses processes and the few things that all use; above it the store, the domain, its users, the entries. */
function layerOf(path: string): number {
  const [top = "", directory = ""] = path.split("/");
  if (top !== "src") return 4;
  return { shared: 0, search: 1, store: 1, core: 2 }[directory] ?? 3;
}

interface Import {
  from: string;
  /** A path from the root for our own files, else the package's or module's name. */
  to: string;
}

/** All that a file imports; with `types`, what only its types need as well. */
function importsOf(path: string, types: boolean): Import[] {
  const source = readFileSync(join(ROOT, path), "utf8");
  const found = types
    ? [
        ...source.matchAll(/^(?:import|export)\b[^;"']*?from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"|^import "([^"]+)"/gm),
      ].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? "")
    : new Bun.Transpiler({ loader: path.endsWith("x") ? "tsx" : "ts" })
        .scanImports(source.replace(/^#!.*/, ""))
        .map(({ path: name }) => name);
  return found.map((name) => ({ from: path, to: name.startsWith(".") ? resolveOwn(path, name) : name }));
}

function resolveOwn(from: string, name: string): string {
  const base = join(dirname(from), name);
  const found = [base, `${base}.ts`, `${base}.tsx`].find((path) => /\.\w+$/.test(path) && existsSync(join(ROOT, path)));
  if (!found) throw new Error(`${from} imports ${name}, which is not there`);
  return found;
}

const ALL = FILES.flatMap((path) => importsOf(path, true));
const OWN = ALL.filter(({ to }) => FILES.includes(to));

/** Offences as readable lines. */
function lines(imports: Import[]): string[] {
  return imports.map(({ from, to }) => `${from} → ${to}`);
}

test("these tests see the imports that there are", () => {
  expect(lines(OWN)).toContain("src/core/codex-api.ts → src/shared/calls/codex.ts");
  expect(lines(OWN)).toContain("src/core/deliveries.ts → src/shared/calls/envelope.ts");
  expect(lines(ALL)).toContain("src/store/open.ts → bun:sqlite");
  expect(lines(OWN)).toContain("codex-mcp.ts → src/rpc/client.ts");
  expect(FILES.length).toBeGreaterThan(60);
});

test("no file imports from a layer above its own, types included", () => {
  const upward = OWN.filter(({ from, to }) => layerOf(to) > layerOf(from) && !from.startsWith("web/"));
  expect(lines(upward)).toEqual([]);
});

const PAGE_KNOWS = [
  "api",
  "constants",
  "vocabulary",
  "views",
  "ids",
  "patch-lines",
  "reasons",
  "text",
  "text-parts",
].map((name) => `src/shared/${name}.ts`);

test("the page knows the protocol, ids and how a patch looks, and nothing else of the program", () => {
  const foreign = OWN.filter(({ from, to }) => from.startsWith("web/") && !to.startsWith("web/"));
  expect(foreign.filter(({ to }) => !PAGE_KNOWS.includes(to))).toEqual([]);
  expect(lines(ALL.filter(({ from, to }) => from.startsWith("web/") && /^(node|bun)(:|$)/.test(to)))).toEqual([]);
});

test("nothing imports the page, an entry file or a test", () => {
  const into = ALL.filter(({ from, to }) => {
    if (ENTRY_FILES.includes(to) || to.startsWith("test/")) return true;
    return to.startsWith("web/") && !from.startsWith("web/");
  });
  expect(lines(into)).toEqual([]);
});

test("the domain knows neither HTTP nor MCP, and SQL stands in the store alone", () => {
  const isEdge = (name: string) => /^(hono|@modelcontextprotocol\/sdk)(\/|$)/.test(name);
  expect(lines(ALL.filter(({ from, to }) => layerOf(from) < 3 && isEdge(to)))).toEqual([]);
  const users = new Set(ALL.filter(({ to }) => to === "bun:sqlite").map(({ from }) => dirname(from)));
  expect([...users]).toEqual(["src/store"]);
});

describe("what is loaded when it runs", () => {
  /** All that a file loads, at once or later. */
  function load(path: string, loaded = new Set<string>()): Set<string> {
    for (const { to } of importsOf(path, false)) {
      if (loaded.has(to)) continue;
      loaded.add(to);
      if (FILES.includes(to)) load(to, loaded);
    }
    return loaded;
  }

  test("codex-mcp.ts loads neither SQLite nor Hono, neither store nor domain", () => {
    const loaded = [...load("codex-mcp.ts")];
    expect(loaded).toContain("src/rpc/messages.ts");
    const heavy = /^(bun:sqlite|hono|src\/(store|bridge|http|claude)\/)/;
    expect(loaded.filter((name) => heavy.test(name))).toEqual([]);
  });

  test("hook.ts, which starts with every turn of Claude's, loads neither SQLite, Hono nor the MCP SDK", () => {
    const loaded = [...load("hook.ts")];
    expect(loaded).toContain("src/rpc/connection.ts");
    const heavy = /^(bun:sqlite|hono|@modelcontextprotocol|src\/(store|bridge|http)\/)/;
    expect(loaded.filter((name) => heavy.test(name))).toEqual([]);
  });

  test("server.ts loads all of it: the check above can fail", () => {
    const loaded = [...load("server.ts")];
    for (const name of ["bun:sqlite", "hono", "src/core/bridge.ts"]) expect(loaded).toContain(name);
  });
});

test("below the command line and the entry files, only src/shared/config.ts reads the environment", () => {
  const below = SOURCES.filter((path) => !path.startsWith("src/cli/"));
  const readers = below.filter((path) =>
    /\b(process|Bun|import\.meta)\.env\b/.test(readFileSync(join(ROOT, path), "utf8")),
  );
  expect(readers.filter((path) => path !== "src/shared/config.ts")).toEqual([]);
  // What is no setting, such as the name that Claude Code gives its session, the entries hand on.
  for (const path of ENTRY_FILES) expect(readFileSync(join(ROOT, path), "utf8")).toContain("process.env");
});
