/** A throw-away home with a project and a state directory, and files in it that tests attach or must not be able to. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pack } from "../../src/attachments/pack";
import { type FileLimits, readConfig } from "../../src/shared/config";
import { refusal } from "../support/domain";
import { createRepository } from "../support/repository";

export const LIMITS: FileLimits = readConfig({ HOME: "/nowhere" }).files;

/** The beginning of a real picture: what a sniffer needs. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export interface Rig {
  home: string;
  project: string;
  stateDir: string;
  outbox: string;
  /** Where copies lie. */
  folder: string;
  /** Writes a file at a path from the home, and gives its absolute path. */
  write(path: string, content?: string | Uint8Array): string;
  pack(paths: string[], more?: { cwd?: string; home?: string; limits?: Partial<FileLimits> }): ReturnType<typeof pack>;
  /** Why a path is refused; fails where it is not. Asserts that no copy stays. */
  refuse(path: string, more?: Parameters<Rig["pack"]>[1]): Promise<{ code: string; message: string; field?: string }>;
  /** The copies in the folder, by directory. */
  copies(): string[];
  [Symbol.dispose](): void;
}

export function createRig(): Rig {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-files-")));
  const project = join(home, "code", "project");
  const stateDir = join(home, ".claude", "channels", "codex-bridge");
  const folder = join(stateDir, "files");
  createRepository(project);
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });

  function copies(): string[] {
    try {
      return readdirSync(folder);
    } catch {
      // Nothing was ever copied.
      return [];
    }
  }

  const rig: Rig = {
    home,
    project,
    stateDir,
    outbox: join(stateDir, "outbox"),
    folder,
    write(path, content = "content") {
      const whole = join(home, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, content);
      return whole;
    },
    pack: (paths, { cwd = project, home: own = home, limits = {} } = {}) =>
      pack(paths, { cwd, stateDir, home: own, limits: { ...LIMITS, ...limits } }),
    async refuse(path, more) {
      const before = copies();
      const refused = await refusal(rig.pack([path], more));
      if (copies().length > before.length) throw new Error(`a copy stays: ${copies()}`);
      return refused;
    },
    copies,
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
  return rig;
}
