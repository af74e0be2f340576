/**
 * `bun run screenshots`: runs the demo, joins it on the page, and takes the pictures in docs/: the
 * page in both themes, a diff with its review, and the page on a phone.
 */
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findTool } from "../test/support/tools.ts";

const ROOT = join(import.meta.dir, "..");
const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };
const DEMO_LIMIT_MS = 60_000;
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
const WORDS = "Then let us ship it. Who of you writes the changelog line?";

/** The demo as a person runs it, with what it has printed so far. */
function startDemo() {
  const child = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "demo", "--port", "0"], {
    cwd: ROOT,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  let output = "";
  (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) output += decoder.decode(chunk, { stream: true });
  })();
  return {
    async until(pattern: RegExp): Promise<string> {
      const deadline = Date.now() + DEMO_LIMIT_MS;
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found[1] ?? "";
        if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the demo did not say ${pattern}`);
        await Bun.sleep(50);
      }
    },
    async end(): Promise<void> {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

/** Says something on the page and waits until Claude has answered it there. */
async function joinIn(page: Page): Promise<void> {
  await page.getByLabel("Message", { exact: true }).fill(WORDS);
  await page.keyboard.press("Enter");
  await page.getByText("I am scripted in this demo; a real Claude Code session").waitFor();
  // The cursor and the focus ring are no part of the picture.
  await page.mouse.move(0, 0);
  await page.evaluate("document.activeElement?.blur()");
}

type Picture = { name: string; scheme: "light" | "dark"; size: { width: number; height: number }; from: string | null };

/** `from`: the first words of the message at the top; null for the end of the conversation. */
const PICTURES: readonly Picture[] = [
  { name: "screenshot.png", scheme: "light", size: WIDE, from: null },
  { name: "screenshot-dark.png", scheme: "dark", size: WIDE, from: null },
  { name: "screenshot-diff.png", scheme: "light", size: WIDE, from: "The supplier's API" },
  { name: "screenshot-phone.png", scheme: "dark", size: PHONE, from: "One more thing" },
];

async function take(page: Page, { name, scheme, size, from }: Picture): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  const timeline = page.getByTestId("timeline");
  if (from === null) await timeline.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  else
    await timeline
      .locator("article", { hasText: from })
      .first()
      .evaluate((element) => element.scrollIntoView());
  await page.waitForTimeout(500);
  const path = join(ROOT, "docs", name);
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}

const executablePath = findTool("chromium");
if (executablePath === undefined) {
  process.stderr.write("screenshots: Chromium is missing. Run `bun run test:tools`, or set CHROMIUM_PATH.\n");
  process.exit(1);
}
const demo = startDemo();
const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
try {
  const url = await demo.until(/The page +(\S+)/);
  const page = await browser.newPage({ viewport: WIDE, colorScheme: "light" });
  await demo.until(/(Codex's call is held open)/);
  await page.goto(url);
  await demo.until(/(Now it is your turn)/);
  await joinIn(page);
  for (const picture of PICTURES) await take(page, picture);
} finally {
  await browser.close();
  await demo.end();
}
