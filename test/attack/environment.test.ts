/** What is in our environment is not our children's: each program that we start is told what it gets, by name. */
import { expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorld } from "../support/agents";

const ROOT = join(import.meta.dir, "..", "..");

/** The text of each call of `name` in a source, to its closing bracket. */
function callsOf(source: string, name: string): string[] {
  const calls: string[] = [];
  for (let at = source.indexOf(`${name}(`); at >= 0; at = source.indexOf(`${name}(`, at + 1)) {
    let depth = 0;
    let end = at + name.length;
    do {
      if (source[end] === "(") depth++;
      if (source[end] === ")") depth--;
      end++;
    } while (depth > 0 && end < source.length);
    calls.push(source.slice(at, end));
  }
  return calls;
}

test("every program that is started has an environment of its own in the call", () => {
  const paths = ["src/**/*.ts", "*.ts"].flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: ROOT })]);
  const calls = paths.flatMap((path) => {
    const source = readFileSync(join(ROOT, path), "utf8");
    expect({ path, isNode: /child_process|Bun\.\$|from "bun"\).*\$/.test(source) }).toEqual({ path, isNode: false });
    return ["Bun.spawn", "Bun.spawnSync"].flatMap((name) => callsOf(source, name).map((call) => ({ path, call })));
  });
  expect(calls.length).toBeGreaterThan(8);
  // SYSTEM is what process-identity.ts gives all of its own.
  const without = calls.filter(({ call }) => !/\benv\b|\bSYSTEM\b/.test(call));
  expect(without).toEqual([]);
  // And none of them is just everything that we have, but for the user's own programs in the user's own terminal.
  const inherited = paths.filter((path) =>
    /\.\.\.process\.env|env: process\.env/.test(readFileSync(join(ROOT, path), "utf8")),
  );
  expect(inherited).toEqual([]);
});

test("a secret in the environment of codex-mcp.ts does not reach the Codex process that it starts", async () => {
  const bin = mkdtempSync(join(tmpdir(), "codex-bridge-bin-"));
  const seen = join(bin, "environment");
  try {
    // What stands for Codex writes down what it was given.
    writeFileSync(join(bin, "codex"), `#!/bin/sh\n/usr/bin/env > ${seen}.draft && mv ${seen}.draft ${seen}\n`);
    chmodSync(join(bin, "codex"), 0o755);
    await using world = createWorld({
      CODEX_BRIDGE_PUSH: "always",
      PATH: `${bin}:${process.env.PATH}`,
      OPENAI_API_KEY: "sk-secret-of-the-user",
      CODEX_BRIDGE_SECRET_OF_MINE: "secret-of-the-user-too",
    });
    // Without a home there is no Codex session to be reached.
    mkdirSync(join(world.stateDir, "codex"));
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const codex = await world.codex();
    await codex.check();
    await claude.call("send_to_codex", { text: "wake up", to: codex.thread });
    const end = performance.now() + 10_000;
    while (!(await Bun.file(seen).exists()) && performance.now() < end) await Bun.sleep(20);
    const environment = readFileSync(seen, "utf8");
    expect(environment).toContain("PATH=");
    expect(environment).not.toContain("secret-of-the-user");
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}, 30_000);
