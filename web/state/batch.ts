/**
 * Collects what the socket brings between two drawings of the page, which is drawn once for all of
 * it.
 */
import type { PageEvent } from "../../src/shared/api";

/**
 * What comes alone is drawn in the next frame. Of many the page draws this seldom, so that keys
 * come between.
 */
const REST_MS = 120;

export type Batch = {
  add(events: readonly PageEvent[]): void;
  /** Applies what was collected, without waiting for the next frame. */
  flush(): void;
  close(): void;
};

export function createBatch(apply: (events: readonly PageEvent[]) => void): Batch {
  let collected: PageEvent[] = [];
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  function draw(): void {
    flush();
    rest = setTimeout(() => {
      rest = undefined;
      if (collected.length > 0) frame = requestAnimationFrame(draw);
    }, REST_MS);
  }
  function flush(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    if (collected.length === 0) return;
    const events = collected;
    collected = [];
    apply(events);
  }
  document.addEventListener("visibilitychange", flush);
  return {
    add(events) {
      collected.push(...events);
      // A page that is out of sight has no frames, and its title tells what waits all the same.
      if (document.visibilityState !== "visible") flush();
      else if (frame === 0 && rest === undefined) frame = requestAnimationFrame(draw);
    },
    flush,
    close() {
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      document.removeEventListener("visibilitychange", flush);
    },
  };
}
