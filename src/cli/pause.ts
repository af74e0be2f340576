/** codex-bridge pause: holds what the agents say, in one conversation or everywhere. */
import { Gated, GloballyGated } from "../api";
import type { Config } from "../config";
import { callApi } from "./api";
import { findConversation } from "./conversations";
import { toSelf } from "./self";

export interface GateOptions {
  conversation?: string;
  json?: boolean;
}

/** Changes the gate of one conversation, or of all; throws `unavailable` where no bridge runs. */
export async function turnGate(config: Config, action: "pause" | "resume", { conversation }: GateOptions) {
  if (conversation === undefined) return callApi(config, "/api/gate", GloballyGated, { action });
  const id = await findConversation(config, conversation);
  return callApi(config, `/api/conversations/${encodeURIComponent(id)}/gate`, Gated, { action });
}

/** Pauses, and says how to go on. */
export async function runPause(config: Config, options: GateOptions): Promise<void> {
  const result = await turnGate(config, "pause", options);
  if (options.json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  const id = "conversation" in result ? result.conversation.id : null;
  const what = id === null ? "Everything is paused" : `${id} is paused`;
  const resume = `${toSelf()} resume${id === null ? "" : ` --conversation ${id}`}`;
  process.stdout.write(
    `${what}: what the agents say is held. Read and decide on the page (${toSelf()} open), or let all go: ${resume}\n`,
  );
}
