/** Reads and replaces files of other programs: atomically, with their mode, and through links. */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { BridgeError, toMessage } from "../shared/errors";

/**
 * The text of a file, or null where there is none. Throws a BridgeError where it cannot be read,
 * and where it is not UTF-8: what is read and written again must come back byte for byte.
 */
export function readTextFile(path: string): string | null {
  try {
    return decode(readFileSync(path), path);
  } catch (error) {
    if (error instanceof BridgeError) throw error;
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw new BridgeError("conflict", `${path} cannot be read: ${toMessage(error)}.`);
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BridgeError(
      "conflict",
      `${path} is not UTF-8: line ${findBadLine(bytes)} has bytes of another encoding (Latin-1?). Save the file as UTF-8, then try again; nothing was changed.`,
    );
  }
}

/** The first line that is no UTF-8. Line ends are one byte, which is part of no other character. */
function findBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let line = 1, start = 0; ; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (newline < 0) return line;
    start = newline + 1;
  }
}

/** Why a file cannot be changed, and what to do; null where it can. */
export function whyNotWritable(path: string): string | null {
  try {
    const target = existsSync(path) ? realpathSync(path) : path;
    if (existsSync(target)) {
      // Root could write anything. Respect a file that its owner has write-protected all the same.
      if ((statSync(target).mode & 0o222) === 0)
        return `${path} is read-only. Make it writable first: chmod u+w ${target}`;
      accessSync(target, constants.W_OK);
    }
    let directory = dirname(target);
    while (!existsSync(directory) && directory !== dirname(directory)) directory = dirname(directory);
    if ((statSync(directory).mode & 0o222) === 0)
      return `${directory} is read-only. Make it writable first: chmod u+w ${directory}`;
    accessSync(directory, constants.W_OK);
    return null;
  } catch (error) {
    return `${path} cannot be written: ${toMessage(error)}. It must belong to you and be writable.`;
  }
}

/**
 * Replaces a file atomically, or removes it where `text` is null. A link stays a link, and the mode
 * stays.
 */
export function replaceFile(path: string, text: string | null, newMode = 0o600): void {
  if (text === null) return rmSync(path, { force: true });
  const target = existsSync(path) ? realpathSync(path) : path;
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const mode = existsSync(target) ? statSync(target).mode & 0o7777 : newMode;
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { mode, flush: true });
    chmodSync(draft, mode);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new BridgeError("conflict", `${path} cannot be written: ${toMessage(error)}.`);
  }
}

/** Makes a private directory. Returns the directories that it had to make, the outermost first. */
export function makePrivateDirectory(path: string): string[] {
  const missing = listMissingParents(join(path, "x"));
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new BridgeError(
      "unavailable",
      `${path} cannot be made: ${toMessage(error)}. Set CODEX_BRIDGE_STATE_DIR to a directory of yours.`,
    );
  }
  const trouble = whyNotOurs(path);
  if (trouble) throw new BridgeError("unavailable", trouble);
  return missing;
}

/** The missing directories above a file, the outermost first. */
export function listMissingParents(path: string): string[] {
  const missing: string[] = [];
  for (let at = dirname(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  return missing;
}

/** Why a directory is not private to its user; null where it is. */
export function whyNotOurs(path: string): string | null {
  const stat = lstatSync(path);
  const uid = process.getuid?.();
  const remedy = "Set CODEX_BRIDGE_STATE_DIR to a real directory of yours.";
  if (!stat.isDirectory()) return `The state directory ${path} is a link or a file. ${remedy}`;
  if (uid !== undefined && stat.uid !== uid) return `The state directory ${path} belongs to another user. ${remedy}`;
  return null;
}

/** The SHA-256 digest of a text. */
export function toDigest(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}
