/** The few files by which git takes a directory for a repository. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes `dir` a repository on the branch `main`, as `git init` does. */
export function createRepository(dir: string): void {
  const gitDir = join(dir, ".git");
  for (const name of ["objects", "refs"]) mkdirSync(join(gitDir, name), { recursive: true });
  writeFileSync(join(gitDir, "HEAD"), "ref: refs/heads/main\n");
}
