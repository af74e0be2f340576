/** The log file: several processes append, it is put aside when it is large, and it holds no secrets. */
import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../../src/shared/log";
import { createLogFile } from "../../src/shared/log-file";

function inDirectory(run: (directory: string) => void | Promise<void>) {
  return async () => {
    const directory = mkdtempSync(join(tmpdir(), "codex-bridge-log-"));
    try {
      await run(directory);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

test(
  "is its user's alone, and keeps as many files as it may",
  inDirectory((directory) => {
    const path = join(directory, "bridge.log");
    const append = createLogFile(path, { maxBytes: 100, files: 3 });
    for (let index = 0; index < 42; index++) append(`line ${index} ${"x".repeat(20)}\n`);
    expect(readdirSync(directory).sort()).toEqual(["bridge.log", "bridge.log.1", "bridge.log.2"]);
    expect(statSync(`${path}.1`).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${path}.1`, "utf8")).toMatch(/^(line \d+ x{20}\n){4}$/);
  }),
);

test(
  "loses and mixes no line while several processes write and put it aside",
  inDirectory(async (directory) => {
    const path = join(directory, "bridge.log");
    const script = `const { createLogFile } = require(${JSON.stringify(join(import.meta.dir, "../../src/shared/log-file.ts"))});
      const append = createLogFile(${JSON.stringify(path)}, { maxBytes: 20_000, files: 50 });
      for (let i = 0; i < 500; i++) append(process.argv.at(-1) + " " + i + " " + "y".repeat(80) + "\\n");`;
    const children = ["a", "b", "c", "d"].map((name) => Bun.spawn([process.execPath, "-e", script, name]));
    await Promise.all(children.map((child) => child.exited));
    const lines = readdirSync(directory)
      .filter((name) => !name.endsWith(".lock"))
      .flatMap((name) => readFileSync(join(directory, name), "utf8").trimEnd().split("\n"));
    expect(lines.filter((line) => !/^[a-d] \d+ y{80}$/.test(line))).toEqual([]);
    expect(new Set(lines).size).toBe(2000);
  }),
);

test(
  "waits for a directory, and writes through no link to another one",
  inDirectory((directory) => {
    const absent = createLogFile(join(directory, "later", "bridge.log"), { maxBytes: 100, files: 2 });
    absent("nobody is told\n");
    symlinkSync(tmpdir(), join(directory, "link"));
    createLogFile(join(directory, "link", "codex-bridge-test.log"), { maxBytes: 100, files: 2 })("no\n");
    expect(readdirSync(directory)).toEqual(["link"]);
    expect(readdirSync(tmpdir())).not.toContain("codex-bridge-test.log");
  }),
);

test("an entry is one line without a key or token", () => {
  const lines: string[] = [];
  createLog("test", "info", (line) => lines.push(line)).info(`first\nsecond ${"ab".repeat(32)} end`);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toEndWith("test info: first | second … end\n");
});
