/** A real headless Chromium for tests of the page, which notes whatever a page must not do. */
import { afterAll, afterEach, beforeAll, expect } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findTool } from "./tools";

const ROOT = join(import.meta.dir, "..", "..");
const BUILT = join(ROOT, "web", "dist", "index.html");
const SOURCES = ["web/**/*", "src/{protocol,ids}.ts", "scripts/build.ts", "bun.lock"];

/** A selector that is not there by then fails its test, well before the test's own limit. */
const ACTION_LIMIT_MS = 8_000;
const START_LIMIT_MS = 60_000;

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Chromium's own sandbox does not start for root, as in a container.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export interface ViewOptions extends BrowserContextOptions {
  /** Console errors that the test provokes. */
  allow?: RegExp[];
  /** False where the page is not ours: it may do what it likes. */
  watch?: boolean;
  /** Runs before the page is opened. */
  prepare?: (page: Page) => Promise<void>;
}

/** One open page of one user. */
export interface View {
  page: Page;
  [Symbol.asyncDispose](): Promise<void>;
}

export type OpenView = (url: string, options?: ViewOptions) => Promise<View>;

/**
 * For use in a `describe`: builds the page where that is needed and starts a browser for the block's tests. After each
 * of them it asserts that no page had console errors or warnings, uncaught errors, dialogs or pop-ups, and that none
 * asked another host for anything. `more` are further arguments of the browser.
 */
export function useBrowser(more: readonly string[] = []): OpenView {
  let browser: Browser | undefined;
  const found: string[] = [];
  beforeAll(async () => {
    await buildPage();
    const executablePath = findTool("chromium");
    if (executablePath === undefined) throw new Error("chromium is not installed");
    browser = await chromium.launch({ executablePath, args: [...ARGUMENTS, ...more] });
  }, START_LIMIT_MS);
  // Not where a view ends: an error there would hide the one that made the test fail.
  afterEach(() => {
    expect(found.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  }, START_LIMIT_MS);
  return (url, options) => {
    if (browser === undefined) throw new Error("the browser has not started");
    return openView(browser, found, url, options);
  };
}

/** Builds web/dist, unless it is newer than all that it is made from. */
export async function buildPage(): Promise<void> {
  const builtAt = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
  const paths = SOURCES.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: ROOT, absolute: true })]);
  const isStale = paths.some((path) => !path.includes("/web/dist/") && statSync(path).mtimeMs > builtAt);
  if (!isStale) return;
  const build = Bun.spawnSync([process.execPath, join(ROOT, "scripts", "build.ts")], { cwd: ROOT });
  if (build.exitCode !== 0) throw new Error(`the page could not be built:\n${build.stderr}`);
}

async function openView(browser: Browser, found: string[], url: string, options: ViewOptions = {}): Promise<View> {
  const { allow = [], watch = true, prepare, ...contextOptions } = options;
  const { host } = new URL(url);
  const problems: string[] = [];
  const isOurs = (address: string) =>
    address.startsWith("data:") || new URL(address.replace(/^blob:/, "")).host === host;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...contextOptions });
  context.setDefaultTimeout(ACTION_LIMIT_MS);
  const page = await context.newPage();

  context.on("page", (popup) => problems.push(`pop-up: ${popup.url()}`));
  context.on("request", (request) => {
    if (!isOurs(request.url())) problems.push(`request: ${request.url()}`);
  });
  page.on("websocket", (socket) => {
    if (!isOurs(socket.url())) problems.push(`websocket: ${socket.url()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const text = `${message.type()}: ${message.text()} ${message.location().url}`;
    if (!allow.some((pattern) => pattern.test(text))) problems.push(text);
  });

  await prepare?.(page);
  await page.goto(url);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await context.close();
      if (watch) found.push(...problems);
    },
  };
}
