/** What the commands say where a person has typed something wrong, or wants to go on: real processes. */
import { expect, test } from "bun:test";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "../support/agents";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");
const SELF = join(ROOT, "bin", "codex-bridge");
const LIMIT_MS = 60_000;

function toCli(world: World) {
  const env = { ...world.env, HOME: world.stateDir, PATH: "/usr/bin:/bin" };
  return (...args: string[]) =>
    startTool({ command: [process.execPath, join(ROOT, "cli.ts"), ...args], cwd: world.stateDir, env }).result;
}

/** Two conversations, in each of which a Claude session has said something. */
async function createTalks(world: World) {
  for (const name of ["alpha", "beta"]) {
    const cwd = join(world.stateDir, name);
    mkdirSync(cwd);
    const command = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, join(ROOT, "server.ts")];
    const claude = await world.claude({ cwd, command });
    await claude.reply(`This is ${name}.`);
  }
  const cli = toCli(world);
  const { stderr } = await cli("export");
  const ids = [...stderr.matchAll(/^ {2}(c_\w+)/gm)].map(([, id = ""]) => id);
  expect(ids).toHaveLength(2);
  // The time of the two may be the same at first; their ends are random.
  const [id = "", other = ""] = ids;
  return { cli, id, beginning: id.slice(0, -2), other };
}

test(
  "a conversation is named by the beginning of its id; where there is none or are several, they are listed",
  async () => {
    await using world = createWorld();
    const { cli, id, beginning, other } = await createTalks(world);
    const paused = await cli("pause", "--conversation", beginning);
    expect(paused).toMatchObject({ exitCode: 0, stderr: "" });
    expect(paused.stdout).toStartWith(`${id} is paused`);
    expect(paused.stdout).toContain(`${SELF} resume --conversation ${id}\n`);
    expect((await cli("status")).stdout).toContain(`  ${id} is paused (${SELF} resume --conversation ${id})\n`);
    const resumed = await cli("resume", "--conversation", beginning);
    expect(resumed).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await cli("status")).stdout).not.toContain("paused");
    const said = await cli("say", "--to", "claude", "--conversation", beginning, "--json", "hello");
    expect(JSON.parse(said.stdout)).toMatchObject({ conversation: id });

    for (const command of [["pause"], ["resume"], ["tail"], ["export"], ["say", "--to", "claude", "hello"]]) {
      const unknown = await cli(...command, "--conversation", "nope");
      expect(unknown).toMatchObject({ exitCode: 1, stdout: "" });
      expect(unknown.stderr).toContain(
        "No conversation has the id nope, or begins with it. These are the last ones:\n",
      );
      for (const one of [id, other]) expect(unknown.stderr).toMatch(new RegExp(`^ {2}${one} `, "m"));
      const several = await cli(...command, "--conversation", "c_");
      expect(several).toMatchObject({ exitCode: 1, stdout: "" });
      expect(several.stderr).toContain("Several conversations begin with c_:\n");
    }
  },
  LIMIT_MS,
);

test(
  "a file that cannot be written is told in plain words, and none is left",
  async () => {
    await using world = createWorld();
    const { cli, id } = await createTalks(world);
    const target = join(world.stateDir, "alpha");
    const write = (...args: string[]) => cli("export", "--conversation", id, ...args);
    for (const force of [[], ["--force"]]) {
      const directory = await write("-o", target, ...force);
      expect(directory).toMatchObject({ exitCode: 1, stdout: "" });
      expect(directory.stderr).toBe(`codex-bridge: ${target}: is a directory; name a file in it\n`);
      const nowhere = join(target, "no", "x.md");
      const absent = await write("-o", nowhere, ...force);
      expect(absent.stderr).toBe(`codex-bridge: ${nowhere}: there is no such directory; make it first\n`);
      const through = await write("-o", join(world.stateDir, "token", "x.md"), ...force);
      expect(through.stderr).toEndWith("x.md: what should be a directory is a file\n");
    }
    expect(readdirSync(target)).toEqual([]);
    expect(readdirSync(world.stateDir).filter((name) => name.endsWith(".part"))).toEqual([]);
  },
  LIMIT_MS,
);

test(
  "hints name the program as it can be called here, and the command whose help is meant",
  async () => {
    await using world = createWorld();
    const cli = toCli(world);
    expect((await cli("status")).stderr).toContain(`or with: ${SELF} serve\n`);
    expect((await cli("doctor")).stdout).toEndWith(`. \`${SELF} doctor --fix\` does what setup can do.\n`);
    expect((await cli("say", "hello")).stderr).toEndWith("(codex-bridge say --help shows how)\n");
    expect((await cli("logs", "-n", "0")).stderr).toEndWith("(codex-bridge logs --help shows how)\n");
    expect((await cli("stats")).stderr).toEndWith("(codex-bridge --help lists the commands)\n");
  },
  LIMIT_MS,
);

test(
  "tail says that there is nothing yet, once, and goes on",
  async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const env = { ...world.env, HOME: world.stateDir, PATH: "/usr/bin:/bin" };
    const tail = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "tail"], { env, stdout: "pipe", stderr: "pipe" });
    const errors = tail.stderr.getReader();
    const hint = new TextDecoder().decode((await errors.read()).value);
    expect(hint).toBe("codex-bridge: Nothing to show yet. New messages appear here; Ctrl-C ends this.\n");
    await claude.reply("At last.");
    const shown = new TextDecoder().decode((await tail.stdout.getReader().read()).value);
    expect(shown).toContain("At last.");
    tail.kill("SIGINT");
    expect(await tail.exited).toBe(0);
    expect((await errors.read()).done).toBe(true);
  },
  LIMIT_MS,
);

test(
  "a bridge that runs and does not answer is not called absent, and what it was told may have been done",
  async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const cli = toCli(world);
    const { pid } = claude.client.child;
    process.kill(pid, "SIGSTOP");
    try {
      const [status, resumed] = await Promise.all([cli("status"), cli("resume")]);
      for (const { exitCode, stderr } of [status, resumed]) {
        expect(exitCode).toBe(3);
        expect(stderr).toContain(`kill -CONT ${pid}`);
      }
      expect(status.stderr).not.toContain("may have done");
      expect(resumed.stderr).toContain("may have done");
    } finally {
      process.kill(pid, "SIGCONT");
    }
  },
  LIMIT_MS,
);
