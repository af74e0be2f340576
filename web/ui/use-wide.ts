import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** About what the rest of a wide window takes beside an element of the timeline. */
const BESIDE_PX = 220;

/**
 * Whether an element has room for `px`. The window makes a first guess; the observer tells what is
 * true before the element is first painted, and whenever it changes. To measure here would lay out
 * the page once for each element.
 */
export function useWide(element: RefObject<HTMLElement | null>, px: number): boolean {
  const [wide, setWide] = useState(() => window.innerWidth >= px + BESIDE_PX);
  useLayoutEffect(() => {
    const own = element.current;
    if (own === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      // One that is skipped while it is out of sight has no width; it keeps the last.
      if (width > 0) setWide(width >= px);
    });
    observer.observe(own);
    return () => observer.disconnect();
  }, [element, px]);
  return wide;
}
