/** Both processes end within a second however they are told to, idle or in the middle of calls, and leave nothing. */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../../src/shared/process-identity";
import { type Claude, type Codex, createWorld, type World } from "../support/agents";
import type { StdioClient } from "../support/stdio-client";

const ROOT = join(import.meta.dir, "..", "..");
const TIMEOUT_MS = 20_000;
/** Within a second is the promise; a process that did not close by itself is cut off after 0.8 s, which counts as a failure. */
const LIMIT_MS = 750;

const WAYS: Record<string, (client: StdioClient) => void> = {
  "the end of stdin": ({ child }) => void child.stdin.end(),
  SIGTERM: ({ child }) => child.kill("SIGTERM"),
  SIGINT: ({ child }) => child.kill("SIGINT"),
  SIGHUP: ({ child }) => child.kill("SIGHUP"),
  // As Claude Code 2.1.329 does it; its SIGKILL would follow 0.2 s later.
  "SIGINT, SIGTERM and the end of stdin at once": ({ child }) => {
    child.kill("SIGINT");
    child.kill("SIGTERM");
    child.stdin.end();
  },
};

const HELD = 20;

async function startBoth(world: World): Promise<{ claude: Claude; codex: Codex }> {
  const claude = await world.claude();
  const codex = await world.codex();
  expect((await codex.check()).isError).toBe(false);
  return { claude, codex };
}

/** Opens calls of both kinds that nobody answers. */
async function holdCalls(claude: Claude, codex: Codex): Promise<void> {
  for (let i = 0; i < HELD; i++) {
    codex.ask(`held ${i}`);
    await claude.next(({ content }) => content === `held ${i}`);
  }
  // A check that waits is open once a later call of the same process has been answered.
  codex.check({ wait_seconds: 60, message_id: claude.messages()[0]?.meta.message_id });
  await codex.check();
}

async function expectGone({ child, garbage }: StdioClient, tell: () => void): Promise<void> {
  const toldAt = performance.now();
  tell();
  expect(await child.exited).toBe(0);
  expect(child.signalCode).toBeNull();
  expect(performance.now() - toldAt).toBeLessThan(LIMIT_MS);
  expect(garbage).toEqual([]);
}

function readPort(world: World): number {
  return JSON.parse(readFileSync(join(world.stateDir, "endpoint.json"), "utf8")).port;
}

function bindAtOnce(port: number): void {
  for (const hostname of ["127.0.0.1", "::1"]) {
    Bun.serve({ hostname, port, fetch: () => new Response() }).stop(true);
  }
}

describe.each(["idle", "in the middle of held calls"])("ending %s", (moment) => {
  for (const [way, tell] of Object.entries(WAYS)) {
    test(
      `server.ts by ${way}`,
      async () => {
        await using world = createWorld();
        const { claude, codex } = await startBoth(world);
        if (moment !== "idle") await holdCalls(claude, codex);
        const port = readPort(world);
        await expectGone(claude.client, () => tell(claude.client));
        bindAtOnce(port);
        // No endpoint, no log of the database, no draft of either: the database was closed whole.
        expect(readdirSync(world.stateDir).sort()).toEqual(["bridge.db", "bridge.log", "token"]);
        expect(codex.client.child.exitCode).toBeNull();
      },
      TIMEOUT_MS,
    );

    test(
      `codex-mcp.ts by ${way}`,
      async () => {
        await using world = createWorld();
        const { claude, codex } = await startBoth(world);
        if (moment !== "idle") await holdCalls(claude, codex);
        await expectGone(codex.client, () => tell(codex.client));
        const listed = await claude.call("list_sessions", {});
        expect(listed.text).toMatch(new RegExp(`codex ${codex.thread}: .*, not connected`));
        expect(listed.text).toContain(`${moment === "idle" ? 0 : HELD} open questions from it`);
      },
      TIMEOUT_MS,
    );
  }
});

test(
  "codex-mcp.ts ends at once also where the bridge has gone and a result is not yet proved to be read",
  async () => {
    await using world = createWorld();
    const { claude, codex } = await startBoth(world);
    const asked = codex.ask("last words?");
    await claude.reply("these", (await claude.next()).meta.message_id);
    await asked.answer;
    claude.client.child.kill("SIGKILL");
    await claude.client.child.exited;
    await expectGone(codex.client, () => codex.client.child.stdin.end());
  },
  TIMEOUT_MS,
);

describe("ending without a partner", () => {
  for (const [way, tell] of Object.entries(WAYS)) {
    test(
      `codex-mcp.ts by ${way}, while a call looks for a bridge`,
      async () => {
        await using world = createWorld();
        const codex = await world.codex();
        codex.ask("anybody?");
        await expectGone(codex.client, () => tell(codex.client));
      },
      TIMEOUT_MS,
    );

    test(
      `server.ts by ${way}, before it has attached anything`,
      async () => {
        await using world = createWorld();
        const claude = await world.claude();
        await expectGone(claude.client, () => tell(claude.client));
        expect(readdirSync(world.stateDir)).not.toContain("endpoint.json");
      },
      TIMEOUT_MS,
    );
  }
});

describe("a parent that dies while its child's stdin stays open", () => {
  test.each(["server.ts", "codex-mcp.ts"])(
    "takes %s with it",
    async (entry) => {
      await using world = createWorld();
      const stdin = join(world.stateDir, "stdin");
      expect(Bun.spawnSync(["mkfifo", stdin]).success).toBe(true);
      // Opened for both, so that the child itself holds the end that would have to close.
      const script = '"$0" "$1" <>"$2" & echo $!; wait';
      const parent = Bun.spawn(["sh", "-c", script, process.execPath, join(ROOT, entry), stdin], {
        env: { PATH: process.env.PATH ?? "", HOME: world.stateDir, CODEX_BRIDGE_STATE_DIR: world.stateDir },
        stdout: "pipe",
      });
      const reader = parent.stdout.getReader();
      const pid = Number(new TextDecoder().decode((await reader.read()).value));
      expect(isRunning(pid)).toBe(true);
      // Time enough to be up, and to have ended where anything but the parent ends it.
      await Bun.sleep(1_000);
      expect(isRunning(pid)).toBe(true);
      parent.kill("SIGKILL");
      await parent.exited;
      while (isRunning(pid)) await Bun.sleep(20);
    },
    TIMEOUT_MS,
  );
});
