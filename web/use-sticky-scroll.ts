import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Closer to the end than this counts as being at the end. */
const NEAR_PX = 48;

export type StickyScroll = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  following: boolean;
  toEnd(): void;
  /** Stops following until the reader scrolls back to the end: what they opened must not move away. */
  release(): void;
};

/**
 * Keeps a list at its end while the reader is there, and otherwise keeps what they read where it is, whatever is
 * added before or after. `version` changes with the list.
 */
export function useStickyScroll(version: unknown): StickyScroll {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [following, setFollowing] = useState(true);

  const follow = useCallback((on: boolean) => {
    stuck.current = on;
    setFollowing(on);
  }, []);
  const jump = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);

  // Taken while rendering, which is before Preact touches the list: afterwards it is too late to know.
  const anchor = stuck.current ? null : anchorOf(scroller.current);
  useLayoutEffect(() => {
    if (stuck.current) jump();
    else if (anchor !== null && scroller.current && anchor.element.isConnected) {
      scroller.current.scrollTop += anchor.element.getBoundingClientRect().top - anchor.top;
    }
  }, [version]);

  useEffect(() => {
    const view = scroller.current;
    const inner = content.current;
    if (view === null || inner === null) return;
    let lastTop = view.scrollTop;
    const onScroll = () => {
      const near = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_PX;
      // Content that grows below the end is not the reader leaving it; only moving up is.
      if (near) follow(true);
      else if (view.scrollTop < lastTop) follow(false);
      lastTop = view.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (stuck.current) jump();
    });
    observer.observe(view);
    observer.observe(inner);
    view.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", onScroll);
    };
  }, [follow, jump]);

  const toEnd = useCallback(() => {
    follow(true);
    jump();
  }, [follow, jump]);
  const release = useCallback(() => follow(false), [follow]);
  return { scroller, content, following, toEnd, release };
}

/** The message at the top of what the reader sees, and where it is. */
function anchorOf(scroller: HTMLElement | null): { element: Element; top: number } | null {
  if (scroller === null) return null;
  const { left, width, top, height } = scroller.getBoundingClientRect();
  for (let y = 4; y < height; y += 24) {
    const element = document.elementFromPoint(left + width / 2, top + y)?.closest("[data-message-id]");
    if (element) return { element, top: element.getBoundingClientRect().top };
  }
  return null;
}
