/** A bridge of real processes with a page: who plays on it, and how its page is read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import * as z from "zod";
import { type Claude, type Codex, createWorld, type World } from "../support/agents";
import type { OpenView, View, ViewOptions } from "../support/browser";

const ROOT = join(import.meta.dir, "..", "..");
const POLL_MS = 20;
const LIMIT_MS = 8_000;

/** For one test with processes and a browser. */
export const TIMEOUT_MS = 30_000;

const Endpoint = z.object({ url: z.string(), pid: z.number(), key: z.string() });

export interface Stage {
  world: World;
  url: string;
  /** The process that serves the page. */
  host: { pid: number; key: string };
  claude: Claude;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Scene extends Stage {
  codex: Codex;
  page: Page;
}

/** A world whose host is one Claude's server.ts; `prepare` gets the state directory before anything starts in it. */
export async function createStage(
  env: Record<string, string> = {},
  cwd?: string,
  prepare?: (stateDir: string) => void,
): Promise<Stage> {
  const world = createWorld(env);
  try {
    prepare?.(world.stateDir);
    const claude = await world.claude(cwd === undefined ? {} : { cwd });
    // Attached once it can list itself.
    await claude.call("list_sessions", {});
    const { url, ...host } = readEndpoint(world);
    return { world, url, host, claude, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
  } catch (error) {
    await world[Symbol.asyncDispose]();
    throw error;
  }
}

/** A world whose host is `codex-bridge serve`: nobody is connected. */
export async function createEmptyStage(): Promise<Omit<Stage, "claude">> {
  const world = createWorld();
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "serve"], {
    cwd: ROOT,
    env: { PATH, HOME, ...world.env },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
  });
  const end = async () => {
    child.kill("SIGKILL");
    await child.exited;
    await world[Symbol.asyncDispose]();
  };
  try {
    await until(() => Bun.file(join(world.stateDir, "endpoint.json")).exists(), "serve to start");
    const { url, ...host } = readEndpoint(world);
    return { world, url, host, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A stage with a Codex whose thread the bridge knows, and a page that has reached it. */
export async function createScene(open: OpenView, options?: ViewOptions): Promise<Scene> {
  const stage = await createStage();
  try {
    const codex = await startCodex(stage.world);
    const view = await openLinked(open, stage.url, options);
    const end = async () => {
      await view[Symbol.asyncDispose]();
      await stage[Symbol.asyncDispose]();
    };
    return { ...stage, codex, page: view.page, [Symbol.asyncDispose]: end };
  } catch (error) {
    await stage[Symbol.asyncDispose]();
    throw error;
  }
}

/** Opens a page and waits until it has reached its bridge. */
export async function openLinked(open: OpenView, url: string, options?: ViewOptions): Promise<View> {
  const view = await open(url, options);
  try {
    await linked(view.page);
    return view;
  } catch (error) {
    await view[Symbol.asyncDispose]();
    throw error;
  }
}

export function readEndpoint(world: World): z.infer<typeof Endpoint> {
  return Endpoint.parse(JSON.parse(readFileSync(join(world.stateDir, "endpoint.json"), "utf8")));
}

/** A Codex whose thread the bridge knows already. */
export async function startCodex(world: World): Promise<Codex> {
  const codex = await world.codex();
  await codex.check();
  return codex;
}

/** Claude says something that nobody has to answer; the message's id. */
export async function say(claude: Claude, text: string, to?: Codex): Promise<string> {
  const sent = await claude.call("send_to_codex", to === undefined ? { text } : { text, to: to.thread });
  const id = sent.text.match(/m_\w+/)?.[0];
  if (sent.isError || id === undefined) throw new Error(`not sent: ${sent.text}`);
  return id;
}

export const card = (page: Page, id: string): Locator => page.locator(`article[data-message-id="${id}"]`);
export const cards = (page: Page, from: "claude" | "codex" | "user"): Locator =>
  page.locator(`article[data-sender="${from}"]`);
export const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });

/** Waits until the page's link is in a state. */
export function linked(page: Page, state = "connected"): Promise<void> {
  return page.locator(`[data-testid="link"][data-link="${state}"]`).waitFor();
}

/** The ids of the listed messages, in order. */
export function listedIds(page: Page): Promise<string[]> {
  return page
    .locator("article[data-message-id]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-message-id") ?? ""));
}

/** What makes the page scroll sideways, is cut off, or leaves the window: there must be nothing. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // After a change of size: what the page does by script about it comes with the next frames.
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const boxes = [
      ...document.querySelectorAll('[data-testid="timeline"], .message, .body, .empty, .composer, .top-bar'),
    ];
    const wide = [document.documentElement, ...boxes].filter((one) => one.scrollWidth > one.clientWidth);
    const outside = boxes.filter((one) => one.getBoundingClientRect().right > window.innerWidth);
    return [...wide, ...outside].map((one) => `${one.tagName}.${one.className} ${one.textContent?.slice(0, 60)}`);
  });
}

/** For what no locator can await: polls until `test` holds. */
export async function until(test: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await test())) {
    if (performance.now() > end) throw new Error(`waited ${LIMIT_MS} ms for ${what}`);
    await Bun.sleep(POLL_MS);
  }
}
