/** Rows that were read or written last, so that a message under way is not read again at each of its steps. */

/** An exchange has two messages. */
const GENERATION = 1_000;

export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
}

/**
 * A map of at least the last 1,000 entries and at most the last 2,000: the older half goes at once, since a map from which
 * single entries are deleted costs six times as much. `onDrop` is told of those. Rows in it are never changed in place: who holds
 * one keeps what it was.
 */
export function createRecent<V>(onDrop?: (keys: Iterable<string>) => void): Recent<V> {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return {
    get(key) {
      const value = young.get(key);
      return value === undefined ? old.get(key) : value;
    },
    set(key, value) {
      young.set(key, value);
      if (young.size < GENERATION) return;
      onDrop?.(old.keys());
      old = young;
      young = new Map();
    },
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    clear() {
      young.clear();
      old.clear();
    },
  };
}
