/** The human's own messages: to both, with files, with a draft for each conversation, and to a host that says nothing. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createParties, entry, exchange } from "./parties";
import { cards, composer, createStage, linked, openLinked, startCodex, TIMEOUT_MS, until } from "./stage";

const files = (page: Page) => page.getByTestId("pending-files").locator("li");
const ready = (page: Page, name: string) => files(page).and(page.locator('[data-ready="true"]')).getByText(name);

describeWithTool(["chromium"], "the human's own messages", () => {
  const open = useBrowser();

  test(
    "one message goes to both, with a state for each",
    async () => {
      await using stage = await createParties();
      const { shop } = stage;
      await exchange(shop, "Is the price cached?", "For a minute.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      await page.getByRole("radio", { name: "To both" }).check({ force: true });
      await composer(page).fill("Please stop here, both of you.");
      await composer(page).press("Enter");
      const own = cards(page, "user");
      await own.getByText("Please stop here").waitFor();
      expect(await own.locator("[data-delivery]").count()).toBe(2);
      expect((await shop.claude.next(({ meta }) => meta.sender === "user")).content).toContain("both of you");
      expect((await shop.codex.check()).text).toContain("both of you");
      expect(stage.atlas.claude.messages()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "with several sessions of a kind one is chosen, before anything is sent",
    async () => {
      await using stage = await createParties();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await composer(page).fill("Whose turn is it?");
      await composer(page).press("Enter");
      await page.getByText("Several could be meant: choose one.").waitFor();
      await page.getByLabel("Which Claude session").selectOption({ label: "atlas" });
      await composer(page).press("Enter");
      expect((await stage.atlas.claude.next()).content).toBe("Whose turn is it?");
      await cards(page, "user").getByText("Whose turn is it?").waitFor();
      expect(stage.shop.claude.messages()).toEqual([]);
      // Asked for in its details, a session is chosen as well.
      await page
        .locator(".chip", { hasText: "shop" })
        .and(page.locator('[data-kind="claude"]'))
        .getByRole("button")
        .click();
      await page.getByRole("button", { name: "Write to it" }).click();
      await page.keyboard.type("And yours?");
      await page.keyboard.press("Enter");
      expect((await stage.shop.claude.next()).content).toBe("And yours?");
    },
    TIMEOUT_MS,
  );

  test(
    "files are picked, pasted and dropped, taken away again, and go with the message; words are not needed",
    async () => {
      await using stage = await createStage();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const text = (name: string, content: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
      await page.getByTestId("file-picker").setInputFiles([text("picked.txt", "picked"), text("second.txt", "no")]);
      await ready(page, "picked.txt").waitFor();
      await page.getByRole("button", { name: "Remove second.txt" }).click();
      await give(page, "paste", "pasted.txt");
      await ready(page, "pasted.txt").waitFor();
      await give(page, "drop", "dropped.txt");
      await ready(page, "dropped.txt").waitFor();
      // What the bridge has by now is still there after a reload.
      await page.reload();
      await linked(page);
      expect(await files(page).count()).toBe(3);

      await page.getByRole("button", { name: "Send" }).click();
      const own = cards(page, "user");
      await own.getByText("Attached: picked.txt, pasted.txt, dropped.txt").waitFor();
      for (const name of ["picked.txt", "pasted.txt", "dropped.txt"])
        await own.locator(".attachment-name", { hasText: name }).waitFor();
      expect(await files(page).count()).toBe(0);
      expect((await stage.claude.next()).content).toContain("picked.txt");
    },
    TIMEOUT_MS,
  );

  test(
    "an input method's Enter chooses a word and sends nothing",
    async () => {
      await using stage = await createStage();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await composer(page).fill("にほん");
      await composer(page).evaluate((area) => {
        const options = { key: "Enter", bubbles: true, cancelable: true };
        area.dispatchEvent(new KeyboardEvent("keydown", { ...options, isComposing: true }));
      });
      await composer(page).press("End");
      expect(await composer(page).inputValue()).toBe("にほん");
      expect(await page.getByTestId("outbox").count()).toBe(0);
      await composer(page).press("Enter");
      expect((await stage.claude.next()).content).toBe("にほん");
    },
    TIMEOUT_MS,
  );

  test(
    "a file that is too large says so where it stands, and stops the message until it is removed",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_MAX_FILE_MB: "1" });
      await using view = await openLinked(open, stage.url, { allow: [/status of 413 .*\/api\/files/] });
      const { page } = view;
      await composer(page).fill("See the file.");
      await page
        .getByTestId("file-picker")
        .setInputFiles({ name: "large.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(2_000_000) });
      const failed = files(page).getByRole("alert");
      await failed.waitFor();
      expect(await failed.textContent()).toMatch(/1 ?MB|1048576|1,048,576|large/i);
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByText("large.bin could not be attached. Remove it to send the rest.").waitFor();
      expect(await cards(page, "user").count()).toBe(0);
      await page.getByRole("button", { name: "Remove large.bin" }).click();
      await composer(page).press("Enter");
      await cards(page, "user").getByText("See the file.").waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "each conversation has a draft of its own, also over a reload",
    async () => {
      await using stage = await createParties();
      await exchange(stage.shop, "Is the price cached?", "For a minute.");
      await exchange(stage.atlas, "Which schema goes first?", "Orders.");
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await composer(page).fill("to all");
      await entry(page, "shop").click();
      await page.getByTestId("title").waitFor();
      expect(await composer(page).inputValue()).toBe("");
      await composer(page).fill("for the shop");
      await entry(page, "atlas").click();
      await page.locator(".title-project", { hasText: "atlas" }).waitFor();
      expect(await composer(page).inputValue()).toBe("");
      await page.reload();
      await linked(page);
      await entry(page, "shop").click();
      await page.locator(".title-project", { hasText: "shop" }).waitFor();
      expect(await composer(page).inputValue()).toBe("for the shop");
      await page.getByRole("link", { name: "All" }).click();
      await page.getByText("All conversations").waitFor();
      expect(await composer(page).inputValue()).toBe("to all");

      // What is sent from a conversation goes to its own sessions.
      await entry(page, "atlas").click();
      await page.locator(".title-project", { hasText: "atlas" }).waitFor();
      await composer(page).fill("for Claude of atlas");
      await composer(page).press("Enter");
      expect((await stage.atlas.claude.next(({ meta }) => meta.sender === "user")).content).toBe("for Claude of atlas");
    },
    TIMEOUT_MS,
  );

  test(
    "a host that never answers: the words are shown as on their way, then as not confirmed, and sent again they are one message",
    async () => {
      await using stage = await createStage();
      await startCodex(stage.world);
      await using view = await open(stage.url, {
        allow: [/WebSocket connection to .* failed/, /net::ERR_/],
        prepare: (page) => page.clock.install(),
      });
      const { page } = view;
      await linked(page);
      process.kill(stage.host.pid, "SIGSTOP");
      try {
        await composer(page).fill("Is anybody there?");
        await composer(page).press("Enter");
        const own = page.getByTestId("outbox").locator("[data-outgoing]");
        await own.getByText("sending…").waitFor();
        expect(await composer(page).inputValue()).toBe("");
        // The text area is free for the next words meanwhile.
        await page.clock.fastForward(21_000);
        await own.getByText("The bridge has not answered for 20 seconds.").waitFor();
        await page.getByRole("button", { name: "Try again" }).click();
        await own.getByText("sending…").waitFor();
        process.kill(stage.host.pid, "SIGCONT");
        await page.clock.resume();
        await cards(page, "user").getByText("Is anybody there?").waitFor();
        await own.waitFor({ state: "detached" });
      } finally {
        process.kill(stage.host.pid, "SIGCONT");
      }
      await linked(page);
      await stage.claude.next();
      expect(await cards(page, "user").count()).toBe(1);
      await until(() => stage.claude.messages().length === 1, "one message");
    },
    TIMEOUT_MS,
  );
});

/** Gives the page a file as a paste or a drop does. */
function give(page: Page, how: "paste" | "drop", name: string): Promise<void> {
  return page.evaluate(
    ([how, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["content"], name, { type: "text/plain" }));
      const area = document.querySelector(".composer textarea");
      const options = { bubbles: true, cancelable: true };
      if (how === "paste") area?.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: transfer }));
      else {
        const drag = { ...options, dataTransfer: transfer };
        document.body.dispatchEvent(new DragEvent("dragover", drag));
        document.body.dispatchEvent(new DragEvent("drop", drag));
      }
    },
    [how, name] as const,
  );
}
