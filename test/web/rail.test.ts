/** Conversations on the page: the list of them, what is unread, their addresses and their names. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createParties, entry, exchange, idOf } from "./parties";
import { card, cards, createStage, linked, listedIds, openLinked, say, startCodex, TIMEOUT_MS, until } from "./stage";

describeWithTool(["chromium"], "the conversations", () => {
  const open = useBrowser();

  test(
    "are listed by project with their last lines; each shows its own messages, and the way back works",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      const first = await exchange(shop, "Is the price cached?", "For a minute.");
      await exchange(atlas, "Which schema goes first?", "Orders.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").getByText("For a minute.").waitFor();
      await entry(page, "atlas").getByText("Orders.").waitFor();
      // Where somebody spoke last comes first.
      expect(await page.locator(".rail-heading").allTextContents()).toEqual(["atlas", "shop"]);
      expect(await listedIds(page)).toHaveLength(4);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("All conversations");

      await entry(page, "shop").click();
      await cards(page, "claude").getByText("For a minute.").waitFor();
      await until(async () => (await listedIds(page)).length === 2, "the other conversation to go");
      const id = await idOf(page, "shop");
      expect(new URL(page.url()).hash).toBe(`#${id}`);
      expect(await entry(page, "shop").getAttribute("aria-current")).toBe("page");
      expect(await page.locator(".chip").count()).toBe(2);

      // What comes elsewhere is not listed here, and its entry moves up.
      await exchange(atlas, "And then?", "Prices.");
      await entry(page, "atlas").getByText("Prices.").waitFor();
      expect(await listedIds(page)).toHaveLength(2);

      await entry(page, "atlas").click();
      await cards(page, "claude").getByText("Prices.").waitFor();
      await page.goBack();
      await cards(page, "claude").getByText("For a minute.").waitFor();
      expect(await cards(page, "claude").getByText("Prices.").count()).toBe(0);
      await page.reload();
      await cards(page, "claude").getByText("For a minute.").waitFor();
      expect(await listedIds(page)).toHaveLength(2);
      await page.goto(`${stage.url}/#${await idOf(page, "atlas")}`);
      await cards(page, "claude").getByText("Prices.").waitFor();
      // A link to a message in another conversation goes to both.
      await page.goto(`${stage.url}/#${id}/${first}`);
      await page.locator(`article[data-message-id="${first}"]:focus`).waitFor();
      expect(await entry(page, "shop").getAttribute("aria-current")).toBe("page");
      await page.getByRole("link", { name: "All" }).click();
      await until(async () => (await listedIds(page)).length === 6, "all messages");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "count what nobody has read, until somebody sees the end of them; and all pages know",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await exchange(atlas, "Which schema goes first?", "Orders.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      // All of it is in sight here.
      await entry(page, "atlas").and(page.locator('[data-unread="0"]')).waitFor();
      await entry(page, "shop").click();
      await entry(page, "shop").and(page.locator('[aria-current="page"]')).waitFor();
      await cards(page, "claude").getByText("For a minute.").waitFor();

      await exchange(atlas, "And then?", "Prices.");
      await entry(page, "atlas").and(page.locator('[data-unread="2"]')).waitFor();
      expect(await entry(page, "atlas").getByTestId("rail-unread").textContent()).toBe("2 unread");
      // To read on here is not to have read there.
      await exchange(shop, "For how long?", "A minute, always.");
      await cards(page, "claude").getByText("A minute, always.").waitFor();
      await entry(page, "shop").and(page.locator('[data-unread="0"]')).waitFor();
      await page.reload();
      await entry(page, "atlas").and(page.locator('[data-unread="2"]')).waitFor();

      await using other = await open(stage.url);
      await linked(other.page);
      await entry(other.page, "shop").click();
      await entry(page, "atlas").click();
      await entry(page, "atlas").and(page.locator('[data-unread="0"]')).waitFor();
      await entry(other.page, "atlas").and(other.page.locator('[data-unread="0"]')).waitFor();
      // What comes while it is read is read.
      await exchange(atlas, "And last?", "Users.");
      await cards(page, "claude").getByText("Users.").waitFor();
      await entry(page, "atlas").and(page.locator('[data-unread="0"]')).waitFor();
      await page.reload();
      await cards(page, "claude").getByText("Users.").waitFor();
      expect(await entry(page, "atlas").getAttribute("data-unread")).toBe("0");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "get a name where it stands, kept by the bridge; the list collapses to icons and remembers it",
    async () => {
      await using stage = await createParties();
      await exchange(stage.shop, "Is the price cached?", "For a minute.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByRole("button", { name: "Rename" }).click();
      const field = page.getByRole("textbox", { name: "The conversation's name" });
      await field.fill("  The price cache <b>");
      await page.keyboard.press("Enter");
      await entry(page, "shop").getByText("The price cache <b>").waitFor();
      expect(await page.getByTestId("title").textContent()).toBe("The price cache <b>");
      await page.getByRole("button", { name: "Rename" }).click();
      await field.fill("never");
      await page.keyboard.press("Escape");
      expect(await page.getByTestId("title").textContent()).toBe("The price cache <b>");
      await page.reload();
      await page.getByTestId("title").getByText("The price cache <b>").waitFor();

      const width = () => page.getByTestId("rail").evaluate((element) => element.clientWidth);
      expect(await width()).toBeGreaterThan(250);
      await page.getByRole("button", { name: "The list of conversations" }).click();
      await page.locator('.rail[data-collapsed="true"]').waitFor();
      expect(await width()).toBeLessThan(60);
      await page.reload();
      await page.locator('.rail[data-collapsed="true"]').waitFor();
      // Its entries keep their names for whoever cannot see them.
      await page.getByRole("link", { name: /The price cache/ }).click();
    },
    TIMEOUT_MS,
  );

  test(
    "say on a phone that there is something new elsewhere, though their list is away",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await using view = await openLinked(open, stage.url, { viewport: { width: 360, height: 640 } });
      const { page } = view;
      await page.getByRole("button", { name: "Conversations", exact: true }).click();
      await page.getByTestId("rail").getByText("For a minute.").click();
      await page.getByTestId("title").waitFor();
      await exchange(atlas, "Which schema goes first?", "Orders.");
      await page.getByRole("button", { name: "Conversations, 2 new elsewhere" }).click();
      await page.getByTestId("rail").getByText("Orders.").click();
      await cards(page, "claude").getByText("Orders.").waitFor();
      await page.getByRole("button", { name: "Conversations", exact: true }).waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "are a drawer on a phone; a session that has said nothing is listed below them",
    async () => {
      await using stage = await createStage();
      await using view = await openLinked(open, stage.url, { viewport: { width: 360, height: 640 } });
      const { page } = view;
      expect(await page.getByTestId("rail").count()).toBe(0);
      await page.getByRole("button", { name: "Conversations" }).click();
      const fresh = page.getByRole("region", { name: "Connected, nothing said yet" });
      await fresh.getByRole("button", { name: /Claude/ }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByTestId("rail").waitFor({ state: "detached" });
      await page.locator('button[aria-label="Conversations"]:focus').waitFor();

      await startCodex(stage.world);
      const id = await say(stage.claude, "Hello, Codex.");
      await card(page, id).waitFor();
      await page.locator("body").press("g");
      await page.getByTestId("rail").getByText("Hello, Codex.").first().click();
      await page.getByTestId("rail").waitFor({ state: "detached" });
      await page.getByTestId("title").waitFor();
      await fresh.waitFor({ state: "detached" });
    },
    TIMEOUT_MS,
  );
});
