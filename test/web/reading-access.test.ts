/** The timeline for everybody: what axe-core finds, in both themes, wide and narrow, with one of each thing in it. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { examine } from "./axe";
import { faintTexts } from "./contrast";
import { sendFiles } from "./files";
import { playConversation } from "./recorded";
import { createStage, openLinked, overflow, TIMEOUT_MS } from "./stage";

describeWithTool(["chromium"], "the timeline for everybody", () => {
  const open = useBrowser();

  for (const colorScheme of ["light", "dark"] as const) {
    test(
      `${colorScheme}: axe-core finds nothing, at 1280 and at 360 pixels`,
      async () => {
        await using stage = await createStage();
        const codex = await stage.world.codex();
        const speak = () =>
          sendFiles(stage, "m_user", { "notes.md": "# plain\n", "blob.bin": Buffer.from([0, 1, 255]) });
        await playConversation(stage.claude, codex, speak);
        await using view = await openLinked(open, stage.url, { colorScheme, reducedMotion: "reduce" });
        const { page } = view;
        await page.locator('article [data-outcome="open"]').waitFor();
        await page.locator(".hljs-keyword").first().waitFor();
        await page.getByTestId("diff").nth(1).waitFor();
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          // All of it is drawn, wherever it lies.
          for (const article of await page.locator("article").all()) await article.scrollIntoViewIfNeeded();
          expect(await examine(page, ".timeline-frame")).toEqual([]);
          // What axe-core leaves undecided, since cards draw their edges over themselves.
          expect(await faintTexts(page)).toEqual([]);
          expect(await overflow(page)).toEqual([]);
        }
      },
      TIMEOUT_MS,
    );
  }

  test(
    "all of it is reached by keyboard: a folded message opens where focus goes below its fold",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      await playConversation(stage.claude, codex, () => sendFiles(stage, "m_user", {}));
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const long = page.locator("article", { has: page.locator(".fold") }).last();
      await long.locator(".fold").focus();
      await page.keyboard.press("Enter");
      await long.locator('.fold[aria-expanded="true"]').waitFor();
      // The names of what can be pressed say what they do.
      const names = await page
        .locator(".timeline button")
        .evaluateAll((all) => all.map((one) => (one.getAttribute("aria-label") ?? one.textContent ?? "").trim()));
      expect(names.filter((name) => name === "")).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
