import type { Connection } from "./connection";
import type { Store } from "./store";

const FLASH_MS = 1800;
/** How many pages of history are fetched to find a message that is not listed yet. */
const MAX_PAGES = 30;

/** Goes to a message, fetching earlier ones where it is not listed yet. */
export async function revealMessage(id: string, store: Store, connection: Connection): Promise<void> {
  const listed = () => store.get().messages.some((message) => message.id === id);
  for (let pages = 0; !listed() && pages < MAX_PAGES; pages++) if (!(await connection.loadEarlier())) return;
  // Two frames: the first renders what was fetched, in the second the cards on the way have their real heights.
  await nextFrame();
  const element = document.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(id)}"]`);
  if (element === null) return;
  element.scrollIntoView({ block: "center" });
  await nextFrame();
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  element.classList.add("flash");
  setTimeout(() => element.classList.remove("flash"), FLASH_MS);
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
