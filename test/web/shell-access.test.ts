/** The page for everybody: what axe-core finds in its main states, in both themes, wide and narrow. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { examine } from "./axe";
import { faintTexts } from "./contrast";
import { createParties, exchange } from "./parties";
import { composer, createEmptyStage, linked, openLinked, overflow, TIMEOUT_MS } from "./stage";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 640 },
];

/** Nothing is wrong for anybody, nothing scrolls sideways, and what is written can be read in both themes. */
async function expectFine(page: Page, what: string): Promise<void> {
  expect({ what, found: await examine(page) }).toEqual({ what, found: [] });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const faint = await faintTexts(page);
    expect({ what, colorScheme, faint }).toEqual({ what, colorScheme, faint: [] });
  }
  expect({ what, wide: await overflow(page) }).toEqual({ what, wide: [] });
}

/** Opens something, looks at it, and closes it with Escape. */
async function look(page: Page, what: string, open: () => Promise<unknown>): Promise<void> {
  await open();
  await expectFine(page, what);
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
}

describeWithTool(["chromium"], "the page for everybody", () => {
  const open = useBrowser();

  for (const viewport of SIZES) {
    test(
      `${viewport.width} pixels wide: nothing is wrong in any of its states`,
      async () => {
        await using stage = await createParties();
        const { shop, atlas } = stage;
        await exchange(shop, "Is the price cached?", "For a minute.");
        await exchange(atlas, "Which schema goes first?", "Orders.");
        await using view = await open(stage.url, {
          viewport,
          reducedMotion: "reduce",
          allow: [/status of 413/],
        });
        const { page } = view;
        const narrow = viewport.width < 900;
        await linked(page);
        await page.getByText("Orders.", { exact: true }).last().waitFor();
        await expectFine(page, "all conversations");
        if (narrow) {
          await look(page, "the drawer", () => page.getByRole("button", { name: "Conversations" }).click());
          await page.getByRole("button", { name: "Conversations" }).click();
        }
        await page.getByRole("link", { name: /Orders/ }).click();
        await page.getByTestId("title").waitFor();
        await expectFine(page, "one conversation");

        await page.getByTestId("gate").getByRole("button").first().click();
        for (const text of ["held **one**", "held two"]) await atlas.claude.call("send_to_codex", { text });
        const held = page.locator("[data-held-id]");
        await held.nth(1).waitFor();
        await expectFine(page, "held messages");
        await held.first().getByRole("button", { name: "Edit" }).click();
        await held.nth(1).getByRole("button", { name: "Drop…" }).click();
        await expectFine(page, "held messages being changed");
        await page.getByTestId("held-banner").getByRole("button", { name: "Hide" }).click();

        await page
          .getByTestId("file-picker")
          .setInputFiles([{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]);
        await page.locator('[data-ready="true"]').waitFor();
        await composer(page).fill("A draft with a file.");
        await expectFine(page, "a draft");

        await page.getByRole("button", { name: "More" }).click();
        await page.getByRole("menu").waitFor();
        await expectFine(page, "the menu");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Rename" }).click();
        await expectFine(page, "the title being changed");
        await page.keyboard.press("Escape");

        await look(page, "search", async () => {
          await page.getByRole("button", { name: "Search" }).click();
          await page.keyboard.type("schema");
          await page.locator('[role="option"] mark').first().waitFor();
        });
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await look(page, "help", () => page.keyboard.press("?"));
        await page.keyboard.press("k");
        await page.keyboard.press("i");
        await page.getByTestId("life").waitFor();
        await expectFine(page, "a message's details");
        await page.keyboard.press("Escape");
        await page.locator(".chip button").first().click();
        await expectFine(page, "a session's details");
        await page.keyboard.press("Escape");
        if (!narrow) {
          await page.getByRole("button", { name: "The list of conversations" }).click();
          await expectFine(page, "a collapsed rail");
        }
      },
      TIMEOUT_MS * 2,
    );
  }

  test(
    "the empty page and words that could not be sent, wide and narrow",
    async () => {
      await using stage = await createEmptyStage();
      await using view = await openLinked(open, stage.url, {
        reducedMotion: "reduce",
        allow: [/status of 409/],
      });
      const { page } = view;
      await page.getByTestId("empty-state").waitFor();
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await expectFine(page, "nothing said yet");
      }
      await composer(page).fill("Anybody?");
      await composer(page).press("Enter");
      await page.getByTestId("composer-error").waitFor();
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await expectFine(page, "words that could not be sent");
      }
    },
    TIMEOUT_MS,
  );

  test(
    "a page whose key is refused even after a reload says so, and offers one",
    async () => {
      await using stage = await createEmptyStage();
      await using view = await open(stage.url, {
        prepare: async (page) => {
          await page.addInitScript(() => {
            // After the HTML is read and before its scripts run.
            document.addEventListener("readystatechange", () => {
              const meta = document.querySelector<HTMLMetaElement>('meta[name="codex-bridge-key"]');
              if (meta !== null && localStorage.getItem("known") === null) meta.content = "of-another-run";
            });
          });
        },
      });
      const { page } = view;
      await page.getByTestId("refused").waitFor();
      await linked(page, "refused");
      await expectFine(page, "refused");
      await page.evaluate(() => localStorage.setItem("known", "yes"));
      await page.getByRole("button", { name: "Reload" }).click();
      await linked(page);
      expect(await page.getByTestId("refused").count()).toBe(0);
    },
    TIMEOUT_MS,
  );
});
