/**
 * What one message of any kind costs the page: the longest task while it comes, is unfolded, and is
 * read to its end.
 */
import { type Browser, chromium, type Page } from "playwright-core";
import { buildPage } from "../../test/support/browser";
import { findTool } from "../../test/support/tools";
import { createTwelve } from "../../test/web/twelve";
import type { Row } from "../report";
import type { Measure } from "./measure";

const LONG = 60_000;
const TARGET_MS = 100;
const rep = (part: string, chars = LONG): string => part.repeat(Math.ceil(chars / part.length)).slice(0, chars);

function diffOf(chars: number, files: number): string {
  const own = Math.ceil(chars / files);
  return Array.from({ length: files }, (_, n) => {
    const lines = rep(
      ` const kept = ${n};\n-const old = ask(${n}, "price");\n+const now = await ask(${n}, "price");\n`,
      own,
    );
    return `diff --git a/src/f${n}.ts b/src/f${n}.ts\n--- a/src/f${n}.ts\n+++ b/src/f${n}.ts\n@@ -1,9999 +1,9999 @@\n${lines.slice(0, lines.lastIndexOf("\n"))}\n`;
  }).join("");
}

const TEXTS: Readonly<Record<string, string>> = {
  rules: rep("---\n"),
  paragraphs: rep("a\n\n"),
  lines: rep("a\n"),
  "one line": rep("word "),
  "one word": rep("x"),
  headings: rep("# a\n"),
  "table rows": `|a|b|\n|-|-|\n${rep("|1|2|\n")}`,
  list: rep("- a\n"),
  quotation: rep("> a\n\n"),
  brackets: rep("["),
  pictures: rep("!["),
  stars: rep("*a "),
  addresses: rep("http://a.b "),
  fences: rep("```\na\n```\n"),
  code: `\`\`\`ts\n${rep("const a = await ask(1, 'two'); // three\n")}\n\`\`\``,
  prose: rep("Some words **bold** and `code` with a [link](https://x.y) go on and on, as they do.\n\n"),
  "diff of 2 MB, 300 files": diffOf(2_000_000, 300),
  "diff of 2 MB, one file": diffOf(2_000_000, 1),
  "log of 2 MB": `\`\`\`\n${rep("2026-12-01 12:00:00 something happened again\n", 2_000_000)}\n\`\`\``,
  "prose of 2 MB": rep(
    "Some words **bold** and `code` with a [link](https://x.y) go on and on, as they do.\n\n",
    2_000_000,
  ),
};

/** Notes the page's long tasks; `take` gives the longest since it was last asked. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask", buffered: false });
  });
  return () =>
    page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const { longTasks } = window as unknown as { longTasks: number[] };
      return Math.max(0, ...longTasks.splice(0));
    });
}

async function measureText(page: Page, id: string, longest: () => Promise<number>): Promise<number> {
  const card = page.locator(`article[data-message-id="${id}"]`);
  await card.waitFor({ timeout: 60_000 });
  const all = [await longest()];
  const fold = card.locator(".fold");
  if ((await fold.count()) > 0) {
    await fold.click();
    await card.locator('.fold[aria-expanded="true"]').waitFor();
    all.push(await longest());
  }
  for (let n = 0; n < 12; n++) {
    await page.getByTestId("timeline").evaluate((element) => element.scrollBy(0, element.clientHeight * 3));
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(800);
  all.push(await longest());
  if (process.env.VERBOSE) console.error(id, all.map(Math.round).join(" "));
  return Math.max(...all);
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await page.locator('[data-testid="link"][data-link="connected"]').waitFor();
  return page;
}

export const pageTexts: Measure = {
  name: "page-texts",
  async run({ progress }) {
    await buildPage();
    const rows: Row[] = [];
    await using twelve = await createTwelve();
    const browser = await chromium.launch({ executablePath: findTool("chromium") ?? "", args: ["--no-sandbox"] });
    try {
      for (const [name, text] of Object.entries(TEXTS)) {
        if (process.env.TEXT && !name.includes(process.env.TEXT)) continue;
        progress(name);
        const pair = twelve.pair(0);
        const page = await openPage(browser, `${twelve.url}/#${pair.conversation}`);
        const longest = await watchTasks(page);
        const value = await measureText(page, await pair.say(text), longest);
        rows.push({ name, unit: "ms", value, target: { most: TARGET_MS } });
        await page.close();
        // The next one is looked at alone.
        for (let n = 0; n < 4; n++) await pair.say(`Between, ${n}.`);
      }
    } finally {
      await browser.close();
    }
    return { title: "The longest task of the page for a message of 60,000 characters and more", rows };
  },
};
