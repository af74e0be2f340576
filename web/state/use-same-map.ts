import { useRef } from "preact/hooks";

/**
 * The map of last time where the new one holds the same: whoever draws by it need not draw again.
 */
export function useSameMap<K, V>(
  next: ReadonlyMap<K, V>,
  isSame: (a: V, b: V) => boolean = Object.is,
): ReadonlyMap<K, V> {
  const kept = useRef(next);
  const last = kept.current;
  const isEqual =
    last.size === next.size &&
    [...next].every(([key, value]) => {
      const old = last.get(key);
      return old !== undefined && isSame(old, value);
    });
  if (!isEqual) kept.current = next;
  return kept.current;
}
