/**
 * The transport into a live Codex session, put together. Loaded with the first push: most sessions
 * never see one.
 */
import { join } from "node:path";
import type { Answer } from "../../shared/calls/codex";
import type { CodexPush } from "../../shared/calls/push";
import type { Config } from "../../shared/config";
import { connectAppServer, startAppServer } from "../app-server";
import { CONTROL_SOCKET } from "../contract";
import { findCodex } from "../program";
import { createCapture } from "./capture";
import { createReach, type PushDeps } from "./push";

export interface LiveDeps extends Pick<PushDeps, "process" | "cwd" | "triggerOf" | "log"> {
  config: Config;
  /** Hands in what a turn that a question started has answered. */
  answer(input: Answer): Promise<unknown>;
  signal: AbortSignal;
}

/**
 * Makes the function with which the bridge reaches the session of this process. It never throws.
 */
export function createLiveReach({ config, answer, signal, ...own }: LiveDeps): CodexPush {
  const socket = join(config.codexHome, CONTROL_SOCKET);
  const onQuestion = createCapture({ connect: () => connectAppServer(socket), answer, signal, log: own.log });
  const startOwnServer = async () => startAppServer(findCodex(), config.codexEnvironment);
  return createReach({ ...own, socket, onQuestion, policy: config.push, startOwnServer });
}
