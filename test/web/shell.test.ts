/** The page around the messages: keys, details, help, export, and what it tells while nobody looks. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createParties, entry, exchange } from "./parties";
import { card, cards, composer, createStage, linked, openLinked, say, startCodex, TIMEOUT_MS, until } from "./stage";

const focusedCard = (page: Page) => page.locator("article[data-message-id]:focus");
const details = (page: Page) => page.getByTestId("details");

/** As if another tab were in front: a headless browser has none. */
function look(page: Page, state: "hidden" | "visible"): Promise<void> {
  return page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

describeWithTool(["chromium"], "the page by keyboard", () => {
  const open = useBrowser();

  test(
    "j and k go from message to message, o folds, r writes to who wrote, i tells more, g goes to the conversations, ? lists all",
    async () => {
      await using stage = await createStage();
      const codex = await startCodex(stage.world);
      await say(stage.claude, "first");
      await say(stage.claude, Array.from({ length: 80 }, (_, line) => `- line ${line}`).join("\n"));
      await codex.ask("last?", { wait_seconds: 0 }).answer;
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await cards(page, "codex").getByText("last?").waitFor();
      const press = (key: string) => page.keyboard.press(key);
      await press("k");
      await focusedCard(page).getByText("last?").waitFor();
      await press("k");
      await focusedCard(page).getByText("line 0", { exact: true }).waitFor();
      await press("o");
      await focusedCard(page).locator('.fold[aria-expanded="true"]').waitFor();
      await press("o");
      await focusedCard(page).locator('.fold[aria-expanded="false"]').waitFor();
      await press("k");
      await focusedCard(page).getByText("first").waitFor();
      await press("j");
      await press("j");
      await focusedCard(page).getByText("last?").waitFor();

      await press("r");
      await composer(page).and(page.locator(":focus")).waitFor();
      expect(await page.getByRole("radio", { name: "To Codex" }).isChecked()).toBe(true);
      // Letters are letters while one types.
      await page.keyboard.type("jkorip/?.g");
      expect(await composer(page).inputValue()).toBe("jkorip/?.g");
      expect(await page.getByRole("dialog").count()).toBe(0);

      await press("Escape");
      await press("g");
      await page.locator('.rail [aria-current="page"]:focus').waitFor();
      await press("ArrowDown");
      await page.locator(".rail a[data-conversation-id]:focus").waitFor();
      await press("?");
      await page.getByRole("dialog", { name: "Keys" }).getByText("Next and previous message").waitFor();
      await press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator(".rail a[data-conversation-id]:focus").waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "the details tell a message's life to the millisecond, and a session's; Escape closes them",
    async () => {
      await using stage = await createStage();
      const codex = await stage.world.codex();
      const id = await exchange({ claude: stage.claude, codex }, "How long?", "Not long.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await card(page, id).locator('[data-outcome="answered"]').waitFor();
      await card(page, id).hover();
      await card(page, id).getByTestId("open-details").click();
      const life = details(page).getByTestId("life").locator("li");
      await life.getByText("answered").waitFor();
      const steps = await life.evaluateAll((all) => all.map((one) => one.textContent ?? ""));
      expect(steps.map((step) => step.match(/stored|pushed|seen|answered/)?.[0])).toEqual([
        "stored",
        "pushed",
        "seen",
        "answered",
      ]);
      for (const step of steps) expect(step).toMatch(/^\d\d:\d\d:\d\d[.,]\d{3}/);
      expect(await details(page).textContent()).toContain(id);
      await page.keyboard.press("Escape");
      await details(page).waitFor({ state: "detached" });

      await page.locator('.chip[data-kind="claude"] button').click();
      await details(page).getByText("Folder").waitFor();
      await page.getByRole("button", { name: "Write to it" }).click();
      await composer(page).and(page.locator(":focus")).waitFor();
      await page.getByTestId("open-bridge").click();
      await details(page).getByText("Kept in").waitFor();
      expect(await details(page).textContent()).toContain(stage.world.stateDir);

      // On a phone they lie over the conversation.
      await page.setViewportSize({ width: 360, height: 640 });
      await page.getByRole("dialog", { name: "Details" }).waitFor();
      await page.keyboard.press("Escape");
      await details(page).waitFor({ state: "detached" });
    },
    TIMEOUT_MS,
  );

  test(
    "a conversation is exported as Markdown and as HTML, with the credential in a header",
    async () => {
      await using stage = await createParties();
      await exchange(stage.shop, "Is the price cached?", "For a minute.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      for (const [word, ending] of [
        ["Markdown", "md"],
        ["HTML", "html"],
      ] as const) {
        await page.getByRole("button", { name: "More" }).click();
        const download = page.waitForEvent("download");
        await page.getByRole("menuitem", { name: `Export as ${word}` }).click();
        const file = await download;
        expect(file.suggestedFilename()).toEndWith(`.${ending}`);
        expect(file.url()).toStartWith("blob:");
        const text = await Bun.file(await file.path()).text();
        expect(text).toContain("Is the price cached?");
        expect(text).toContain("For a minute.");
        expect(text).not.toContain(stage.host.key);
      }
    },
    TIMEOUT_MS,
  );
});

describeWithTool(["chromium"], "what waits for the human", () => {
  const open = useBrowser();

  test(
    "stands in the tab's title and icon while they look elsewhere, and goes when they come back",
    async () => {
      await using stage = await createStage();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const icon = () => page.locator('link[rel="icon"]').getAttribute("href");
      const plain = await icon();
      await composer(page).fill("Anything for me?");
      await composer(page).press("Enter");
      const { meta } = await stage.claude.next();
      await look(page, "hidden");
      await stage.claude.reply("Yes: decide, please.", meta.message_id);
      await until(async () => (await page.title()) === "(1) Codex Bridge", "the title to count it");
      expect(await icon()).not.toBe(plain);
      expect(await icon()).toContain("favicon-alert");
      await look(page, "visible");
      await until(async () => (await page.title()) === "Codex Bridge", "the title to forget it");
      expect(await icon()).toBe(plain);
    },
    TIMEOUT_MS,
  );

  test(
    "is told on the desktop only once they asked for it, and only while they look elsewhere",
    async () => {
      await using stage = await createStage();
      // What the page asks of the browser is written down: a headless one has no desktop to show it on.
      await using view = await open(stage.url, {
        prepare: async (page) => {
          await page.addInitScript(() => {
            const told: string[] = [];
            class Told {
              static permission = "default";
              static async requestPermission() {
                Told.permission = "granted";
                return "granted";
              }
              constructor(title: string, { body }: { body: string }) {
                told.push(`${title}: ${body}`);
              }
            }
            Object.assign(window, { Notification: Told, told });
          });
        },
      });
      const { page } = view;
      await linked(page);
      const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
      const hear = async (text: string) => {
        await stage.claude.call("reply", { text });
        await cards(page, "claude").getByText(text, { exact: true }).waitFor();
      };
      await composer(page).fill("Anything for me?");
      await composer(page).press("Enter");
      await stage.claude.next();
      await look(page, "hidden");
      await hear("not asked for");
      expect(await told()).toEqual([]);
      await look(page, "visible");
      const button = page.getByTestId("notices");
      expect(await button.textContent()).toBe("Notify me");
      await button.click();
      await button.and(page.locator('[data-state="on"]')).waitFor();
      await look(page, "hidden");
      await hear("asked for");
      await until(async () => (await told()).length === 1, "the notification");
      expect(await told()).toEqual(["Claude writes to you: asked for"]);
      await look(page, "visible");
      await button.click();
      await button.and(page.locator('[data-state="off"]')).waitFor();
      await look(page, "hidden");
      await hear("no more");
      expect(await told()).toHaveLength(1);
    },
    TIMEOUT_MS,
  );
});
