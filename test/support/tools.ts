/**
 * The programs from outside that some tests need: finding them, requiring them, running them.
 * `bun run test:tools` (scripts/test-tools.ts) installs all of them.
 */
import { describe, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";

export type ToolName = "chromium" | "codex" | "claude" | "tmux";

/** Where the clients are installed: the pinned ones, or other versions where `scripts/matrix.ts` names their folder. */
export const TOOLS_DIRECTORY = process.env.TEST_TOOLS_DIRECTORY ?? join(import.meta.dir, "..", "tools");

/**
 * The path of a tool, or undefined when it is not installed.
 * The two clients never come from PATH: what the tests prove holds for versions that are known.
 */
export function findTool(name: ToolName): string | undefined {
  return finders[name]();
}

/**
 * `describe` for tests that need tools. Without them the block is skipped with one line on stderr, or, under
 * `REQUIRE_ALL=1` (the continuous integration), fails.
 */
export function describeWithTool(names: ToolName[], title: string, define: () => void): void {
  const missing = names.filter((name) => findTool(name) === undefined);
  if (missing.length === 0) {
    describe(title, define);
    return;
  }
  const reason = `${missing.join(" and ")} not installed; run \`bun run test:tools\``;
  if (process.env.REQUIRE_ALL === "1") {
    describe(title, () => {
      test(`needs ${names.join(", ")}`, () => {
        throw new Error(`REQUIRE_ALL=1, but ${reason}`);
      });
    });
    return;
  }
  process.stderr.write(`SKIPPED: ${title}: ${reason}\n`);
  describe.skip(title, define);
}

export interface ToolOptions {
  command: [string, ...string[]];
  /** The whole environment of the process: nothing is inherited. */
  env: Record<string, string>;
  cwd: string;
  /** Text for stdin, which is closed after it. Without it stdin is empty. */
  input?: string;
  timeoutMs?: number;
  /** Aborting ends the run with SIGTERM, and with SIGKILL when that does not help. */
  signal?: AbortSignal;
}

export interface ToolResult {
  stdout: string;
  stderr: string;
  /** `null` when a signal ended the process. */
  exitCode: number | null;
  timedOut: boolean;
}

export interface RunningTool {
  pid: number;
  result: Promise<ToolResult>;
  /** Signals the program itself and nothing it started, as a closing terminal or an OOM killer would. */
  kill(signal: NodeJS.Signals): void;
}

const TERMINATION_GRACE_MS = 2_000;
/** Something that a client left behind may hold its stdout open: do not wait for that for ever. */
const OUTPUT_GRACE_MS = 1_000;

/** Starts a tool in a process group of its own, so that a run that hangs can be ended with all it started. */
export function startTool(options: ToolOptions): RunningTool {
  const child = Bun.spawn(options.command, {
    cwd: options.cwd,
    env: options.env,
    stdin: options.input === undefined ? "ignore" : new Blob([options.input]),
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
  });
  const stdout = collectText(child.stdout);
  const stderr = collectText(child.stderr);

  const finish = async (): Promise<ToolResult> => {
    let timedOut = false;
    let escalation: Timer | undefined;
    const stop = () => {
      escalation ??= setTimeout(() => killGroup(child.pid, "SIGKILL"), TERMINATION_GRACE_MS);
      killGroup(child.pid, "SIGTERM");
    };
    const timeout = setTimeout(() => {
      timedOut = true;
      stop();
    }, options.timeoutMs ?? 60_000);
    if (options.signal?.aborted) stop();
    options.signal?.addEventListener("abort", stop, { once: true });
    try {
      await child.exited;
      await Promise.race([Promise.all([stdout.finished, stderr.finished]), Bun.sleep(OUTPUT_GRACE_MS)]);
      return { stdout: stdout.text(), stderr: stderr.text(), exitCode: child.exitCode, timedOut };
    } finally {
      clearTimeout(timeout);
      clearTimeout(escalation);
      options.signal?.removeEventListener("abort", stop);
      if (escalation !== undefined) killGroup(child.pid, "SIGKILL");
    }
  };

  return { pid: child.pid, result: finish(), kill: (signal) => child.kill(signal) };
}

const NODE_MODULES = join(TOOLS_DIRECTORY, "node_modules");

const finders: Record<ToolName, () => string | undefined> = {
  // The packages' own entries want Node.js or an install script; the programs lie beside them, one package a platform.
  codex: () => findByPattern("@openai/codex-*/vendor/*/bin/codex{,.exe}"),
  // Old versions (2.1.90) are a script for Node.js.
  claude: () =>
    findByPattern("@anthropic-ai/claude-code-*/claude{,.exe}") ?? findByPattern("@anthropic-ai/claude-code/cli.js"),
  tmux: () => Bun.which("tmux") ?? undefined,
  chromium: () => {
    const chosen = process.env.CHROMIUM_PATH;
    if (chosen) return existsSync(chosen) ? chosen : undefined;
    for (const name of ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]) {
      const path = Bun.which(name);
      if (path) return path;
    }
    return MAC_BROWSERS.find((path) => existsSync(path));
  },
};

const MAC_BROWSERS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function findByPattern(pattern: string): string | undefined {
  if (!existsSync(NODE_MODULES)) return undefined;
  const matches = new Bun.Glob(pattern).scanSync({ cwd: NODE_MODULES, absolute: true });
  return [...matches][0];
}

function collectText(stream: ReadableStream<Uint8Array>): { text: () => string; finished: Promise<void> } {
  let text = "";
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
    text += decoder.decode();
  };
  return { text: () => text, finished: read() };
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // The group is gone already, which is what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
