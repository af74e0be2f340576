/** Who needs the human, among twelve conversations: what the bar, the cards and the list say, and what they do not. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { examine } from "./axe";
import { card, cards, composer, linked, openLinked, overflow, TIMEOUT_MS, until } from "./stage";
import { createTwelve } from "./twelve";

const now = (page: Page) => page.getByTestId("now");
const order = (page: Page) =>
  page
    .locator("[data-conversation-id]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-conversation-id")));

describeWithTool(["chromium"], "supervising twelve conversations", () => {
  const open = useBrowser();

  test(
    "what is held waits for the human, is named with its place, and is a link to it; it says what to do next",
    async () => {
      await using twelve = await createTwelve();
      const pair = twelve.pair(3);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      await page.getByRole("button", { name: "Pause" }).click();
      await page.locator('[data-gate="paused"]').first().waitFor();
      const held = pair.codex.ask("May I drop the old table?", { to: pair.claude.session });
      const other = twelve.pair(6).codex.ask("Which one first?", { to: twelve.pair(6).claude.session });
      await page.getByText("You have paused this.").waitFor();
      expect(await now(page).textContent()).toStartWith("Codex waits for you: 1 held, ");
      await page.getByRole("link", { name: "All" }).click();
      await page.getByRole("heading", { name: "All conversations" }).waitFor();
      await until(async () => (await now(page).textContent())?.includes("more open") === true, "the other question");
      expect(await now(page).textContent()).toContain("billing · What is left of step 4 in billing?");
      expect(await page.title()).toStartWith("(1) Codex waits for you: 1 held");
      // Of 24 sessions those that do something.
      expect(await page.locator(".chip").count()).toBe(2);
      expect(await page.locator(".chips-rest").textContent()).toBe("22 idle");
      await now(page).getByRole("link").click();
      await page.locator(`article[data-message-id="${held.id}"]:focus`).waitFor();
      expect(new URL(page.url()).hash).toBe(`#${pair.conversation}/${held.id}`);
      for (const call of [held, other]) call.abort();
    },
    TIMEOUT_MS,
  );

  test(
    "while a held message is changed, nothing lets it through as it was",
    async () => {
      await using twelve = await createTwelve({ pairs: 6 });
      const pair = twelve.pair(5);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      await page.getByRole("button", { name: "Pause" }).click();
      await page.locator('[data-gate="paused"]').first().waitFor();
      const held = pair.codex.ask("Original words", { to: pair.claude.session });
      const item = page.locator(`[data-held-id="${held.id}"]`);
      await item.getByRole("button", { name: "Edit" }).click();
      await item.getByRole("textbox").fill("Better words");
      const tray = page.getByTestId("held-banner");
      for (const button of [
        tray.getByRole("button", { name: "Resume" }),
        page.getByRole("button", { name: "Step" }).first(),
      ]) {
        await button.click();
        await tray.getByText("You are changing a held message. Save it or cancel that first.").waitFor();
      }
      expect(pair.claude.got).toHaveLength(1);
      await item.getByRole("button", { name: "Save" }).click();
      await item.getByText("Better words").waitFor();
      await tray.getByRole("button", { name: "Resume" }).click();
      await until(() => pair.claude.got.some(({ text }) => text === "Better words"), "Claude to have the better ones");
      held.abort();
    },
    TIMEOUT_MS,
  );

  test(
    "a bridge that is gone is told with since when and what starts it; words written meanwhile are sent when it is back",
    async () => {
      await using twelve = await createTwelve({ pairs: 6 });
      const pair = twelve.pair(0);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`, {
        allow: [/WebSocket connection to .* failed/, /net::ERR_/],
        prepare: (page) => page.clock.install(),
      });
      const { page } = view;
      await page.getByTestId("title").waitFor();
      // As far as the page can see, the bridge ends here.
      await page.context().setOffline(true);
      await page.clock.fastForward(26_000);
      await linked(page, "reconnecting");
      await page.clock.fastForward(6_000);
      const gone = page.getByTestId("gone");
      await gone.waitFor();
      expect(await gone.textContent()).toMatch(/out of reach since \d\d:\d\d .*codex-bridge serve/);
      expect(await now(page).textContent()).not.toContain("Nobody waits");
      await composer(page).fill("Said into the void.");
      await composer(page).press("Enter");
      const parcel = page.getByTestId("outbox").locator("[data-outgoing]");
      await parcel.getByText("sent when the bridge is back").waitFor();
      await page.context().setOffline(false);
      await page.clock.resume();
      await linked(page);
      await cards(page, "user").getByText("Said into the void.").waitFor();
      await until(() => pair.claude.got.some(({ text }) => text === "Said into the void."), "Claude to have them");
      await gone.waitFor({ state: "detached" });
      expect(await parcel.count()).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    "conversations are called by what was asked first in them, and stay in their places while they are pointed at",
    async () => {
      await using twelve = await createTwelve();
      await using view = await openLinked(open, twelve.url);
      const { page } = view;
      const last = twelve.pair(0);
      await page
        .locator(`[data-conversation-id="${last.conversation}"]`)
        .getByText("What is left of step 1 in shop?")
        .waitFor();
      expect(await page.locator(".rail-name", { hasText: "#" }).count()).toBe(0);
      const before = await order(page);
      await page.locator(`[data-conversation-id="${before[3]}"]`).hover();
      await last.exchange("And now?", "This comes first.");
      await page.locator(`[data-conversation-id="${last.conversation}"]`).getByText("This comes first.").waitFor();
      expect(await order(page)).toEqual(before);
      await composer(page).hover();
      await until(async () => (await order(page))[0] === last.conversation, "it to move up");
    },
    TIMEOUT_MS,
  );

  test(
    "names keep their underscores in quotes and lists, and a terminal's colours are colours in code and nothing elsewhere",
    async () => {
      await using twelve = await createTwelve({ pairs: 3 });
      const pair = twelve.pair(1);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      const { answer } = await pair.exchange(
        "Is \u001b[31mold_order_id\u001b[0m or __new_id__ _really_ used?",
        "```\n\u001b[31mFAIL\u001b[0m one\n```\n\nPlain \u001b[33myellow\u001b[0m.",
      );
      const reply = card(page, answer);
      expect(await reply.locator(".quote-text").textContent()).toBe("Is old_order_id or new_id really used?");
      await reply.locator(".ansi-red-fg", { hasText: "FAIL" }).waitFor();
      expect(await reply.locator(".body").textContent()).not.toContain("\u001b");
      expect(await reply.locator(".body p").textContent()).toBe("Plain yellow.");
    },
    TIMEOUT_MS,
  );

  test(
    "alerts, details and footnotes are what they are in reviews",
    async () => {
      await using twelve = await createTwelve({ pairs: 1 });
      const pair = twelve.pair(0);
      await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`);
      const { page } = view;
      const text =
        "> [!CAUTION]\n> It drops `rows`.\n\nSee[^a].\n\n<details>\n<summary>The **log**</summary>\n\n- one\n\n</details>\n\n[^a]: The note.\n";
      const body = card(page, await pair.say(text)).locator(".body");
      expect(await body.locator(".alert-caution .alert-title").textContent()).toBe("Caution");
      expect(await body.locator(".footnote-ref").textContent()).toBe("1");
      expect(await body.locator(".footnotes li").textContent()).toContain("The note.");
      expect(await body.locator("details li").isVisible()).toBe(false);
      await body.locator("summary").click();
      await body.locator("details li").getByText("one").waitFor();
    },
    TIMEOUT_MS,
  );

  for (const colorScheme of ["light", "dark"] as const) {
    test(
      `all of it has no serious finding of axe and nothing that sticks out, wide, narrow and at 200 % (${colorScheme})`,
      async () => {
        await using twelve = await createTwelve();
        const pair = twelve.pair(2);
        await using view = await openLinked(open, `${twelve.url}/#${pair.conversation}`, { colorScheme });
        const { page } = view;
        await page.getByRole("button", { name: "Pause" }).click();
        await page.locator('[data-gate="paused"]').first().waitFor();
        const held = pair.codex.ask("> [!NOTE]\n> Read this[^1].\n\n[^1]: A note.", { to: pair.claude.session });
        await page.locator(`[data-held-id="${held.id}"]`).waitFor();
        for (const width of [1440, 720, 360]) {
          await page.setViewportSize({ width, height: 740 });
          expect([width, await overflow(page)]).toEqual([width, []]);
          expect([width, await examine(page)]).toEqual([width, []]);
        }
        held.abort();
      },
      TIMEOUT_MS,
    );
  }
});
