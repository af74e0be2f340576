import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Whether an element has room for `px`, measured before it is first painted and whenever it changes. */
export function useWide(element: RefObject<HTMLElement | null>, px: number): boolean {
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    const own = element.current;
    if (own === null) return;
    setWide(own.clientWidth >= px);
    const observer = new ResizeObserver(() => {
      // One that is skipped while it is out of sight has no width; it keeps the last.
      if (own.clientWidth > 0) setWide(own.clientWidth >= px);
    });
    observer.observe(own);
    return () => observer.disconnect();
  }, [element, px]);
  return wide;
}
