/** Files that the command line sends along: looked at as those of agents are, but for where they lie, and uploaded. */
import { homedir } from "node:os";
import * as z from "zod";
import { checkBytes, quote, readSource } from "../attachments/pack";
import { openSource, type Places, RefusedError, type Source } from "../attachments/sources";
import { type Config, stateFiles } from "../config";
import { BridgeError } from "../errors";
import { readWorkingDirectory } from "../working-directory";
import { callApi, uploadApi } from "./bridge-client";

/**
 * Uploads files for a message that is still to be sent; gives their ids, in order. Throws the BridgeError that names the
 * first one that cannot be attached, before any is uploaded.
 */
export async function uploadFiles(config: Config, paths: readonly string[]): Promise<string[]> {
  // Whether a bridge runs, before anything else is done.
  await callApi(config, "/api/status", z.unknown());
  const { outbox } = stateFiles(config.stateDir);
  const places: Places = {
    cwd: readWorkingDirectory({}),
    home: homedir(),
    stateDir: config.stateDir,
    outbox,
    anywhere: true,
  };
  const sources: Source[] = [];
  try {
    let total = 0;
    for (const path of paths) {
      const source = await naming(path, () => openSource(path, places));
      sources.push(source);
      await naming(path, async () => checkBytes(source.bytes, total, config.files));
      // Its first part shows what it is; nothing else is read before all have been looked at.
      await naming(path, () => readSource(source).next());
      total += source.bytes;
    }
    const ids: string[] = [];
    for (const source of sources) {
      const { id } = await uploadApi(config, source.name, readSource(source));
      ids.push(id);
    }
    return ids;
  } finally {
    for (const { handle } of sources) await handle.close();
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    throw new BridgeError("bad_request", `Nothing was sent. --file ${quote(path)} ${error.message}.`, "file");
  }
}
