/**
 * What git itself takes for a repository, from its files: no process is started, and a directory
 * `.git` alone is none.
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

export interface Repository {
  /** The top of the work tree; of a bare repository the repository itself. */
  tree: string;
  /** What belongs to this work tree alone: HEAD, for example. */
  gitDir: string;
  /** What all work trees of the repository share. */
  commonDir: string;
}

/**
 * Finds the repository that a directory is in, as git does (setup.c): the nearest `.git`, or the
 * nearest directory that is a repository itself. `ceilings` are not looked into. A file `.git` that
 * leads nowhere ends the search.
 */
export function findRepository(start: string, ceilings: ReadonlySet<string> = new Set()): Repository | null {
  for (let dir = toRealPath(start); !ceilings.has(dir); dir = dirname(dir)) {
    const path = join(dir, ".git");
    const named = readText(path)?.match(/^gitdir: (.+)$/m)?.[1];
    const gitDir = named === undefined ? path : resolve(dir, named);
    const commonDir = toCommonDir(gitDir);
    if (commonDir !== null) return { tree: dir, gitDir: toRealPath(gitDir), commonDir };
    if (named !== undefined) return null;
    const own = toCommonDir(dir);
    if (own !== null) return { tree: dir, gitDir: dir, commonDir: own };
    if (dir === dirname(dir)) return null;
  }
  return null;
}

/**
 * The directory that stands for a whole repository: its main work tree, the directory around a
 * hub's bare repository, or, where it knows of neither, the repository itself.
 */
export function findMainTree(commonDir: string): string {
  const around = dirname(commonDir);
  if (basename(commonDir) === ".git") return around;
  const worktree = readCoreWorktree(commonDir);
  if (worktree !== null) return toRealPath(resolve(commonDir, worktree));
  const hub = readText(join(around, ".git"))?.match(/^gitdir: (.+)$/m)?.[1];
  return hub !== undefined && toRealPath(resolve(around, hub)) === commonDir ? around : commonDir;
}

/**
 * The repository of which this one is a submodule: git keeps it in the other one's `modules`. Null
 * where it is none.
 */
export function findSuperproject({ commonDir }: Repository): string | null {
  for (let dir = dirname(commonDir); dir !== dirname(dir); dir = dirname(dir)) {
    const common = toCommonDir(dir);
    if (common !== null) return commonDir.startsWith(join(dir, "modules", "/")) ? findMainTree(common) : null;
  }
  return null;
}

/** The branch that is checked out; null where none is, or where it cannot be read. */
export function readBranch({ gitDir }: Repository): string | null {
  const branch = readText(join(gitDir, "HEAD"))?.match(/^ref: refs\/heads\/(.+)$/m)?.[1] ?? null;
  // What stands in the file HEAD where the references are kept in tables (git's reftable format):
  // git alone reads those.
  if (branch !== ".invalid") return branch;
  const git = Bun.which("git");
  if (git === null) return null;
  const command = [git, `--git-dir=${gitDir}`, "symbolic-ref", "--short", "--quiet", "HEAD"];
  const env = { PATH: dirname(git) };
  const { stdout, success } = Bun.spawnSync(command, { env, stderr: "ignore", timeout: 1_000 });
  const told = stdout.toString().trim();
  return success && told !== "" && told !== branch ? told : null;
}

/**
 * What a git directory shares with others; null where it is no git directory (git's
 * is_git_directory).
 */
function toCommonDir(gitDir: string): string | null {
  if (!/^(ref:\s*refs\/|[0-9a-f]{40})/.test(readText(join(gitDir, "HEAD")) ?? "")) return null;
  const common = readText(join(gitDir, "commondir"))?.trim();
  const commonDir = toRealPath(common ? resolve(gitDir, common) : gitDir);
  return isDirectory(join(commonDir, "objects")) && isDirectory(join(commonDir, "refs")) ? commonDir : null;
}

/**
 * `core.worktree`, which submodules have; in a file of its own where work trees have settings of
 * their own.
 */
function readCoreWorktree(commonDir: string): string | null {
  for (const name of ["config.worktree", "config"]) {
    const core = readText(join(commonDir, name))?.match(/^\[core\]\s*$([^[]*)/im)?.[1];
    const value = core?.match(/^\s*worktree\s*=\s*(.+?)\s*$/im)?.[1];
    if (value !== undefined) return value.replace(/^"(.*)"$/, "$1");
  }
  return null;
}

export function toRealPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A directory that was removed under a running client still names a project.
    return resolve(path);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Not there, a directory, or not ours to read: then it tells us nothing.
    return null;
  }
}
