/**
 * What lies on the way gets its real height only when it comes into sight, and each may move the
 * goal.
 */
const MAX_FRAMES = 30;
/** As many frames without a move mean that it has come to rest. */
const STILL_FRAMES = 3;

/**
 * Scrolls until an element stands at the top of what is seen, or in its middle, and stays there.
 */
export async function scrollTo(find: () => Element | null, block: "start" | "center" = "start"): Promise<void> {
  let place = Number.NaN;
  for (let frames = 0, still = 0; frames < MAX_FRAMES && still < STILL_FRAMES; frames++) {
    find()?.scrollIntoView({ block });
    await nextFrame();
    const now = find()?.getBoundingClientRect().top ?? Number.NaN;
    still = Math.abs(now - place) < 1 ? still + 1 : 0;
    place = now;
  }
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
