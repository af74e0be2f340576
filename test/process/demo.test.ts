/** The demo as a person runs it: the real command, its output, its page's address, and its end. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEndpoint } from "../../src/rpc/endpoint";

const ROOT = join(import.meta.dir, "..", "..");
const LIMIT_MS = 60_000;

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Runs `codex-bridge demo …` with a temp directory of its own, so that what it leaves behind is seen. */
function startDemo(...args: string[]) {
  const temp = mkdtempSync(join(tmpdir(), "codex-bridge-test-demo-"));
  const child = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "demo", ...args], {
    cwd: temp,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: temp },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  cleanups.push(() => {
    child.kill("SIGKILL");
    rmSync(temp, { recursive: true, force: true });
  });
  let output = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) output += decoder.decode(chunk, { stream: true });
  })();
  return {
    child,
    output: () => output,
    errors: () => new Response(child.stderr).text(),
    leftovers: () => readdirSync(temp).filter((name) => name.startsWith("codex-bridge-demo-")),
    async until(part: string): Promise<void> {
      while (!output.includes(part)) {
        if (child.exitCode !== null) throw new Error(`the demo ended without "${part}":\n${output}`);
        await Bun.sleep(20);
      }
    },
    async end(): Promise<number> {
      const code = await child.exited;
      await reading;
      return code;
    },
  };
}

/** Where the running demo's API is, and its key: the state directory is in what it prints. */
function endpointOf(output: string) {
  const dir = output.match(/^ {2}State +CODEX_BRIDGE_STATE_DIR=(\S+)/m)?.[1] ?? "";
  const endpoint = readEndpoint(join(dir, "endpoint.json"));
  if (!endpoint) throw new Error(`no endpoint in ${dir}`);
  return endpoint;
}

/** The servers that the demo has started. */
function childrenOf(pid: number): number[] {
  const { stdout } = Bun.spawnSync(["ps", "-A", "-o", "pid=,ppid="]);
  const rows = stdout.toString().trim().split("\n");
  return rows.flatMap((row) => {
    const [own, parent] = row.trim().split(/\s+/).map(Number);
    return parent === pid && own !== undefined ? [own] : [];
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("codex-bridge demo", () => {
  test(
    "--once holds the whole conversation and ends with 0, leaving nothing behind",
    async () => {
      const demo = startDemo("--once", "--port", "0");
      const errors = demo.errors();
      expect(await demo.end()).toBe(0);
      expect(await errors).toBe("");
      const output = demo.output();
      expect(output).toMatch(/The page +http:\/\/(?:localhost|127\.0\.0\.1):\d+/);
      expect(output).toContain("+  for (let attempt = 1; attempt < attempts; attempt++) {");
      expect(output.match(/^Codex → Claude {2}send_to_claude$/gm)).toHaveLength(3);
      expect(output.match(/^Claude → Codex {2}reply$/gm)).toHaveLength(3);
      expect(output.match(/was waiting and has been given your answer/g)).toHaveLength(3);
      expect(output).toContain("Claude → Codex  send_to_codex");
      expect(output).toContain("Codex has it: it has called check_claude_messages");
      expect(output).toEndWith("\nDone. Every word of it went through the real bridge.\n");
      // No terminal, no colours.
      expect(output).not.toContain("\x1b");
      expect(demo.leftovers()).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    "stays, serves the page, answers what is typed to either agent, and ends on SIGTERM within a second",
    async () => {
      const demo = startDemo("--port", "0");
      await demo.until("send_to_claude");
      const { port, key } = endpointOf(demo.output());
      const servers = childrenOf(demo.child.pid);
      expect(servers).toHaveLength(2);
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect(page.status).toBe(200);
      for (const to of ["claude", "codex"]) {
        const said = await fetch(`http://127.0.0.1:${port}/api/messages`, {
          method: "POST",
          headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
          body: JSON.stringify({ id: `m_to${to}`, to, text: `a word to ${to} \x1b[31m` }),
        });
        expect(said.status).toBe(201);
      }
      await demo.until("Claude → You  reply");
      await demo.until("    > a word to claude");
      await demo.until("The user has written to me on the page:\n\n    > a word to codex");
      expect(demo.output()).not.toContain("\x1b");

      const killedAt = performance.now();
      demo.child.kill("SIGTERM");
      expect(await demo.end()).toBe(0);
      expect(performance.now() - killedAt).toBeLessThan(1_000);
      expect(servers.filter(isAlive)).toEqual([]);
      expect(demo.leftovers()).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    "says what is wrong where the chosen port is taken",
    async () => {
      const foreign = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response("not a bridge") });
      cleanups.push(() => void foreign.stop(true));
      const demo = startDemo("--once", "--port", String(foreign.port));
      const errors = demo.errors();
      expect(await demo.end()).toBe(1);
      expect(await errors).toContain(`Port ${foreign.port} (CODEX_BRIDGE_PORT) is taken by another program`);
      expect(demo.leftovers()).toEqual([]);
    },
    LIMIT_MS,
  );
});
