/**
 * Codex's receipt: MCP knows no acknowledgement of a tool result, so one is inferred. A result counts as received by
 * the next call of its thread, or 250 ms after it was drained to Codex with no `notifications/cancelled` for that
 * call; a cancelled one goes back.
 */
import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import type { Clock } from "../clock";

const ACK_AFTER_MS = 250;

export interface Receipt {
  thread: string;
  lease: string;
  messages: string[];
}

export type Receipts = ReturnType<typeof createReceipts>;

/** Keeps the receipts of one process. `settle` tells the bridge; it must not throw. */
export function createReceipts(deps: {
  clock: Clock;
  settle(receipt: Receipt, verdict: "ack" | "release"): Promise<void>;
}) {
  const { clock, settle } = deps;
  /** `callOff` stops the wait for a cancellation; before the result is written there is nothing to stop. */
  const open = new Map<RequestId, { receipt: Receipt; written: boolean; callOff: () => void }>();

  function close(id: RequestId, verdict: "ack" | "release"): Promise<void> {
    const entry = open.get(id);
    if (!entry) return Promise.resolve();
    open.delete(id);
    entry.callOff();
    return settle(entry.receipt, verdict);
  }

  return {
    /** A result with leased messages is about to be written as the answer to request `id`. */
    expect(id: RequestId, receipt: Receipt): void {
      if (receipt.messages.length > 0) open.set(id, { receipt, written: false, callOff: () => {} });
    },
    /** The result is drained to Codex. */
    written(id: RequestId): void {
      const entry = open.get(id);
      if (!entry) return;
      entry.written = true;
      entry.callOff = clock.schedule(ACK_AFTER_MS, () => close(id, "ack"));
    },
    /** Codex gave the call up: what its result carried was not read. */
    cancelled(id: RequestId): void {
      close(id, "release");
    },
    /** A thread that calls again has had the results of its earlier calls. */
    nextCall(thread: string): void {
      for (const [id, { receipt, written }] of open) if (written && receipt.thread === thread) close(id, "ack");
    },
    /** Codex has gone: nothing that is not proved counts. The end of the connection gives it back, here or on a new host. */
    stop(): void {
      for (const { callOff } of open.values()) callOff();
      open.clear();
    },
  };
}
