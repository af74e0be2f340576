/**
 * The end of a call that its caller gives up. Every call has one at each of its two ends, and nearly none is used: the
 * platform's own takes 5 µs to make, to listen to and to leave.
 */

/**
 * What a call sees of it: the part of an AbortSignal that calls use, so that one of the platform serves as well. Unlike
 * there, `reason` is what was given, and a listener that throws keeps the others from being told.
 */
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
  let listeners: Set<() => void> | null = null;
  const cancel = {
    aborted: false,
    reason: undefined as unknown,
    addEventListener(_type: "abort", listener: () => void): void {
      if (cancel.aborted) return;
      listeners ??= new Set();
      listeners.add(listener);
    },
    removeEventListener: (_type: "abort", listener: () => void) => void listeners?.delete(listener),
    abort(reason?: unknown): void {
      if (cancel.aborted) return;
      cancel.aborted = true;
      cancel.reason = reason;
      for (const listener of listeners ?? []) listener();
      listeners = null;
    },
  };
  return cancel;
}
