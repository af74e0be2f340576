/** The page while its host goes: killed with another one taking over, and stopped without ending. */
import { expect, test } from "bun:test";
import { type Claude, createWorld } from "../support/agents";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { OWN_PARENT } from "./parties";
import { card, cards, composer, linked, listedIds, readEndpoint, say, startCodex, TIMEOUT_MS, until } from "./stage";

/** What Chromium itself writes while the host is away. */
const AWAY = [/WebSocket connection to .* failed/, /net::ERR_(CONNECTION|EMPTY|SOCKET)/];

async function freePort(): Promise<string> {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = server;
  await server.stop(true);
  return String(port);
}

async function idOf(claude: Claude): Promise<string> {
  return (await claude.call("list_sessions", {})).text.match(/claude (\S+) \(you\)/)?.[1] ?? "";
}

describeWithTool(["chromium"], "the page and its host", () => {
  const open = useBrowser();

  test(
    "the host is killed and another server.ts takes over the port: the page reloads itself once and shows everything once",
    async () => {
      await using world = createWorld({ CODEX_BRIDGE_PORT: await freePort() });
      const first = await world.claude({ command: OWN_PARENT });
      await first.call("list_sessions", {});
      const old = readEndpoint(world);
      const second = await world.claude({ command: OWN_PARENT });
      const codex = await world.codex();
      const asked = codex.ask("Who is left?", { to: await idOf(second) });
      const question = (await second.next()).meta.message_id ?? "";

      // What was read is told to the new host with the old key, before the page is loaded anew.
      await using view = await open(old.url, { allow: [...AWAY, /status of 401 .*\/read/] });
      const { page } = view;
      let loads = 0;
      page.on("load", () => loads++);
      await card(page, question).waitFor();
      await composer(page).fill("a draft that must not be lost");
      process.kill(old.pid, "SIGKILL");
      await until(() => readEndpoint(world).pid !== old.pid, "the second server.ts to take over");
      const taken = readEndpoint(world);
      expect(taken.url).toBe(old.url);
      expect(taken.key).not.toBe(old.key);

      await second.reply("I am.", question);
      expect((await asked.answer).text).toBe("I am.");
      await cards(page, "claude").getByText("I am.").waitFor();
      await linked(page);
      await card(page, question).locator('[data-outcome="answered"]').waitFor();
      expect(loads).toBe(1);
      expect(await listedIds(page)).toHaveLength(2);
      expect(new Set(await listedIds(page)).size).toBe(2);
      expect(await composer(page).inputValue()).toBe("a draft that must not be lost");
      // The new credential works.
      await composer(page).press("Enter");
      await second.next(({ meta }) => meta.sender === "user");
      await cards(page, "user").waitFor();
      expect(await page.locator(".chip").count()).toBe(2);
      expect(loads).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    "a host that stands still is noticed, and once it goes on the page has what it missed, without a reload",
    async () => {
      await using world = createWorld();
      const claude = await world.claude({ command: OWN_PARENT });
      await claude.call("list_sessions", {});
      const { url, pid } = readEndpoint(world);
      await startCodex(world);
      await using view = await open(url, { allow: AWAY, prepare: (page) => page.clock.install() });
      const { page } = view;
      await linked(page);
      const before = await say(claude, "before");
      await card(page, before).waitFor();
      let loads = 0;
      page.on("load", () => loads++);

      process.kill(pid, "SIGSTOP");
      try {
        await page.clock.fastForward(24_000);
        expect(await page.getByTestId("link").getAttribute("data-link")).toBe("connected");
        await page.clock.fastForward(2_000);
        await linked(page, "reconnecting");
        // What is asked of a stopped host is answered when it goes on.
        const told = say(claude, "meanwhile");
        process.kill(pid, "SIGCONT");
        const meanwhile = await told;
        await card(page, meanwhile).waitFor();
        await linked(page);
        expect(await listedIds(page)).toEqual([before, meanwhile]);
        expect(loads).toBe(0);
      } finally {
        process.kill(pid, "SIGCONT");
      }
    },
    TIMEOUT_MS,
  );
});
