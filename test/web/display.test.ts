/** Text that is hard to show: endless, deeply nested, with control characters, in both directions. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { card, cards, createScene, overflow, say, TIMEOUT_MS, until } from "./stage";

/** Texts, each with what has to be read of it. */
const HARD: readonly (readonly [text: string, part: string])[] = [
  [`${">".repeat(5000)} deep`, "> deep"],
  [`${Array.from({ length: 200 }, (_, depth) => `${"  ".repeat(depth)}- level`).join("\n")} bottom`, "level bottom"],
  [`${Array.from({ length: 6 }, (_, depth) => `${"  ".repeat(depth)}- level`).join("\n")} sixth`, "level sixth"],
  ["[".repeat(4000), "[".repeat(4000)],
  ["![".repeat(2000), "![".repeat(2000)],
  [`${"*".repeat(3000)}x${"_".repeat(3000)}`, "x"],
  [`<div>${"<b>".repeat(3000)}end`, "<b><b>end"],
  [`|${" a |".repeat(400)}\n|${"-|".repeat(400)}\n|${" b |".repeat(399)} last |`, "last"],
  [`\`\`\`\n${"wide ".repeat(800)}end\n\`\`\``, "wide end"],
  [`${"x".repeat(20_000)}end`, "xxend"],
];

describeWithTool(["chromium"], "hard text on the page", () => {
  const open = useBrowser();

  test(
    "huge nesting and endless words are shown, quickly and inside their cards, wide and narrow",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const startedAt = performance.now();
      const ids: string[] = [];
      for (const [text] of HARD) ids.push(await say(stage.claude, text));
      await card(page, ids.at(-1) ?? "").waitFor();
      expect(performance.now() - startedAt).toBeLessThan(6000);
      for (const [index, [, part]] of HARD.entries()) {
        const one = card(page, ids[index] ?? "");
        for (const fold of await one.locator(".fold").all()) await fold.click();
        // An endless word is parted for the browser; of its letters none is lost.
        const text = async () => (await one.locator(".body").textContent())?.replaceAll("\n", "") ?? "";
        await until(async () => (await text()).includes(part), part.slice(-20));
      }
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 });
        for (const id of ids) await card(page, id).scrollIntoViewIfNeeded();
        expect(await overflow(page)).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "ANSI escapes, NUL, emoji and right-to-left text are shown without breaking what is around them",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const shown: [text: string, part: string][] = [
        ["\u001b[31mred\u001b[0m and \u001b]8;;https://x.example\u0007link\u001b]8;;\u0007", "red"],
        ["before\u0000after", "after"],
        ["👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 𝕏", "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 𝕏"],
        ["מה שלומך? אני בסדר", "מה שלומך"],
        ["\u202eoverride\u202c and \u202e never closed", "never closed"],
        ["Z̶̡̢̛̗a̶̛̗l̶̛̗g̶̛̗ơ̶̗".repeat(30), "Z"],
        ["one\u2028two\u2029three\rfour\u0085five", "five"],
        ["\ud800 lone", "\ufffd lone"],
      ];
      const ids: string[] = [];
      for (const [text] of shown) ids.push(await say(stage.claude, text));
      await card(page, ids.at(-1) ?? "").waitFor();
      for (const [index, [, part]] of shown.entries()) {
        const one = card(page, ids[index] ?? "");
        expect(await one.locator(".body").textContent()).toContain(part);
        // Names and times stay in their places and in their order, whatever the text says about direction.
        const places = await one
          .locator(".name, .message-meta")
          .evaluateAll((all) => all.map((e) => Math.round(e.getBoundingClientRect().left)));
        const first = await card(page, ids[0] ?? "")
          .locator(".name, .message-meta")
          .evaluateAll((all) => all.map((e) => Math.round(e.getBoundingClientRect().left)));
        expect(Math.abs((places[0] ?? 0) - (first[0] ?? 1))).toBeLessThanOrEqual(1);
        expect(places[1] ?? 0).toBeGreaterThan((places[0] ?? 0) + 100);
      }
      const rtl = card(page, ids[3] ?? "").locator(".body");
      expect(await rtl.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
      expect(
        await card(page, ids[4] ?? "")
          .locator(".message-meta")
          .textContent(),
      ).toMatch(/\d\d:\d\d/);
      expect(await overflow(page)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "a long message is folded and opens in full; one of a quarter of a megabyte is fetched when it is wanted",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const long = await say(stage.claude, Array.from({ length: 300 }, (_, line) => `- line ${line}`).join("\n"));
      const huge = await say(stage.claude, `${"A sentence of many. ".repeat(13_000)}THE END`);
      await say(stage.claude, "short");
      await cards(page, "claude").nth(2).waitFor();
      const fold = (id: string) => card(page, id).locator(".fold");
      const height = (id: string) => card(page, id).evaluate((element) => element.clientHeight);
      for (const id of [long, huge]) {
        expect(await fold(id).getAttribute("aria-expanded")).toBe("false");
        expect(await height(id)).toBeLessThan(1100);
      }
      expect(await cards(page, "claude").nth(2).locator(".fold").count()).toBe(0);
      expect(await fold(long).textContent()).toContain("300 lines");

      await fold(long).click();
      await card(page, long).locator('.fold[aria-expanded="true"]').waitFor();
      await until(async () => (await height(long)) > 5000, "all of it");
      await card(page, long).getByText("line 299").scrollIntoViewIfNeeded();
      await fold(long).click();
      await card(page, long).locator('.fold[aria-expanded="false"]').waitFor();
      expect(await height(long)).toBeLessThan(1100);

      expect(await card(page, huge).getByText("THE END").count()).toBe(0);
      await fold(huge).click();
      await card(page, huge).locator('.fold[aria-expanded="true"]').waitFor();
      // It comes piece by piece, as its reader goes on.
      const whole = async () => (await card(page, huge).locator(".body").textContent())?.replaceAll("\n", "");
      await until(async () => {
        await page.getByTestId("timeline").evaluate((element) => element.scrollBy(0, 20_000));
        return (await whole())?.endsWith("A sentence of many. THE END") === true;
      }, "the end of it");
      expect(await whole()).toHaveLength(20 * 13_000 + 7);
      expect(await overflow(page)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
