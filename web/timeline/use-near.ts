import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const AHEAD = "800px";

/** True once an element has come near to what the reader sees. */
export function useNear(element: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const own = element.current;
    if (near || own === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { root: own.closest(".timeline"), rootMargin: AHEAD },
    );
    observer.observe(own);
    return () => observer.disconnect();
  }, [element, near]);
  return near;
}
