/** The human's gate on the page: what is held is read, changed, let through, sent back or dropped. */
import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createParties, entry, exchange } from "./parties";
import { card, cards, composer, createStage, openLinked, startCodex, TIMEOUT_MS } from "./stage";

const tray = (page: Page) => page.getByTestId("held-banner");
const item = (page: Page, text: string): Locator => page.locator("[data-held-id]", { hasText: text });
const gate = (page: Page, state: string) => page.locator(`[data-testid="gate"][data-gate="${state}"]`);
const press = (where: Page | Locator, name: string) => where.getByRole("button", { name, exact: true }).click();

describeWithTool(["chromium"], "what the loop guard holds", () => {
  const open = useBrowser();

  test(
    "is shown and let go by the button, or by a word of the user's",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_LOOP_LIMIT: "1" });
      const { claude } = stage;
      const codex = await startCodex(stage.world);
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const send = async (text: string) => (await claude.call("send_to_codex", { text })).text;
      await send("the first goes through");
      const held = await send("the second is held");
      expect(held).toContain("Held (m_");
      await tray(page).getByText("The agents have talked for long").waitFor();
      await card(page, held.match(/m_[a-z0-9]+/)?.[0] ?? "")
        .locator('[data-delivery="held"]')
        .waitFor();
      await press(page, "Let them go on");
      await tray(page).waitFor({ state: "detached" });
      expect((await codex.check()).text).toContain("the second is held");

      await send("the count has begun anew");
      await send("held again");
      await tray(page).waitFor();
      await page.getByRole("radio", { name: "To Codex" }).check({ force: true });
      await composer(page).fill("go on, both of you");
      await composer(page).press("Enter");
      await tray(page).waitFor({ state: "detached" });
      const { text } = await codex.check();
      expect(text).toContain("held again");
      expect(text).toContain("go on, both of you");
    },
    TIMEOUT_MS,
  );

  test(
    "is listed from the oldest on, twenty at a time",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_LOOP_LIMIT: "1" });
      await startCodex(stage.world);
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await stage.claude.call("send_to_codex", { text: "goes through" });
      for (let n = 1; n <= 22; n++) await stage.claude.call("send_to_codex", { text: `held ${n}.` });
      await tray(page).getByText("2 more, listed as these are decided").waitFor();
      expect(await page.locator("[data-held-id]").count()).toBe(20);
      await item(page, "held 1.").getByRole("button", { name: "Let through" }).click();
      await item(page, "held 21.").waitFor();
      await tray(page).getByText("1 more, listed as these are decided").waitFor();
      expect(await page.locator("[data-held-id]").count()).toBe(20);
    },
    TIMEOUT_MS,
  );
});

describeWithTool(["chromium"], "the human's gate", () => {
  const open = useBrowser();

  test(
    "a paused conversation holds what is said; each message is edited, let through, sent back or dropped with a note",
    async () => {
      await using stage = await createParties();
      const { shop } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      await press(page, "Pause");
      await gate(page, "paused").waitFor();
      await tray(page).getByText("What the agents say now waits here for you.").waitFor();

      const send = (text: string) => shop.claude.call("send_to_codex", { text });
      for (const text of ["to be edited", "to be sent back", "to be dropped"]) await send(text);
      await item(page, "to be dropped").waitFor();
      expect(await page.locator("[data-held-id]").count()).toBe(3);
      expect(await tray(page).getByTestId("held-count").textContent()).toBe("3 messages are held.");
      expect((await shop.codex.check()).text).not.toContain("to be");

      // Edited where it stands, and let through as it is now.
      const own = item(page, "to be edited");
      const id = (await own.getAttribute("data-held-id")) ?? "";
      await press(own, "Edit");
      const area = page.getByRole("textbox", { name: "The message's text" });
      expect(await area.inputValue()).toBe("to be edited");
      await area.fill("better words");
      await press(page, "Save");
      await item(page, "better words").getByText("edited by you").waitFor();
      await press(item(page, "better words"), "Let through");
      await page.locator(`[data-held-id="${id}"]`).waitFor({ state: "detached" });
      const { text } = await shop.codex.check();
      expect(text).toContain("better words");
      expect(text).not.toContain("to be");

      await press(item(page, "to be sent back"), "Send back to Claude");
      const back = await shop.claude.next(({ meta }) => meta.sender === "user");
      expect(back.content).toContain("to be sent back");
      await item(page, "to be sent back").waitFor({ state: "detached" });

      await press(item(page, "to be dropped"), "Drop…");
      await page.getByRole("textbox", { name: "A note to Claude, if you like" }).fill("Too early.");
      await press(page, "Drop it");
      await page.locator("[data-held-id]").waitFor({ state: "detached" });
      expect((await shop.claude.call("list_sessions", {})).text).toContain("Too early.");
      expect((await shop.codex.check()).text).not.toContain("to be");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "step lets one through at a time, resume the rest; the keys do the same; a reload keeps what is held",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await exchange(atlas, "Which schema goes first?", "Orders.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      await page.locator("body").press("p");
      await gate(page, "paused").waitFor();
      const send = (text: string) => shop.claude.call("send_to_codex", { text });
      for (const text of ["one", "two", "three"]) await send(text);
      await item(page, "three").waitFor();
      await page.reload();
      await item(page, "three").waitFor();
      expect(await page.locator("[data-held-id]").count()).toBe(3);
      expect(await entry(page, "shop").getAttribute("data-held")).toBe("3");
      // The other conversation goes on.
      await exchange(atlas, "And then?", "Prices.");

      await press(tray(page), "Step");
      await item(page, "one").waitFor({ state: "detached" });
      expect((await shop.codex.check()).text).toContain("one");
      await page.locator("body").press(".");
      await item(page, "two").waitFor({ state: "detached" });
      await item(page, "three").waitFor();
      await page.locator("body").press("p");
      await tray(page).waitFor({ state: "detached" });
      await gate(page, "open").waitFor();
      const { text } = await shop.codex.check();
      expect(text).toContain("two");
      expect(text).toContain("three");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "what was held long ago is there after a reload, though it is far above what is listed",
    async () => {
      await using stage = await createParties({ CODEX_BRIDGE_LOOP_LIMIT: "0" });
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await exchange(atlas, "Which schema goes first?", "Orders.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      await press(page, "Pause");
      await gate(page, "paused").waitFor();
      await shop.claude.call("send_to_codex", { text: "held long ago" });
      await item(page, "held long ago").waitFor();
      for (let note = 1; note <= 110; note++) await atlas.claude.call("send_to_codex", { text: `note ${note}` });
      await page.getByRole("link", { name: "All" }).click();
      await page.reload();
      await cards(page, "claude").getByText("note 110", { exact: true }).waitFor();
      await item(page, "held long ago").waitFor();
      expect(await cards(page, "claude").getByText("held long ago").count()).toBe(0);
      await press(item(page, "held long ago"), "Let through");
      await item(page, "held long ago").waitFor({ state: "detached" });
      expect((await shop.codex.check()).text).toContain("held long ago");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "everything is paused from All, in every conversation, and goes on from any of them",
    async () => {
      await using stage = await createParties();
      const { shop, atlas } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await exchange(atlas, "Which schema goes first?", "Orders.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await press(page, "Pause");
      await tray(page).getByText("Everything is paused.").waitFor();
      await shop.claude.call("send_to_codex", { text: "held in shop" });
      await atlas.claude.call("send_to_codex", { text: "held in atlas" });
      await item(page, "held in atlas").waitFor();
      await press(tray(page), "Step");
      await item(page, "held in shop").waitFor({ state: "detached" });
      expect((await shop.codex.check()).text).toContain("held in shop");

      await entry(page, "shop").click();
      await tray(page).getByText("Everything is paused.").waitFor();
      expect(await page.locator("[data-held-id]").count()).toBe(0);
      await press(tray(page), "Resume everything");
      await tray(page).waitFor({ state: "detached" });
      expect((await atlas.codex.check()).text).toContain("held in atlas");
    },
    TIMEOUT_MS * 2,
  );

  test(
    "a talk is ended after asking, both agents are told, and a word opens it again",
    async () => {
      await using stage = await createParties();
      const { shop } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      await press(page, "More");
      await page.getByRole("menuitem", { name: "End the talk…" }).click();
      const dialog = page.getByRole("dialog", { name: "End the talk?" });
      await press(dialog, "Cancel");
      expect(await gate(page, "open").count()).toBe(1);
      await press(page, "More");
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await press(dialog, "End the talk");
      await tray(page).getByText("You ended this talk.").waitFor();
      await entry(page, "shop").getByText("ended").waitFor();
      expect((await shop.claude.call("send_to_codex", { text: "one more thing" })).isError).toBe(true);

      await composer(page).fill("Go on, please.");
      await composer(page).press("Enter");
      await cards(page, "user").getByText("Go on, please.").waitFor();
      await gate(page, "open").waitFor();
      await tray(page).waitFor({ state: "detached" });
      expect((await shop.claude.call("send_to_codex", { text: "one more thing" })).isError).toBeFalsy();
    },
    TIMEOUT_MS,
  );
});
