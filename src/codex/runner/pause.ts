/** Waits between attempts. */

/** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}

/**
 * Delays that grow by half each time, from `firstMs` up to `mostMs`, spread so that many do not
 * come at once.
 */
export function* backoff(firstMs: number, mostMs: number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(ms * 1.5, mostMs)) yield ms * (0.75 + Math.random() / 2);
}
