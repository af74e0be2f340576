/** Which messages a reader sees. */

/** A message that is longer than the window is seen once it fills this share of it. */
const SHARE = 0.5;

/** The ids of the messages whose end is in sight, and of those that fill the window. */
export function idsInSight(scroller: Element | null): string[] {
  if (scroller === null) return [];
  const view = scroller.getBoundingClientRect();
  const ids: string[] = [];
  // By their groups: to measure what is in none of those in sight would lay it out.
  for (const group of scroller.querySelectorAll(".group")) {
    const { top, bottom } = group.getBoundingClientRect();
    if (bottom <= view.top || top >= view.bottom) continue;
    for (const card of group.querySelectorAll("[data-message-id]")) {
      if (isSeen(card.getBoundingClientRect(), view)) ids.push(card.getAttribute("data-message-id") ?? "");
    }
  }
  return ids;
}

function isSeen({ top, bottom }: DOMRect, view: DOMRect): boolean {
  if (bottom > view.top && bottom <= view.bottom + 1) return true;
  return Math.min(bottom, view.bottom) - Math.max(top, view.top) >= view.height * SHARE;
}
