/**
 * Counts refused credentials: a flood of them is answered in short and told once a second, and
 * holds up nobody else.
 */
import type { Clock } from "../shared/clock";
import type { Log } from "../shared/log";

const WINDOW_MS = 1_000;

export interface Failures {
  /** Notes one more; true where it is over the limit of its second. */
  note(): boolean;
}

/**
 * Makes the counter. All clients share it, since on loopback all look alike: so it never stands in
 * the way of a credential that is right, which is looked at first and costs the same either way.
 */
export function createFailures({ perSecond, clock, log }: { perSecond: number; clock: Clock; log: Log }): Failures {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    note() {
      const now = clock.monotonic();
      if (now - since >= WINDOW_MS) {
        since = now;
        count = 0;
      }
      count++;
      if (count === perSecond + 1) log.warn(`more than ${perSecond} wrong keys or proofs within a second`);
      return count > perSecond;
    },
  };
}
