/** What the page shows of the past: after a reload, and above the loaded part. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { card, cards, createStage, listedIds, openLinked, say, startCodex, TIMEOUT_MS, until } from "./stage";

const now = (page: Page) => page.getByTestId("now");
const timeline = (page: Page) => page.getByTestId("timeline");

describeWithTool(["chromium"], "the page's past", () => {
  const open = useBrowser();

  test(
    "a reload keeps the history: messages, states, answers",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      for (const [question, answer] of [
        ["One?", "1"],
        ["Two?", "2"],
      ] as const) {
        const asked = codex.ask(question);
        const { meta } = await stage.claude.next(({ content }) => content === question);
        await stage.claude.reply(answer, meta.message_id);
        await asked.answer;
      }
      await page.locator('article[data-kind="reply"]:has([data-delivery="seen"])').nth(1).waitFor();
      const shown = () =>
        page.locator("article[data-message-id] :is(.name, .body, .quote, .delivery, .question)").allTextContents();
      const [ids, texts] = [await listedIds(page), await shown()];
      expect(ids).toHaveLength(4);
      await page.reload();
      await page.locator("article[data-message-id]").nth(3).waitFor();
      expect(await listedIds(page)).toEqual(ids);
      expect(await shown()).toEqual(texts);
      // The backlog is not news.
      expect(await page.getByTestId("announcer").textContent()).toBe("");
    },
    TIMEOUT_MS,
  );

  test(
    "earlier messages load on the way up without moving what is read; a question far above still counts as open",
    async () => {
      await using stage = await createStage();
      const listener = await startCodex(stage.world);
      const asked = (await stage.world.codex()).ask("Asked long ago?");
      const question = (await stage.claude.next()).meta.message_id ?? "";
      const ids: string[] = [question];
      for (let note = 1; note <= 230; note++) ids.push(await say(stage.claude, `note ${note}`, listener));

      await using view = await open(stage.url);
      const { page } = view;
      await timeline(page).getByText("note 230", { exact: true }).waitFor();
      // It opens at the end, with the newest hundred, and more where the reader comes near the beginning.
      expect(await timeline(page).getAttribute("data-following")).toBe("true");
      expect(await listedIds(page)).toEqual(ids.slice(-100));
      expect(await now(page).textContent()).toStartWith("Codex waits for Claude, 0:");

      const anchor = card(page, ids.at(-60) ?? "");
      await anchor.scrollIntoViewIfNeeded();
      await timeline(page).evaluate((element) => element.scrollBy(0, -200));
      const topOf = () => anchor.evaluate((element) => Math.round(element.getBoundingClientRect().top));
      await page.locator('[data-testid="timeline"][data-following="false"]').waitFor();
      const before = await topOf();
      await say(stage.claude, "news below", listener).then((id) => ids.push(id));
      await page.locator('[data-testid="new-pill"][data-unread="1"]').waitFor();
      expect(Math.abs((await topOf()) - before)).toBeLessThanOrEqual(2);

      // What stands at the top of the window stays there while a page of history is put above it.
      const first = await timeline(page).evaluate((element) => {
        element.scrollTo(0, 300);
        const read = [...element.querySelectorAll("article")].find((one) => one.getBoundingClientRect().top > 120);
        return { id: read?.getAttribute("data-message-id") ?? "", top: read?.getBoundingClientRect().top ?? 0 };
      });
      await cards(page, "claude").nth(150).waitFor();
      const moved = await card(page, first.id).evaluate((element) => element.getBoundingClientRect().top);
      expect(Math.abs(moved - first.top)).toBeLessThanOrEqual(2);

      await until(async () => {
        await timeline(page).evaluate((element) => element.scrollTo(0, 0));
        return (await page.getByTestId("earlier").count()) === 0;
      }, "all earlier messages");
      expect(await listedIds(page)).toEqual(ids);
      await card(page, question).getByText("Asked long ago?").waitFor();

      await page.getByTestId("new-pill").click();
      await page.locator('[data-testid="timeline"][data-following="true"]').waitFor();
      await timeline(page).getByText("news below").waitFor();
      await stage.claude.reply("At last.", question);
      await asked.answer;
      await now(page).getByText("Codex waits for Claude").waitFor({ state: "detached" });
    },
    TIMEOUT_MS,
  );

  test(
    "a question above the loaded part is answered: nobody waits any more, and nothing is listed out of place",
    async () => {
      await using stage = await createStage();
      const listener = await startCodex(stage.world);
      const asked = (await stage.world.codex()).ask("Out of sight?");
      const question = (await stage.claude.next()).meta.message_id ?? "";
      for (let note = 1; note <= 110; note++)
        await say(stage.claude, `a much longer note ${note}\n\n- with\n- many\n- lines`, listener);
      await using view = await open(stage.url);
      const { page } = view;
      await now(page).getByText("Codex waits for Claude").waitFor();
      const ids = await listedIds(page);
      expect(ids).not.toContain(question);
      await stage.claude.reply("In mind.", question);
      await asked.answer;
      await now(page).getByText("Codex waits for Claude").waitFor({ state: "detached" });
      await cards(page, "claude").getByText("In mind.").waitFor();
      const after = await listedIds(page);
      expect(after.slice(0, -1)).toEqual(ids);
      // The answer's quote goes to the question, wherever that is.
      await page.locator(".quote", { hasText: "Out of sight?" }).click();
      await page.locator(`article[data-message-id="${question}"]:focus`).waitFor();
      await card(page, question).locator('[data-outcome="answered"]').waitFor();
    },
    TIMEOUT_MS,
  );
});
