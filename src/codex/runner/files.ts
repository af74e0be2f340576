/**
 * The files of a run, looked at before Codex hears of them: it starts with a directory or an image
 * that is not there.
 */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { findImageType } from "../../attachments/content";
import { EngineError } from "../../core/runs/engine";
import { toMessage } from "../../shared/errors";

const IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const MAX_IMAGE_BYTES = 50 * 1024 * 1024;

/** Throws `bad_cwd` unless it is the absolute path of a directory. */
export function assertDirectory(cwd: string): void {
  const refuse = (why: string) => {
    throw new EngineError("bad_cwd", `${JSON.stringify(cwd)} ${why}. Name the absolute path of a directory.`, {
      field: "cwd",
    });
  };
  if (!isAbsolute(cwd) || cwd.includes("\0")) refuse("is not an absolute path");
  const stat = statSync(cwd, { throwIfNoEntry: false });
  if (!stat) refuse("does not exist");
  else if (!stat.isDirectory()) refuse("is not a directory");
}

/** Throws `bad_image` unless every path is that of an image. */
export function assertImages(paths: readonly string[]): void {
  for (const path of paths) {
    const why = isAbsolute(path) ? whyNoImage(path) : "is not an absolute path";
    if (why === null) continue;
    const message = `${JSON.stringify(path)} ${why}. Codex takes ${IMAGES.join(", ")}.`;
    throw new EngineError("bad_image", message, { field: "images", allowed: IMAGES });
  }
}

function whyNoImage(path: string): string | null {
  let file: number;
  try {
    // A pipe would be waited for.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return `cannot be read (${toMessage(error)})`;
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return "is not a file";
    if (stat.size > MAX_IMAGE_BYTES) return `is larger than ${MAX_IMAGE_BYTES / 1024 / 1024} MB`;
    const head = Buffer.alloc(16);
    readSync(file, head, 0, head.length, 0);
    return IMAGES.includes(findImageType(head) ?? "") ? null : "is not an image";
  } finally {
    closeSync(file);
  }
}
