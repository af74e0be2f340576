/** Rows that were read or written last, so that a message under way is not read again at each of its steps. */

/** About 2 MB of rows; an exchange takes four of them. */
const LIMIT = 4_000;

export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
}

/** A map of the last `LIMIT` entries. Values are never changed in place: who holds one keeps what it was. */
export function createRecent<V>(): Recent<V> {
  const entries = new Map<string, V>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.set(key, value);
      if (entries.size <= LIMIT) return;
      // A map keeps the order of insertion: the first is the oldest.
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
