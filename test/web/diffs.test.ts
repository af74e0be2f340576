/** Diffs on the page: as tables with their words marked, side by side where there is room, and never in the way. */
import { expect, test } from "bun:test";
import type { Locator } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { keepCopies, lastCopy } from "./clipboard";
import { card, createScene, overflow, say, TIMEOUT_MS, until } from "./stage";

const FIRST = `diff --git a/src/shared/limits.ts b/src/shared/limits.ts
index 3f1c2aa..9b0d1e4 100644
--- a/src/shared/limits.ts
+++ b/src/shared/limits.ts
@@ -12,4 +12,5 @@ export function createLimiter(max: number) {
   const seen = new Map<string, number>();
-  if (count > max) return false; // ${"a long line that has to go somewhere ".repeat(4)}
+  if (count >= max) return false; // ${"a long line that has to go somewhere ".repeat(4)}
+  schedule(() => seen.delete(key));
   return true;
 }
`;
const SECOND = `diff --git a/docs/<b>new</b>.md b/docs/<b>new</b>.md
new file mode 100644
--- /dev/null
+++ b/docs/<b>new</b>.md
@@ -0,0 +1,1 @@
+<img src=x onerror=alert(1)>
\\ No newline at end of file
`;
const FENCED = `Two files:\n\n\`\`\`diff\n${FIRST}${SECOND}\`\`\`\n\nThat is all.`;

const cells = (diff: Locator, selector: string) => diff.locator(selector).allTextContents();

describeWithTool(["chromium"], "diffs on the page", () => {
  const open = useBrowser();

  test(
    "stand side by side in a wide window and below each other in a narrow one, inside their cards",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const id = await say(stage.claude, FENCED);
      const diff = card(page, id).getByTestId("diff");
      await diff.waitFor();
      expect(await diff.getAttribute("data-layout")).toBe("split");
      const [file, added] = [diff.getByTestId("diff-file").first(), diff.getByTestId("diff-file").last()];
      expect(await file.locator(".diff-name").textContent()).toBe("src/shared/limits.ts");
      expect(await diff.getByTestId("diff-counts").allTextContents()).toEqual(["+3 −1", "+2 −1", "+1 −0"]);
      expect(await file.locator("mark").allTextContents()).toEqual(["="]);
      const numbers = await file
        .locator("tr:not(.diff-hunk)")
        .evaluateAll((rows) =>
          rows.map((row) => [...row.querySelectorAll(".diff-number")].map((td) => td.getAttribute("data-number"))),
        );
      expect(numbers).toEqual([
        ["12", "12"],
        ["13", "13"],
        ["", "14"],
        ["14", "15"],
        ["15", "16"],
      ]);
      // A file with nothing on one side needs no two sides.
      expect(await cells(added, ".diff-line")).toEqual(["<img src=x onerror=alert(1)>"]);
      expect(await added.locator(".diff-name").textContent()).toBe("docs/<b>new</b>.md");
      expect(await added.locator(".diff-change").textContent()).toBe("new file");
      expect(await added.locator(".diff-unended").count()).toBe(1);
      expect(await overflow(page)).toEqual([]);

      for (const width of [800, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await until(async () => (await diff.getAttribute("data-layout")) === "unified", `one column at ${width}`);
        expect(
          await cells(file, "tr:not(.diff-hunk) .diff-line").then((all) => all.map((text) => text.slice(0, 20))),
        ).toEqual([
          "  const seen = new M",
          "  if (count > max) r",
          "  if (count >= max) ",
          "  schedule(() => see",
          "  return true;",
          "}",
        ]);
        expect(await overflow(page)).toEqual([]);
        const scroll = file.locator(".diff-scroll");
        expect(await scroll.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "are folded file by file and copied as they were written, by keyboard too",
    async () => {
      await using stage = await createScene(open, { prepare: keepCopies });
      const { page } = stage;
      const diff = card(page, await say(stage.claude, FENCED)).getByTestId("diff");
      const first = diff.getByTestId("diff-file").first();
      const toggle = first.getByRole("button", { name: "src/shared/limits.ts" });
      await toggle.focus();
      await page.keyboard.press("Enter");
      expect(await toggle.getAttribute("aria-expanded")).toBe("false");
      expect(await first.locator("table").count()).toBe(0);
      expect(await diff.getByTestId("diff-file").last().locator("table").count()).toBe(1);
      await page.keyboard.press("Enter");
      await first.locator("table").waitFor();
      await first.getByRole("button", { name: "Copy the patch" }).click();
      await until(async () => (await lastCopy(page)) === FIRST, "the file's patch to be copied");
      await diff.getByRole("button", { name: "Copy the whole patch" }).click();
      await until(async () => (await lastCopy(page)) === FIRST + SECOND, "the patch to be copied");
      // What is selected are the lines, without their numbers.
      const text = await first.locator("table").evaluate((table) => {
        getSelection()?.selectAllChildren(table);
        return String(getSelection());
      });
      expect(text).not.toContain("13");
      expect(text).toContain("schedule(() => seen.delete(key));");
    },
    TIMEOUT_MS,
  );

  test(
    "are found without a fence; what is no diff stays text or code",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const bare = card(page, await say(stage.claude, `The fix:\n${FIRST}\nIt works.\n\n- a list\n- goes on`));
      await bare.getByTestId("diff").waitFor();
      expect(await bare.locator(".body p").allTextContents()).toEqual(["The fix:", "It works."]);
      expect(await bare.locator(".body li").count()).toBe(2);
      const none = card(
        page,
        await say(stage.claude, "```diff\nno signs here\n```\n\n--- a/x\n+++ b/x\n\n```\n--- x\n```"),
      );
      await none.locator(".code").first().waitFor();
      expect(await none.getByTestId("diff").count()).toBe(0);
      expect(await none.locator(".code code").first().textContent()).toBe("no signs here\n");
      // A large file waits until it is wanted.
      const lines = Array.from({ length: 900 }, (_, line) => `+${line}`).join("\n");
      const large = card(
        page,
        await say(stage.claude, `\`\`\`diff\n--- a/x\n+++ b/x\n@@ -1 +1,900 @@\n one\n${lines}\n\`\`\``),
      );
      const toggle = large.locator('.diff-toggle[aria-expanded="false"]');
      await toggle.waitFor();
      expect(await large.locator("tr").count()).toBe(0);
      await toggle.click();
      // And it comes as the reader goes through it, with the message unfolded.
      await large.locator('.fold[aria-expanded="true"]').waitFor();
      await until(async () => {
        await page.getByTestId("timeline").evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return (await large.locator("tr").count()) > 900;
      }, "all lines of it");
    },
    TIMEOUT_MS,
  );
});
