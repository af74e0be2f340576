/** What a person has read is what was in sight, and a link, an answer or a hit lands where its words are. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { card, cards, openLinked, TIMEOUT_MS, until } from "./stage";
import { createTwelve, type Pair } from "./twelve";

const timeline = (page: Page) => page.getByTestId("timeline");
const entry = (page: Page, { conversation }: Pair) => page.locator(`[data-conversation-id="${conversation}"]`);
const unread = async (page: Page, pair: Pair) => Number(await entry(page, pair).getAttribute("data-unread"));
/** How far below the top of what is seen an element stands. */
const placeOf = (page: Page, id: string) =>
  card(page, id).evaluate(
    (element) => element.getBoundingClientRect().top - (element.closest(".timeline")?.getBoundingClientRect().top ?? 0),
  );
const tall = (words: string) =>
  Array.from({ length: 120 }, (_, n) => `Paragraph ${n} of a long answer.${n === 90 ? ` ${words}` : ""}`).join("\n\n");

/** Goes down as a reader does: what is passed over in less than a glance is not read. */
async function readOn(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  await timeline(page).evaluate((element) => element.scrollBy(0, 300));
}

describeWithTool(["chromium"], "reading twelve conversations", () => {
  const open = useBrowser();

  test(
    "to open all of them reads what is in sight and nothing else; a conversation opens where it was left",
    async () => {
      await using twelve = await createTwelve();
      const [long, last] = [twelve.pair(0), twelve.pair(11)];
      for (let n = 0; n < 40; n++) await long.say(`Point ${n}.\n\nWith a second paragraph.`);
      await last.exchange("What came last?", "This.");
      await using view = await openLinked(open, twelve.url);
      const { page } = view;
      // The newest is in sight here, and what stands before it in its conversation is not.
      await cards(page, "claude").getByText("This.").waitFor();
      await until(() => timeline(page).evaluate((element) => element.scrollTop > 0), "the end to be in sight");
      await entry(page, long).click();
      await page.getByTestId("new").waitFor();
      const all = twelve.pairs.filter((pair) => pair !== long);
      expect(await Promise.all(all.map((pair) => unread(page, pair)))).toEqual(
        all.map((pair) => (pair === last ? 4 : 2)),
      );

      // It begins with what is new, and is read as far as it has been seen.
      await until(async () => (await unread(page, long)) < 42, "what is in sight to be read");
      const left = await unread(page, long);
      expect(left).toBeGreaterThan(30);
      await cards(page, "claude").getByText("Point 0.").waitFor();
      while ((await unread(page, long)) > 0) await readOn(page);
    },
    TIMEOUT_MS,
  );

  test(
    "what is jumped over stays unread; a message is marked unread and the next unread conversation opened by key",
    async () => {
      await using twelve = await createTwelve({ pairs: 6 });
      const pair = twelve.pair(2);
      const ids: string[] = [];
      for (let n = 0; n < 6; n++) ids.push(await pair.say(`Point ${n}.`));
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      while ((await unread(page, pair)) > 0) await readOn(page);
      await card(page, ids[3] ?? "").focus();
      await page.keyboard.press("u");
      await until(async () => (await unread(page, pair)) === 3, "the last three to be unread");
      // Still in sight, and not read again before it is opened anew.
      await pair.say("One more.");
      await until(async () => (await unread(page, pair)) === 4, "one more to be unread");
      await page.keyboard.press("U");
      await until(async () => (await unread(page, pair)) === 0, "all of it to be read");

      await page.locator("body").press("n");
      await page.locator('.rail-item[aria-current="page"]:not([data-unread="0"])').waitFor();
      expect(await entry(page, pair).getAttribute("aria-current")).toBeNull();
    },
    TIMEOUT_MS,
  );

  test(
    "a link and an answer land at the beginning of a tall message",
    async () => {
      await using twelve = await createTwelve({ pairs: 6 });
      const pair = twelve.pair(1);
      const { question, answer } = await pair.exchange("How is it done?", tall("the end"));
      for (let n = 0; n < 30; n++) await pair.say(`After it, ${n}.`);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}/${answer}`);
      const { page } = view;
      await page.locator(`article[data-message-id="${answer}"]:focus`).waitFor();
      await until(async () => Math.abs((await placeOf(page, answer)) - 16) < 4, "the link to land at the top");
      await card(page, question).getByRole("button", { name: "the answer" }).click();
      await until(async () => Math.abs((await placeOf(page, answer)) - 16) < 4, "the answer to be at the top");
    },
    TIMEOUT_MS,
  );

  test(
    "a hit in a folded message is unfolded, marked and in sight; a search that finds nothing says what may help",
    async () => {
      await using twelve = await createTwelve();
      const pair = twelve.pair(9);
      const id = await pair.say(tall("The quagmire is here."));
      for (let n = 0; n < 30; n++) await pair.say(`After it, ${n}.`);
      await using view = await openLinked(open, twelve.url);
      const { page } = view;
      await page.locator("body").press("/");
      const field = page.getByRole("combobox", { name: "Search messages" });
      await field.fill('"quagmire never" said');
      const help = page.getByTestId("search-help");
      await help.getByRole("button", { name: "Only “quagmire”" }).click();
      await page.locator(`[data-hit="${id}"]`).waitFor();
      await field.press("Enter");
      await card(page, id).locator('.fold[aria-expanded="true"]').waitFor();
      const marked = () =>
        page.evaluate(() =>
          [...(CSS.highlights.get("found") ?? [])].map((range) => {
            const { top } = (range as Range).getBoundingClientRect();
            return { word: range.toString(), inSight: top > 0 && top < window.innerHeight };
          }),
        );
      await until(async () => (await marked())[0]?.inSight === true, "the word to be in sight");
      expect(await marked()).toEqual([{ word: "quagmire", inSight: true }]);
    },
    TIMEOUT_MS,
  );

  test(
    "a link to a conversation that is not kept says so, and not that nothing was said",
    async () => {
      await using twelve = await createTwelve({ pairs: 2 });
      await using view = await openLinked(open, `${twelve.url}/#c_nowhere`, { allow: [/status of 404/] });
      const { page } = view;
      await page.getByTestId("absent").waitFor();
      expect(await page.getByText("Nothing has been said here yet").count()).toBe(0);
      await page.getByRole("button", { name: "All conversations" }).click();
      await cards(page, "codex").first().waitFor();
    },
    TIMEOUT_MS,
  );
});
