import type { Reader } from "./reader";
import type { Store } from "./store";

const FLASH_MS = 1800;
/** Cards on the way get their real heights only when they come into sight, and each may move the message. */
const MAX_FRAMES = 20;

/**
 * Goes to a message and marks it, fetching what is around it where it is not listed; `view` is its conversation, where
 * that is to be shown. False where the bridge does not have it any more.
 */
export async function revealMessage(id: string, store: Store, reader: Reader, view?: string): Promise<boolean> {
  if (view !== undefined && store.get().view !== view) await reader.show(view, id);
  const isListed = () => store.get().messages.some((message) => message.id === id);
  // It may belong to another conversation than the one that is shown.
  const fetch = async () =>
    (await reader.loadAround(id)) || (store.get().view !== null && (await reader.show(null, id)));
  if (!isListed() && !((await fetch()) && isListed())) return false;
  store.dispatch({ type: "follow", following: false });
  // The first frame renders what was fetched.
  await nextFrame();
  const find = () => document.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(id)}"]`);
  let place = Number.NaN;
  for (let frames = 0; frames < MAX_FRAMES; frames++) {
    find()?.scrollIntoView({ block: "center" });
    await nextFrame();
    const now = find()?.getBoundingClientRect().top ?? Number.NaN;
    if (Math.abs(now - place) < 1) break;
    place = now;
  }
  const element = find();
  if (element === null) return false;
  element.focus({ preventScroll: true });
  element.classList.add("flash");
  setTimeout(() => element.classList.remove("flash"), FLASH_MS);
  return true;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
