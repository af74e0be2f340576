/** How the clients are started, and which Bun they are told to use. */
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toLaunchArguments } from "../../src/setup/launch";
import { readPlaces } from "../../src/setup/places";
import { chooseRuntime, keepRuntime } from "../../src/setup/runtime";
import { startTool } from "../support/tools";

const FLAG = "--dangerously-load-development-channels=server:codex-bridge";

describe("the arguments of a client", () => {
  const start = (...args: string[]) => toLaunchArguments("claude", args, "2.1.247");

  test("Claude's session gets the channel flag, and everything else as it was", () => {
    expect(start()).toEqual(["--dangerously-load-development-channels", "server:codex-bridge"]);
    expect(start("fix it", "--model", "opus")).toEqual([FLAG, "fix it", "--model", "opus"]);
    expect(start("--", "-p")).toEqual([FLAG, "--", "-p"]);
  });

  test("no flag where there is no channel, or where it is chosen already", () => {
    for (const args of [
      ["-p", "x"],
      ["mcp", "list"],
      ["--version"],
      ["update"],
      ["--channels", "plugin:a@b"],
      [`${FLAG},x`],
    ])
      expect(start(...args)).toEqual(args);
    expect(toLaunchArguments("claude", ["x"], "2.1.79")).toEqual(["x"]);
    // It hears without one.
    expect(toLaunchArguments("claude", ["x"], "2.1.248")).toEqual(["x"]);
    expect(toLaunchArguments("codex", ["exec", "x"], null)).toEqual(["exec", "x"]);
  });

  test("never a flag that weakens a permission or a sandbox", () => {
    const added = [...start(), ...start("x"), ...toLaunchArguments("codex", [], "0.169.0")];
    expect(added.filter((arg) => /permission|sandbox|bypass|yolo|full-auto|allow/i.test(arg))).toEqual([]);
  });
});

describe("the Bun of the registrations", () => {
  const directory = mkdtempSync(join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), "codex-bridge-runtime-"));
  const places = (path: string) => readPlaces({ HOME: directory, PATH: path }, join(directory, "state"));
  const install = (path: string, version = "1.4.5") => {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(directory, path), 0o755);
    return join(directory, path);
  };

  test("is named as PATH names it, which outlives an update", async () => {
    const cellar = install("Cellar/bun/1.4.5/bin/bun");
    mkdirSync(join(directory, "brew"));
    symlinkSync(cellar, join(directory, "brew", "bun"));
    expect(await chooseRuntime(places(join(directory, "brew")), cellar)).toEqual({
      path: join(directory, "brew", "bun"),
      version: Bun.version,
      keepFrom: null,
    });
    expect(await chooseRuntime(places("/usr/bin"), cellar)).toEqual({
      path: cellar,
      version: Bun.version,
      keepFrom: null,
    });
  });

  test("of npx is replaced by an installed one, or else kept in the state directory", async () => {
    const cached = install(".npm/_npx/abc/node_modules/bun/bin/bun");
    const old = install("old/bun", "1.2.0");
    const kept = await chooseRuntime(places(join(old, "..")), cached);
    expect(kept).toEqual({
      path: join(directory, "state", "bin", `bun-${Bun.version}`),
      version: Bun.version,
      keepFrom: cached,
    });
    keepRuntime(kept);
    rmSync(cached);
    expect(statSync(kept.path).mode & 0o111).not.toBe(0);

    const installed = install("new/bun", "1.9.3");
    const again = await chooseRuntime(places(`${join(old, "..")}:${join(directory, "new")}`), cached);
    expect(again).toEqual({ path: installed, version: "1.9.3", keepFrom: null });
    rmSync(directory, { recursive: true, force: true });
  });

  test("is told by doctor and setup as it is: what setup will only put there is not said to be there", async () => {
    const home = mkdtempSync(join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), "codex-bridge-runtime-"));
    const cached = join(home, ".npm", "_npx", "abc", "node_modules", "bun", "bin", "bun");
    mkdirSync(join(cached, ".."), { recursive: true });
    copyFileSync(process.execPath, cached);
    const kept = join(home, "state", "bin", `bun-${Bun.version}`);
    const run = async (...args: string[]) => {
      const env = { HOME: home, PATH: "/usr/bin:/bin", CODEX_BRIDGE_STATE_DIR: join(home, "state") };
      const command: [string, ...string[]] = [cached, join(import.meta.dir, "..", "..", "cli.ts"), ...args];
      return (await startTool({ command, cwd: home, env }).result).stdout;
    };
    const look = async () =>
      JSON.parse(await run("doctor", "--json")).checks.find(({ id }: { id: string }) => id === "bun");
    const before = await look();
    expect(before).toMatchObject({
      status: "ok",
      summary: `${Bun.version}, ${cached}; from there it may go again, so setup will keep it as ${kept}`,
    });
    expect(await run("setup", "--dry-run")).toContain(`${Bun.version}  ${cached}\n`);

    mkdirSync(join(kept, ".."), { recursive: true });
    copyFileSync(cached, kept);
    expect(await look()).toMatchObject({ status: "ok", summary: `${Bun.version}, ${kept}` });
    rmSync(home, { recursive: true, force: true });
  }, 60_000);
});
