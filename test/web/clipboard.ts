/** A clipboard that a test can read. */
import type { Page } from "playwright-core";

/** To be called before the page is opened. */
export async function keepCopies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const copies: string[] = [];
    Object.assign(window, { copies });
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: (text: string) => Promise.resolve(void copies.push(text)) },
    });
  });
}

/** What the page copied last. */
export function lastCopy(page: Page): Promise<string | undefined> {
  return page.evaluate(() => (window as unknown as { copies: string[] }).copies.at(-1));
}
