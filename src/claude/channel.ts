/**
 * The channel of Claude's session: notifications straight to the MCP transport, written once a
 * microtask.
 */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Envelope } from "../shared/calls/envelope";
import { toChannelParams } from "./framing";

/** Writes messages to the session's channel. */
export type WriteToChannel = (items: readonly Envelope[]) => Promise<void>;

/**
 * Makes the function that writes messages to a channel. It resolves once all is drained to Claude
 * Code, which says nothing about whether the session listens: no acknowledgement exists (Claude
 * Code 2.1.329).
 */
export function createChannel(transport: Transport): WriteToChannel {
  return async (items) => {
    const send = (item: Envelope) =>
      transport.send({ jsonrpc: "2.0", method: "notifications/claude/channel", params: toChannelParams(item) });
    await Promise.all(items.map(send));
  };
}
