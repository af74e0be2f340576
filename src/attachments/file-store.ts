/**
 * The host's view of the folder of attachments: what lies there is looked at before a message may
 * name it.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, rmSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FileStore } from "../core/attachments";
import { BridgeError } from "../shared/errors";
import { ATTACHMENT_ID } from "../shared/ids";
import { ATTACHMENT_TYPES, findImageType, isTextHead, TEXT, UNKNOWN } from "./content";
import { takeIn } from "./intake";
import { pathOf, toShownName } from "./names";

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** Text is told from other content by this much of it; only what is shown depends on that. */
const HEAD_BYTES = 64 * 1024;

export function createFileStore(dir: string): FileStore {
  /** The first bytes of a file, which has to be as long as its sender says. */
  function readHead(path: string, folder: string, bytes: number): Uint8Array {
    if (!lstatSync(folder).isDirectory()) throw new Error("a link");
    const fd = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile() || stat.nlink !== 1 || stat.size !== bytes) throw new Error("another file");
      const head = new Uint8Array(Math.min(bytes, HEAD_BYTES));
      return head.subarray(0, readSync(fd, head, 0, head.length, 0));
    } finally {
      closeSync(fd);
    }
  }

  return {
    pathOf: (file) => pathOf(dir, file),

    inspect(file) {
      const { id, name, bytes } = file;
      try {
        if (toShownName(name) !== name) throw new Error("a name that is not ours");
        const head = readHead(pathOf(dir, file), join(dir, id), bytes);
        const isText = file.type === TEXT && isTextHead(head);
        return { id, name, bytes, type: findImageType(head) ?? (isText ? TEXT : UNKNOWN) };
      } catch {
        // Not there, not readable, or not what its sender says: all the same to whoever sent it.
        throw new BridgeError(
          "bad_request",
          `Nothing was sent. Field "files": the copy of ${JSON.stringify(name)} is not where the bridge looks for it. Both sides need the same state directory (CODEX_BRIDGE_STATE_DIR); then try again.`,
          "files",
        );
      }
    },

    receive: (name, content, onBytes) => takeIn(dir, { name, content, onBytes }),

    remove(id) {
      if (ATTACHMENT_ID.test(id)) rmSync(join(dir, id), { recursive: true, force: true });
    },

    async list() {
      const found: { id: string; madeAt: number }[] = [];
      for (const id of await readdir(dir).catch(() => [])) {
        if (!ATTACHMENT_ID.test(id)) continue;
        const stat = await lstat(join(dir, id)).catch(() => null);
        if (stat) found.push({ id, madeAt: stat.mtimeMs });
      }
      return found;
    },
  };
}

/** The type that a file is served with: one of the table's, whatever stands in the database. */
export function toServedType(type: string): string {
  if (type === TEXT) return "text/plain; charset=utf-8";
  return ATTACHMENT_TYPES.has(type) ? type : UNKNOWN;
}
