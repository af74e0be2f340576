/** Texts that would hold up the page: they come bit by bit, and a diff stays a diff up to the limit of a message. */
import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { card, openLinked, TIMEOUT_MS, until } from "./stage";
import { createTwelve } from "./twelve";

/** More elements than this at once are felt as a halt; rows of a diff are laid out in less time than paragraphs. */
const AT_ONCE = 1500;
const ROWS_AT_ONCE = 6000;

const LONG = 20_000;
const rep = (part: string, chars = LONG) => part.repeat(Math.ceil(chars / part.length)).slice(0, chars);

/** Writes down how many elements come at once; `most` gives the largest number since it was last asked. */
async function countElements(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counts: number[] = [];
    Object.assign(window, { elementCounts: counts });
    new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
      counts.push(
        added.reduce((sum, node) => sum + (node instanceof Element ? 1 + node.querySelectorAll("*").length : 1), 0),
      );
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () =>
    page.evaluate(() => Math.max(0, ...(window as unknown as { elementCounts: number[] }).elementCounts.splice(0)));
}

const unfold = (message: Locator) => message.locator(".fold").first().click();

/** A diff of `files` files, about `chars` long. */
function diffOf(chars: number, files: number): string {
  return Array.from({ length: files }, (_, n) => {
    const lines = rep(` const kept = ${n};\n-const old = ${n};\n+const now = ${n};\n`, Math.ceil(chars / files));
    const head = `diff --git a/src/f${n}.ts b/src/f${n}.ts\n--- a/src/f${n}.ts\n+++ b/src/f${n}.ts\n@@ -1,9999 +1,9999 @@\n`;
    return head + lines.slice(0, lines.lastIndexOf("\n") + 1);
  }).join("");
}

describeWithTool(["chromium"], "heavy texts on the page", () => {
  const open = useBrowser();

  test(
    "rules, lines, headings and table rows by the thousand come in steps, and come whole",
    async () => {
      await using twelve = await createTwelve();
      const pair = twelve.pair(4);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      const most = await countElements(page);
      for (const [text, selector, count] of [
        [rep("---\n"), "hr", LONG / 4],
        [rep("a\n"), "br", 8000],
        [rep("# a\n"), "h3", 4000],
        [`|a|b|\n|-|-|\n${rep("|1|2|\n")}`, "td", 5000],
        [rep("1. a\n"), "li", 3500],
      ] as const) {
        const message = card(page, await pair.say(text));
        await message.locator(selector).first().waitFor({ state: "attached" });
        expect([selector, (await most()) < AT_ONCE]).toEqual([selector, true]);
        await unfold(message);
        const seen = () => message.locator(selector).count();
        // What comes later comes as the reader scrolls.
        await until(async () => {
          await page.getByTestId("timeline").evaluate((element) => element.scrollTo(0, element.scrollHeight));
          return (await seen()) >= count * 0.9;
        }, `all of ${selector}`);
        expect([selector, (await most()) < AT_ONCE]).toEqual([selector, true]);
        await unfold(message);
      }
      // A list that was parted counts on.
      expect(await page.locator(".body ol").last().getAttribute("start")).not.toBe("1");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "a diff of 1 MB is one: its files are listed with their counts, drawn as they come into sight, collapsed and marked",
    async () => {
      await using twelve = await createTwelve();
      const pair = twelve.pair(5);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      const most = await countElements(page);
      const message = card(page, await pair.say(`Here it is:\n\n${diffOf(1_000_000, 200)}`));
      await message.getByTestId("diff-file").first().waitFor();
      await unfold(message);
      await message.getByTestId("diff-list").waitFor();
      const entries = message.getByTestId("diff-list").getByRole("button");
      expect(await entries.count()).toBe(200);
      expect(await entries.first().getByTestId("diff-counts").textContent()).toMatch(/^\+\d+ −\d+$/);
      await message.locator(".diff-table").first().waitFor();
      expect(await message.locator(".diff-table").count()).toBeLessThan(60);
      expect(await most()).toBeLessThan(ROWS_AT_ONCE);

      await entries.nth(90).click();
      const file = message.getByRole("region", { name: "Changes in src/f90.ts" });
      await file.locator(".diff-table").first().waitFor();
      await until(
        () => file.evaluate((element) => Math.abs(element.getBoundingClientRect().top) < window.innerHeight / 2),
        "the file to come into sight",
      );
      expect(await file.locator("ins").first().textContent()).toBe("const now = 90;");
      await file.getByRole("checkbox", { name: "Viewed" }).check();
      await file.locator('.diff-toggle[aria-expanded="false"]').waitFor();

      await message.getByRole("button", { name: "Collapse all" }).click();
      await until(async () => (await message.locator(".diff-table").count()) === 0, "all files to be folded");
      expect(await most()).toBeLessThan(ROWS_AT_ONCE);
    },
    TIMEOUT_MS * 2,
  );

  test(
    "what was marked as viewed stays so and stays folded after a reload",
    async () => {
      await using twelve = await createTwelve();
      const pair = twelve.pair(2);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      const message = card(page, await pair.say(diffOf(400, 4)));
      const file = message.getByRole("region", { name: "Changes in src/f1.ts" });
      await file.getByRole("checkbox", { name: "Viewed" }).check();
      await page.reload();
      await file.locator('.diff-toggle[aria-expanded="false"]').waitFor();
      expect(await file.getByRole("checkbox", { name: "Viewed" }).isChecked()).toBe(true);
      expect(await message.locator(".diff-table").count()).toBe(3);
    },
    TIMEOUT_MS,
  );

  test(
    "code is read from the left in a text that is read from the right, and each paragraph in its own direction",
    async () => {
      await using twelve = await createTwelve({ pairs: 1 });
      const pair = twelve.pair(0);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      const text = 'שלום, הנה `a.b(1)` התיקון:\n\nAnd in English.\n\n```ts\nconst x = "שלום"; // 1\n```\n';
      const body = card(page, await pair.say(text)).locator(".body");
      await body.locator(".code").waitFor();
      expect(await body.getAttribute("dir")).toBe("rtl");
      const directions = await body
        .locator("p code, .code pre")
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
      expect(directions).toEqual(["ltr", "ltr"]);
      // The English paragraph begins at the left, the Hebrew one at the right.
      const starts = await body.locator("p").evaluateAll((all) =>
        all.map((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          const [own, text] = [one.getBoundingClientRect(), range.getBoundingClientRect()];
          return Math.abs(own.left - text.left) < 2 ? "left" : "right";
        }),
      );
      expect(starts).toEqual(["right", "left"]);
    },
    TIMEOUT_MS,
  );
});
