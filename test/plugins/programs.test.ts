/** The programs in the plugins run alone: from a copy, without packages, with nothing but Bun. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { VERSION } from "../../src/shared/version";
import { type Claude, createWorld, type World } from "../support/agents";
import { copyMarketplace, type Folder } from "./marketplace";

const LIMIT_MS = 60_000;

describe("from a copy of the plugins", () => {
  let marketplace: Folder;
  let world: World;
  let claude: Claude;
  let home = "";

  beforeAll(async () => {
    marketplace = copyMarketplace();
    home = mkdtempSync(join(tmpdir(), "codex-bridge-programs-"));
    world = createWorld();
    claude = await world.claude({ command: ["sh", join(marketplace.path, "codex-bridge/launch.sh"), "server"] });
    await claude.call("list_sessions", {});
  }, LIMIT_MS);
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    marketplace[Symbol.dispose]();
    rmSync(home, { recursive: true, force: true });
  });

  /** Runs the plugin's own command, as Claude's shell would. */
  async function bridge(...args: string[]) {
    const child = Bun.spawn([join(marketplace.path, "codex-bridge/bin/codex-bridge"), ...args], {
      env: { PATH: process.env.PATH, HOME: home, ...world.env },
      stdout: "pipe",
      stderr: "pipe",
    });
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { stdout, stderr, exitCode: await child.exited };
  }

  test(
    "Claude's server and Codex's carry a question and its answer",
    async () => {
      const codex = await world.codex({
        command: ["sh", join(marketplace.path, "codex-bridge/launch.sh"), "codex-mcp"],
      });
      const asked = codex.ask("are you whole?");
      const { meta } = await claude.next(({ content }) => content.includes("are you whole?"));
      await claude.reply("whole", meta.message_id);
      expect((await asked.answer).blocks[0]).toBe("whole");
    },
    LIMIT_MS,
  );

  test("the page is served with all that it loads", async () => {
    const { url } = z
      .object({ url: z.string() })
      .parse(JSON.parse(readFileSync(join(world.stateDir, "endpoint.json"), "utf8")));
    const page = await fetch(url);
    expect(page.status).toBe(200);
    const assets = [...(await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(assets.length).toBeGreaterThan(1);
    for (const path of assets) expect((await fetch(new URL(path, url))).status, path).toBe(200);
  });

  test(
    "the command has all of its parts but those that belong to an installation",
    async () => {
      expect((await bridge("version")).stdout).toContain(`codex-bridge ${VERSION} `);
      expect((await bridge("status")).stdout).toContain("attached: 1 of Claude");
      for (const args of [["open", "--print"], ["config"], ["logs", "-n", "5"], ["resume"]]) {
        const { exitCode, stderr } = await bridge(...args);
        expect(exitCode, stderr).toBe(0);
      }
      for (const name of ["setup", "uninstall", "doctor", "demo"]) {
        const { exitCode, stderr } = await bridge(name, "--help");
        expect([name, exitCode]).toEqual([name, 2]);
        expect(stderr).toContain("npm install --global codex-bridge");
      }
    },
    LIMIT_MS,
  );

  test("a hook that has nothing to wait for ends at once", async () => {
    const child = Bun.spawn(["sh", join(marketplace.path, "codex-bridge/launch.sh"), "hook"], {
      env: { PATH: process.env.PATH, HOME: home },
      stdin: Buffer.from(JSON.stringify({ hook_event_name: "Stop", session_id: "none", cwd: home })),
      stderr: "pipe",
    });
    expect(await new Response(child.stderr).text()).toBe("");
    expect(await child.exited).toBe(0);
  });
});
