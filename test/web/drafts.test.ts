/** What is written belongs to where it is written, and goes to somebody who is certainly meant. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { must } from "../support/agents-in-process";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { cards, composer, linked, openLinked, TIMEOUT_MS, until } from "./stage";
import { createTwelve } from "./twelve";

const files = (page: Page) => page.getByTestId("pending-files").locator("li");
const attach = (page: Page, name: string, content = "text") =>
  page.getByTestId("file-picker").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
const aim = (page: Page, to: string) => page.getByRole("radio", { name: `To ${to}` }).check({ force: true });
const go = async (page: Page, conversation: string | null) => {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#${conversation ?? ""}`,
  );
  const current =
    conversation === null
      ? page.getByRole("link", { name: "All" })
      : page.locator(`[data-conversation-id="${conversation}"]`);
  await current.and(page.locator('[aria-current="page"]')).waitFor();
};

describeWithTool(["chromium"], "what is being written, among twelve conversations", () => {
  const open = useBrowser();

  test(
    "a draft, its target and its files stay with their conversation, over a reload and over what is looked at meanwhile",
    async () => {
      await using twelve = await createTwelve();
      const [first, second] = [twelve.pair(1), twelve.pair(8)];
      await using view = await openLinked(open, twelve.url);
      const { page } = view;
      await composer(page).fill("for all of them");
      await attach(page, "all.txt");
      await page.locator('[data-ready="true"]').waitFor();
      await go(page, first.conversation);
      expect(await composer(page).inputValue()).toBe("");
      expect(await files(page).count()).toBe(0);
      await composer(page).fill("for the first");
      await aim(page, "Codex");
      await attach(page, "first.txt");
      await page.locator('[data-ready="true"]').waitFor();
      await go(page, second.conversation);
      // What was aimed at elsewhere is no target here.
      expect(await page.getByRole("radio", { name: "To Claude" }).isChecked()).toBe(true);
      await go(page, first.conversation);

      await page.reload();
      await linked(page);
      await page.getByTestId("title").waitFor();
      expect(await composer(page).inputValue()).toBe("for the first");
      expect(await page.getByRole("radio", { name: "To Codex" }).isChecked()).toBe(true);
      expect(await files(page).locator(".pending-name").allTextContents()).toEqual(["first.txt"]);
      await composer(page).press("End");
      await composer(page).pressSequentially("!");
      await go(page, null);
      expect(await composer(page).inputValue()).toBe("for all of them");
      expect(await files(page).locator(".pending-name").allTextContents()).toEqual(["all.txt"]);
      await go(page, first.conversation);
      expect(await composer(page).inputValue()).toBe("for the first!");
    },
    TIMEOUT_MS,
  );

  test(
    "a file goes on coming while its writer looks at another conversation",
    async () => {
      await using twelve = await createTwelve();
      const [first, second] = [twelve.pair(0), twelve.pair(3)];
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      await using view = await openLinked(open, `${twelve.url}/#${first.conversation}`, {
        async prepare(page) {
          await page.route(/\/api\/files\?/, async (route) => {
            await released;
            await route.continue();
          });
        },
      });
      const { page } = view;
      await page.getByTestId("title").waitFor();
      await attach(page, "slow.txt");
      await files(page).and(page.locator('[data-ready="false"]')).waitFor();
      // Enter says why nothing is sent.
      await composer(page).fill("with a file");
      await composer(page).press("Enter");
      expect(await page.getByTestId("composer-hint").textContent()).toContain("slow.txt is still on its way");
      await go(page, second.conversation);
      expect(await files(page).count()).toBe(0);
      release();
      await go(page, first.conversation);
      await files(page).and(page.locator('[data-ready="true"]')).waitFor();
      await composer(page).press("Enter");
      await cards(page, "user").getByText("slow.txt").waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "among several sessions one is chosen before anything is sent, and the place for writing says who will read it",
    async () => {
      await using twelve = await createTwelve();
      const { claude, conversation } = twelve.pair(2);
      await using view = await openLinked(open, twelve.url);
      const { page } = view;
      await composer(page).fill("To whom?");
      await composer(page).press("Enter");
      expect(await page.getByTestId("composer-hint").textContent()).toBe("Several could be meant: choose one.");
      const choice = page.getByRole("combobox", { name: "Which Claude session" });
      await page.locator("select.peers:focus").waitFor();
      expect(await choice.locator("option").count()).toBe(13);
      expect(await page.getByTestId("outbox").count()).toBe(0);
      await choice.selectOption(claude.session);
      await composer(page).press("Enter");
      await cards(page, "user").getByText("To whom?").waitFor();
      await until(() => claude.got.some(({ text }) => text === "To whom?"), "the chosen one to have it");

      await go(page, conversation);
      expect(await page.getByTestId("target").textContent()).toBe(`infra #${claude.session.slice(-4)}`);
      await aim(page, "both");
      await composer(page).fill("To both of you.");
      await composer(page).press("Enter");
      await cards(page, "user").getByText("To both of you.").waitFor();
      await until(() => claude.got.some(({ text }) => text === "To both of you."), "Claude to have it");
    },
    TIMEOUT_MS,
  );

  test(
    "words for a session that has gone go to nobody else: the card that failed offers the choice in its place",
    async () => {
      await using twelve = await createTwelve({ pairs: 6 });
      const { claude, conversation } = twelve.pair(4);
      const other = twelve.pair(0).claude;
      await using view = await openLinked(open, `${twelve.url}/#${conversation}`, {
        allow: [/status of 409 .*\/api\/messages/],
      });
      const { page } = view;
      await page.getByTestId("title").waitFor();
      // It goes between the keys and the bridge.
      await page.route(
        /\/api\/messages$/,
        async (route) => {
          await claude.api.detach();
          await until(
            () =>
              twelve.host.bridge.console.sessions().every(({ id, connected }) => id !== claude.session || !connected),
            "it to go",
          );
          await route.continue();
        },
        { times: 1 },
      );
      await composer(page).fill("Are you there?");
      await composer(page).press("Enter");
      const card = page.getByTestId("outbox").locator("[data-outgoing]");
      await card.getByTestId("composer-error").waitFor();
      expect(await card.getByTestId("composer-error").textContent()).toContain("docs");
      expect(other.got).toHaveLength(1);
      await card.getByRole("combobox", { name: "Which session" }).selectOption(other.session);
      await card.getByRole("button", { name: "Send it there" }).click();
      await card.waitFor({ state: "detached" });
      await until(() => other.got.some(({ text }) => text === "Are you there?"), "the chosen one to have it");
      // Where it was written, it is told now that nobody there hears it.
      await go(page, conversation);
      await page.getByRole("combobox", { name: "Which Claude session" }).waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "a file with keys is not taken, as everywhere; one that could not be taken is named where Enter does nothing",
    async () => {
      await using twelve = await createTwelve({ pairs: 1 });
      await using view = await openLinked(open, twelve.url, { allow: [/status of 403 .*\/api\/files/] });
      const { page } = view;
      await attach(page, ".env", "KEY=1");
      await files(page).getByText("has the name of a file with keys or passwords").waitFor();
      await composer(page).fill("words");
      await composer(page).press("Enter");
      expect(await page.getByTestId("composer-hint").textContent()).toContain(".env could not be attached");
      expect(must(twelve.pairs[0]).claude.got).toHaveLength(1);
      await page.getByRole("button", { name: "Remove .env" }).click();
      await composer(page).press("Enter");
      await cards(page, "user").getByText("words").waitFor();
    },
    TIMEOUT_MS,
  );
});
