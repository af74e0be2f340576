/**
 * What a person feels of the page: how soon it is there, with 100,000 messages, and how it takes
 * keys while many come.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { startHost } from "../../src/rpc/host";
import { readConfig } from "../../src/shared/config";
import { createLog } from "../../src/shared/log";
import { buildPage } from "../../test/support/browser";
import { findTool } from "../../test/support/tools";
import { idOf, seedHistory } from "../../test/web/seed";
import { createTwelve } from "../../test/web/twelve";
import { median } from "../stats";
import type { Measure } from "./measure";

const MESSAGES = 100_000;
const KEYS = 120;
const EVERY_MS = 1000 / 60;

export const page: Measure = {
  name: "page",
  async run({ quick, progress }) {
    await buildPage();
    const browser = await chromium.launch({ executablePath: findTool("chromium") ?? "", args: ["--no-sandbox"] });
    try {
      progress(`${MESSAGES} messages`);
      const opened = await measureOpening(browser, quick ? 3 : 7);
      progress("keys");
      const keys = await measureKeys(browser);
      return {
        title: `The page: opened over ${MESSAGES.toLocaleString("en")} messages, and written in while 60 a second come`,
        rows: [
          { name: "first contentful paint", unit: "ms", value: opened.paint, target: { most: 200 } },
          { name: "first message shown", unit: "ms", value: opened.message, target: { most: 500 } },
          { name: "a key until the next frame, p95", unit: "ms", value: keys, target: { most: 40 } },
        ],
      };
    } finally {
      await browser.close();
    }
  },
};

async function measureOpening(browser: Browser, times: number): Promise<{ paint: number; message: number }> {
  const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-bench-page-"));
  seedHistory(stateDir, MESSAGES);
  const config = readConfig({ HOME: stateDir, CODEX_BRIDGE_STATE_DIR: stateDir, CODEX_BRIDGE_PORT: "0" });
  const host = await startHost(config, createLog("bench", "silent"));
  const all: { paint: number; message: number }[] = [];
  try {
    for (let n = 0; n < times; n++) {
      const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await tab.goto(host.url, { waitUntil: "commit" });
      all.push(await tab.evaluate(timeToMessage, idOf(MESSAGES)));
      await tab.close();
    }
  } finally {
    await host.close();
    rmSync(stateDir, { recursive: true, force: true });
  }
  return { paint: median(all.map(({ paint }) => paint)), message: median(all.map(({ message }) => message)) };
}

/** Runs in the page. */
async function timeToMessage(id: string): Promise<{ paint: number; message: number }> {
  while (document.querySelector(`[data-message-id="${id}"]`) === null) await new Promise(requestAnimationFrame);
  const message = performance.now();
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return { paint: paint?.startTime ?? Number.NaN, message };
}

async function measureKeys(browser: Browser): Promise<number> {
  await using twelve = await createTwelve();
  const pair = twelve.pair(0);
  const tab: Page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await tab.goto(`${twelve.url}/#${pair.conversation}`);
  await tab.locator('[data-testid="link"][data-link="connected"]').waitFor();
  await tab.evaluate(() => {
    const waits: number[] = [];
    Object.assign(window, { keyWaits: waits });
    document.addEventListener(
      "keydown",
      (event) => requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - event.timeStamp))),
      true,
    );
  });
  let isOver = false;
  const talk = (async () => {
    for (let n = 0; !isOver; n++) {
      const started = performance.now();
      await pair.say(`Message ${n} with **some** words and \`code\`.`);
      await Bun.sleep(Math.max(0, EVERY_MS - (performance.now() - started)));
    }
  })();
  await tab.getByRole("textbox", { name: "Message" }).focus();
  for (let n = 0; n < KEYS; n++) await tab.keyboard.type("abcdefgh "[n % 9] ?? "x", { delay: 30 });
  isOver = true;
  await talk;
  const waits = await tab.evaluate(() => (window as unknown as { keyWaits: number[] }).keyWaits);
  const sorted = waits.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
