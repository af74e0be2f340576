/**
 * Which project a directory belongs to: its git repository, the same for all work trees, else the
 * directory itself.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename } from "node:path";
import { findMainTree, findRepository, findSuperproject, readBranch, toRealPath } from "./repository";
import type { ProjectRef } from "./vocabulary";

/**
 * Finds the project of a directory. A repository in $HOME or / would make one project of everything
 * below it.
 */
export function findProject(cwd: string, home: string = homedir()): ProjectRef {
  const start = toRealPath(cwd);
  const ceilings = toCeilings(home);
  const repository = findRepository(start, ceilings);
  if (!repository) return { root: start, name: basename(start) || start, branch: null };
  const root = findMainTree(repository.commonDir);
  const superproject = findSuperproject(repository);
  return {
    root,
    name: basename(root).replace(/(?<=.)\.git$/, "") || root,
    branch: readBranch(repository),
    ...(superproject === null || ceilings.has(superproject) ? {} : { superproject }),
  };
}

/**
 * The branch that is checked out in a directory now; undefined where there is no such directory or
 * no repository.
 */
export function findBranch(cwd: string, home: string = homedir()): string | null | undefined {
  const repository = existsSync(cwd) ? findRepository(cwd, toCeilings(home)) : null;
  return repository ? readBranch(repository) : undefined;
}

const toCeilings = (home: string) => new Set(["/", toRealPath(home)]);
