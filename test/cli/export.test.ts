/** codex-bridge export: real processes; which conversation, which file, and what is left where it fails. */
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "../support/agents";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");
const CLI = [process.execPath, join(ROOT, "cli.ts")] as const;
const LIMIT_MS = 60_000;

/** A world with two projects, in each of which something was said. */
async function createTalks(world: World) {
  const make = async (name: string) => {
    const cwd = join(world.stateDir, "work", name);
    mkdirSync(cwd, { recursive: true });
    const command = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, join(ROOT, "server.ts")];
    const claude = await world.claude({ cwd, command });
    await claude.reply(`This is **${name}**.`);
    return cwd;
  };
  const alpha = await make("alpha");
  const beta = await make("beta");
  const run = (cwd: string, ...args: string[]) =>
    startTool({
      command: [...CLI, "export", ...args],
      cwd,
      env: { ...world.env, HOME: world.stateDir, PATH: "/usr/bin:/bin" },
    }).result;
  return { alpha, beta, run };
}

test(
  "writes the last conversation of the project, readable by its user alone, and replaces nothing unasked",
  async () => {
    await using world = createWorld();
    const { alpha, beta, run } = await createTalks(world);
    const piped = await run(alpha);
    expect(piped).toMatchObject({ exitCode: 0, stderr: "" });
    expect(piped.stdout).toContain("\n> This is **alpha**.\n");

    const file = join(beta, "talk.html");
    const written = await run(beta, "--format", "html", "-o", file);
    expect(written).toMatchObject({ exitCode: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toContain("<p>This is <strong>beta</strong>.</p>");
    expect(readFileSync(file, "utf8")).toEndWith("</html>\n");
    expect(statSync(file).mode & 0o777).toBe(0o600);

    writeFileSync(file, "mine", { mode: 0o644 });
    const refused = await run(beta, "-o", file);
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("--force");
    expect(readFileSync(file, "utf8")).toBe("mine");

    const id = /^(c_\w+) is in/.exec(written.stderr)?.[1] ?? "";
    const forced = await run(alpha, "--conversation", id.slice(0, -4), "-o", file, "--force");
    expect(forced.exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("> This is **beta**.");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(beta)).toEqual(["talk.html"]);
  },
  LIMIT_MS,
);

test(
  "asks where it is not clear which conversation is meant, and leaves no file where it fails",
  async () => {
    await using world = createWorld();
    const { alpha, run } = await createTalks(world);
    const elsewhere = await run(world.stateDir);
    expect(elsewhere.exitCode).toBe(1);
    expect(elsewhere.stderr).toContain("--conversation");
    expect(elsewhere.stderr.match(/^ {2}c_\w+ {2}\S*(?:alpha|beta) {2}This is/gm)).toHaveLength(2);
    const many = await run(alpha, "--conversation", "c_");
    expect(many).toMatchObject({ exitCode: 1, stdout: "" });
    expect(many.stderr).toContain("Several conversations begin with c_");
    const unknown = await run(alpha, "--conversation", "c_nowhere", "-o", join(alpha, "x.md"));
    expect(unknown.exitCode).toBe(1);
    expect(unknown.stderr).toContain("No conversation has the id c_nowhere");
    expect(existsSync(join(alpha, "x.md"))).toBe(false);
    const unwritable = await run(alpha, "-o", join(alpha, "no", "x.md"));
    expect(unwritable.exitCode).toBe(1);
    expect(unwritable.stderr).toContain("x.md");
    expect((await run(alpha, "--format", "pdf")).exitCode).toBe(2);
  },
  LIMIT_MS,
);

test(
  "without a bridge it ends with 3",
  async () => {
    await using world = createWorld();
    const { stderr, exitCode } = await startTool({
      command: [...CLI, "export"],
      cwd: ROOT,
      env: { ...world.env, HOME: world.stateDir, PATH: "/usr/bin:/bin" },
    }).result;
    expect(exitCode).toBe(3);
    expect(stderr).toContain("No bridge is running");
  },
  LIMIT_MS,
);
