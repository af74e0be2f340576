/** What a bridge keeps is its user's alone, and its secrets show up nowhere. */
import { expect, test } from "bun:test";
import { chmodSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "../support/agents";

const TIMEOUT_MS = 20_000;
const ROOT = join(import.meta.dir, "..", "..");

/** As a user with the widest umask starts it. */
function withUmask(entry: string): string[] {
  return ["sh", "-c", 'umask 000; "$0" "$1"; exit $?', process.execPath, join(ROOT, entry)];
}

function listModes(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8);
  return Object.fromEntries([
    [".", modeOf(dir)],
    ...entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(dir.length + 1), modeOf(path)];
    }),
  ]);
}

/** Uses everything that writes files or logs: questions, long texts, bad tokens, errors, a restart. */
async function live(world: World): Promise<{ logs: string[]; commands: string[] }> {
  const claude = await world.claude({ command: withUmask("server.ts") });
  const codex = await world.codex({ command: withUmask("codex-mcp.ts") });
  const asked = codex.ask("a question");
  const question = await claude.next();
  await claude.reply("long ".repeat(10_000), question.meta.message_id);
  expect((await asked.answer).text).toContain(join(world.stateDir, "texts"));
  await claude.call("reply", { text: "x", reply_to: "q_unknown" });
  claude.client.write("broken\n");
  const commands = readCommands([claude.client.child.pid, codex.client.child.pid]);
  await claude.client.end();
  const second = await world.claude({ command: withUmask("server.ts") });
  expect((await second.call("list_sessions", {})).isError).toBe(false);
  expect((await codex.check()).isError).toBe(false);
  return { logs: [claude, codex, second].map(({ client }) => client.stderr()), commands };
}

/** The arguments of processes and of their children. */
function readCommands(parents: number[]): string[] {
  const { stdout } = Bun.spawnSync(["ps", "-eo", "pid=,ppid=,args=", "-ww"]);
  const lines = stdout.toString().split("\n");
  return lines.filter((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return parents.includes(pid ?? 0) || parents.includes(parent ?? 0);
  });
}

test(
  "the state directory is 0700 and every file in it 0600, whatever the umask and the mode before",
  async () => {
    await using world = createWorld();
    chmodSync(world.stateDir, 0o755);
    await live(world);
    const { ".": directory, texts, ...files } = listModes(world.stateDir);
    expect({ directory, texts }).toEqual({ directory: "700", texts: "700" });
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(["bridge.db", "bridge.db-wal", "endpoint.json", "token"]),
    );
    expect(Object.keys(files).filter((name) => name.startsWith("texts/"))).toHaveLength(1);
    for (const [name, mode] of Object.entries(files)) expect(`${name} ${mode}`).toBe(`${name} 600`);
  },
  TIMEOUT_MS,
);

test(
  "a state directory that does not exist is made with its parents, for its user alone",
  async () => {
    await using world = createWorld();
    const stateDir = join(world.stateDir, "a", "b");
    const env = { CODEX_BRIDGE_STATE_DIR: stateDir };
    const claude = await world.claude({ env, command: withUmask("server.ts") });
    expect((await claude.call("list_sessions", {})).isError).toBe(false);
    expect(listModes(world.stateDir)).toMatchObject({ "a/b": "700", "a/b/token": "600" });
  },
  TIMEOUT_MS,
);

test(
  "files of an earlier run that others could read are closed to them",
  async () => {
    await using world = createWorld();
    const first = await world.claude();
    expect((await first.call("list_sessions", {})).isError).toBe(false);
    await first.client.end();
    for (const name of ["token", "bridge.db"]) chmodSync(join(world.stateDir, name), 0o644);
    const second = await world.claude();
    expect((await second.call("list_sessions", {})).isError).toBe(false);
    const { token, "bridge.db": database } = listModes(world.stateDir);
    expect({ token, database }).toEqual({ token: "600", database: "600" });
  },
  TIMEOUT_MS,
);

test(
  "neither the token nor the key of a run is in arguments, logs or the page's address; neither is in another file",
  async () => {
    await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "debug" });
    const { logs, commands } = await live(world);
    const token = readFileSync(join(world.stateDir, "token"), "utf8").trim();
    const endpoint = readFileSync(join(world.stateDir, "endpoint.json"), "utf8");
    const { url, key } = JSON.parse(endpoint);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(key).not.toBe(token);
    expect(commands.join("\n")).toContain("codex-mcp.ts");
    const shown = [...logs, ...commands, url, endpoint].join("\n");
    expect(shown).not.toContain(token);
    expect([...logs, ...commands, url].join("\n")).not.toContain(key);
    for (const entry of readdirSync(world.stateDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name === "token") continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      const secrets = entry.name === "endpoint.json" ? [token] : [token, key];
      const held = secrets.filter((secret) => bytes.includes(secret)).length;
      expect({ file: entry.name, secrets: held }).toEqual({ file: entry.name, secrets: 0 });
    }
  },
  TIMEOUT_MS,
);
