/** A throw-away HOME in which a person installs the plugins from a git repository: the clients, git, and Bun in its usual place. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTool, startTool, type ToolResult } from "../support/tools";

/** What stands for the repository's address: git leads it to the copy on this disk. */
export const REPOSITORY = "https://git.example/codex-bridge.git";

/** Under load a client takes its time. */
const LIMIT_MS = 90_000;

export interface PluginHome extends Disposable {
  path: string;
  project: string;
  env: Record<string, string>;
  run(name: "claude" | "codex", ...args: string[]): Promise<ToolResult>;
}

export interface PluginHomeOptions {
  /** The repository on this disk. */
  repository: string;
  env?: Record<string, string>;
}

/** Makes the home. It lies outside the system's temporary directory, where Codex does only half of what it does. */
export function createPluginHome({ repository, env = {} }: PluginHomeOptions): PluginHome {
  const path = realpathSync(mkdtempSync("/var/tmp/codex-bridge-plugins-"));
  const project = join(path, "project");
  for (const directory of ["project", "tmp", ".codex", ".bun/bin"])
    mkdirSync(join(path, directory), { recursive: true });
  symlinkSync(process.execPath, join(path, ".bun", "bin", "bun"));
  const redirect = `[url "file://${repository}"]\n\tinsteadOf = ${REPOSITORY}\n[protocol "file"]\n\tallow = always\n`;
  writeFileSync(join(path, ".gitconfig"), redirect);
  const all = {
    HOME: path,
    TMPDIR: join(path, "tmp"),
    // As a client has it that was started from a desktop: no Bun.
    PATH: "/usr/bin:/bin",
    LANG: "C.UTF-8",
    TERM: "xterm",
    DISABLE_AUTOUPDATER: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    CODEX_BRIDGE_PORT: "0",
    ...env,
  };
  return {
    path,
    project,
    env: all,
    run(name, ...args) {
      const program = findTool(name);
      if (program === undefined) throw new Error(`${name} is not installed; run \`bun run test:tools\``);
      return startTool({ command: [program, ...args], cwd: project, env: all, timeoutMs: LIMIT_MS }).result;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Fails with all that the program said where it did not end well. */
export function succeed(result: ToolResult): string {
  if (result.exitCode !== 0) throw new Error(`exit code ${result.exitCode}:\n${result.stdout}\n${result.stderr}`);
  return result.stdout;
}
