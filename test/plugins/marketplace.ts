/** A marketplace as the clients get it: what `bun run plugins` has built, and nothing that was installed. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dir, "..", "..");

/** The folder that `bun install` makes, which both clients can add. */
export const BUILT = join(ROOT, "dist", "plugins");

export interface Folder extends Disposable {
  path: string;
}

/** Copies the marketplace to a place from where no node_modules of ours can be found. */
export function copyMarketplace(): Folder {
  const folder = createFolder();
  cpSync(BUILT, folder.path, { recursive: true });
  return folder;
}

export interface Repository extends Folder {
  /** Commits a change of one file to the release, as a later version would have it. */
  change(file: string, edit: (text: string) => string): void;
}

/** A bare repository with the plugins on its branch `release`, pushed there by `bun run release`. */
export function createRepository(): Repository {
  const folder = createFolder();
  run(["git", "init", "--quiet", "--bare", folder.path]);
  run([process.execPath, join(ROOT, "scripts", "release.ts"), folder.path]);
  return {
    ...folder,
    change(file, edit) {
      using clone = createFolder();
      run(["git", "clone", "--quiet", "--branch", "release", folder.path, clone.path]);
      writeFileSync(join(clone.path, file), edit(readFileSync(join(clone.path, file), "utf8")));
      run(["git", "-C", clone.path, "commit", "--quiet", "--all", "--message", "a later version"]);
      run(["git", "-C", clone.path, "push", "--quiet"]);
    },
  };
}

function createFolder(): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-marketplace-")));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

function run(command: string[]): void {
  const who = { NAME: "test", EMAIL: "test@localhost" };
  const identity = Object.entries(who).flatMap(([key, value]) =>
    ["AUTHOR", "COMMITTER"].map((role) => [`GIT_${role}_${key}`, value]),
  );
  const { success, stderr } = Bun.spawnSync(command, { env: { ...process.env, ...Object.fromEntries(identity) } });
  if (!success) throw new Error(`${command.join(" ")}: ${stderr}`);
}
