/** The locked page: what it shows without the key, and how a one-time link opens it. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { composer, createStage, linked, type Stage, TIMEOUT_MS } from "./stage";

const CLI = join(import.meta.dir, "..", "..", "cli.ts");

async function runCli({ world }: Pick<Stage, "world">, ...args: string[]): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, CLI, ...args], {
    env: { PATH, HOME, ...world.env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
  });
  const text = await new Response(child.stdout).text();
  expect(await child.exited).toBe(0);
  return text.trim();
}

describeWithTool(["chromium"], "the locked page", () => {
  const open = useBrowser();

  test(
    "says what to run, and the link that this prints opens it, once; the tab stays open over a reload",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_UI_LOGIN: "1" });
      await using view = await open(stage.url);
      const { page } = view;
      const locked = page.getByTestId("locked");
      await locked.waitFor();
      expect(await locked.textContent()).toContain("codex-bridge open --login");
      expect(await page.content()).not.toContain(stage.host.key);

      const link = await runCli(stage, "open");
      expect(link).toMatch(new RegExp(`^${stage.url}/#login=[0-9a-f]{64}$`));
      expect(link).not.toContain(stage.host.key);
      // In the same tab it only changes the fragment.
      await page.goto(link);
      await composer(page).waitFor();
      await linked(page);
      expect(page.url()).toBe(`${stage.url}/`);
      await page.reload();
      await linked(page);

      await using other = await open(link, { allow: [/status of 401/] });
      await other.page.getByRole("alert").waitFor();
      expect(await other.page.getByTestId("locked").count()).toBe(1);
      await other.page.goto(await runCli(stage, "open"));
      await linked(other.page);
      expect(stage.claude.client.stderr()).not.toMatch(/login=|[0-9a-f]{64}/);
    },
    TIMEOUT_MS,
  );

  test(
    "is locked again when the token has changed; a page that needs no link comes back by itself",
    async () => {
      await using strict = await createStage({ CODEX_BRIDGE_UI_LOGIN: "1" });
      await using view = await open(await runCli(strict, "open"));
      await linked(view.page);
      await runCli(strict, "token", "rotate");
      await view.page.getByTestId("locked").waitFor();
      await view.page.goto(await runCli(strict, "open"));
      await linked(view.page);

      await using usual = await createStage();
      await using own = await open(usual.url);
      await linked(own.page);
      const { key } = usual.host;
      await runCli(usual, "token", "rotate");
      await own.page.waitForFunction((old) => {
        const now = document.querySelector<HTMLMetaElement>('meta[name="codex-bridge-key"]')?.content;
        return now !== undefined && now !== "" && now !== old;
      }, key);
      await linked(own.page);
      // A link that is not needed does no harm and is used up.
      const link = await runCli(usual, "open", "--login");
      await own.page.goto(link);
      await own.page.reload();
      await linked(own.page);
    },
    TIMEOUT_MS,
  );
});
