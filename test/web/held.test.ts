/** What the loop guard holds is shown on the page, with a button that lets it go on; a word of the user's does too. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { card, composer, createStage, linked, startCodex, TIMEOUT_MS } from "./stage";

describeWithTool(["chromium"], "the loop guard on the page", () => {
  const open = useBrowser();

  test(
    "held messages are shown and let go by the button, or by a word of the user's",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_LOOP_LIMIT: "1" });
      const { claude } = stage;
      const codex = await startCodex(stage.world);
      await using view = await open(stage.url);
      const { page } = view;
      await linked(page);
      const send = async (text: string) => (await claude.call("send_to_codex", { text })).text;
      await send("the first goes through");
      const held = await send("the second is held");
      expect(held).toContain("Held (m_");
      const banner = page.getByTestId("held-banner");
      await banner.waitFor();
      await card(page, held.match(/m_[a-z0-9]+/)?.[0] ?? "")
        .locator('[data-delivery="held"]')
        .waitFor();
      await page.getByRole("button", { name: "Let them go on" }).click();
      await banner.waitFor({ state: "detached" });
      expect((await codex.check()).text).toContain("the second is held");

      await send("the count has begun anew");
      await send("held again");
      await banner.waitFor();
      await page.getByRole("radio", { name: "To Codex" }).check({ force: true });
      await composer(page).fill("go on, both of you");
      await composer(page).press("Enter");
      await banner.waitFor({ state: "detached" });
      const { text } = await codex.check();
      expect(text).toContain("held again");
      expect(text).toContain("go on, both of you");
    },
    TIMEOUT_MS,
  );
});
