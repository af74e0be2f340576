/**
 * Copies the files that a tool call names into the state directory, where the other agent can read
 * them.
 */
import { homedir } from "node:os";
import type { NewAttachment } from "../shared/calls/envelope";
import { type FileLimits, stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { shorten } from "../shared/text";
import { isKeyHead } from "./content";
import { discard, measureFolder, takeIn } from "./intake";
import { openSource, type Places, RefusedError, type Source } from "./sources";

const CHUNK_BYTES = 256 * 1024;

export interface PackSettings {
  cwd: string;
  stateDir: string;
  limits: FileLimits;
  /** Another one than the user's only in tests. */
  home?: string;
}

/**
 * Copies files, in order. Throws the BridgeError that names the first one that cannot be attached;
 * nothing stays then.
 */
export async function pack(paths: readonly string[], settings: PackSettings): Promise<NewAttachment[]> {
  const { cwd, stateDir, limits, home = homedir() } = settings;
  const { files: dir, outbox } = stateFiles(stateDir);
  const places: Places = { cwd, home, stateDir, outbox };
  if ((await measureFolder(dir)) >= limits.folderBytes) {
    throw new BridgeError(
      "unavailable",
      `Nothing was sent: the folder of attachments is full (CODEX_BRIDGE_FILES_FOLDER_MB, ${toMb(limits.folderBytes)} MB). Name the paths in the text instead, or try again later.`,
      "files",
    );
  }
  const packed: NewAttachment[] = [];
  let total = 0;
  try {
    for (const path of paths) {
      const file = await packOne(path, { dir, places, limits, before: total });
      packed.push(file);
      total += file.bytes;
    }
    return packed;
  } catch (error) {
    for (const file of packed) await discard(dir, file);
    throw error;
  }
}

interface Packing {
  dir: string;
  places: Places;
  limits: FileLimits;
  /** Bytes of the files before this one. */
  before: number;
}

async function packOne(path: string, { dir, places, limits, before }: Packing): Promise<NewAttachment> {
  const onBytes = (bytes: number): void => checkBytes(bytes, before, limits);
  try {
    const source = await openSource(path, places);
    try {
      onBytes(source.bytes);
      return await takeIn(dir, { name: source.name, content: readSource(source), onBytes });
    } finally {
      await source.handle.close();
    }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    throw new BridgeError("bad_request", `Nothing was sent. Field "files": ${quote(path)} ${error.message}.`, "files");
  }
}

/** A file's content up to where it ends now: one that grows meanwhile ends by the limit. */
export async function* readSource({ handle }: Source): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    // A buffer for each chunk: the reader may still be writing the last one.
    const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES, at);
    if (bytesRead === 0) return;
    const chunk = buffer.subarray(0, bytesRead);
    if (at === 0 && isKeyHead(chunk)) throw new RefusedError("holds a private key");
    at += bytesRead;
    yield chunk;
  }
}

/**
 * Throws RefusedError where a file is too large, or is with the `before` bytes of those before it.
 */
export function checkBytes(bytes: number, before: number, limits: FileLimits): void {
  if (bytes > limits.bytes) {
    throw new RefusedError(`is over ${toMb(limits.bytes)} MB, the most for one file (CODEX_BRIDGE_MAX_FILE_MB)`);
  }
  if (before + bytes > limits.messageBytes) {
    const most = `${toMb(limits.messageBytes)} MB, the most for all files of a message`;
    throw new RefusedError(`takes the message over ${most} (CODEX_BRIDGE_MAX_FILE_MB)`);
  }
}

function toMb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

/** A path as its sender gave it, on one line and not too long. */
export function quote(path: string): string {
  const shown = path.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  return `"${shorten(shown, 300)}"`;
}
