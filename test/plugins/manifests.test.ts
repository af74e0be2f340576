/** The plugin's manifests and commands fit each other, the program and its changelog. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { buildProgram } from "../../src/cli/program";
import { VERSION } from "../../src/shared/version";
import { BUILT, ROOT } from "./marketplace";

const PLUGIN = join(BUILT, "codex-bridge");
const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const readJson = (...path: string[]): unknown => JSON.parse(read(...path));

test.each([".claude-plugin/plugin.json", ".codex-plugin/plugin.json"])(
  "%s has the program's name and version",
  (path) => {
    expect(readJson(PLUGIN, path)).toMatchObject({ name: "codex-bridge", version: VERSION });
  },
);

test("the changelog's first release is this version, with a date", () => {
  const [, version, date] = /^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/m.exec(read(ROOT, "CHANGELOG.md")) ?? [];
  expect(version).toBe(VERSION);
  expect(Number.isNaN(Date.parse(date ?? ""))).toBe(false);
});

test("Claude's slash commands run what the program has, and are allowed to", async () => {
  const known = (await buildProgram({})).commands.map((command) => command.name());
  const commands = join(PLUGIN, "claude", "commands");
  for (const name of new Bun.Glob("*.md").scanSync({ cwd: commands })) {
    const text = read(commands, name);
    for (const [, command = ""] of text.matchAll(/^!`codex-bridge ([a-z]+)/gm)) {
      expect(known, name).toContain(command);
      expect(text).toContain(`Bash(codex-bridge ${command}:*)`);
    }
  }
});

test("Claude's plugin opens the channel of its own server, and a clone's .mcp.json names the same one", () => {
  const Servers = z.record(z.string(), z.unknown());
  const { mcpServers, channels } = z
    .object({ mcpServers: Servers, channels: z.array(z.object({ server: z.string() })) })
    .parse(readJson(PLUGIN, ".claude-plugin", "plugin.json"));
  const clone = z.object({ mcpServers: Servers }).parse(readJson(ROOT, ".mcp.json"));
  expect(channels.map(({ server }) => server)).toEqual(Object.keys(mcpServers));
  expect(Object.keys(clone.mcpServers)).toEqual(Object.keys(mcpServers));
});
