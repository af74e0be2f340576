/** Search on the page: as one types, by keyboard, with filters, and to the message in its conversation. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createParties, entry, exchange } from "./parties";
import { cards, createStage, linked, openLinked, say, startCodex, TIMEOUT_MS, until } from "./stage";

const field = (page: Page) => page.getByRole("combobox", { name: "Search messages" });
const hits = (page: Page) => page.locator('[role="option"]');
const state = (page: Page, text: string) => page.getByTestId("search-state").getByText(text, { exact: false });
const choose = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).selectOption(value);

describeWithTool(["chromium"], "search on the page", () => {
  const open = useBrowser();

  test(
    "finds words as they are typed and marks them; Enter goes to the message in its conversation",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "For a minute, in the `cache`.");
      await exchange(atlas, "Which schema goes first?", "The one of <b>orders</b>, before the prices.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      await page.locator("body").press("/");
      expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.type("pri");
      await hits(page).nth(1).waitFor();
      expect(await hits(page).count()).toBe(2);
      expect(await hits(page).locator("mark").allTextContents()).toEqual(["prices", "price"]);
      // What was found is text, whatever it looks like.
      expect(await hits(page).first().textContent()).toContain("<b>orders</b>");
      expect(await hits(page).locator("b").count()).toBe(0);
      expect(await hits(page).first().getAttribute("aria-selected")).toBe("true");
      await page.keyboard.press("ArrowDown");
      expect(await hits(page).nth(1).getAttribute("aria-selected")).toBe("true");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator("article[data-message-id]:focus", { hasText: "before the prices" }).waitFor();
      expect(await entry(page, "atlas").getAttribute("aria-current")).toBe("page");
      // Another one in the same conversation, and one elsewhere.
      await page.keyboard.press("/");
      await page.keyboard.type("cached");
      await hits(page).locator("mark", { hasText: "cached" }).waitFor();
      await page.keyboard.press("Enter");
      await page.locator("article[data-message-id]:focus", { hasText: "Is the price cached?" }).waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "filters by who, where and what; says when nothing is found; Escape closes and gives the focus back",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "The price is:\n\n```ts\nconst price = 1;\n```");
      await exchange(atlas, "Does the price go first?", "No, the price waits.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const button = page.getByRole("button", { name: "Search" });
      await button.click();
      await page.keyboard.type("price");
      await state(page, "4 found").waitFor();
      await choose(page, "Who", "claude");
      await state(page, "2 found").waitFor();
      await choose(page, "Content", "code");
      await state(page, "1 found").waitFor();
      await choose(page, "Content", "diff");
      await state(page, "Nothing found").waitFor();
      await choose(page, "Content", "");
      await page.getByLabel("Where", { exact: true }).selectOption({ label: "atlas" });
      await hits(page).getByText("waits").waitFor();
      expect(await hits(page).count()).toBe(1);
      await choose(page, "When", "1");
      await state(page, "1 found").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await button.and(page.locator(":focus")).waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "loads more as one goes down, and an answer that comes late does not replace a newer one",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_LOOP_LIMIT: "0" });
      await startCodex(stage.world);
      for (let note = 1; note <= 70; note++) await say(stage.claude, `alpha number ${note}`);
      await say(stage.claude, "alphabet");
      await using view = await open(stage.url, {
        async prepare(page) {
          // The first answer comes last.
          await page.route(/\/api\/search\?q=alph$/, async (route) => {
            await Bun.sleep(700);
            await route.continue().catch(() => {});
          });
        },
      });
      const { page } = view;
      await linked(page);
      await cards(page, "claude").getByText("alphabet").waitFor();
      await page.locator("body").press("/");
      const slow = page.waitForRequest(/\/api\/search\?q=alph$/);
      await page.keyboard.type("alph");
      await slow;
      await page.keyboard.type("abet");
      await hits(page).locator("mark", { hasText: "alphabet" }).waitFor();
      await Bun.sleep(900);
      expect(await hits(page).count()).toBe(1);

      await field(page).fill("alpha number");
      await state(page, "30+ found").waitFor();
      await until(async () => {
        await page.keyboard.press("ArrowDown");
        return (await hits(page).count()) === 70;
      }, "all hits");
      await state(page, "70 found").waitFor();
    },
    TIMEOUT_MS,
  );
});
