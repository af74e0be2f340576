/** The paths of everything that setup reads or changes. */
import { existsSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { defaultStateDir } from "../shared/config";
import { readWorkingDirectory } from "../shared/working-directory";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Places {
  env: Environment;
  home: string;
  cwd: string;
  /** The directories of PATH, in order. */
  path: string[];
  temporary: string;
  /** This program: where package.json lies. */
  root: string;
  stateDir: string;
  /** True where the state directory is the default one. */
  stateDirIsDefault: boolean;
  claude: {
    settings: string;
    /**
     * Claude Code's own file, which holds the servers of the scopes `user` and `local`; written
     * only through its CLI.
     */
    state: string;
    /** A project file that reaches every project below the home directory. */
    homeMcp: string;
  };
  codex: { home: string; config: string; homeIsExplicit: boolean };
}

/** Reads the places. `CODEX_HOME` and `CLAUDE_CONFIG_DIR` are respected as the two clients do. */
export function readPlaces(env: Environment, stateDir: string, cwd: string = readWorkingDirectory(env)): Places {
  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
  const claudeDir = env.CLAUDE_CONFIG_DIR ? resolve(cwd, env.CLAUDE_CONFIG_DIR) : join(home, ".claude");
  const codexHome = env.CODEX_HOME ? resolve(cwd, env.CODEX_HOME) : join(home, ".codex");
  // Claude Code goes on using its older file where it exists (2.1.329).
  const legacy = join(claudeDir, ".config.json");
  const state = isFilledFile(legacy) ? legacy : join(env.CLAUDE_CONFIG_DIR ? claudeDir : home, ".claude.json");
  return {
    env,
    home,
    cwd,
    path: (env.PATH ?? "").split(":").filter(isAbsolute),
    temporary: tmpdir(),
    root: resolve(import.meta.dir, "..", ".."),
    stateDir,
    stateDirIsDefault: stateDir === defaultStateDir(home),
    claude: { settings: join(claudeDir, "settings.json"), state, homeMcp: join(home, ".mcp.json") },
    codex: { home: codexHome, config: join(codexHome, "config.toml"), homeIsExplicit: Boolean(env.CODEX_HOME) },
  };
}

/** A path as people write it: with ~ for the home directory. */
export function toShortPath(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function isFilledFile(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}
