/**
 * Codex's receipt: MCP knows no acknowledgement of a tool result, so one is inferred. A result
 * counts as received by the next call of its thread, or 250 ms after it was drained to Codex with
 * no `notifications/cancelled` for that call; a cancelled one goes back.
 */
import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import type { Clock } from "../shared/clock";

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
  /** By request; `writtenAt` is null until the result is drained. */
  const open = new Map<RequestId, { receipt: Receipt; writtenAt: number | null }>();
  /**
   * One timer for all: at many calls a second, one for each would be most of what a receipt costs.
   */
  let callOff: (() => void) | null = null;

  function close(id: RequestId, verdict: "ack" | "release"): void {
    const entry = open.get(id);
    if (!entry) return;
    open.delete(id);
    settle(entry.receipt, verdict);
  }

  /** Results that were written and not cancelled for long enough have been received. */
  function review(): void {
    callOff = null;
    for (const [id, { writtenAt }] of open) {
      if (writtenAt === null) continue;
      const left = writtenAt + ACK_AFTER_MS - clock.monotonic();
      if (left <= 0) close(id, "ack");
      else return plan(left);
    }
  }

  function plan(ms: number): void {
    callOff ??= clock.schedule(ms, review);
  }

  return {
    /** A result with leased messages is about to be written as the answer to request `id`. */
    expect(id: RequestId, receipt: Receipt): void {
      if (receipt.messages.length > 0) open.set(id, { receipt, writtenAt: null });
    },
    /** The result is drained to Codex. */
    written(id: RequestId): void {
      const entry = open.get(id);
      if (!entry) return;
      // Moved to the end: a map keeps the order of insertion, and so the oldest comes first in
      // `review`.
      open.delete(id);
      open.set(id, { ...entry, writtenAt: clock.monotonic() });
      plan(ACK_AFTER_MS);
    },
    /** Codex gave the call up: what its result carried was not read. */
    cancelled(id: RequestId): void {
      close(id, "release");
    },
    /** A thread that calls again has had the results of its earlier calls. */
    nextCall(thread: string): void {
      for (const [id, { receipt, writtenAt }] of open) {
        if (writtenAt !== null && receipt.thread === thread) close(id, "ack");
      }
    },
    /**
     * Codex has gone: nothing that is not proved counts. The end of the connection gives it back,
     * here or on a new host.
     */
    stop(): void {
      callOff?.();
      callOff = null;
      open.clear();
    },
  };
}
