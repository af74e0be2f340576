/** Notes what a page must not do with hostile text: run it, or ask for what the policy forbids. */
import type { Page } from "playwright-core";

/** To be set before the page is opened. */
export async function trap(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const calls: string[] = [];
    const note = (text: string) => void calls.push(text);
    Object.assign(window, { alert: note, confirm: note, prompt: note, trapped: calls });
    document.addEventListener("securitypolicyviolation", (event) => note(`CSP ${event.violatedDirective}`));
  });
}

/** What happened on the page so far. */
export const trapped = (page: Page) => page.evaluate(() => (window as unknown as { trapped: string[] }).trapped);
