/** The plugins in git are made from the sources beside them, and the version is the same everywhere. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { digestSources, STAMP } from "../../scripts/plugin-sources";
import { buildProgram } from "../../src/cli/program";
import { VERSION } from "../../src/version";
import { ROOT } from "./marketplace";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const Plugin = z.object({ name: z.string(), version: z.string() });
const readPlugin = (path: string) => Plugin.parse(JSON.parse(read(path)));

test("plugins/ was built from what lies here now (else: bun run plugins)", () => {
  const { sources } = z.object({ sources: z.string() }).parse(JSON.parse(read(join("plugins", STAMP))));
  expect(sources, "run `bun run plugins` and commit plugins/").toBe(digestSources(ROOT));
});

test.each([
  ".claude-plugin/plugin.json",
  "codex-plugin/.codex-plugin/plugin.json",
  "plugins/claude-code/.claude-plugin/plugin.json",
  "plugins/codex/.codex-plugin/plugin.json",
])("%s has the name and the version of package.json", (path) => {
  expect(readPlugin(path)).toEqual(readPlugin("package.json"));
});

test("the changelog's first release is this version, with a date", () => {
  const [, version, date] = /^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/m.exec(read("CHANGELOG.md")) ?? [];
  expect(version).toBe(VERSION);
  expect(Number.isNaN(Date.parse(date ?? ""))).toBe(false);
});

describe("the marketplaces", () => {
  test("lead to plugins that are there", () => {
    const Claude = z.object({ plugins: z.array(z.object({ name: z.string(), source: z.string() })) });
    const Codex = z.object({
      plugins: z.array(z.object({ name: z.string(), source: z.object({ path: z.string() }) })),
    });
    for (const { name, source } of Claude.parse(JSON.parse(read(".claude-plugin/marketplace.json"))).plugins)
      expect(readPlugin(join(source, ".claude-plugin/plugin.json")).name).toBe(name);
    for (const { name, source } of Codex.parse(JSON.parse(read(".agents/plugins/marketplace.json"))).plugins)
      expect(readPlugin(join(source.path, ".codex-plugin/plugin.json")).name).toBe(name);
  });
});

describe("Claude Code's plugin", () => {
  test("has slash commands that run what the program has, and are allowed to", () => {
    const known = buildProgram({}).commands.map((command) => command.name());
    for (const name of new Bun.Glob("*.md").scanSync({ cwd: join(ROOT, "commands") })) {
      const text = read(join("commands", name));
      for (const [, command = ""] of text.matchAll(/^!`codex-bridge ([a-z]+)/gm)) {
        expect(known, name).toContain(command);
        expect(text).toContain(`Bash(codex-bridge ${command}:*)`);
      }
    }
  });

  const Servers = z.record(z.string(), z.object({ command: z.literal("sh"), args: z.array(z.string()) }));

  test("opens the channel of its own server, and a clone's .mcp.json starts the same one", () => {
    const plugin = z
      .object({ mcpServers: Servers, channels: z.array(z.object({ server: z.string() })) })
      .parse(JSON.parse(read(".claude-plugin/plugin.json")));
    expect(plugin.channels.map(({ server }) => server)).toEqual(Object.keys(plugin.mcpServers));
    const { mcpServers } = z.object({ mcpServers: Servers }).parse(JSON.parse(read(".mcp.json")));
    expect(Object.keys(mcpServers)).toEqual(Object.keys(plugin.mcpServers));
    for (const { args } of [...Object.values(mcpServers), ...Object.values(plugin.mcpServers)]) {
      const [script = "", program] = args;
      expect(existsSync(join(ROOT, script.replace(/^\$\{CLAUDE_PLUGIN_ROOT\}\//, "")))).toBe(true);
      expect(program).toBe("server");
    }
  });
});

test("Codex's plugin gives its server the README's timeout and Codex's own home", () => {
  const Entry = z.object({
    tool_timeout_sec: z.number(),
    startup_timeout_sec: z.number(),
    env_vars: z.array(z.string()),
  });
  const { mcpServers } = z
    .object({ mcpServers: z.object({ "codex-bridge": Entry }) })
    .parse(JSON.parse(read("plugins/codex/.mcp.json")));
  expect(mcpServers["codex-bridge"]).toEqual({
    tool_timeout_sec: 120,
    startup_timeout_sec: 30,
    env_vars: ["CODEX_HOME"],
  });
});
