/** What the tools of both agents do with `files`. Loads the code that reads them only once a call names some. */
import * as z from "zod/mini";
import type { NewAttachment } from "../calls/envelope";
import { stateFiles } from "../config";
import { BridgeError } from "../errors";
import { MAX_ATTACHMENTS } from "../protocol";
import type { PackSettings } from "./pack";

/** The argument `files` of a tool. */
export const Files = z
  .array(
    z
      .string()
      .check(z.minLength(1, "expected a path"), z.maxLength(4096, "expected a path of at most 4096 characters")),
  )
  .check(z.maxLength(MAX_ATTACHMENTS, `expected at most ${MAX_ATTACHMENTS} files`));

/** How tools describe it. */
export const FILES_ARE =
  "Paths of files to attach, absolute or relative to your working directory: regular files of this project. The other side gets copies.";

/**
 * Makes a call with copies of files, none where `paths` names none. Copies that the bridge refused to take are removed
 * at once; where it is not certain that it refused, the host removes them later. `isUnsent` tells of results that say no.
 */
export type Attach = <T>(
  paths: readonly string[] | undefined,
  call: (own: { files?: NewAttachment[] }) => Promise<T>,
  isUnsent?: (result: T) => boolean,
) => Promise<T>;

/** With these codes a call may have been done all the same. */
const UNCERTAIN: ReadonlySet<string> = new Set(["unavailable", "internal", "timeout"]);

export function createAttach(settings: PackSettings): Attach {
  const dir = stateFiles(settings.stateDir).files;

  return async (paths, call, isUnsent = () => false) => {
    if (!paths || paths.length === 0) return call({});
    const [{ pack }, { discard }] = await Promise.all([import("./pack"), import("./intake")]);
    const files = await pack(paths, settings);
    const remove = () => Promise.all(files.map((file) => discard(dir, file)));
    try {
      const result = await call({ files });
      if (isUnsent(result)) await remove();
      return result;
    } catch (error) {
      if (error instanceof BridgeError && !UNCERTAIN.has(error.code)) await remove();
      throw error;
    }
  };
}
