/** A throw-away HOME with the real clients on its PATH, and the real `codex-bridge` run in it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { findTool, startTool, type ToolResult } from "../support/tools";

export const ROOT = join(import.meta.dir, "..", "..");

export interface Home {
  path: string;
  env: Record<string, string>;
  /** Runs `codex-bridge …` in a project of this home. */
  bridge(args: string[], env?: Record<string, string>): Promise<ToolResult>;
  /** Runs one of the clients. */
  client(name: "claude" | "codex", args: string[], cwd?: string): Promise<ToolResult>;
  read(path: string): string;
  write(path: string, text: string): void;
  has(path: string): boolean;
  /** Every file with its mode and its text, without what the clients keep for themselves. */
  snapshot(): Record<string, string>;
  [Symbol.dispose](): void;
}

const CLIENTS_OWN = /^(bin|project|\.cache|\.bun|\.claude\/backups|\.codex\/tmp|\.npm)(\/|$)/;

/** Makes a home. It lies outside the directory for temporary files, where Codex does only half of what it does. */
export function createHome(clients: readonly ("claude" | "codex")[] = ["claude", "codex"]): Home {
  const parent = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
  const path = realpathSync(mkdtempSync(join(parent, "codex-bridge-home-")));
  mkdirSync(join(path, "bin"));
  mkdirSync(join(path, "project"));
  for (const name of clients) {
    const program = findTool(name);
    if (program === undefined) throw new Error(`${name} is not installed; run \`bun run test:tools\``);
    symlinkSync(program, join(path, "bin", name));
  }
  const env = {
    HOME: path,
    // No Bun here: what is registered must not need it.
    PATH: `${join(path, "bin")}:/usr/bin:/bin`,
    LANG: "C.UTF-8",
    TERM: "xterm",
    DISABLE_AUTOUPDATER: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  };
  const run = (command: [string, ...string[]], cwd: string, more: Record<string, string> = {}) =>
    startTool({ command, cwd, env: { ...env, ...more } }).result;
  return {
    path,
    env,
    bridge: (args, more) => run([process.execPath, join(ROOT, "cli.ts"), ...args], join(path, "project"), more),
    client: (name, args, cwd) => run([join(path, "bin", name), ...args], cwd ?? join(path, "project")),
    read: (name) => readFileSync(join(path, name), "utf8"),
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    },
    has: (name) => existsSync(join(path, name)),
    snapshot() {
      const entries = readdirSync(path, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const own = files.filter((file) => !CLIENTS_OWN.test(relative(path, file))).sort();
      const describe = (file: string) => `${(statSync(file).mode & 0o777).toString(8)} ${readFileSync(file, "utf8")}`;
      return Object.fromEntries(own.map((file) => [relative(path, file), describe(file)]));
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}
