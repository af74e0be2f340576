/**
 * Time as a dependency: the domain never reads the system's clock itself, so that tests can move
 * it.
 */
export interface Clock {
  /**
   * Epoch milliseconds, for what is stored and shown. A person or a time server may set them
   * forwards or back.
   */
  now(): number;
  /**
   * Whole milliseconds of a clock that nobody can set, for waits. It tells nothing but how long ago
   * something was.
   */
  monotonic(): number;
  /** Calls `wake` once after `ms`; the returned function calls it off. */
  schedule(ms: number, wake: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Math.floor(performance.now()),
  schedule(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};
