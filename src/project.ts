/** Which project a directory belongs to: the root of its git repository, the same for all worktrees, else the directory itself. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { ProjectRef } from "./protocol";

/** Finds the project of a directory. Reads a few small files and starts no process. */
export function findProject(cwd: string, home: string = homedir()): ProjectRef {
  const start = realpath(cwd);
  // A repository in $HOME or / would make one project of everything below it.
  const closed = new Set(["/", realpath(home)]);
  for (let dir = start; ; dir = dirname(dir)) {
    const gitDir = closed.has(dir) ? null : findGitDir(dir);
    if (gitDir) return describe(rootOf(dir, gitDir), gitDir);
    if (dir === dirname(dir)) return { root: start, name: basename(start) || start, branch: null };
  }
}

function describe(root: string, gitDir: string): ProjectRef {
  const head = readText(join(gitDir, "HEAD"));
  const branch = head?.match(/^ref: refs\/heads\/(.+)$/m)?.[1] ?? null;
  return { root, name: basename(root) || root, branch };
}

/** The git directory of a work tree: `.git` itself, or what the file `.git` of a worktree or submodule names. */
function findGitDir(dir: string): string | null {
  const path = join(dir, ".git");
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return null;
  if (stat.isDirectory()) return path;
  const target = readText(path)?.match(/^gitdir: (.+)$/m)?.[1];
  return target ? resolve(dir, target) : null;
}

/** A worktree's git directory names the common one; its parent is the project's root. */
function rootOf(dir: string, gitDir: string): string {
  const common = readText(join(gitDir, "commondir"))?.trim();
  if (!common) return dir;
  const shared = realpath(resolve(gitDir, common));
  return basename(shared) === ".git" ? dirname(shared) : shared;
}

function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A directory that was removed under a running client still names a project.
    return resolve(path);
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Not a repository, or not ours to read: then it tells us nothing.
    return null;
  }
}
