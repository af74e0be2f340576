/** What is seen before the page's script has run, or where it never does: the first paint has to show something. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createEmptyStage, createStage, linked, TIMEOUT_MS } from "./stage";

describeWithTool(["chromium"], "the first paint", () => {
  const open = useBrowser();

  for (const [name, width, rail] of [
    ["wide", 1280, true],
    ["narrow", 360, false],
  ] as const) {
    test(
      `shows the page's frame before the script has come, and the page takes its place (${name})`,
      async () => {
        await using stage = await createStage();
        const { promise: released, resolve: release } = Promise.withResolvers<void>();
        await using view = await open(`${stage.url}/`, {
          viewport: { width, height: 700 },
          async prepare(page) {
            await page.route(/\.js$/, async (route) => {
              await released;
              await route.continue();
            });
            // The script is waited for by `load`, and so by the harness; here it comes only when it is let go.
            const { goto } = page;
            page.goto = (url) => goto.call(page, url, { waitUntil: "commit" });
          },
        });
        const { page } = view;
        await page.getByText("Connecting to the bridge…").waitFor();
        expect(await page.getByText("Codex Bridge", { exact: true }).isVisible()).toBe(rail);
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
        expect(await page.locator(".composer").count()).toBe(0);
        release();
        await linked(page);
        await page.locator(".composer").waitFor();
        expect(await page.locator("#starting").count()).toBe(0);
        expect(await page.locator("main").count()).toBe(1);
        expect(await page.getByTestId("rail").count()).toBe(rail ? 1 : 0);
        expect(await page.locator(".rail").count()).toBe(rail ? 1 : 0);
      },
      TIMEOUT_MS,
    );
  }

  test(
    "says what is missing where scripts are off",
    async () => {
      await using stage = await createEmptyStage();
      await using view = await open(stage.url, { javaScriptEnabled: false });
      await view.page.locator("noscript p", { hasText: "needs JavaScript" }).waitFor();
      expect(await view.page.getByText("Connecting").isVisible()).toBe(false);
    },
    TIMEOUT_MS,
  );
});
