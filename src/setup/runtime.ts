/**
 * Which Bun the clients are told to start the servers with: an absolute path that will still be
 * there tomorrow. A Bun that `npx` fetched lies in a cache, so that one is kept in the state
 * directory.
 */
import { copyFileSync, linkSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Places } from "./places";
import { isAtLeast, isExecutable, isSameFile, readVersion } from "./programs";

export const OLDEST_BUN = "1.4.0";

export interface Runtime {
  path: string;
  version: string;
  /** The program to copy to `path`, if it is not there yet. */
  keepFrom: string | null;
}

/** Chooses the Bun for the registrations. */
export async function chooseRuntime(places: Places, execPath: string = process.execPath): Promise<Runtime> {
  const stable = places.path.map((directory) => join(directory, "bun")).filter((path) => isLasting(path, places));
  // A link such as /opt/homebrew/bin/bun outlives the versioned directory behind it.
  const same = stable.find((path) => isExecutable(path) && isSameFile(path, execPath));
  if (same) return { path: same, version: Bun.version, keepFrom: null };
  if (isLasting(execPath, places)) return { path: execPath, version: Bun.version, keepFrom: null };
  for (const path of stable.filter(isExecutable)) {
    const version = await readVersion(path, places.env);
    if (version && isAtLeast(version, OLDEST_BUN)) return { path, version, keepFrom: null };
  }
  const kept = join(places.stateDir, "bin", `bun-${Bun.version}`);
  return { path: kept, version: Bun.version, keepFrom: isExecutable(kept) ? null : execPath };
}

/** Keeps a Bun as a hard link where that is possible, else as a copy. */
export function keepRuntime({ path, keepFrom }: Pick<Runtime, "path" | "keepFrom">): void {
  if (keepFrom === null) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  try {
    linkSync(keepFrom, path);
  } catch {
    // Another file system, or one without hard links.
    copyFileSync(keepFrom, path);
  }
}

/** Caches of npx and bunx, and the directory that `bun run` puts on PATH, do not last. */
function isLasting(path: string, { temporary }: Places): boolean {
  return !/[/\\](_npx|node_modules|bunx-[^/]*|bun-node-[^/]*)[/\\]/.test(path) && !path.startsWith(`${temporary}/`);
}
