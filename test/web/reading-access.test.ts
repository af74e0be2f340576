/** The timeline for everybody: what axe-core finds, in both themes, wide and narrow, with one of each thing in it. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { faintTexts } from "./contrast";
import { sendFiles } from "./files";
import { playConversation } from "./recorded";
import { createStage, linked, overflow, TIMEOUT_MS } from "./stage";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  impact?: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** What is wrong in the timeline, each as one line. */
async function examine(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: string): Promise<{ violations: Finding[] }> } };
    return (await axe.run(".timeline-frame")).violations;
  });
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${impact} ${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}

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
        await using view = await open(stage.url, { colorScheme, reducedMotion: "reduce" });
        const { page } = view;
        await linked(page);
        await page.locator('article [data-outcome="open"]').waitFor();
        await page.locator(".hljs-keyword").first().waitFor();
        await page.getByTestId("diff").nth(1).waitFor();
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          // All of it is drawn, wherever it lies.
          for (const article of await page.locator("article").all()) await article.scrollIntoViewIfNeeded();
          expect(await examine(page)).toEqual([]);
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
      await using view = await open(stage.url);
      const { page } = view;
      await linked(page);
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
