/**
 * The end of a call that its caller gives up. Every call has one at each of its two ends, and nearly none is used: the
 * platform's own takes 5 µs to make, to listen to and to leave.
 */

/** What a call sees of it: the part of an AbortSignal that calls use, so that one of the platform serves as well. */
export interface Signal extends Pick<AbortSignal, "aborted" | "reason"> {
  /** The listener is called once; never where it comes after the end. */
  addEventListener(type: "abort", listener: () => void, options?: { once: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface Cancel extends Signal {
  /** Ends the call; a second time does nothing. */
  abort(reason?: unknown): void;
}

export function createCancel(): Cancel {
  let listeners: readonly (() => void)[] = [];
  const cancel = {
    aborted: false,
    reason: undefined as unknown,
    addEventListener(_type: "abort", listener: () => void): void {
      if (!cancel.aborted) listeners = [...listeners, listener];
    },
    removeEventListener(_type: "abort", listener: () => void): void {
      listeners = listeners.filter((other) => other !== listener);
    },
    abort(reason?: unknown): void {
      if (cancel.aborted) return;
      cancel.aborted = true;
      cancel.reason = reason;
      const told = listeners;
      listeners = [];
      for (const listener of told) listener();
    },
  };
  return cancel;
}
