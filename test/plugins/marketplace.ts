/** A marketplace as somebody gets it who clones the repository: with what is in git for it, and nothing that was installed. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dir, "..", "..");

const FILES = [".claude-plugin", ".agents", "plugins"];

export interface Marketplace extends Disposable {
  path: string;
  /** Commits what a test has changed in it. */
  commit(): void;
}

/** Copies the marketplace's own files to a place from where no node_modules of ours can be found, as a git repository. */
export function createMarketplace(): Marketplace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-marketplace-")));
  for (const name of FILES) cpSync(join(ROOT, name), join(path, name), { recursive: true });
  const identity = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"];
  function git(...args: string[]): void {
    const result = Bun.spawnSync(["git", "-C", path, ...identity, ...args], { stderr: "pipe" });
    if (!result.success) throw new Error(result.stderr.toString());
  }
  const commit = () => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "a version");
  };
  git("init", "--quiet");
  commit();
  return { path, commit, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
