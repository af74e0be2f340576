/** The page shows the conversation as it happens: real processes, a real browser. */
import { expect, test } from "bun:test";
import type { Locator } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import {
  card,
  cards,
  createEmptyStage,
  createScene,
  createStage,
  linked,
  listedIds,
  openLinked,
  startCodex,
  TIMEOUT_MS,
} from "./stage";

const PURPLE = "rgb(124, 92, 255)";
const GREEN = "rgb(16, 163, 127)";

async function edges(
  locator: Locator,
): Promise<{ left: number; right: number; borderLeft: string; borderRight: string }> {
  return locator.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    const { borderLeftColor, borderRightColor } = getComputedStyle(element);
    return { left, right, borderLeft: borderLeftColor, borderRight: borderRightColor };
  });
}

describeWithTool(["chromium"], "the page, live", () => {
  const open = useBrowser();

  test(
    "the empty page says how to start, and turns green side by side as each one comes",
    async () => {
      await using stage = await createEmptyStage();
      await using view = await open(stage.url, { colorScheme: "light" });
      const { page } = view;
      const step = (kind: string) => page.getByTestId(`start-${kind}`);
      await step("claude").and(page.locator('[data-connected="false"]')).waitFor();
      await step("codex").and(page.locator('[data-connected="false"]')).waitFor();
      expect(await page.getByTestId("now").textContent()).toBe("Nobody waits");
      // An older Claude needs a flag.
      expect(await step("claude").textContent()).toContain("codex-bridge claude");

      await stage.world.claude();
      await step("claude").and(page.locator('[data-connected="true"]')).waitFor();
      expect(await step("codex").getAttribute("data-connected")).toBe("false");
      expect(await step("claude").textContent()).toContain("connected");

      await startCodex(stage.world);
      await step("codex").and(page.locator('[data-connected="true"]')).waitFor();
      await page.getByText("Both are here").waitFor();
      expect(await page.locator(".chip").count()).toBe(2);
      expect(
        await step("codex")
          .locator(".step-state")
          .evaluate((e) => getComputedStyle(e).color),
      ).toBe("rgb(8, 104, 79)");
    },
    TIMEOUT_MS,
  );

  test(
    "a question appears on the right in green and shows how long it waits; its answer comes on the left, tied to it",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      await using view = await openLinked(open, stage.url, { colorScheme: "light" });
      const { page } = view;

      const asked = codex.ask("Is **WAL** safe on NFS?");
      const { meta } = await stage.claude.next();
      const id = meta.message_id ?? "";
      const question = card(page, id);
      await question.waitFor();
      expect(await question.getAttribute("data-sender")).toBe("codex");
      expect(await question.getAttribute("data-receiver")).toBe("claude");
      expect(await question.getAttribute("data-kind")).toBe("question");
      expect(await question.locator(".body strong").textContent()).toBe("WAL");
      await question.locator('[data-delivery="pushed"]').waitFor();
      await page.locator(`article[data-message-id="${id}"][data-waiting="true"]`).waitFor();
      await question.locator('[data-outcome="open"]').waitFor();
      expect(await page.getByTestId("announcer").textContent()).toBe("Codex asks: Is WAL safe on NFS?");

      // The wait ticks, on the card and in the bar, and the sentence says who waits for whom.
      for (const seconds of ["0:01", "0:02"]) {
        await question.locator(".wait", { hasText: seconds }).waitFor();
        await page.getByTestId("now").locator(".wait", { hasText: seconds }).waitFor();
      }
      expect(await page.getByTestId("now").textContent()).toStartWith("Codex waits for Claude, 0:0");
      expect(await page.title()).toBe("Codex waits for Claude · Codex Bridge");
      await page.locator('.chip[data-kind="codex"][data-status="waiting"]').waitFor();

      await stage.claude.reply("No: NFS has no shared memory.", id);
      expect((await asked.answer).text).toBe("No: NFS has no shared memory.");
      const answer = page.locator(`article[data-kind="reply"]:has([data-reply-to="${id}"])`);
      await answer.waitFor();
      expect(await answer.getAttribute("data-sender")).toBe("claude");
      expect(await answer.getAttribute("data-receiver")).toBe("codex");
      expect(await answer.locator(".quote").textContent()).toContain("Is WAL safe on NFS?");
      expect(await answer.locator(".body").textContent()).toContain("no shared memory");

      // What changed came without the message itself: the states are brought up to date in place.
      await question.locator('[data-delivery="seen"]').waitFor();
      await question.locator('[data-outcome="answered"]').waitFor();
      await answer.locator('[data-delivery="seen"]').waitFor();
      await page.getByText("Nobody waits").waitFor();
      expect(await page.title()).toBe("Codex Bridge");
      expect(await question.getAttribute("data-waiting")).toBeNull();

      const [right, left] = [await edges(question), await edges(answer)];
      expect(right.left).toBeGreaterThan(left.left + 40);
      expect(right.right).toBeGreaterThan(left.right + 40);
      expect(right.borderRight).toBe(GREEN);
      expect(left.borderLeft).toBe(PURPLE);

      // Each leads to the other.
      await answer.locator(".quote").click();
      await page.locator(`article[data-message-id="${id}"]:focus`).waitFor();
      await question.getByRole("button", { name: "the answer" }).click();
      await page.locator('article[data-kind="reply"]:focus').waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "a question whose asker went on is still open, and says so",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await codex.ask("When you have time?", { wait_seconds: 0 }).answer;
      const question = cards(page, "codex");
      await question.and(page.locator('[data-waiting="false"]')).waitFor();
      expect(await question.locator(".question").textContent()).toContain("Codex will fetch the answer later");
      expect(await page.getByTestId("now").textContent()).toStartWith("A question to Claude is open, ");
      await stage.claude.reply("Now I have.");
      await question.locator('[data-outcome="answered"]').waitFor();
      const answer = cards(page, "claude");
      await answer.locator('[data-delivery="stored"]').waitFor();
      await codex.check();
      await answer.locator('[data-delivery="seen"]').waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "an edit of Claude's changes the card in place and says that it was edited",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const sent = await stage.claude.call("send_to_codex", { text: "first words" });
      const id = sent.text.match(/m_\w+/)?.[0] ?? "";
      await card(page, id).getByText("first words").waitFor();
      await stage.claude.call("edit_message", { message_id: id, text: "better words" });
      await card(page, id).getByText("better words").waitFor();
      await card(page, id).locator(".edited").waitFor();
      expect(await page.getByTestId("timeline").getByText("first words").count()).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    "two pages show the same, and what is typed in one appears in the other",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      await using one = await open(stage.url);
      await using two = await open(stage.url, { viewport: { width: 400, height: 700 } });
      await Promise.all([linked(one.page), linked(two.page)]);
      const asked = codex.ask("Who reads this?");
      const { meta } = await stage.claude.next();
      await stage.claude.reply("Two pages.", meta.message_id);
      await asked.answer;
      await one.page.getByRole("textbox", { name: "Message" }).fill("And I write.");
      await one.page.getByRole("button", { name: "Send" }).click();
      for (const { page } of [one, two]) {
        await cards(page, "user").getByText("And I write.").waitFor();
        await cards(page, "codex").locator('[data-outcome="answered"]').waitFor();
      }
      const ids = await listedIds(one.page);
      expect(ids).toHaveLength(3);
      expect(await listedIds(two.page)).toEqual(ids);
    },
    TIMEOUT_MS,
  );
});
