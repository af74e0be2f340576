/** The launcher: finds Bun in each of its places, and says in both real clients what to do where there is none. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { createClaudeStage } from "../clients/claude-tui";
import { createCodexStage } from "../clients/codex-tui";
import { createMessagesApi, text } from "../clients/messages-api";
import { createResponsesApi, message } from "../clients/responses-api";
import { startStdioClient } from "../support/stdio-client";
import { describeWithTool, findTool, startTool } from "../support/tools";
import { ROOT } from "./marketplace";

const LIMIT_MS = 120_000;
const KEY_EVERY_MS = 1_000;
const REMEDY = "Codex Bridge needs Bun 1.4, and none was found. Install it (npm install --global bun)";

let home = "";
let launcher = "";

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-launch-")));
  mkdirSync(join(home, "app"));
  launcher = join(home, "app", "launch.sh");
  // This machine may have a Bun in a place that belongs to all of it: those places are looked for below the home instead.
  const script = readFileSync(join(ROOT, "launch.sh"), "utf8");
  writeFileSync(launcher, script.replace(/(?<=\s)\/(?=(opt|home|usr)\/)/g, `${home}/system/`));
  writeFileSync(join(home, "app", "server.ts"), "");
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

/** A Bun that says which one it is and what it was given. */
function putBun(path: string): string {
  const full = join(home, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, `#!/bin/sh\necho "$0" "$@"\n`);
  chmodSync(full, 0o755);
  return full;
}

function launch(args: string[], env: Record<string, string> = {}) {
  const all = { HOME: home, PATH: "/usr/bin:/bin", ...env };
  const { stdout, stderr, exitCode } = Bun.spawnSync(["sh", launcher, ...args], { env: all, cwd: home });
  return { stdout: stdout.toString().trim(), stderr: stderr.toString(), exitCode };
}

describe("finds Bun", () => {
  const PLACES: [string, string, Record<string, (home: string) => string>][] = [
    ["where setup has kept it", ".claude/channels/codex-bridge/bin/bun-1.4.5", {}],
    ["in a state directory of one's own", "state/bin/bun-1.4.5", { CODEX_BRIDGE_STATE_DIR: (at) => join(at, "state") }],
    [
      "where setup has kept it, though another state directory is named now",
      ".claude/channels/codex-bridge/bin/bun-1.4.5",
      { CODEX_BRIDGE_STATE_DIR: (at) => join(at, "state") },
    ],
    ["in BUN_INSTALL", "elsewhere/bin/bun", { BUN_INSTALL: (at) => join(at, "elsewhere") }],
    ["in its own directory", ".bun/bin/bun", {}],
    [
      "in its own directory though BUN_INSTALL leads nowhere",
      ".bun/bin/bun",
      { BUN_INSTALL: (at) => join(at, "gone") },
    ],
    ["in Homebrew's, on Apple silicon", "system/opt/homebrew/bin/bun", {}],
    ["in Homebrew's, on Linux", "system/home/linuxbrew/.linuxbrew/bin/bun", {}],
    ["in Homebrew's, on Intel, and where npm puts it", "system/usr/local/bin/bun", {}],
    ["beside the program's own packages", "app/node_modules/.bin/bun", {}],
    ["beside the packages among which the program was installed", ".bin/bun", {}],
    ["on the PATH", "path/bun", { PATH: (at) => `${join(at, "path")}:/usr/bin:/bin` }],
  ];

  test.each(PLACES)("%s", (_, path, env) => {
    const bun = putBun(path);
    const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value(home)]));
    const { stdout, exitCode } = launch(["server", "one", "two words"], own);
    // By way of PATH, it is told its plain name.
    const [said = "", ...words] = stdout.split(" ");
    expect([bun, "bun"]).toContain(said.includes("/..") ? realpathSync(said) : said);
    expect(words.join(" ")).toBe(`${join(home, "app", "server.ts")} one two words`);
    expect(exitCode).toBe(0);
  });

  test("takes the recorded one first, and any other once that has gone", () => {
    putBun(".bun/bin/bun");
    const recorded = putBun("recorded/bun");
    const script = join(home, "app", "dist", "server.js");
    expect(launch([recorded, script, "x"]).stdout).toBe(`${recorded} ${script} x`);
    rmSync(recorded);
    expect(launch([recorded, script, "x"]).stdout).toBe(`${join(home, ".bun", "bin", "bun")} ${script} x`);
  });

  test("passes by what is no program, and prefers what was built to the sources", () => {
    mkdirSync(join(home, ".bun", "bin", "bun"), { recursive: true });
    symlinkSync(join(home, "gone"), join(home, "app", "bun"));
    mkdirSync(join(home, "app", "dist", "js"), { recursive: true });
    const built = join(home, "app", "dist", "js", "server.js");
    writeFileSync(built, "");
    const bun = putBun("app/node_modules/.bin/bun");
    expect(launch(["server"]).stdout).toBe(`${bun} ${built}`);
  });
});

describe("where there is no Bun", () => {
  const Refusal = z.object({ id: z.union([z.number(), z.string()]), error: z.object({ message: z.string() }) });

  test.each([
    ["server", { method: "initialize", params: { clientInfo: { name: "claude-code" } }, jsonrpc: "2.0", id: 0 }],
    ["codex-mcp", { jsonrpc: "2.0", id: 7, method: "initialize", params: { capabilities: { elicitation: {} } } }],
    ["server", { jsonrpc: "2.0", id: "a-1", method: "initialize", params: {} }],
  ])("%s refuses its client's first request, with what to do", (program, request) => {
    const result = Bun.spawnSync(["sh", launcher, program], {
      env: { HOME: home, PATH: "/usr/bin:/bin" },
      stdin: Buffer.from(`${JSON.stringify(request)}\n`),
    });
    const refusal = Refusal.parse(JSON.parse(result.stdout.toString()));
    expect(refusal.id).toBe(request.id);
    expect(refusal.error.message).toContain(REMEDY);
    expect(result.stderr.toString()).toContain(REMEDY);
    expect(result.exitCode).toBe(127);
  });

  test("the client is not kept waiting by what it asks before that", () => {
    const ask = (id: number, method: string) => `${JSON.stringify({ jsonrpc: "2.0", id, method, params: {} })}\n`;
    const result = Bun.spawnSync(["sh", launcher, "server"], {
      env: { HOME: home, PATH: "/usr/bin:/bin" },
      stdin: Buffer.from(ask(1, "server/discover") + ask(2, "initialize")),
    });
    const answers = result.stdout.toString().trim().split("\n");
    expect(answers.map((line) => Refusal.parse(JSON.parse(line)).id)).toEqual([1, 2]);
    expect(answers[0]).toContain("Method not found");
    expect(answers[1]).toContain(REMEDY);
  });

  test("the command fails, and a hook does not disturb", () => {
    const command = launch(["cli", "status"]);
    expect([command.exitCode, command.stdout]).toEqual([127, ""]);
    expect(command.stderr).toContain(`${REMEDY}, then try again.`);
    expect(launch(["hook"]).exitCode).toBe(0);
  });

  describeWithTool(["claude"], "Claude Code", () => {
    test(
      "shows what to do beside the failed server",
      async () => {
        const env = { HOME: home, PATH: "/usr/bin:/bin", TERM: "xterm", DISABLE_AUTOUPDATER: "1" };
        const run = (...args: string[]) =>
          startTool({ command: [findTool("claude") ?? "claude", ...args], cwd: home, env, timeoutMs: LIMIT_MS }).result;
        await run("mcp", "add", "--scope", "user", "codex-bridge", "--", "sh", launcher, "server");
        expect((await run("mcp", "get", "codex-bridge")).stdout).toContain(REMEDY);
      },
      LIMIT_MS,
    );
  });

  describeWithTool(["claude", "tmux"], "Claude Code's /mcp", () => {
    test(
      "says at the failed server what the issue is, and what to do",
      async () => {
        await using api = createMessagesApi({ script: () => text("hello") });
        const mcpCommand = ["sh", launcher, "server"];
        await using stage = await createClaudeStage({ api, mcpCommand, processEnv: { PATH: "/usr/bin:/bin" } });
        const tui = await stage.open();
        await tui.submit("/mcp");
        await tui.waitFor("✘ codex-bridge");
        await tui.waitFor("Enter to view");
        await tui.press("Enter");
        const shown = (await tui.waitFor("Issue:")).replace(/\s+/g, " ");
        expect(shown).toContain("Status: ✘ failed");
        expect(shown).toContain(`${REMEDY}, then reconnect`);
      },
      LIMIT_MS,
    );
  });

  describeWithTool(["codex", "tmux"], "Codex", () => {
    test(
      "has it among the warnings of its start",
      async () => {
        await using api = createResponsesApi({ script: () => message("hello") });
        await using stage = await createCodexStage({
          api,
          mcpCommand: ["sh", launcher, "codex-mcp"],
          env: { PATH: "/usr/bin:/bin" },
        });
        const tui = await stage.open();
        await tui.waitFor("f2 to view");
        // F2 opens the warnings there are by then, the arrow leads to the next of them, Escape closes them.
        const keys = ["\x1bOQ", "\x1b[C", "\x1b"];
        let shown = "";
        for (let tries = 0; shown === "" && tries < 45; tries++) {
          await tui.type(keys[tries % keys.length] ?? "");
          const title = "MCP client for `codex-bridge` failed to start";
          shown = await tui.waitFor(title, KEY_EVERY_MS).catch(() => "");
        }
        expect(shown.replace(/\s+/g, " ")).toContain(REMEDY);
      },
      LIMIT_MS,
    );
  });
});

test("every program starts through it from a clone", async () => {
  const client = startStdioClient({
    command: ["sh", join(ROOT, "launch.sh"), "codex-mcp"],
    env: { CODEX_BRIDGE_STATE_DIR: join(home, "state"), CODEX_BRIDGE_PORT: "0" },
  });
  const { result } = client.request("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "codex-mcp-client", version: "0" },
  });
  expect(await result).toMatchObject({ serverInfo: { name: "codex-bridge" } });
  expect(await client.end()).toBe(0);
});
