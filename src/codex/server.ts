/**
 * Codex's side of the bridge as an MCP server: the tools, and the transport watched for what proves
 * receipt.
 */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/sdk/types.js";
import type { Attach } from "../attachments/attach";
import { serveMcp } from "../mcp/server";
import type { CodexApi } from "../shared/calls/calls";
import type { Clock } from "../shared/clock";
import { toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import { CODEX_INSTRUCTIONS } from "./instructions";
import { createReceipts, type Receipts } from "./receipts";
import type { KeepText } from "./texts";
import { createCodexTools } from "./tools";

export interface CodexServerDeps {
  transport: Transport;
  api: CodexApi;
  clock: Clock;
  keep: KeepText;
  process: string;
  attach: Attach;
  maxWaitMs: number;
  /** See CodexToolDeps. */
  onCall(thread: string, trigger: string | null): void;
  assertUsable(): void;
  log: Log;
  onClose(): void;
}

/**
 * Serves Codex over `transport`. Resolves with a function that takes nothing more as proved to have
 * arrived.
 */
export async function serveCodex(deps: CodexServerDeps): Promise<() => void> {
  const { transport, api, clock, log, onClose } = deps;
  const receipts = createReceipts({
    clock,
    settle: (receipt, verdict) =>
      api
        .settle({ ...receipt, verdict })
        // Nothing is lost: an unsettled lease goes back, and the message comes again.
        .catch((error: unknown) => log.debug(`settle: ${toMessage(error)}`)),
  });
  await serveMcp({
    transport: watchReceipts(transport, receipts),
    tools: createCodexTools({ ...deps, receipts }),
    instructions: CODEX_INSTRUCTIONS,
    log,
    onClose,
  });
  return () => receipts.stop();
}

/** The same transport, which also reports when a result is drained and when a call is cancelled. */
function watchReceipts(transport: Transport, receipts: Receipts): Transport {
  const watched: Transport = {
    async start() {
      transport.onmessage = (message, extra) => {
        const cancelled = cancelledRequest(message);
        if (cancelled !== null) receipts.cancelled(cancelled);
        watched.onmessage?.(message, extra);
      };
      transport.onclose = () => watched.onclose?.();
      transport.onerror = (error) => watched.onerror?.(error);
      await transport.start();
    },
    async send(message, options) {
      await transport.send(message, options);
      if ("result" in message) receipts.written(message.id);
    },
    close: () => transport.close(),
  };
  return watched;
}

function cancelledRequest(message: JSONRPCMessage): RequestId | null {
  if (!("method" in message) || message.method !== "notifications/cancelled") return null;
  const id = message.params?.requestId;
  return typeof id === "number" || typeof id === "string" ? id : null;
}
