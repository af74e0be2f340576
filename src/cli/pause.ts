/** codex-bridge pause: holds what the agents say, in one conversation or everywhere. */
import { Gated, GloballyGated } from "../api";
import type { Config } from "../config";
import { callApi } from "./api";

export interface GateOptions {
  conversation?: string;
  json?: boolean;
}

/** Changes the gate of one conversation, or of all; throws `unavailable` where no bridge runs. */
export function turnGate(config: Config, action: "pause" | "resume", { conversation }: GateOptions) {
  if (conversation === undefined) return callApi(config, "/api/gate", GloballyGated, { action });
  return callApi(config, `/api/conversations/${encodeURIComponent(conversation)}/gate`, Gated, { action });
}

/** Pauses, and says how to go on. */
export async function runPause(config: Config, options: GateOptions): Promise<void> {
  const result = await turnGate(config, "pause", options);
  if (options.json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  const { conversation } = options;
  const what = conversation === undefined ? "Everything is paused" : `${conversation} is paused`;
  const resume = `codex-bridge resume${conversation === undefined ? "" : ` --conversation ${conversation}`}`;
  process.stdout.write(
    `${what}: what the agents say is held. Read and decide on the page (codex-bridge open), or let all go: ${resume}\n`,
  );
}
