/** The road into a live Codex session, put together. Loaded with the first push: most sessions never see one. */
import { join } from "node:path";
import type { Answer } from "../calls/codex";
import type { Reach } from "../calls/outreach";
import type { Config } from "../config";
import { connectAppServer, startAppServer } from "./app-server";
import { createCapture } from "./capture";
import { CONTROL_SOCKET } from "./contract";
import { findCodex } from "./program";
import { createReach, type PushDeps } from "./push";

export interface LiveDeps extends Pick<PushDeps, "process" | "cwd" | "triggerOf" | "log"> {
  config: Config;
  /** Hands in what a turn that a question started has answered. */
  answer(input: Answer): Promise<unknown>;
  signal: AbortSignal;
}

/** Makes the function with which the bridge reaches the session of this process. It never throws. */
export function createLiveReach({ config, answer, signal, ...own }: LiveDeps): Reach {
  const socket = join(config.codexHome, CONTROL_SOCKET);
  const onQuestion = createCapture({ connect: () => connectAppServer(socket), answer, signal, log: own.log });
  const startOwnServer = async () => startAppServer(findCodex(), config.codexEnvironment);
  return createReach({ ...own, socket, onQuestion, policy: config.push, startOwnServer });
}
