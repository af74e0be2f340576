/**
 * The state directory: the user's alone, and a real one. Whoever else could write there could speak
 * for the bridge.
 */
import { chmodSync, lstatSync, mkdirSync, type Stats } from "node:fs";
import { stateFiles } from "./config";
import { BridgeError, toMessage } from "./errors";

/**
 * Makes the state directory, or closes an existing one to others. Throws a BridgeError where it is
 * not ours alone.
 */
export function prepareStateDir(dir: string): void {
  // Whatever this process writes from here on is its user's alone; SQLite's files get their mode
  // from this too.
  process.umask(0o077);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new BridgeError(
      "unavailable",
      `The state directory ${dir} cannot be made: ${toMessage(error)}. Set CODEX_BRIDGE_STATE_DIR to a directory of yours.`,
    );
  }
  assertOwnStateDir(dir);
  chmodSync(dir, 0o700);
  for (const path of Object.values(stateFiles(dir))) {
    if (tryStat(path)?.isDirectory()) chmodSync(path, 0o700);
  }
}

/**
 * Throws where the directory is a link or another user's; one that is not there yet has nothing to
 * be trusted in it.
 */
export function assertOwnStateDir(dir: string): void {
  const stat = tryStat(dir);
  if (!stat) return;
  if (!stat.isDirectory()) {
    throw new BridgeError(
      "unavailable",
      `The state directory ${dir} is a link or a file. Set CODEX_BRIDGE_STATE_DIR to a real directory of yours.`,
    );
  }
  const uid = process.getuid?.();
  if (uid !== undefined && stat.uid !== uid) {
    throw new BridgeError(
      "unavailable",
      `The state directory ${dir} belongs to another user. Set CODEX_BRIDGE_STATE_DIR to a directory of yours.`,
    );
  }
}

function tryStat(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    // Absent, or out of reach: nothing in it can be read either.
    return null;
  }
}
