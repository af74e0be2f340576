import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** Closer to the end than this counts as being at the end. */
const NEAR_PX = 48;
/** Less of a message than this is not read. */
const MARGIN_PX = 4;
/** Of what is read, one should be left after a change. */
const ANCHORS = 3;

export type StickyScroll = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Goes to the end of what is listed. */
  jump(): void;
};

type Options = {
  /** Changes with the list. */
  version: unknown;
  /** Whether the list is kept at its end. */
  following: boolean;
  onFollow: (following: boolean) => void;
};

/**
 * Keeps a list at its end while the reader is there, and otherwise keeps what they read where it
 * is, whatever is added or taken away before or after it.
 */
export function useStickyScroll({ version, following, onFollow }: Options): StickyScroll {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(following);
  stuck.current = following;

  const jump = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);

  // Taken while rendering, which is before Preact touches the list: afterwards it is too late to
  // know.
  const anchors = following ? [] : anchorsOf(scroller.current);
  useLayoutEffect(() => {
    if (stuck.current) jump();
    else hold(scroller.current, anchors);
  }, [version, following]);

  useEffect(() => {
    const view = scroller.current;
    const inner = content.current;
    if (view === null || inner === null) return;
    let lastTop = view.scrollTop;
    // Most browsers hold what is in sight where it is while heights above it change; for the others
    // it is done here.
    const isHeld = CSS.supports("overflow-anchor", "auto");
    let seen: Anchor[] = [];
    const onScroll = () => {
      if (!isHeld) seen = anchorsOf(view);
      const near = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_PX;
      // Content that grows below the end is not the reader leaving it; only moving up is.
      if (near) onFollow(true);
      else if (view.scrollTop < lastTop) onFollow(false);
      lastTop = view.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (stuck.current) return jump();
      if (isHeld) return;
      hold(view, seen);
      seen = anchorsOf(view);
    });
    observer.observe(view);
    observer.observe(inner);
    view.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", onScroll);
    };
  }, [onFollow, jump]);

  return { scroller, content, jump };
}

/** The `seq` of the message at the top of what the reader sees. */
export function seqInSight(scroller: HTMLElement | null): number | undefined {
  const seq = anchorsOf(scroller)[0]?.element.getAttribute("data-seq");
  return seq ? Number(seq) : undefined;
}

/** A message and where it is in the window. */
type Anchor = { element: Element; top: number };

/** Scrolls so that the first of these messages that is still there is where it was. */
function hold(scroller: HTMLElement | null, anchors: readonly Anchor[]): void {
  const anchor = anchors.find(({ element }) => element.isConnected);
  if (anchor !== undefined && scroller !== null) {
    scroller.scrollTop += anchor.element.getBoundingClientRect().top - anchor.top;
  }
}

/** The first messages that the reader sees, from above. */
function anchorsOf(scroller: HTMLElement | null): Anchor[] {
  if (scroller === null) return [];
  const view = scroller.getBoundingClientRect();
  const inSight = ({ top, bottom }: DOMRect) => bottom > view.top + MARGIN_PX && top < view.bottom;
  const found: Anchor[] = [];
  // By their groups: to measure what is in none of those in sight would lay it out.
  for (const group of scroller.querySelectorAll(".group")) {
    if (!inSight(group.getBoundingClientRect())) continue;
    for (const element of group.querySelectorAll("[data-message-id]")) {
      const place = element.getBoundingClientRect();
      if (inSight(place) && found.push({ element, top: place.top }) === ANCHORS) return found;
    }
  }
  return found;
}
