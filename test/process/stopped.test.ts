/** Processes that are stopped: Ctrl-Z stops nobody else, and a stopped host is named to whoever waits for it [F8]. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readEndpoint } from "../../src/rpc/endpoint";
import { isStopped } from "../../src/shared/process-identity";
import { createWorld, type World } from "../support/agents";
import { must } from "../support/agents-in-process";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");

const hostOf = (world: World) => must(readEndpoint(join(world.stateDir, "endpoint.json"))).pid;

test("Ctrl-Z in the session that hosts leaves its servers running", async () => {
  await using world = createWorld();
  const claude = await world.claude();
  await claude.call("list_sessions", {});
  const codex = await world.codex();
  for (const { client } of [claude, codex]) process.kill(client.child.pid, "SIGTSTP");
  const asked = codex.ask("are you there?");
  const { meta } = await claude.next();
  await claude.reply("yes", meta.message_id);
  expect((await asked.answer).text).toBe("yes");
  expect(isStopped(hostOf(world))).toBe(false);
});

test("a host that is stopped all the same is named, with what lets it go on", { timeout: 30_000 }, async () => {
  await using world = createWorld();
  const claude = await world.claude();
  await claude.call("list_sessions", {});
  const pid = hostOf(world);
  process.kill(pid, "SIGSTOP");
  try {
    const codex = await world.codex();
    const told = await codex.ask("hello?").answer;
    expect(told.isError).toBe(true);
    expect(told.text).toContain(`kill -CONT ${pid}`);
    const env = { ...world.env, PATH: process.env.PATH ?? "", HOME: world.stateDir };
    const status = await startTool({ command: [process.execPath, join(ROOT, "cli.ts"), "status"], cwd: ROOT, env })
      .result;
    expect(status.stderr).toContain(`kill -CONT ${pid}`);
  } finally {
    process.kill(pid, "SIGCONT");
  }
});

test("`serve` ends on signals alone: neither with what started it, nor with a terminal that it was told to ignore [F13]", async () => {
  await using world = createWorld();
  const env = { ...world.env, PATH: process.env.PATH ?? "", HOME: world.stateDir, CODEX_BRIDGE_LOG_LEVEL: "info" };
  const script = `nohup "${process.execPath}" "${join(ROOT, "cli.ts")}" serve >/dev/null 2>&1 & echo $!`;
  const { stdout } = await startTool({ command: ["sh", "-c", script], cwd: ROOT, env }).result;
  const pid = Number(stdout.trim());
  const endpoint = join(world.stateDir, "endpoint.json");
  while (readEndpoint(endpoint) === null) await Bun.sleep(20);
  process.kill(pid, "SIGHUP");
  // Longer than the parent was looked for.
  await Bun.sleep(2_500);
  expect(readEndpoint(endpoint)?.pid).toBe(pid);
  process.kill(pid, "SIGTERM");
  while (readEndpoint(endpoint) !== null) await Bun.sleep(20);
  const log = readFileSync(join(world.stateDir, "bridge.log"), "utf8");
  expect(log).toContain("ending: SIGTERM");
});
