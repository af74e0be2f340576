/** Keeps the history within its age and size, a little at a time so that no call waits for it. */
import type { Store } from "../store/store";
import type { SteadyTime } from "./steady-time";

const BATCH = 200;

export interface RetentionSettings {
  /** Infinity keeps everything. */
  maxAgeMs: number;
  maxBytes: number;
  /** Called with the ids that are gone. */
  onForget(ids: string[]): void;
}

/**
 * Makes the function that forgets what is too old, and then the oldest while the history is too
 * large.
 */
export function createSweep(
  { store, steadyTime }: { store: Store; steadyTime: SteadyTime },
  settings: RetentionSettings,
): () => Promise<void> {
  const { maxAgeMs, maxBytes, onForget } = settings;

  async function forget(before: number): Promise<number> {
    const ids = await store.commit(() => store.retention.forgetMessages(before, BATCH));
    if (ids.length > 0) onForget(ids);
    return ids.length;
  }

  return async () => {
    const now = steadyTime();
    const oldest = Number.isFinite(maxAgeMs) ? now - maxAgeMs : 0;
    while ((await forget(oldest)) === BATCH);
    while (store.retention.usedBytes() > maxBytes && (await forget(now)) > 0);
    await store.commit(() => store.retention.forgetEmpty(oldest));
    store.retention.shrink();
  };
}
