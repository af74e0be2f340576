/** The page in its sizes and colours. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { faintTexts } from "./contrast";
import { cards, composer, createEmptyStage, createStage, openLinked, overflow, TIMEOUT_MS } from "./stage";

describeWithTool(["chromium"], "the page's looks", () => {
  const open = useBrowser();

  for (const colorScheme of ["light", "dark"] as const) {
    test(
      `${colorScheme}, at 1280 and at 360 pixels: nothing scrolls sideways, all is readable, the composer is in reach`,
      async () => {
        await using stage = await createStage();
        const codex = await stage.world.codex();
        await using view = await openLinked(open, stage.url, { colorScheme, reducedMotion: "reduce" });
        const { page } = view;
        const asked = codex.ask(
          "A question with `code`, a [link](https://example.org) and\n\n> a quote\n\n```diff\n+new\n-old\n@@ 1 @@\n```",
        );
        const { meta } = await stage.claude.next();
        await stage.claude.reply("| a | table |\n|---|---|\n| with | cells |", meta.message_id);
        await asked.answer;
        codex.ask("Still open?");
        await composer(page).fill("From the human.");
        await page.getByRole("button", { name: "Send" }).click();
        await cards(page, "user").waitFor();
        await cards(page, "codex").nth(1).locator('[data-outcome="open"]').waitFor();
        for (const [width, height] of [
          [1280, 800],
          [360, 640],
        ] as const) {
          await page.setViewportSize({ width, height });
          expect(await overflow(page)).toEqual([]);
          const box = await page.getByTestId("composer").boundingBox();
          expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
          for (const control of [page.getByRole("button", { name: "Send" }), page.locator(".target").last()]) {
            const { x = width, width: own = 0 } = (await control.boundingBox()) ?? {};
            expect(x + own).toBeLessThanOrEqual(width);
          }
          expect(await faintTexts(page)).toEqual([]);
        }
        const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect(paper).toBe(colorScheme === "light" ? "rgb(247, 246, 243)" : "rgb(18, 17, 21)");
      },
      TIMEOUT_MS,
    );
  }

  test(
    "the empty page fits as well, wide and narrow",
    async () => {
      await using stage = await createEmptyStage();
      await using view = await open(stage.url);
      const { page } = view;
      await page.getByTestId("empty-state").waitFor();
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 640 });
        expect(await overflow(page)).toEqual([]);
      }
      // Higher than the window, it begins at its beginning.
      await page.reload();
      await page.getByTestId("empty-state").waitFor();
      const top = () =>
        page.getByTestId("timeline").evaluate((one) => [one.scrollHeight > one.clientHeight, one.scrollTop]);
      expect(await top()).toEqual([true, 0]);
    },
    TIMEOUT_MS,
  );
});
