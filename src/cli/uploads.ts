/**
 * Uploads the files of `say`. They pass the same checks as an agent's files, but may lie anywhere.
 */
import { homedir } from "node:os";
import * as z from "zod";
import { checkBytes, quote, readSource } from "../attachments/pack";
import { openSource, type Places, RefusedError, type Source } from "../attachments/sources";
import { type Config, stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { readWorkingDirectory } from "../shared/working-directory";
import { callApi, uploadApi } from "./bridge-client";

/**
 * Uploads files for a message that is not sent yet, and gives their ids in order. Throws a
 * BridgeError that names the first file that cannot be attached, before it uploads any.
 */
export async function uploadFiles(config: Config, paths: readonly string[]): Promise<string[]> {
  // Fails first where no bridge runs.
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
      // The first part shows what the file is. The rest is read once all files have been checked.
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
