/** codex-bridge tail: real processes; what it shows of a talk, and that a change of the host neither loses nor repeats anything. */
import { expect, test } from "bun:test";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MessageView } from "../../src/shared/views";
import { createWorld, type World } from "../support/agents";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");
const CLI = [process.execPath, join(ROOT, "cli.ts")] as const;
const LIMIT_MS = 60_000;

function toEnv(world: World): Record<string, string> {
  return { ...world.env, HOME: world.stateDir, PATH: "/usr/bin:/bin", TZ: "UTC" };
}

/** A running `tail`; `until` resolves once its output has the text, `end` with its exit code and all of the output. */
function startTail(world: World, args: string[]) {
  const child = Bun.spawn([...CLI, "tail", ...args], { cwd: ROOT, env: toEnv(world), stdout: "pipe", stderr: "pipe" });
  let output = "";
  let grown = Promise.withResolvers<void>();
  const read = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) {
      output += decoder.decode(chunk, { stream: true });
      grown.resolve();
      grown = Promise.withResolvers();
    }
  })();
  return {
    async until(text: string) {
      while (!output.includes(text)) await Promise.race([grown.promise, read.then(() => Promise.reject(output))]);
    },
    async end() {
      child.kill("SIGINT");
      const exitCode = await child.exited;
      await read;
      return { exitCode, output, errors: await new Response(child.stderr).text() };
    },
  };
}

const toMessages = (output: string) =>
  output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => MessageView.parse(JSON.parse(line)));

test(
  "shows the last messages, then what comes, and ends well with Ctrl-C",
  async () => {
    await using world = createWorld();
    const claude = await world.claude();
    for (let i = 1; i <= 12; i++) await claude.reply(`message ${i}.`);
    const tail = startTail(world, []);
    await tail.until("message 12.");
    await claude.reply("\tindented\n```diff\n-old\n+new\n```\nescape \x1b[2J\x1b]0;title\x07 and \u202eturned\u202c.");
    await tail.until("turned");
    const { exitCode, output, errors } = await tail.end();
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(output).not.toContain("message 2.");
    expect([...output.matchAll(/message (\d+)\./g)].map(([, n]) => Number(n))).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
    // No colours where no terminal is, and nothing of a text's own that could steer one.
    expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(output).toContain("\n        indented\n    ```diff\n    -old\n    +new\n");
    expect(output).toMatch(/\nClaude → you {2}\d\d:\d\d:\d\d · \S+ · #\w{4} · note · m_\w+/);
  },
  LIMIT_MS,
);

test(
  "on a terminal speakers and diffs have colours; NO_COLOR takes them away",
  async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.reply("```diff\n-old\n+new \x1b[31mred\n```");
    // Under a terminal, which util-linux's `script` gives, with a real Ctrl-C.
    const shown = async (env: Record<string, string>) => {
      const child = Bun.spawn(["script", "-qec", ["exec", ...CLI, "tail"].join(" "), "/dev/null"], {
        cwd: ROOT,
        env: { ...toEnv(world), TERM: "xterm", ...env },
        stdin: "pipe",
        stdout: "pipe",
      });
      let output = "";
      for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
        if (!output.includes("red") && (output + chunk).includes("red")) child.stdin.write("\x03");
        output += chunk;
      }
      expect(await child.exited).toBe(0);
      return output;
    };
    const [coloured, plain] = await Promise.all([shown({}), shown({ NO_COLOR: "1" })]);
    expect(coloured).toContain("\x1b[1m\x1b[35mClaude\x1b[0m\x1b[0m");
    expect(coloured).toContain("\x1b[31m-old\x1b[0m");
    expect(coloured).toContain("\x1b[32m+new  [31mred\x1b[0m");
    expect(plain).toContain("Claude → you");
    expect(plain).not.toContain("\x1b[");
  },
  LIMIT_MS,
);

test(
  "filters by project, conversation and time; JSON is the message as the API has it",
  async () => {
    await using world = createWorld();
    const places = ["alpha", "beta"].map((name) => join(world.stateDir, "work", name));
    for (const place of places) mkdirSync(place, { recursive: true });
    const [alpha = "", beta = ""] = places;
    const parent = (cwd: string) =>
      world.claude({ cwd, command: ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, join(ROOT, "server.ts")] });
    const [one, two] = [await parent(alpha), await parent(beta)];
    await one.reply("from alpha");
    const between = Date.now();
    await two.reply("from beta");
    const long = `long ${"x".repeat(70_000)} end`;
    await one.reply(long);

    const read = async (args: string[], last: string) => {
      const tail = startTail(world, ["--json", ...args]);
      await tail.until(last);
      return toMessages((await tail.end()).output);
    };
    const all = await read([], "end");
    expect(all.map(({ text }) => text)).toEqual(["from alpha", "from beta", long]);
    expect((await read(["--project", "beta"], "from beta")).map(({ text }) => text)).toEqual(["from beta"]);
    expect((await read(["--project", alpha], "end")).map(({ text }) => text)).toEqual(["from alpha", long]);
    const own = await read(["--conversation", all[1]?.conversation ?? ""], "from beta");
    expect(own.map(({ text }) => text)).toEqual(["from beta"]);
    expect((await read(["--since", "1h"], "end")).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const later = all.filter(({ createdAt }) => createdAt >= between).map(({ text }) => text);
    const since = await read(["--since", new Date(between).toISOString()], "end");
    expect(since.map(({ text }) => text)).toEqual(later);
  },
  LIMIT_MS,
);

test(
  "goes on when the host is killed: every message once, in order",
  async () => {
    await using world = createWorld();
    const own = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, join(ROOT, "server.ts")];
    const first = await world.claude({ command: own });
    await first.call("list_sessions", {});
    const second = await world.claude({ command: own });
    await second.call("list_sessions", {});
    for (let i = 0; i < 5; i++) await second.reply(`before ${i}`);
    const tail = startTail(world, ["--json"]);
    await tail.until("before 4");
    const { pid } = JSON.parse(readFileSync(join(world.stateDir, "endpoint.json"), "utf8"));
    process.kill(pid, "SIGKILL");
    for (let i = 0; i < 20; i++) expect((await second.reply(`after ${i}`)).isError).toBe(false);
    await tail.until("after 19");
    const { exitCode, output } = await tail.end();
    expect(exitCode).toBe(0);
    const messages = toMessages(output);
    expect(messages.map(({ text }) => text)).toEqual([
      ...Array.from({ length: 5 }, (_, i) => `before ${i}`),
      ...Array.from({ length: 20 }, (_, i) => `after ${i}`),
    ]);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map(({ seq }) => seq).toSorted((a, b) => a - b));
  },
  LIMIT_MS,
);

test(
  "says what is wrong: no bridge, and a time that is none; ends where nobody reads on",
  async () => {
    await using world = createWorld();
    const run = (args: string[]) =>
      startTool({ command: [...CLI, "tail", ...args], cwd: ROOT, env: toEnv(world) }).result;
    const none = await run([]);
    expect({ code: none.exitCode, said: none.stderr }).toMatchObject({ code: 3 });
    expect(none.stderr).toContain("No bridge is running");
    const wrong = await run(["--since", "yesterday"]);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain("2030-01-31T17:00");

    const claude = await world.claude();
    for (let i = 0; i < 10; i++) await claude.reply(`message ${i} ${"x".repeat(50_000)}`);
    const piped = await startTool({
      command: ["sh", "-c", `${[...CLI, "tail"].join(" ")} | head -n 3`],
      cwd: ROOT,
      env: toEnv(world),
    }).result;
    expect(piped.exitCode).toBe(0);
    expect(piped.stderr).toBe("");
    expect(piped.stdout).toContain("message 0");
  },
  LIMIT_MS,
);
