/** What `pause` and `resume` share: the gate of one conversation, or of all. */
import { Gated, GloballyGated } from "../shared/api";
import type { Config } from "../shared/config";
import { callApi } from "./bridge-client";
import { findConversation } from "./find-conversation";

export interface GateOptions {
  /** The beginning of a conversation's id. Without it, all conversations are meant. */
  conversation?: string;
  json?: boolean;
}

/** Turns the gate. Throws `unavailable` where no bridge runs. */
export async function turnGate(config: Config, action: "pause" | "resume", { conversation }: GateOptions) {
  if (conversation === undefined) return callApi(config, "/api/gate", GloballyGated, { action });
  const id = await findConversation(config, conversation);
  return callApi(config, `/api/conversations/${encodeURIComponent(id)}/gate`, Gated, { action });
}
