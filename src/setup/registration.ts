/** What setup registers with the clients, and how to tell whose an existing entry is. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import * as z from "zod";
import type { Places } from "./places";
import { isSameFile } from "./programs";

export const SERVER_NAME = "codex-bridge";

/**
 * The rule that lets Claude use the bridge's own tools, and nothing else, without being asked each
 * time.
 */
export const ALLOW_RULE = `mcp__${SERVER_NAME}__*`;

/** The same for the tools as the plugin brings them. */
export const PLUGIN_RULE = `mcp__plugin_${SERVER_NAME}_${SERVER_NAME}__*`;

/** An entry of `mcpServers` as Claude Code keeps it, whoever wrote it. */
export const ServerEntry = z.looseObject({
  type: z.string().optional(),
  command: z.string().optional(),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  url: z.string().optional(),
});
export type ServerEntry = z.infer<typeof ServerEntry>;

export type Side = "claude" | "codex";

/** How each side's server, and Claude's hook, are to be started. */
export interface Target {
  command: string;
  script: Record<keyof typeof ENTRIES, string>;
  /** Set only where the default would be another one. */
  env: Record<string, string>;
}

export const ENTRIES = { claude: "server", codex: "codex-mcp", hook: "hook" } as const satisfies Record<
  Side | "hook",
  string
>;

/** The commands to register: the bundles where they are built, else the sources. */
export function toTarget(places: Places, command: string, bundled: boolean): Target {
  const script = (entry: keyof typeof ENTRIES) =>
    bundled ? join(places.root, "dist", `${ENTRIES[entry]}.js`) : join(places.root, `${ENTRIES[entry]}.ts`);
  return {
    command,
    script: { claude: script("claude"), codex: script("codex"), hook: script("hook") },
    env: places.stateDirIsDefault ? {} : { CODEX_BRIDGE_STATE_DIR: places.stateDir },
  };
}

export interface Start {
  command: string;
  args: string[];
}

/**
 * How a client starts a side's server: through the launcher, which takes the recorded Bun, or
 * another one once that is gone. Without `sh`, it is the recorded Bun alone.
 */
export function toStart({ command, script }: Target, side: Side, root: string): Start {
  if (process.platform === "win32") return { command, args: [script[side]] };
  return { command: SHELL, args: [join(root, LAUNCHER), command, script[side]] };
}

/** The Bun that an entry records, with or without the launcher before it. */
export function toRuntime({ command, args }: { command: string; args: readonly string[] }): string {
  const [launcher = "", runtime] = args;
  return command === SHELL && launcher.endsWith(`/${LAUNCHER}`) && runtime !== undefined ? runtime : command;
}

const SHELL = "/bin/sh";
const LAUNCHER = "launch.sh";

export type Origin = "this" | "bridge" | "foreign";

/** Whose entry it is: this clone's, that of another or moved clone, or another program's. */
export function findOrigin(entry: { args?: readonly string[] | undefined }, root: string): Origin {
  const script = entry.args?.find((arg) => /(^|[/\\])(server|codex-mcp|hook)\.(ts|js)$/.test(arg));
  if (script === undefined) return "foreign";
  if (isAbsolute(script) && existsSync(script)) {
    const owner = findPackage(dirname(script));
    if (owner?.name !== SERVER_NAME) return "foreign";
    return isSameFile(owner.directory, root) ? "this" : "bridge";
  }
  // The file is gone, so its owner is unknown; the entry has our name.
  return "bridge";
}

/** Describes whose entry it is, for the person who decides whether to replace it. */
export function describeOrigin(entry: { args?: readonly string[] | undefined }, root: string): string {
  const origin = findOrigin(entry, root);
  if (origin === "this") return "of this installation";
  if (origin === "foreign") return "of another program, or written by hand";
  const script = entry.args?.find((arg) => isAbsolute(arg) && existsSync(arg));
  return script
    ? "of another installation of Codex Bridge"
    : "of an installation of Codex Bridge that has moved or gone";
}

/** An entry as one line. */
export function describeEntry(entry: ServerEntry): string {
  if (entry.url !== undefined) return entry.url;
  const env = Object.keys(entry.env ?? {}).map((name) => `${name}=…`);
  return [...env, entry.command ?? "(no command)", ...(entry.args ?? [])].map(quoteWord).join(" ");
}

/** Quotes a word for a shell. */
export function quoteWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./~…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Splits a command into words as a shell does, without expansion. */
export function splitWords(command: string): string[] {
  const words = command.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs);
  const unquote = (part: string) => {
    if (part.startsWith("'")) return part.slice(1, -1);
    if (part.startsWith('"')) return part.slice(1, -1).replace(/\\(["\\$`])/g, "$1");
    return part.startsWith("\\") ? part.slice(1) : part;
  };
  return [...words].map(([word]) => word.replace(/'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\]+/gs, unquote));
}

function findPackage(from: string): { name: string; directory: string } | null {
  for (let directory = from; ; directory = dirname(directory)) {
    const path = join(directory, "package.json");
    if (existsSync(path)) {
      const name = z.object({ name: z.string() }).safeParse(parse(readFileSync(path, "utf8"))).data?.name;
      return name === undefined ? null : { name, directory };
    }
    if (directory === dirname(directory)) return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not one of our manifests.
    return null;
  }
}
