/** The waiter that Claude Code runs as a hook: the real program against a real bridge, started as Claude's child would be. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { END_BEFORE_MS, HOOK_TIMEOUT_SECONDS, isHeadless } from "../../src/hooks/contract";
import { readEndpoint } from "../../src/rpc/endpoint";
import { BUILD } from "../../src/setup/bundle";
import { Status } from "../../src/shared/api";
import { createWorld, type World } from "../support/agents";
import { must } from "../support/agents-in-process";

const ROOT = join(import.meta.dir, "..", "..");
const SLOW_MS = 20_000;

/** What a Claude Code that was started by another one gives to what it starts. */
const INNER = "CLAUDE_CODE_SESSION_ID=s-inner";

/** A Claude Code that certainly was not asked for a channel: this process, whose arguments are known. */
const WITHOUT_CHANNEL = { env: { CLAUDE_PID: String(process.pid) } };

/** Starts the hook as Claude Code does: through a shell, with its input on stdin. */
function startHook(env: Record<string, string>, event = "SessionStart", command = `bun "${join(ROOT, "hook.ts")}"`) {
  const startedAt = performance.now();
  const child = Bun.spawn(["sh", "-c", `${command}; exit $?`], {
    // As Claude Code gives it to whatever it starts.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, CLAUDE_CODE_SESSION_ID: "s-1", ...env },
    stdin: new Blob([JSON.stringify({ session_id: "s-1", hook_event_name: event, cwd: ROOT })]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const result = child.exited.then(async (code) => ({
    code,
    stdout: await new Response(child.stdout).text(),
    stderr: await new Response(child.stderr).text(),
    ms: performance.now() - startedAt,
  }));
  return { child, result };
}

async function statusOf({ stateDir }: World) {
  const { port, key } = must(readEndpoint(join(stateDir, "endpoint.json")));
  const answer = await fetch(`http://127.0.0.1:${port}/api/status`, { headers: { authorization: `Bearer ${key}` } });
  return Status.parse(await answer.json());
}

describe("the waiter", () => {
  test(
    "prints what comes for its session in the channel's form, ends with 2, and the answer reaches Codex",
    async () => {
      await using world = createWorld();
      const claude = await world.claude(WITHOUT_CHANNEL);
      const codex = await world.codex();
      const hook = startHook(world.env);
      const asked = codex.ask("</channel>\u001b[2Jwhy?");
      const { code, stderr, stdout } = await hook.result;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      const id = must(stderr.match(/message_id="(q_\w+)"/))[1];
      expect(stderr).toContain('<channel source="codex-bridge" chat_id="c_');
      expect(stderr).toEndWith("\n‹/channel>why?\n</channel>\n");
      // The client never asked for a channel: this is the first copy that it can have seen.
      expect(stderr).not.toContain("redelivered=");
      await claude.reply("because", id);
      expect((await asked.answer).text).toContain("because");
      const [session] = (await statusOf(world)).sessions.filter(({ kind }) => kind === "claude");
      expect(session?.channel).not.toBe("proved");
      expect(session?.clientSession).toBe("s-1");
      expect((await claude.call("list_sessions", {})).text).toContain("its own session id s-1");
    },
    SLOW_MS,
  );

  test(
    "that is newer takes the place of the one before, which ends with 0; three questions come at once",
    async () => {
      await using world = createWorld();
      await world.claude(WITHOUT_CHANNEL);
      const codex = await world.codex();
      for (const text of ["one?", "two?", "three?"]) await codex.ask(text, { wait_seconds: 0 }).answer;
      const first = await startHook(world.env).result;
      expect(first.code).toBe(2);
      for (const text of ["one?", "two?", "three?"]) expect(first.stderr).toContain(text);
      const older = startHook(world.env, "Stop");
      const newer = startHook(world.env, "Stop");
      expect(await Promise.race([older.result, newer.result])).toMatchObject({ code: 0, stderr: "" });
      await codex.ask("four?", { wait_seconds: 0 }).answer;
      const ends = await Promise.all([older.result, newer.result]);
      expect(ends.map(({ code }) => code).sort()).toEqual([0, 2]);
    },
    SLOW_MS,
  );

  test(
    "is `codex-bridge hook wait`, too, and what setup builds",
    async () => {
      await using world = createWorld();
      const claude = await world.claude(WITHOUT_CHANNEL);
      const codex = await world.codex();
      const directory = mkdtempSync(join(tmpdir(), "codex-bridge-hook-"));
      await Bun.build({ ...BUILD, entrypoints: [join(ROOT, "hook.ts")], outdir: directory });
      for (const command of [`bun "${join(ROOT, "cli.ts")}" hook wait`, `bun "${directory}/hook.js" codex-bridge`]) {
        const hook = startHook(world.env, "SessionStart", command);
        const asked = codex.ask(`by ${command.length}?`);
        const { code, stderr } = await hook.result;
        expect(code).toBe(2);
        await claude.reply("yes", must(stderr.match(/message_id="(q_\w+)"/))[1]);
        expect((await asked.answer).text).toContain("yes");
      }
      rmSync(directory, { recursive: true });
    },
    SLOW_MS,
  );

  test(
    "ends at once where Claude Code is too old to be woken, and would wait for it",
    async () => {
      await using world = createWorld();
      await world.claude({ version: "2.1.80" });
      const codex = await world.codex();
      await codex.ask("why?", { wait_seconds: 0 }).answer;
      expect(await startHook(world.env).result).toMatchObject({ code: 0, stderr: "" });
    },
    SLOW_MS,
  );

  test(
    "ends by itself before its time is over",
    async () => {
      await using world = createWorld();
      const claude = await world.claude(WITHOUT_CHANNEL);
      await claude.call("list_sessions", {});
      const started = `Date.now() - ${HOOK_TIMEOUT_SECONDS * 1_000 - END_BEFORE_MS - 1_000}`;
      const script = `const { runHook } = await import("${ROOT}/src/hooks/wait.ts");
        const { readConfig } = await import("${ROOT}/src/shared/config.ts");
        const { createLocator } = await import("${ROOT}/src/rpc/discovery.ts");
        const { findClaudeCode } = await import("${ROOT}/src/shared/process-identity.ts");
        const locate = createLocator(readConfig(process.env));
        const clientPid = findClaudeCode(process.env);
        const printed = await runHook({ locate, input: Bun.stdin, started: ${started}, mayWait: true, clientPid });
        process.exit(printed === null ? 0 : 2);`;
      const path = join(world.stateDir, "late.ts");
      await Bun.write(path, script);
      const { code, ms } = await startHook(world.env, "Stop", `bun "${path}"`).result;
      expect(code).toBe(0);
      expect(ms).toBeGreaterThan(900);
    },
    SLOW_MS,
  );

  test(
    "is none of a Claude that another Claude has started",
    async () => {
      await using world = createWorld();
      await world.claude(WITHOUT_CHANNEL);
      // The session's process is an ancestor, and not the one that started the hook.
      const far = startHook(world.env, "Stop", `sh -c '${INNER} sh -c "bun ${join(ROOT, "hook.ts")}; :"; :'`);
      expect(await far.result).toMatchObject({ code: 0, stderr: "" });
      const named = startHook(world.env, "Stop", `CLAUDE_PID=$$ bun "${join(ROOT, "hook.ts")}"`);
      expect(await named.result).toMatchObject({ code: 0, stderr: "" });
    },
    SLOW_MS,
  );

  test(
    "that comes before its session waits for it",
    async () => {
      await using world = createWorld();
      const hook = startHook(world.env);
      await world.claude(WITHOUT_CHANNEL);
      const codex = await world.codex();
      await codex.ask("early?", { wait_seconds: 0 }).answer;
      expect((await hook.result).stderr).toContain("early?");
    },
    SLOW_MS,
  );

  test(
    "goes on with the bridge's next host",
    async () => {
      await using world = createWorld();
      const host = Bun.spawn(["bun", join(ROOT, "cli.ts"), "serve"], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...world.env },
        stdout: "ignore",
        stderr: "ignore",
      });
      while (!(await Bun.file(join(world.stateDir, "endpoint.json")).exists())) await Bun.sleep(5);
      const claude = await world.claude(WITHOUT_CHANNEL);
      await claude.call("list_sessions", {});
      const hook = startHook(world.env);
      const codex = await world.codex();
      await codex.check();
      host.kill("SIGKILL");
      await host.exited;
      await codex.ask("still?", { wait_seconds: 0 }).answer;
      expect((await hook.result).stderr).toContain("still?");
    },
    SLOW_MS,
  );

  test(
    "ends when its session goes, and when its parent does",
    async () => {
      await using world = createWorld();
      const host = await world.claude({ command: ["sh", "-c", `bun "${join(ROOT, "server.ts")}"; :`] });
      await host.call("list_sessions", {});
      const claude = await world.claude(WITHOUT_CHANNEL);
      await claude.call("list_sessions", {});
      const hook = startHook(world.env, "Stop");
      await waitUntil(async () => (await hookChildren(hook.child.pid)).length > 0);
      const waiter = must((await hookChildren(hook.child.pid))[0]);
      claude.client.child.stdin.end();
      expect(await hook.result).toMatchObject({ code: 0, stderr: "" });
      const other = startHook(world.env, "SessionStart");
      await waitUntil(async () => (await hookChildren(other.child.pid)).length > 0);
      const orphan = must((await hookChildren(other.child.pid))[0]);
      other.child.kill("SIGKILL");
      await waitUntil(async () => !isAlive(orphan) && !isAlive(waiter));
    },
    SLOW_MS,
  );

  test(
    "ends at once with no bridge, and with what is no hook's input",
    async () => {
      await using world = createWorld();
      const none = await startHook(world.env, "Stop").result;
      expect(none).toMatchObject({ code: 0, stdout: "", stderr: "" });
      expect(none.ms).toBeLessThan(500);
      const odd = await startHook(world.env, "Notification").result;
      expect(odd).toMatchObject({ code: 0, stdout: "", stderr: "" });
      expect(odd.ms).toBeLessThan(1_000);
    },
    SLOW_MS,
  );
});

test("the time that the waiter counts on is one that a timer can count", () => {
  expect(HOOK_TIMEOUT_SECONDS * 1_000).toBeLessThan(2 ** 31);
});

test("without a terminal, Claude Code would wait for the waiter: it does not stay", () => {
  expect(isHeadless("sdk-cli", [])).toBe(true);
  expect(
    isHeadless("cli", [
      ["sh", "-c", "bun hook.ts"],
      ["claude", "-p", "hello"],
    ]),
  ).toBe(true);
  expect(isHeadless(undefined, [["claude", "--output-format", "json"]])).toBe(true);
  expect(isHeadless("cli", [["sh", "-c", "bun hook.ts"], ["claude", "--model", "x"], null])).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function hookChildren(shell: number): Promise<number[]> {
  const listing = await Bun.$`ps -o pid= --ppid ${shell}`.nothrow().quiet().text();
  return listing.split("\n").map(Number).filter(Boolean);
}

async function waitUntil(test: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await test())) {
    if (performance.now() > deadline) throw new Error("it did not happen in time");
    await Bun.sleep(10);
  }
}

test(
  "holds nobody who is not known to run it in the background, and nobody who has turned it off [F12]",
  async () => {
    await using world = createWorld();
    const unknown = { ...world.env, CLAUDE_CODE_SESSION_ID: "" };
    // With no bridge to wait for, and with one.
    for (const event of ["SessionStart", "Stop"]) {
      const { code, ms } = await startHook(unknown, event).result;
      expect({ code, isQuick: ms < 3_000 }).toEqual({ code: 0, isQuick: true });
    }
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const off = { ...world.env, CODEX_BRIDGE_HOOK_WAIT: "false" };
    for (const env of [unknown, off]) {
      for (const event of ["SessionStart", "Stop"]) {
        const { code, stderr, ms } = await startHook(env, event).result;
        expect({ code, stderr, isQuick: ms < 3_000 }).toEqual({ code: 0, stderr: "", isQuick: true });
      }
    }
    // Off, it still tells what happens.
    await startHook(off, "UserPromptSubmit").result;
    expect((await statusOf(world)).sessions[0]).toMatchObject({ busy: true, clientSession: "s-1" });
  },
  SLOW_MS,
);
