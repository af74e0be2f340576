/** Defaults < config.json < environment; what is wrong is named. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/shared/config";

function withFile(text: string, run: (env: Record<string, string>, path: string) => void) {
  return () => {
    const directory = mkdtempSync(join(tmpdir(), "codex-bridge-config-"));
    const path = join(directory, "config.json");
    writeFileSync(path, text);
    try {
      run({ HOME: directory, CODEX_BRIDGE_STATE_DIR: directory }, path);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

test(
  "the environment wins over config.json, which wins over the defaults",
  withFile('{"port": 9000, "maxWaitSeconds": 300, "allowedHosts": ["A.test:1", "b.test"]}', (env) => {
    const config = readConfig({ ...env, CODEX_BRIDGE_PORT: "9100" });
    expect(config).toMatchObject({
      port: 9100,
      portIsExplicit: true,
      maxWaitMs: 300_000,
      allowedHosts: ["a.test:1", "b.test"],
      logLevel: "info",
    });
    expect(config.problems).toEqual([]);
    const source = (name: string) => config.settings.find((setting) => setting.name === name)?.source;
    expect([source("port"), source("maxWaitSeconds"), source("logLevel")]).toEqual([
      "environment",
      "config.json",
      "default",
    ]);
    expect(readConfig(env)).toMatchObject({ port: 9000, portIsExplicit: true });
  }),
);

test(
  "a wrong value is a problem with its place, and an unknown key is named",
  withFile('{"port": "many", "maxWaitSeconds": -1, "prot": 9000}', (env, path) => {
    const { problems, warnings, port } = readConfig(env);
    expect(port).toBe(8788);
    expect(problems).toEqual([
      `${path}: port: "many": expected a whole number from 0 to 65535`,
      `${path}: maxWaitSeconds: "-1": expected a whole number from 1 to 3600`,
    ]);
    expect(warnings).toEqual([expect.stringContaining('unknown setting "prot". Known settings: port, ')]);
  }),
);

test(
  "a file that is no JSON object is a problem",
  withFile('{"port": 9000,', (env, path) => {
    expect(readConfig(env).problems).toEqual([expect.stringContaining(`${path}: not valid JSON`)]);
    writeFileSync(path, "[1]");
    expect(readConfig(env).problems).toEqual([expect.stringContaining("expected an object")]);
  }),
);

test(
  "a setting of an earlier version is a warning with what to do, and no problem",
  withFile('{"maxPages": 5}', (env, path) => {
    const { problems, warnings } = readConfig({ ...env, CODEX_BRIDGE_LOG_FILES: "3" });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      `${path}: the setting "maxPages" does nothing any more. Remove it: codex-bridge config unset maxPages`,
      "CODEX_BRIDGE_LOG_FILES does nothing any more. Remove it from the environment.",
    ]);
  }),
);

test("every default is a value that its setting accepts", () => {
  const { problems, settings } = readConfig({ HOME: "/home/you" });
  expect(problems).toEqual([]);
  expect(settings.filter(({ source }) => source !== "default")).toEqual([]);
});
