/**
 * What the tools of both agents do with `files`. Loads the code that reads them only once a call
 * names some.
 */
import type { NewAttachment } from "../shared/calls/envelope";
import { stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import type { PackSettings } from "./pack";

/**
 * Makes a call with copies of files, none where `paths` names none. Copies that the bridge refused
 * to take are removed at once; where it is not certain that it refused, the host removes them
 * later. `isUnsent` tells of results that say no.
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

  async function withFiles<T>(
    paths: readonly string[],
    call: (own: { files?: NewAttachment[] }) => Promise<T>,
    isUnsent: (result: T) => boolean,
  ): Promise<T> {
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
  }

  return (paths, call, isUnsent = () => false) =>
    paths && paths.length > 0 ? withFiles(paths, call, isUnsent) : call({});
}
