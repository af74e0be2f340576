/** The push path into Claude's session: channel notifications straight to the transport, written once a microtask. */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Push } from "../calls/claude";
import { toChannelParams } from "./framing";

/** Ids of pushed messages that are remembered for a bridge that takes over; older ones would only come twice. */
const REMEMBERED = 10_000;

export interface Channel {
  push: Push;
  /** The messages written to this client so far, oldest first. */
  pushed(): string[];
}

/**
 * Makes the channel of a transport. A push resolves once all is drained to Claude Code, which says nothing about
 * whether the session listens: no acknowledgement exists (Claude Code 2.1.329).
 */
export function createChannel(transport: Transport): Channel {
  let written: string[] = [];
  return {
    async push(items) {
      await Promise.all(
        items.map((item) =>
          transport.send({ jsonrpc: "2.0", method: "notifications/claude/channel", params: toChannelParams(item) }),
        ),
      );
      for (const { id } of items) written.push(id);
      // Now and then: a set from which the oldest is deleted each time took a twentieth of the host's time (bench: throughput).
      if (written.length > 2 * REMEMBERED) written = written.slice(-REMEMBERED);
    },
    pushed: () => written.slice(-REMEMBERED),
  };
}
