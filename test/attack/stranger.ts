/** Another user of this machine. Becoming one takes root, which CI is; elsewhere these tests are left out, and say so. */
import { describe } from "bun:test";
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** "nobody", and its group. */
const UID = 65534;

const become = ["setpriv", `--reuid=${UID}`, `--regid=${UID}`, "--clear-groups"];

/** `describe` for tests with another user. Under REQUIRE_ALL=1 they fail where they cannot run. */
export function describeWithStranger(title: string, define: () => void): void {
  const isPossible = process.getuid?.() === 0 && Bun.which("setpriv") !== null && Bun.which("curl") !== null;
  if (isPossible || process.env.REQUIRE_ALL === "1") return describe(title, define);
  process.stderr.write(`SKIPPED: ${title}: becoming another user takes root, setpriv and curl\n`);
  describe.skip(title, define);
}

export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a program as the other user, who has nothing of ours in the environment. */
export async function runAsStranger(command: string[], input = ""): Promise<Outcome> {
  const child = Bun.spawn([...become, ...command], {
    cwd: "/",
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/nonexistent" },
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}

/** The status and body that curl gets as the other user; status 0 where it got none. */
export async function curlAsStranger(...args: string[]): Promise<{ status: number; body: string }> {
  const { stdout } = await runAsStranger(["curl", "-sS", "--max-time", "10", "-w", "\n%{http_code}", ...args]);
  const at = stdout.lastIndexOf("\n");
  return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
}

export interface StrangerProcess {
  /** Resolves with the process's next line. */
  line(): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a Bun program of the other user's, in a place that he can read. */
export function startStranger(source: string, ...args: string[]): StrangerProcess {
  const dir = mkdtempSync(join(tmpdir(), "codex-bridge-stranger-"));
  chmodSync(dir, 0o755);
  const [bun, script] = [join(dir, "bun"), join(dir, "main.ts")];
  copyFileSync(process.execPath, bun);
  writeFileSync(script, source);
  for (const path of [bun, script]) chmodSync(path, 0o755);
  const child = Bun.spawn([...become, bun, script, ...args], {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", HOME: "/nonexistent", BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  const lines = readLines(child.stdout);
  return {
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error("the other user's program has ended");
      return value;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    yield* lines;
  }
}
