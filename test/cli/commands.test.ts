/** The command line from outside: help, exit codes, pipes and terminals. */
import { describe, expect, test } from "bun:test";
import { appendFileSync, chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorld } from "../support/agents";
import { startTool } from "../support/tools";

const CLI = [process.execPath, join(import.meta.dir, "..", "..", "cli.ts")] as const;

/** A home with programs of its own on PATH. */
function createPlace(programs: Record<string, string> = {}) {
  const path = mkdtempSync(join(tmpdir(), "codex-bridge-cli-"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(path, name), 0o755);
  }
  const env = {
    HOME: path,
    PATH: `${path}:/usr/bin:/bin`,
    TERM: "xterm",
    CODEX_BRIDGE_STATE_DIR: join(path, "state"),
    CODEX_BRIDGE_PORT: "0",
  };
  return {
    path,
    start: (args: string[], more: Record<string, string> = {}) =>
      startTool({ command: [...CLI, ...args], cwd: path, env: { ...env, ...more } }),
    /** The same under a terminal, which util-linux's `script` gives. */
    underTerminal: (args: string[], input = "", more: Record<string, string> = {}) =>
      startTool({
        command: ["script", "-qec", [...CLI, ...args].join(" "), "/dev/null"],
        cwd: path,
        env: { ...env, ...more },
        input,
      }).result,
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Reads a stream; `found` resolves at the first text, `next` at the second, `whole` at the end. */
function readUntil(stream: ReadableStream<Uint8Array>, first: string, second = first) {
  const [found, next] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const read = async () => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes(first)) found.resolve();
      if (text.includes(second)) next.resolve();
    }
    return text;
  };
  return { found: found.promise, next: next.promise, whole: read() };
}

const COMMANDS = [
  "setup",
  "uninstall",
  "doctor",
  "claude",
  "codex",
  "open",
  "config",
  "logs",
  "version",
  "tail",
  "export",
  "status",
  "token",
  "serve",
  "demo",
  "say",
  "pause",
  "resume",
  "settle",
  "run",
  "wait",
  "result",
  "cancel",
  "runs",
];

describe("help", () => {
  test("of the program names every command, and is quick", async () => {
    using place = createPlace();
    const { stdout, exitCode } = await place.start(["--help"]).result;
    expect(exitCode).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
  });

  for (const command of COMMANDS) {
    test(`of ${command} says what it does, with an example`, async () => {
      using place = createPlace();
      const { stdout, stderr, exitCode } = await place.start([command, "--help"]).result;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout).toStartWith(`Usage: codex-bridge ${command}`);
      expect(stdout).toMatch(new RegExp(`Examples?:\\n.*codex-bridge ${command}`, "s"));
    });
  }

  test("is offered where the command line is wrong", async () => {
    using place = createPlace();
    for (const args of [
      ["nonsense"],
      ["doctor", "--nonsense"],
      ["logs", "-n", "0"],
      ["setup", "--json"],
      ["setup", "--claude-only", "--codex-only"],
    ]) {
      const { exitCode, stderr } = await place.start(args).result;
      expect(exitCode).toBe(2);
      expect(stderr).not.toBe("");
    }
  });
});

describe("the commands that start a client", () => {
  const ECHO =
    'if [ "$1" = --version ]; then echo "2.1.247 (Claude Code)"; exit; fi\nfor arg; do echo "[$arg]"; done\ncat\nexit 7';

  test("pass arguments, stdin and the exit code through", async () => {
    using place = createPlace({ claude: ECHO, codex: ECHO });
    const claude = await startTool({
      command: [...CLI, "claude", "fix it", "--model", "x", "--", "--help"],
      cwd: place.path,
      env: { HOME: place.path, PATH: `${place.path}:/usr/bin:/bin` },
      input: "typed",
    }).result;
    expect(claude.exitCode).toBe(7);
    expect(claude.stdout).toBe(
      "[--dangerously-load-development-channels=server:codex-bridge]\n[fix it]\n[--model]\n[x]\n[--]\n[--help]\ntyped",
    );
    const codex = await place.start(["codex", "exec", "--json", "-h"]).result;
    expect(codex.stdout).toBe("[exec]\n[--json]\n[-h]\n");
    expect(codex.exitCode).toBe(7);
  });

  test("pass signals on, and end as the client ends", async () => {
    using place = createPlace({ codex: "trap 'echo ended; exit 5' TERM\necho ready\nwhile :; do sleep 0.05; done" });
    const env = { HOME: place.path, PATH: `${place.path}:/usr/bin:/bin` };
    const child = Bun.spawn([...CLI, "codex"], { env, stdin: "ignore", stdout: "pipe" });
    const output = readUntil(child.stdout, "ready");
    await output.found;
    child.kill("SIGTERM");
    expect(await child.exited).toBe(5);
    expect(await output.whole).toBe("ready\nended\n");

    using other = createPlace({ codex: "kill -KILL $$" });
    expect((await other.start(["codex"]).result).exitCode).toBe(137);
  });

  test("say how to install a client that is missing", async () => {
    using place = createPlace();
    const { exitCode, stderr } = await place.start(["claude"]).result;
    expect(exitCode).toBe(1);
    expect(stderr).toContain("npm install --global @anthropic-ai/claude-code");
  });
});

describe("config, logs, open and version", () => {
  test("config shows where each value comes from, and fails on a wrong one", async () => {
    using place = createPlace();
    const good = await place.start(["config", "--json"], { CODEX_BRIDGE_PORT: "9000" }).result;
    expect(JSON.parse(good.stdout).settings).toContainEqual({
      name: "port",
      variable: "CODEX_BRIDGE_PORT",
      value: "9000",
      source: "environment",
      problem: null,
    });
    const bad = await place.start(["config"], { CODEX_BRIDGE_PORT: "nine" }).result;
    expect(bad.exitCode).toBe(2);
    expect(bad.stderr).toContain('CODEX_BRIDGE_PORT="nine": expected a whole number');
    expect(bad.stdout).toMatch(/^port +8788 +default \(wrong in environment\) +CODEX_BRIDGE_PORT$/m);
    using misspelt = createPlace();
    await Bun.write(join(misspelt.path, "state", "config.json"), '{"push": "sometimes"}');
    expect((await misspelt.start(["config"]).result).stdout).toMatch(
      /^push +attended +default \(wrong in config\.json\) +CODEX_BRIDGE_PUSH$/m,
    );
    const broken = createPlace();
    await Bun.write(join(broken.path, "state", "config.json"), '{\n "port": 1,\n}');
    const { stderr } = await broken.start(["config"]).result;
    broken[Symbol.dispose]();
    expect(stderr).toContain("config.json");
  });

  test("config set and unset change config.json and nothing else in it; get prints one value", async () => {
    using place = createPlace();
    const file = join(place.path, "state", "config.json");
    const config = (...args: string[]) => place.start(["config", ...args]).result;
    expect(await config("set", "loopLimit", "9")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await config("get", "loopLimit")).stdout).toBe("9\n");

    await Bun.write(file, '{\n    "unknown": [1],\n    "push": "never"\n}\n');
    for (const [name, value] of [
      ["CODEX_BRIDGE_UI_LOGIN", "1"],
      ["allowedHosts", "a.test:1,b.test"],
      ["push", "always"],
    ] as const)
      expect((await config("set", name, value)).exitCode).toBe(0);
    expect(await Bun.file(file).text()).toBe(
      '{\n    "unknown": [1],\n    "push": "always",\n    "uiLogin": true,\n    "allowedHosts": [\n        "a.test:1",\n        "b.test"\n    ]\n}\n',
    );
    expect(JSON.parse((await config("get", "push", "--json")).stdout)).toMatchObject({
      value: "always",
      source: "config.json",
    });
    expect((await config("unset", "push")).exitCode).toBe(0);
    expect((await config("get", "push")).stdout).toBe("attended\n");

    const before = await Bun.file(file).text();
    for (const [args, words] of [
      [["set", "loopLimit", "many"], "expected a whole number from 0 to 1000000"],
      [["set", "prot", "9000"], "There is no setting prot. Settings: stateDir, port,"],
      [["get", "prot"], "There is no setting prot."],
      [["set", "stateDir", "/tmp"], "Set CODEX_BRIDGE_STATE_DIR instead"],
    ] as const)
      expect(await config(...args)).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(words) });
    expect(await Bun.file(file).text()).toBe(before);
    expect((await config("set", "port", "9000")).stdout).toContain("CODEX_BRIDGE_PORT from the environment still wins");

    await Bun.write(file, '{ "port": 1, // mine\n}');
    expect(await config("set", "push", "never")).toMatchObject({ exitCode: 2, stdout: "" });
    expect(await Bun.file(file).text()).toBe('{ "port": 1, // mine\n}');
  });

  test("config unset removes a setting of an earlier version", async () => {
    using place = createPlace();
    const file = join(place.path, "state", "config.json");
    await Bun.write(file, '{"maxPages": 5}');
    expect((await place.start(["config"]).result).stderr).toContain("codex-bridge config unset maxPages");
    expect((await place.start(["config", "unset", "maxPages"]).result).exitCode).toBe(0);
    expect(JSON.parse(await Bun.file(file).text())).toEqual({});
  });

  test("logs shows the end of the log, and follows it", async () => {
    await using world = createWorld();
    const claude = await world.claude();
    // Answered once the host runs, which begins after `initialize` was.
    await claude.call("list_sessions", {});
    const env = { ...world.env, HOME: world.stateDir, PATH: "/usr/bin:/bin" };
    const { stdout } = await startTool({ command: [...CLI, "logs", "-n", "5"], cwd: "/", env }).result;
    expect(stdout).toMatch(/ claude\[\d+\] info: the bridge is at http/);
    const following = Bun.spawn([...CLI, "logs", "-f"], { env, stdout: "pipe" });
    const output = readUntil(following.stdout, "the bridge is at", "later");
    await output.found;
    appendFileSync(join(world.stateDir, "bridge.log"), "later\n");
    await output.next;
    following.kill("SIGINT");
    expect(await following.exited).toBe(0);

    const opened = await startTool({ command: [...CLI, "open"], cwd: "/", env }).result;
    expect(opened.stdout).toMatch(/^http:\/\/(localhost|127\.0\.0\.1):\d+\n$/);
    const purge = await startTool({ command: [...CLI, "uninstall", "--yes", "--purge"], cwd: "/", env }).result;
    expect(purge.exitCode).toBe(1);
    expect(purge.stderr).toContain("The bridge is running");
  });

  test("without a bridge, open and status end with 3 and say how it starts", async () => {
    using place = createPlace();
    for (const command of ["open", "status"]) {
      const { exitCode, stderr } = await place.start([command]).result;
      expect(exitCode).toBe(3);
      expect(stderr).toContain("codex-bridge serve");
    }
    expect((await place.start(["logs"]).result).stderr).toContain("There is no log yet");
    expect(JSON.parse((await place.start(["version", "--json"]).result).stdout)).toMatchObject({
      claude: null,
      codex: null,
    });
  });
});

const hasScript = Bun.which("script") !== null && process.platform === "linux";

describe.skipIf(!hasScript)("under a terminal", () => {
  const programs = { codex: 'if [ "$1" = --version ]; then echo "codex-cli 0.169.0"; else echo "{}"; fi' };

  test("colours and a spinner, none of them with NO_COLOR or in a pipe", async () => {
    using place = createPlace(programs);
    const coloured = await place.underTerminal(["doctor"]);
    expect(coloured.stdout).toContain("\x1b[32m✓");
    const plain = await place.underTerminal(["doctor"], "", { NO_COLOR: "1" });
    expect(plain.stdout).not.toContain("\x1b[3");
    const piped = await place.start(["doctor"]).result;
    expect(piped.stdout + piped.stderr).not.toContain("\x1b");
    expect(piped.stdout).toContain("✓ Bun");
  });

  test("setup asks, and changes nothing without a yes", async () => {
    using place = createPlace(programs);
    const { stdout, exitCode } = await place.underTerminal(["setup", "--codex-only"], "n\n");
    expect(stdout).toContain("Do this? [y/N]");
    expect(stdout).toContain("Nothing was changed.");
    expect(exitCode).toBe(1);
    expect(await Bun.file(join(place.path, ".codex", "config.toml")).exists()).toBe(false);

    const yes = await place.underTerminal(["setup", "--codex-only"], "y\n");
    expect(yes.stdout).toContain("It works:");
    expect(await Bun.file(join(place.path, ".codex", "config.toml")).text()).toContain("tool_timeout_sec = 120");
  });
});
