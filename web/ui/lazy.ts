import { useEffect, useState } from "preact/hooks";

/** A part of the page that is fetched when it is first needed. */
export type Lazy<T> = { get(): T | undefined; load(): Promise<T> };

export function createLazy<T>(fetch: () => Promise<T>): Lazy<T> {
  let value: T | undefined;
  let underway: Promise<T> | undefined;
  return {
    get: () => value,
    load() {
      // One that failed is tried again by whoever needs it next.
      underway ??= fetch().then(
        (loaded) => {
          value = loaded;
          return loaded;
        },
        (error: unknown) => {
          underway = undefined;
          throw error;
        },
      );
      return underway;
    },
  };
}

/** The part, once it is wanted and here; null where it could not be fetched. */
export function useLazy<T>(lazy: Lazy<T>, wanted: boolean): T | null | undefined {
  const [, setState] = useState(0);
  const [failed, setFailed] = useState(false);
  const value = lazy.get();
  useEffect(() => {
    if (!wanted || value !== undefined) return;
    let gone = false;
    lazy.load().then(
      () => !gone && setState((count) => count + 1),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [lazy, wanted, value]);
  return value ?? (failed ? null : undefined);
}
