import type { Reader } from "../state/reader";
import type { Store } from "../state/store";
import { findWords, markWords } from "./found-words";
import { nextFrame, scrollTo } from "./scroll-to";

const FLASH_MS = 1800;
/** A long text comes piece by piece: so many frames are waited for the words in it. */
const MAX_FRAMES = 240;

/** A message that was found, and by which words. */
export type Sought = { id: string; words: readonly string[] };

type Where = {
  store: Store;
  reader: Reader;
  /** Its conversation, where that is to be shown. */
  view?: string | undefined;
  /** What it was found by. */
  words?: readonly string[];
};

/**
 * Goes to a message and marks it, fetching what is around it where it is not listed. It lands at
 * its beginning, or at the first of the words. False where the bridge does not have it any more.
 */
export async function revealMessage(id: string, { store, reader, view, words = [] }: Where): Promise<boolean> {
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
  await scrollTo(find);
  const element = find();
  if (element === null) return false;
  element.focus({ preventScroll: true });
  element.classList.add("flash");
  setTimeout(() => element.classList.remove("flash"), FLASH_MS);
  if (words.length > 0) await showWords(element, words);
  return true;
}

/** Unfolds the message as far as the words are, marks them, and goes to the first of them. */
async function showWords(card: HTMLElement, words: readonly string[]): Promise<void> {
  const body = card.querySelector(".body");
  if (body === null) return;
  const isOut = (range: Range) => {
    const clip = card.querySelector(".folded")?.getBoundingClientRect();
    return clip !== undefined && range.getBoundingClientRect().bottom > clip.bottom - 40;
  };
  for (let frames = 0; frames < MAX_FRAMES; frames++) {
    const [first] = findWords(body, words);
    if (first !== undefined && !isOut(first)) break;
    card.querySelector<HTMLElement>('.fold[aria-expanded="false"]')?.click();
    // What comes later comes to whoever is near.
    if (first === undefined && frames % 10 === 9) card.querySelector(".piece-end")?.scrollIntoView({ block: "end" });
    await nextFrame();
  }
  const ranges = findWords(card.querySelector(".body") ?? body, words);
  const [first] = ranges;
  markWords(ranges);
  const place = first?.startContainer.parentElement ?? null;
  const isShort = card.getBoundingClientRect().height < window.innerHeight / 2;
  if (place === null || isShort) await scrollTo(() => card);
  else await scrollTo(() => place, "center");
}
