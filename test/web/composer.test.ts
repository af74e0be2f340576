/** The human types: to Claude, to Codex, to nobody, with a keyboard alone. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import {
  cards,
  composer,
  createEmptyStage,
  createScene,
  createStage,
  linked,
  openLinked,
  startCodex,
  TIMEOUT_MS,
} from "./stage";

const aim = (page: Page, to: "Claude" | "Codex") =>
  page.getByRole("radio", { name: `To ${to}` }).check({ force: true });
const send = (page: Page) => page.getByRole("button", { name: "Send" });

describeWithTool(["chromium"], "writing on the page", () => {
  const open = useBrowser();

  test(
    "what is typed to Claude comes as a channel message from the user, and the reply comes back",
    async () => {
      await using stage = await createStage();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const text = "  Please look at `store.ts` <b>first</b> 🐍\n\n\tthen decide.  ";
      await composer(page).fill(text);
      await send(page).click();
      const { content, meta } = await stage.claude.next();
      expect(content).toBe(text);
      expect(meta).toMatchObject({ sender: "user" });
      const own = cards(page, "user");
      await own.getByText("then decide.").waitFor();
      expect(await own.getAttribute("data-receiver")).toBe("claude");
      expect(await own.getAttribute("data-message-id")).toBe(meta.message_id ?? "");
      await own.locator('[data-delivery="pushed"]').waitFor();
      expect(await composer(page).inputValue()).toBe("");

      await stage.claude.reply("I have looked.", meta.message_id);
      const reply = cards(page, "claude");
      await reply.getByText("I have looked.").waitFor();
      expect(await reply.getAttribute("data-receiver")).toBe("user");
      expect(await reply.locator(".quote").textContent()).toContain("Please look at store.ts");
      await own.locator('[data-delivery="seen"]').waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "what is typed to Codex is taken by check_claude_messages and then marked as seen",
    async () => {
      await using stage = await createScene(open);
      const { page, codex } = stage;
      await aim(page, "Codex");
      await composer(page).fill("Stop after this file.");
      await send(page).click();
      const own = cards(page, "user");
      await own.getByText("Stop after this file.").waitFor();
      expect(await own.getAttribute("data-receiver")).toBe("codex");
      expect(await own.locator("[data-delivery]").getAttribute("data-delivery")).not.toBe("seen");
      expect((await codex.check()).text).toContain("Stop after this file.");
      await own.locator('[data-delivery="seen"]').waitFor();
      expect(stage.claude.messages()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "with nobody there the failure is told in place and the words stay, also over a reload; sent later, they are sent once",
    async () => {
      await using stage = await createEmptyStage();
      await using view = await openLinked(open, stage.url, { allow: [/status of 409 .*\/api\/messages/] });
      const { page } = view;
      const draft = "first line\nsecond line";
      await aim(page, "Codex");
      await composer(page).fill(draft);
      await send(page).click();
      const failure = page.getByTestId("composer-error");
      await failure.waitFor();
      expect(await failure.textContent()).toBe("Not sent: no Codex session is connected.");
      const own = page.getByTestId("outbox").locator("[data-outgoing]");
      const id = await own.getAttribute("data-outgoing");
      expect(await own.textContent()).toContain(draft);
      expect(await cards(page, "user").count()).toBe(0);

      await page.reload();
      await linked(page);
      await own.waitFor();
      expect(await page.getByRole("radio", { name: "To Codex" }).isChecked()).toBe(true);
      // Taken back to be written anew, and sent in vain once more.
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      expect(await composer(page).inputValue()).toBe(draft);
      await own.waitFor({ state: "detached" });
      await composer(page).press("Enter");
      await failure.waitFor();
      expect(await own.getAttribute("data-outgoing")).not.toBe(id);

      const codex = await startCodex(stage.world);
      await page.locator('.chip[data-kind="codex"]').waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await cards(page, "user").getByText("second line").waitFor();
      expect(await composer(page).inputValue()).toBe("");
      expect(await failure.count()).toBe(0);
      expect((await codex.check()).text).toContain(draft);
      await page.reload();
      await linked(page);
      expect(await composer(page).inputValue()).toBe("");
      expect(await cards(page, "user").count()).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    "Enter sends and Shift + Enter breaks the line; blank text is not sent",
    async () => {
      await using stage = await createStage();
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      const area = composer(page);
      await area.focus();
      const before = await area.evaluate((element) => element.clientHeight);
      await page.keyboard.type("one");
      for (const line of ["two", "three"]) {
        await page.keyboard.press("Shift+Enter");
        await page.keyboard.type(line);
      }
      expect(await area.inputValue()).toBe("one\ntwo\nthree");
      expect(await area.evaluate((element) => element.clientHeight)).toBeGreaterThan(before + 40);
      await page.keyboard.press("Enter");
      expect((await stage.claude.next()).content).toBe("one\ntwo\nthree");
      await cards(page, "user").getByText("three").waitFor();
      expect(await area.inputValue()).toBe("");
      expect(await area.evaluate((element) => element.clientHeight)).toBe(before);

      await page.keyboard.type("   ");
      expect(await send(page).isDisabled()).toBe(true);
      await page.keyboard.press("Enter");
      await area.fill("and this");
      await page.keyboard.press("Enter");
      await stage.claude.next(({ content }) => content === "and this");
      expect(stage.claude.messages()).toHaveLength(2);
    },
    TIMEOUT_MS,
  );

  test(
    "by keyboard alone: the conversation, the text, the target and the button follow each other, each visibly",
    async () => {
      await using stage = await createStage();
      const codex = await startCodex(stage.world);
      await stage.claude.call("send_to_codex", { text: "A [link](https://example.org/) and `code`." });
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await cards(page, "claude").waitFor();

      await page.keyboard.press("Tab");
      expect((await focused(page)).name).toBe("BUTTON Go to the messages");
      await page.keyboard.press("Enter");
      expect((await focused(page)).name).toBe("SECTION Conversation");
      const stops: string[] = [];
      const hidden: string[] = [];
      for (let presses = 0; presses < 20 && stops.at(-1) !== "TEXTAREA Message"; presses++) {
        await page.keyboard.press("Tab");
        const stop = await focused(page);
        stops.push(stop.name);
        if (!stop.visible) hidden.push(stop.name);
      }
      expect(stops).toContain("A link");
      expect(stops.at(-1)).toBe("TEXTAREA Message");

      await page.keyboard.type("typed blind");
      await page.keyboard.press("Tab");
      const target = await focused(page);
      expect(target.name).toBe("INPUT To Claude");
      await page.keyboard.press("ArrowRight");
      expect(await page.getByRole("radio", { name: "To Codex" }).isChecked()).toBe(true);
      const other = await focused(page);
      await page.keyboard.press("Tab");
      expect((await focused(page)).name).toBe("BUTTON Attach files");
      await page.keyboard.press("Tab");
      const button = await focused(page);
      expect(button.name).toBe("BUTTON Send");
      for (const stop of [target, other, button]) if (!stop.visible) hidden.push(stop.name);
      expect(hidden).toEqual([]);
      await page.keyboard.press("Enter");
      await cards(page, "user").getByText("typed blind").waitFor();
      expect((await codex.check()).text).toContain("typed blind");
      // Ready for the next message.
      expect((await focused(page)).name).toBe("TEXTAREA Message");
    },
    TIMEOUT_MS,
  );
});

/** What has the focus, and whether it, or what stands for it, shows that. */
function focused(page: Page): Promise<{ name: string; visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const label = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
    // The frame around the text area and the word beside a radio button show the focus for them.
    const stand = element.matches("textarea")
      ? element.closest("form")
      : element.matches("input")
        ? element.nextElementSibling
        : element;
    const style = getComputedStyle(stand ?? element);
    const isRinged = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
    const isFramed = stand !== null && stand !== element && style.boxShadow !== "none";
    const visible = (isRinged || isFramed) && style.opacity !== "0";
    return { name: `${element.tagName} ${label.slice(0, 40)}`, visible };
  });
}
