/** What goes wrong with the disk is told in words, where it happens, with the way back. */
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src/store/open";
import { createWorld, type World } from "../support/agents";
import { createFiles } from "../support/files";
import { serveClaudeSide } from "../support/served";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");
/** What the doctor mends includes the installation. */
const LIMIT = { timeout: 60_000 };

function run(world: World, args: string[], cwd = ROOT) {
  const env = { ...world.env, HOME: world.stateDir, PATH: process.env.PATH ?? "" };
  return startTool({ command: [process.execPath, join(ROOT, "cli.ts"), ...args], cwd, env }).result;
}

test("a full disk, in Claude's own result: what is full, what was kept, and that it can be tried again [F10]", async () => {
  using files = createFiles();
  await using served = await serveClaudeSide({ path: files.path });
  const { domain, client } = served;
  const codex = await domain.codex();
  await codex.check().result;
  const used = domain.db.query<{ page_count: number }, []>("PRAGMA page_count").get()?.page_count ?? 0;
  domain.db.exec(`PRAGMA max_page_count = ${used + 20}`);
  const refused = await client.call("send_to_codex", { text: "x".repeat(2_000_000) }).answer;
  expect(refused.isError).toBe(true);
  for (const part of [`The disk that holds ${files.path} is full`, "stored before is kept", "try it again"])
    expect(refused.text).toContain(part);
  domain.db.exec("PRAGMA max_page_count = 1000000");
  expect((await client.call("send_to_codex", { text: "x".repeat(2_000_000) }).answer).isError).toBe(false);
  await codex.ack((await codex.check().result).batch);
});

describe("a damaged database [F10b]", () => {
  test("is named with the steps back in Claude's own result and by the doctor, which takes them", LIMIT, async () => {
    await using world = createWorld();
    const path = join(world.stateDir, "bridge.db");
    openDatabase(path).close();
    const backup = `${path}.v1-1700000000000.bak`;
    copyFileSync(path, backup);
    writeFileSync(path, "this is no database at all, but it is long enough to be looked at".repeat(100), {
      mode: 0o600,
    });

    const claude = await world.claude();
    const told = await claude.call("list_sessions", {});
    expect(told.isError).toBe(true);
    for (const part of [`The database ${path} is damaged`, `cp ${backup} ${path}`, "codex-bridge doctor --fix"])
      expect(told.text).toContain(part);
    await claude.client.end();

    const looked = JSON.parse((await run(world, ["doctor", "--json"])).stdout);
    expect(looked.checks.find(({ id }: { id: string }) => id === "database")).toEqual({
      id: "database",
      category: "storage",
      status: "fail",
      summary: expect.stringContaining(path),
      remediation: expect.stringContaining("doctor --fix"),
      duration_ms: expect.any(Number),
    });
    await run(world, ["doctor", "--fix", "--yes", "--json"]);
    expect(readdirSync(world.stateDir).filter((name) => name.includes(".damaged-"))).toHaveLength(1);
    expect(new Database(path, { readonly: true }).query("SELECT count(*) AS n FROM messages").get()).toEqual({ n: 0 });
  });

  test("of another time says which versions, and how to go on or back", () => {
    using files = createFiles();
    const db = openDatabase(files.path);
    db.exec("PRAGMA user_version = 999");
    db.close();
    expect(() => openDatabase(files.path)).toThrow(/has schema 999.*git pull.*older backup.*Nothing was written/);
  });
});

describe("a session whose directory is gone [F17]", () => {
  test("starts, is named by the last known path, and says what cannot be attached", async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const gone = join(world.stateDir, "gone-project");
    mkdirSync(gone);
    const inGone = (entry: string): string[] => [
      "sh",
      "-c",
      'cd "$2" && rmdir "$2" && PWD="$2" exec "$0" "$1"',
      process.execPath,
      join(ROOT, entry),
      gone,
    ];
    const codex = await world.codex({ command: inGone("codex-mcp.ts") });
    const refused = await codex.ask("look", { files: ["notes.md"] }).answer;
    expect(refused.text).toContain(`the directory of this session, ${gone}, is gone`);
    const asked = codex.ask("from nowhere");
    const { meta } = await claude.next();
    expect(meta.project).toBe("gone-project");
    await claude.reply("heard", meta.message_id);
    expect((await asked.answer).text).toContain("heard");
  });

  test("no command ends with a stack trace", async () => {
    await using world = createWorld();
    for (const args of [["status"], ["doctor", "--json"], ["export"], ["tail"]]) {
      const gone = join(world.stateDir, "gone");
      mkdirSync(gone);
      const script = `cd "${gone}" && rmdir "${gone}" && exec "${process.execPath}" "${join(ROOT, "cli.ts")}" ${args.join(" ")}`;
      const env = { ...world.env, HOME: world.stateDir, PATH: process.env.PATH ?? "" };
      const { stdout, stderr } = await startTool({ command: ["sh", "-c", script], cwd: ROOT, env }).result;
      expect(stdout + stderr).not.toMatch(/^\s+at |uv_cwd/m);
      if (existsSync(gone)) rmdirSync(gone);
    }
  });
});
