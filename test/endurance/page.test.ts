/** The page over a history of 100,000 messages: how it opens, how it scrolls, and how it takes many messages a second. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { WINDOW_MESSAGES } from "../../web/state/listing";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { idOf, seedHistory } from "../web/seed";
import { card, createStage, listedIds, openLinked, startCodex, until } from "../web/stage";

const COUNT = 100_000;
const LIMIT_MS = 120_000;
const timeline = (page: Page) => page.getByTestId("timeline");

/** Writes down how long each frame took, until `stop` is called; `longest` and the share of those over 34 ms come back. */
async function measureFrames(
  page: Page,
  run: () => Promise<void>,
): Promise<{ frames: number; late: number; longestMs: number }> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { frameTimes: times });
    let last = performance.now();
    const next = (now: number) => {
      times.push(now - last);
      last = now;
      if (times.length < 1e6) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await run();
  return page.evaluate(() => {
    const times = (window as unknown as { frameTimes: number[] }).frameTimes.slice(5);
    const late = times.filter((ms) => ms > 34).length;
    return { frames: times.length, late, longestMs: Math.round(Math.max(0, ...times)) };
  });
}

/** What the reader sees at the top of the window, and where. */
const inSight = (page: Page) =>
  timeline(page).evaluate((element) => {
    const top = element.getBoundingClientRect().top;
    const read = [...element.querySelectorAll("article")].find((one) => one.getBoundingClientRect().bottom > top + 60);
    return { id: read?.getAttribute("data-message-id") ?? "", top: read?.getBoundingClientRect().top ?? 0 };
  });

const placeOf = (page: Page, id: string) => card(page, id).evaluate((element) => element.getBoundingClientRect().top);

describeWithTool(["chromium"], "a page over 100,000 messages", () => {
  const open = useBrowser();

  test(
    "opens as fast as an empty one, holds few of them, goes up and down without holes, and never moves what is read",
    async () => {
      await using stage = await createStage({}, undefined, (stateDir) => seedHistory(stateDir, COUNT));
      await using view = await open(stage.url);
      const { page } = view;
      await card(page, idOf(COUNT)).waitFor();
      const opened = await page.evaluate(() => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        const shown = performance.now();
        return { paintMs: Math.round(paint?.startTime ?? 0), shownMs: Math.round(shown) };
      });
      console.log(
        `  first paint after ${opened.paintMs} ms; the newest of ${COUNT} messages there after ${opened.shownMs} ms`,
      );
      expect(opened.paintMs).toBeLessThan(2000);
      expect(await timeline(page).getAttribute("data-following")).toBe("true");

      // Up by the wheel: what is read never jumps while pages are put above it and taken away below.
      const box = await timeline(page).boundingBox();
      await page.mouse.move((box?.x ?? 0) + 400, (box?.y ?? 0) + 300);
      const seen = new Set<string>();
      const frames = await measureFrames(page, async () => {
        while (!seen.has(idOf(COUNT - 900))) {
          for (let turn = 0; turn < 6; turn++) {
            await page.mouse.wheel(0, -1500);
            for (const id of await listedIds(page)) seen.add(id);
          }
        }
      });
      console.log(
        `  scrolled up over ${seen.size} messages: ${frames.frames} frames, ${frames.late} late, longest ${frames.longestMs} ms`,
      );
      const ids = await listedIds(page);
      expect(ids.length).toBeLessThanOrEqual(WINDOW_MESSAGES + 100);
      expect(ids).toEqual(ids.map((_, index) => idOf(Number(ids[0]?.slice(6)) + index)));
      expect(await page.getByTestId("later").count()).toBe(1);

      // What comes live is counted, and moves nothing.
      await startCodex(stage.world);
      const before = await inSight(page);
      await stage.claude.call("send_to_codex", { text: "news at the end" });
      await page.locator('[data-testid="new-pill"][data-unread="1"]').waitFor();
      expect(Math.abs((await placeOf(page, before.id)) - before.top)).toBeLessThanOrEqual(1);

      // The pill goes to the end at once, whatever lies between.
      await page.getByTestId("new-pill").click();
      await timeline(page).getByText("news at the end").waitFor();
      await page.locator('[data-testid="timeline"][data-following="true"]').waitFor();
      expect(await page.getByTestId("later").count()).toBe(0);
    },
    LIMIT_MS,
  );

  test(
    "holds what is read in its place by itself, in a browser that does not do so",
    async () => {
      await using stage = await createStage({}, undefined, (stateDir) => seedHistory(stateDir, 2000));
      // As in a browser without scroll anchoring.
      const prepare = async (page: Page) => {
        await page.addInitScript(() => {
          const { supports } = CSS;
          CSS.supports = (name: string, value?: string) =>
            name !== "overflow-anchor" && (value === undefined ? supports(name) : supports(name, value));
        });
      };
      await using view = await open(stage.url, { prepare });
      const { page } = view;
      await card(page, idOf(2000)).waitFor();
      await timeline(page).evaluate((element) => {
        element.style.overflowAnchor = "none";
        element.scrollTo(0, 2000);
      });
      await page.locator('[data-testid="timeline"][data-following="false"]').waitFor();
      const read = await inSight(page);
      // Something above it turns out to be higher than it was thought to be.
      await card(page, read.id).evaluate((element) => {
        const all: Element[] = [...document.querySelectorAll("article")];
        const above = all[all.indexOf(element) - 2];
        if (above instanceof HTMLElement) above.style.paddingTop = "300px";
        return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
      expect(Math.abs((await placeOf(page, read.id)) - read.top)).toBeLessThanOrEqual(2);
      // Nearer to the beginning, so that more is put above it.
      await timeline(page).evaluate((element) => element.scrollBy(0, -1600));
      read.top += 1600;
      await card(page, idOf(1900)).waitFor({ state: "attached" });
      expect(Math.abs((await placeOf(page, read.id)) - read.top)).toBeLessThanOrEqual(2);
    },
    LIMIT_MS,
  );

  test(
    "takes sixty messages a second while the reader is at the end",
    async () => {
      const seconds = 5;
      await using stage = await createStage({ CODEX_BRIDGE_LOOP_LIMIT: "0" }, undefined, (stateDir) =>
        seedHistory(stateDir, 2000),
      );
      await startCodex(stage.world);
      await using view = await openLinked(open, stage.url);
      const { page } = view;
      await card(page, idOf(2000)).waitFor();
      const total = 60 * seconds;
      const startedAt = performance.now();
      const frames = await measureFrames(page, async () => {
        const sent: Promise<unknown>[] = [];
        for (let n = 1; n <= total; n++) {
          const due = startedAt + (n * 1000) / 60;
          await Bun.sleep(Math.max(0, due - performance.now()));
          sent.push(stage.claude.call("send_to_codex", { text: `live ${n}: some **words** and \`code\`` }));
        }
        await Promise.all(sent);
        await timeline(page).getByText(`live ${total}: some`).waitFor();
      });
      const ms = Math.round(performance.now() - startedAt);
      console.log(
        `  ${total} messages in ${ms} ms: ${frames.frames} frames, ${frames.late} late, longest ${frames.longestMs} ms`,
      );
      expect(await timeline(page).getAttribute("data-following")).toBe("true");
      expect((await listedIds(page)).length).toBeLessThanOrEqual(WINDOW_MESSAGES + 100);
      await until(
        () => timeline(page).evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight < 4),
        "the end to be in sight",
      );
      // Far from a promise on a loaded machine; a page that stands still would show it.
      expect(frames.frames).toBeGreaterThan(seconds * 10);
    },
    LIMIT_MS,
  );
});
