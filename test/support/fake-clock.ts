/** A clock that stands still until a test moves it. */
import type { Clock } from "../../src/shared/clock";

export interface FakeClock extends Clock {
  /** Moves time on and wakes what falls due on the way, in order; all that follows from each has happened when it resolves. */
  advance(ms: number): Promise<void>;
  /** Moves time on and wakes what falls due, but lets nothing that follows run yet: for races. */
  strike(ms: number): void;
  /** Sets the clock on the wall, as a person would: waits do not notice. */
  leap(ms: number): void;
  /** Timers that are neither over nor called off. */
  pending(): number;
}

export function createFakeClock(start = Date.UTC(2030, 0, 1)): FakeClock {
  /** What the clock on the wall is ahead of the one that nobody can set. */
  let ahead = 0;
  let now = start;
  const timers = new Set<{ at: number; wake: () => void }>();

  /** Wakes the timer that falls due first until `end`; false where there is none. */
  function wakeNext(end: number): boolean {
    let next: { at: number; wake: () => void } | null = null;
    for (const timer of timers) if (timer.at <= end && (next === null || timer.at < next.at)) next = timer;
    if (next === null) return false;
    timers.delete(next);
    now = Math.max(now, next.at);
    next.wake();
    return true;
  }

  return {
    now: () => now + ahead,
    monotonic: () => now,
    leap(ms) {
      ahead += ms;
    },
    schedule(ms, wake) {
      const timer = { at: now + ms, wake };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settled();
      while (wakeNext(end)) await settled();
      now = end;
    },
    strike(ms) {
      const end = now + ms;
      while (wakeNext(end));
      now = end;
    },
    pending: () => timers.size,
  };
}

/** Resolves once every microtask has run, and those that they led to: the domain works in nothing else. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
