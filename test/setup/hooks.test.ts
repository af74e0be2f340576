/** Claude Code's hooks in its user's settings: registered beside other people's, followed to a moved clone, taken out. */
import { describe, expect, test } from "bun:test";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { REWAKE_SINCE } from "../../src/hooks/contract";
import {
  findOwnHooks,
  hasHooks,
  readHooks,
  removeHooks,
  setHooks,
  toHookCommand,
  toHooks,
} from "../../src/setup/claude-hooks";
import { splitWords } from "../../src/setup/registration";
import { createWorld } from "../support/agents";
import { describeWithTool } from "../support/tools";
import { createHome, type Home, ROOT } from "./home";

const LIMIT_MS = 60_000;
const COMMAND = `/opt/bun ${ROOT}/dist/hook.js codex-bridge`;

/** Hooks of other people's, one of them with a name such as ours, in a file with comments. */
const THEIRS = `{
  // mine
  "hooks": {
    "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }],
    "SessionStart": [
      { "matcher": "startup", "hooks": [{ "type": "command", "command": "bun ~/.claude/hook.ts", "timeout": 5 }] },
    ],
    "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "/gone/tools/hook.js check" }] }]
  }
}
`;

const add = (text: string, command: string | null = COMMAND) => setHooks(text, ownOf(text), command);
const ownOf = (text: string) => findOwnHooks(readHooks(text), ROOT);

describe("the hooks in a settings file", () => {
  test("are added after other people's, once, and taken out again", () => {
    const added = add(THEIRS);
    expect(hasHooks(ownOf(added), COMMAND)).toBe(true);
    expect(ownOf(added).map(({ event, at }) => [event, ...at])).toEqual([
      ["Stop", 1, 0],
      ["SessionStart", 1, 0],
      ["UserPromptSubmit", 0, 0],
      ["SessionEnd", 0, 0],
    ]);
    // Nothing of theirs is formatted anew.
    for (const line of THEIRS.split("\n").filter((line) => /command/.test(line)))
      expect(added).toContain(line.replace(/(\]|\}),?$/, ""));
    expect(add(added)).toBe(added);
    const rest = removeHooks(added, ownOf(added));
    expect(rest).toBe(THEIRS);
  });

  test("of a clone that has moved are replaced, a doubled one goes, and none are left where they cannot be used", () => {
    const old = add(THEIRS, "/opt/bun /gone/codex-bridge/dist/hook.js codex-bridge");
    const twice = old.replace(
      '"command": "say done" }',
      `"command": "say done" }, { "type": "command", "command": "bun '${ROOT}/hook.ts'" }`,
    );
    expect(ownOf(twice).map(({ origin }) => origin)).toEqual(["this", "bridge", "bridge", "bridge", "bridge"]);
    const now = add(twice);
    expect(ownOf(now).map(({ command }) => command)).toEqual([COMMAND, COMMAND, COMMAND, COMMAND]);
    expect(now).not.toContain("/gone/codex-bridge");
    expect(readHooks(add(now, null))).toEqual(readHooks(THEIRS));
  });

  test("make their place in an empty file, and leave nothing of it", () => {
    const added = add("");
    expect(JSON.parse(added)).toEqual({ hooks: toHooks(COMMAND) });
    expect(JSON.parse(removeHooks(added, ownOf(added)))).toEqual({});
  });

  test("that run at some events only, or less long, are not what they should be", () => {
    const added = add("");
    const narrow = added.replace(/"Stop": \[\s*\{/, '$& "matcher": "x",');
    expect(hasHooks(ownOf(narrow), COMMAND)).toBe(false);
    expect(hasHooks(ownOf(add(narrow)), COMMAND)).toBe(true);
    expect(hasHooks(ownOf(added.replace("1209600", "60")), COMMAND)).toBe(false);
  });

  test("have a command that a shell reads as it was meant", async () => {
    const env = { CODEX_BRIDGE_STATE_DIR: "/tmp/it's here" };
    const script = { claude: "", codex: "", hook: '/tmp/a "b" $c/hook.js' };
    const command = toHookCommand({ command: "printf", script, env });
    expect(splitWords(command)).toEqual([
      "CODEX_BRIDGE_STATE_DIR=/tmp/it's here",
      "printf",
      script.hook,
      "codex-bridge",
    ]);
    const shell = Bun.spawn(["sh", "-c", command.replace("printf", `printf '%s|'`)], { stdout: "pipe" });
    expect(await new Response(shell.stdout).text()).toBe(`${script.hook}|codex-bridge|`);
  });
});

test("the plugin has the same hooks", () => {
  const file = z
    .strictObject({ description: z.string(), hooks: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(join(ROOT, "plugin", "codex-bridge", "claude", "hooks.json"), "utf8")));
  const [command] = JSON.stringify(file.hooks).match(/(?<="command":)"(?:\\.|[^"])*"/) ?? [];
  const own: string = JSON.parse(command ?? "null");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Claude Code fills it in.
  expect(own).toContain("${CLAUDE_PLUGIN_ROOT}");
  expect(file.hooks).toEqual(toHooks(own));
});

test("docs/setup.md has them for whoever writes them by hand", () => {
  const page = readFileSync(join(ROOT, "docs", "setup.md"), "utf8");
  const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, block]) => JSON.parse(block ?? ""));
  const command = "/absolute/path/to/bun /absolute/path/to/codex-bridge/hook.ts codex-bridge";
  expect(blocks).toContainEqual({ hooks: toHooks(command) });
});

const Doctor = z.object({
  checks: z.array(
    z
      .object({ id: z.string(), status: z.string(), summary: z.string(), remediation: z.string().nullable() })
      .transform(({ id, status, summary, remediation }) => ({
        id,
        state: status,
        what: summary,
        ...(remediation === null ? {} : { remedy: remediation }),
      })),
  ),
});

async function check(home: Home, name: string, env: Record<string, string> = {}) {
  const { stdout } = await home.bridge(["doctor", "--json"], env);
  return Doctor.parse(JSON.parse(stdout)).checks.find(({ id }) => id === name);
}

const checkHooks = (home: Home) => check(home, "hooks");

async function run(home: Home, ...args: string[]) {
  const { exitCode, stderr, stdout } = await home.bridge(args);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** Puts a program that only says a version in the place of Claude Code's own answer to that. */
function claim(home: Home, version: string): void {
  const path = join(home.path, "bin", "claude");
  const real = join(home.path, "bin", "claude-real");
  if (!home.has("bin/claude-real")) Bun.spawnSync(["mv", path, real]);
  rmSync(path, { force: true });
  home.write(
    "bin/claude",
    `#!/bin/sh\n[ "$1" = --version ] && echo "${version} (Claude Code)" || exec "${real}" "$@"\n`,
  );
  chmodSync(path, 0o755);
}

describeWithTool(["claude"], "setup and the hooks", () => {
  test(
    "other people's stay as they are, and uninstall takes out ours alone, byte for byte or out of a changed file",
    async () => {
      using home = createHome(["claude"]);
      home.write(".claude/settings.json", THEIRS);
      await run(home, "setup", "--yes", "--claude-only");
      expect(hasHooks(ownOf(home.read(".claude/settings.json")), null)).toBe(false);
      expect(await checkHooks(home)).toMatchObject({ state: "ok" });
      expect(await run(home, "setup", "--yes", "--claude-only")).toContain("Everything is set up already");
      await run(home, "uninstall", "--yes");
      expect(home.read(".claude/settings.json")).toBe(THEIRS);

      await run(home, "setup", "--yes", "--claude-only");
      home.write(".claude/settings.json", home.read(".claude/settings.json").replace("// mine", "// still mine"));
      await run(home, "uninstall", "--yes");
      const rest = home.read(".claude/settings.json");
      expect(rest).toContain("// still mine");
      expect(JSON.stringify(readHooks(rest))).toBe(JSON.stringify(readHooks(THEIRS)));

      await run(home, "setup", "--yes", "--claude-only");
      // Somebody wants one of them another way: it stays, and is named.
      home.write(".claude/settings.json", home.read(".claude/settings.json").replace("dist/hook.js", "hook.ts"));
      expect(await run(home, "uninstall", "--yes")).toContain("A hook of the bridge with another command is left");
      expect(ownOf(home.read(".claude/settings.json"))).toHaveLength(1);
    },
    LIMIT_MS,
  );

  test(
    "doctor says what is wrong with them, and setup mends it",
    async () => {
      using home = createHome(["claude"]);
      expect(await checkHooks(home)).toMatchObject({ state: "warn", what: expect.stringContaining("not registered") });
      await run(home, "setup", "--yes", "--claude-only");
      const settings = home.read(".claude/settings.json");

      home.write(".claude/settings.json", settings.replaceAll(`${ROOT}/dist`, "/gone/codex-bridge/dist"));
      expect(await checkHooks(home)).toMatchObject({
        state: "fail",
        what: "the hook for SessionStart starts /gone/codex-bridge/dist/hook.js, which is not there",
        remedy: "codex-bridge setup",
      });
      const moved = await run(home, "setup", "--yes", "--claude-only");
      expect(moved).toContain("/gone/codex-bridge/dist/hook.js");
      expect(home.read(".claude/settings.json")).toBe(settings);

      home.write("project/.claude/settings.local.json", '{"disableAllHooks": true}');
      expect(await checkHooks(home)).toMatchObject({
        state: "warn",
        what: expect.stringContaining("settings.local.json switches the hooks off"),
        remedy: expect.stringContaining("disableAllHooks"),
      });
      rmSync(join(home.path, "project/.claude"), { recursive: true });

      // It would wait for them at its start: that is worse than no hooks.
      claim(home, "2.1.50");
      expect(await checkHooks(home)).toMatchObject({ state: "fail", what: expect.stringContaining(REWAKE_SINCE) });
      await run(home, "setup", "--yes", "--claude-only");
      expect(ownOf(home.read(".claude/settings.json"))).toEqual([]);
      expect(await checkHooks(home)).toMatchObject({ state: "warn", remedy: "claude update" });
    },
    LIMIT_MS,
  );
});

test(
  "doctor says of each Claude session by what it hears, or that it does not",
  async () => {
    using home = createHome([]);
    await using world = createWorld({ CODEX_BRIDGE_DEAF_SECONDS: "1" });
    expect(await check(home, "channels", world.env)).toMatchObject({
      state: "ok",
      what: "no Claude session is connected",
    });
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    expect(await check(home, "channels", world.env)).toMatchObject({
      state: "ok",
      what: expect.stringMatching(/claude-code 2[\d.]+\): by its channel, not proved yet/),
    });
    const codex = await world.codex();
    // Its own wait is longer than it takes to find out.
    const { text } = await codex.ask("anyone?", { wait_seconds: 3 }).answer;
    expect(text).toContain("may not have heard");
    expect(await check(home, "channels", world.env)).toMatchObject({
      state: "warn",
      what: expect.stringMatching(/does not hear what is pushed to it.*reach it only when it looks/),
      remedy: expect.stringContaining("codex-bridge claude"),
    });
    await claude.reply("I do", (await claude.next()).meta.message_id);
    expect(await check(home, "channels", world.env)).toMatchObject({
      state: "ok",
      what: expect.stringMatching(/ hears by its channel$/),
    });
  },
  LIMIT_MS,
);
