/** What the domain does of its own accord, later and again; all of it ends with the bridge. */
import type { Clock } from "../shared/clock";
import { toMessage } from "../shared/errors";
import type { Log } from "../shared/log";

/** A session that is away for longer than this is not just reconnecting. */
export const VANISHED_AFTER_MS = 3_000;

/** What must not be left undone is tried again after this. */
const PERSIST_MS = 5_000;

export interface Schedule {
  /** Does something after `ms`; a failure is logged. */
  later(ms: number, work: () => Promise<unknown>): void;
  /**
   * Does what must not be left undone: where it fails, as on a full disk, it is done again. Never
   * rejects.
   */
  persist(work: () => Promise<unknown>): Promise<void>;
  /**
   * Does something after `ms`, and then each time after what it gives. A failure is logged, and
   * tried after `retryMs`.
   */
  repeat(ms: number, retryMs: number, work: () => Promise<number>): void;
  close(): void;
}

export function createSchedule({ clock, log }: { clock: Clock; log: Log }): Schedule {
  const timers = new Set<() => void>();
  let isClosed = false;

  function later(ms: number, work: () => Promise<unknown>): void {
    // Sessions are still put away after the end, when their connections break; nothing is planned
    // for them any more.
    if (isClosed) return;
    const cancel = clock.schedule(ms, () => {
      timers.delete(cancel);
      work().catch((error: unknown) => log.error(toMessage(error)));
    });
    timers.add(cancel);
  }

  async function persist(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error(toMessage(error));
      later(PERSIST_MS, () => persist(work));
    }
  }

  function repeat(ms: number, retryMs: number, work: () => Promise<number>): void {
    later(ms, async () => {
      let nextMs = retryMs;
      try {
        nextMs = await work();
      } finally {
        repeat(nextMs, retryMs, work);
      }
    });
  }

  return {
    later,
    persist,
    repeat,
    close() {
      isClosed = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
