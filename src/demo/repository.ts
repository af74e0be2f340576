/**
 * A small git repository for the agents to talk about, with one change after the other as real
 * diffs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PATCHES = join(import.meta.dir, "patches");

export type PatchName = "0-start" | "1-retry" | "2-fix";

export interface Repository {
  /** False where git could not be used: then the diffs are the patches that come with the demo. */
  readonly isReal: boolean;
  /** Makes a change in the work tree and gives it as `git diff` shows it. */
  change(patch: PatchName): string;
  /** Puts a file into the work tree and gives its path. */
  save(name: string, text: string): string;
}

/** Makes the repository in an empty directory and commits its first file. */
export function createRepository(dir: string): Repository {
  const program = Bun.which("git");

  /** Runs git with none of the user's settings; null where it fails. */
  function git(...args: string[]): string | null {
    if (!program) return null;
    const identity = ["-c", "user.name=Codex Bridge demo", "-c", "user.email=demo@example.invalid"];
    const { success, stdout } = Bun.spawnSync([program, ...identity, ...args], {
      cwd: dir,
      env: { HOME: dir, PATH: "/usr/bin:/bin", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
      stderr: "ignore",
    });
    return success ? stdout.toString() : null;
  }

  function apply(patch: PatchName): string | null {
    if (git("apply", "--index", join(PATCHES, `${patch}.patch`)) === null) return null;
    const diff = git("diff", "--cached", "--no-color", "--no-ext-diff");
    return git("commit", "--quiet", "--message", patch) === null ? null : diff;
  }

  const isReal = git("init", "--quiet", "--initial-branch=main") !== null && apply("0-start") !== null;
  return {
    isReal,
    change: (patch) => (isReal ? apply(patch) : null) ?? readFileSync(join(PATCHES, `${patch}.patch`), "utf8"),
    save(name, text) {
      const path = join(dir, name);
      writeFileSync(path, text);
      return path;
    },
  };
}
