/** Collects what the socket brings between two frames of the browser's: the page is drawn once for all of it. */
import type { PageEvent } from "../src/shared/api";

export type Batch = {
  add(events: readonly PageEvent[]): void;
  /** Applies what was collected, without waiting for the next frame. */
  flush(): void;
  close(): void;
};

export function createBatch(apply: (events: readonly PageEvent[]) => void): Batch {
  let collected: PageEvent[] = [];
  let frame = 0;
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
      else if (frame === 0) frame = requestAnimationFrame(flush);
    },
    flush,
    close() {
      cancelAnimationFrame(frame);
      document.removeEventListener("visibilitychange", flush);
    },
  };
}
