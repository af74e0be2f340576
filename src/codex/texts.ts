/** Long texts as files: Codex shows its model only their beginning and their end. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "../shared/calls/envelope";

/**
 * Puts a long text into a file that only this user reads, and gives its path. Throws where that
 * cannot be written.
 */
export type KeepText = (message: Envelope) => string;

/** Makes the function that writes long texts into `dir`, one file a message. */
export function createTextKeeper(dir: string): KeepText {
  return ({ id, text }) => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const path = join(dir, `${id}.md`);
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
    return path;
  };
}
