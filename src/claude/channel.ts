/** The push path into Claude's session: channel notifications straight to the transport, written once a microtask. */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Push } from "../calls";
import { toChannelParams } from "./framing";

/**
 * Makes the push of a transport. It resolves once all is drained to Claude Code, which says nothing about whether the
 * session listens: no acknowledgement exists (Claude Code 2.1.329).
 */
export function createChannel(transport: Transport): Push {
  return async (items) => {
    await Promise.all(
      items.map((item) =>
        transport.send({ jsonrpc: "2.0", method: "notifications/claude/channel", params: toChannelParams(item) }),
      ),
    );
  };
}
