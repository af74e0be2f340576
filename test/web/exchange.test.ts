/** How a message is tied to others and what is told of its life: answers, links to messages, edits, marks between them. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { idOf, seedHistory } from "./seed";
import { card, createStage, listedIds, openLinked, say, startCodex, TIMEOUT_MS, until } from "./stage";

const LIMIT_MS = 60_000;
const timeline = (page: Page) => page.getByTestId("timeline");

describeWithTool(["chromium"], "messages and what ties them", () => {
  const open = useBrowser();

  test(
    "an answer shows its question's first line and lights it, by mouse and by keyboard; a wait shows its clock",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      await using view = await openLinked(open, stage.url, { reducedMotion: "reduce" });
      const { page } = view;
      const asked = codex.ask("# Which **way**?\n\nThere are two.");
      const question = (await stage.claude.next()).meta.message_id ?? "";
      await card(page, question).locator('.question[data-outcome="open"] [role="timer"]').waitFor();
      const line = () => card(page, question).evaluate((element) => getComputedStyle(element, "::after"));
      expect(await card(page, question).getAttribute("data-waiting")).toBe("true");
      expect((await line()).animationName).toBe("none");
      await page.emulateMedia({ reducedMotion: "no-preference" });
      expect(await card(page, question).evaluate((one) => getComputedStyle(one, "::after").animationName)).toBe(
        "waiting",
      );
      await stage.claude.reply("This way.", question);
      await asked.answer;
      const answer = page.locator('article[data-kind="reply"]');
      await answer.locator(".quote-text", { hasText: "Which way?" }).waitFor();
      await card(page, question).locator('[data-outcome="answered"]').waitFor();
      const lit = () =>
        page.locator("article.partner").evaluateAll((all) => all.map((one) => one.getAttribute("data-message-id")));
      await answer.hover();
      expect(await lit()).toEqual([question]);
      await card(page, question).hover();
      expect(await lit()).toEqual([(await answer.getAttribute("data-message-id")) ?? ""]);
      await page.mouse.move(2, 2);
      await until(async () => (await lit()).length === 0, "nothing to be lit");
      await answer.locator(".quote").focus();
      expect(await lit()).toEqual([question]);
      await page.keyboard.press("Enter");
      await page.locator(`article[data-message-id="${question}"]:focus`).waitFor();
      // Which way it went is told by its state's title.
      const title = await answer.locator('[data-delivery="seen"]').getAttribute("title");
      expect(title).toContain("as the result of a tool call");
    },
    TIMEOUT_MS,
  );

  test(
    "a link to a message opens the page there, far back in a long history, marked, and goes on from there both ways",
    async () => {
      await using stage = await createStage({}, undefined, (stateDir) => seedHistory(stateDir, 3000));
      await using view = await open(`${stage.url}/#${idOf(1000)}`, { allow: [/404 .*around=m_gone/] });
      const { page } = view;
      await page.locator(`article[data-message-id="${idOf(1000)}"]:focus.flash`).waitFor();
      const box = await card(page, idOf(1000)).boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(800);
      expect(await timeline(page).getAttribute("data-following")).toBe("false");
      // Down to the end by the wheel, without a hole on the way.
      const seen = new Set<string>();
      const middle = await timeline(page).boundingBox();
      await page.mouse.move((middle?.x ?? 0) + 300, (middle?.y ?? 0) + 200);
      await until(async () => {
        await page.mouse.wheel(0, 4000);
        for (const id of await listedIds(page)) seen.add(id);
        return seen.has(idOf(1500));
      }, "five hundred later messages").catch((error) => {
        throw new Error(`${error}; got ${seen.size}: ${[...seen].at(-1)}`);
      });
      for (let n = 1001; n <= 1500; n++) expect(seen).toContain(idOf(n));
      // Another address in the same tab.
      await page.evaluate((id) => location.assign(`#${id}`), idOf(20));
      await page.locator(`article[data-message-id="${idOf(20)}"]:focus`).waitFor();
      await card(page, idOf(1)).waitFor();
      expect(await page.getByTestId("earlier").count()).toBe(0);
      // With its conversation before it, the conversation is shown as well.
      await page.evaluate((id) => location.assign(`#c_seed/${id}`), idOf(2000));
      await page.locator(`article[data-message-id="${idOf(2000)}"]:focus`).waitFor();
      await page.getByTestId("later").waitFor({ state: "attached" });
      await page.evaluate((id) => location.assign(`#${id}`), idOf(20));
      await page.locator(`article[data-message-id="${idOf(20)}"]:focus`).waitFor();
      // A message's own link is its time.
      expect(await card(page, idOf(20)).locator("a.permalink").getAttribute("href")).toBe(`#${idOf(20)}`);
      expect(await card(page, idOf(20)).locator("a.permalink").getAttribute("title")).toMatch(/\d{4}.*\d\d:\d\d/);
      // One that is gone is told, and nothing moves.
      await page.evaluate(() => location.assign("#m_gone"));
      await page.getByRole("alert").getByText("not kept any more").waitFor();
    },
    LIMIT_MS,
  );

  test(
    "days and what happened between messages stand between them; an edit is marked with who made it",
    async () => {
      await using stage = await createStage({}, undefined, (stateDir) => seedHistory(stateDir, 3000));
      const codex = await startCodex(stage.world);
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      // The newest hundred minutes lie in one day or two.
      await page.getByTestId("day").first().waitFor();
      const id = await say(stage.claude, "first words", codex);
      await stage.claude.call("edit_message", { message_id: id, text: "better words" });
      await card(page, id).getByText("better words").waitFor();
      const edited = card(page, id).locator('.edited[data-edited-by="sender"]');
      expect(await edited.textContent()).toBe("edited");
      expect(await edited.getAttribute("title")).toContain("by Claude");
      const days = await page.getByTestId("day").allTextContents();
      expect(days.at(-1)).toBe("Today");
      expect(new Set(days).size).toBe(days.length);
      const joined = page.getByTestId("mark").filter({ hasText: "Claude" });
      await joined.getByText("joined").first().waitFor();
      codex.client.child.kill("SIGKILL");
      await page
        .getByTestId("mark")
        .getByText(/Codex.* left/)
        .waitFor();
    },
    TIMEOUT_MS,
  );
});
