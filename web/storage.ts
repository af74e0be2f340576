/** What the browser keeps for the human. Storage may be refused altogether; then it lasts as long as the page. */

const PREFIX = "codex-bridge:";

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    if (value === "") localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Blocked or full: the draft stays in the text area, where the human sees it.
  }
}
