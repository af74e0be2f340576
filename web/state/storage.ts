/**
 * What the browser keeps for the human. Storage may be refused altogether; then it lasts as long as
 * the page.
 */

const PREFIX = "codex-bridge:";

/** Kept for the browser: drafts, and how the page is laid out. */
export const recall = (name: string): string | null => read(() => localStorage, name);
export const keep = (name: string, value: string): void => write(() => localStorage, name, value);

/** Kept for this tab alone, over a reload. */
export const recallHere = (name: string): string | null => read(() => sessionStorage, name);
export const keepHere = (name: string, value: string): void => write(() => sessionStorage, name, value);

function read(storage: () => Storage, name: string): string | null {
  try {
    return storage().getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, name: string, value: string): void {
  try {
    if (value === "") storage().removeItem(PREFIX + name);
    else storage().setItem(PREFIX + name, value);
  } catch {
    // Blocked or full: what is on the screen stays there.
  }
}
