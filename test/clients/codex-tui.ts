/**
 * Drives the real Codex TUI in a terminal of tmux, as a person would, in a throw-away home with a daemon of its own.
 * Ending the stage ends all that was started in it; what is left over fails the test.
 */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppServer, connectAppServer } from "../../src/codex/app-server";
import { CONTROL_SOCKET } from "../../src/codex/contract";
import { findTool, startTool, type ToolResult } from "../support/tools";
import { type CodexHome, type CodexHomeOptions, createCodexHome, MODELS } from "./codex-cli";

/** The daemon refuses a home below the system's temporary directory; this one is ignored by git. */
const HOMES = join(import.meta.dir, "..", "..", ".tools");
/** What the TUI's empty input line says: from then on it takes keys. */
export const READY = "Ask Codex to do anything";
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 20_000;

export interface TuiOptions {
  /** The name of its directory below the home; a project of its own. */
  project?: string;
  /** More arguments, such as `--no-daemon` or `resume <thread>`. */
  args?: string[];
  /** False where something else than an empty input line is expected first. */
  ready?: boolean;
}

export interface CodexTui {
  pid: number;
  cwd: string;
  /** All that its terminal shows, with what was scrolled away. */
  screen(): Promise<string>;
  /** Types text and nothing else. */
  type(text: string): Promise<void>;
  /** Types a prompt and sends it off. */
  submit(prompt: string): Promise<void>;
  /** Resolves with the screen once it shows the text; rejects with the screen where it does not in time. */
  waitFor(text: string, patienceMs?: number): Promise<string>;
  /** "exit": the person quits. "kill": the process is gone at once, as with a closed terminal. */
  close(how: "exit" | "kill"): Promise<void>;
}

export interface CodexStage extends AsyncDisposable {
  home: CodexHome;
  socket: string;
  project(name?: string): string;
  open(options?: TuiOptions): Promise<CodexTui>;
  daemon(command: "start" | "stop" | "restart"): Promise<ToolResult>;
  /** A client of the daemon, for looking at threads. */
  connect(): Promise<AppServer>;
}

export type CodexStageOptions = Omit<CodexHomeOptions, "parent">;

export async function createCodexStage(options: CodexStageOptions): Promise<CodexStage> {
  const program = findTool("codex");
  const tmuxProgram = findTool("tmux");
  if (!program || !tmuxProgram) throw new Error("codex and tmux are needed; run `bun run test:tools`");
  mkdirSync(HOMES, { recursive: true });
  // Typed keys come as fast as a paste, after which Enter would be a line of the text.
  const extraConfig = `disable_paste_burst = true\n${options.extraConfig ?? ""}`;
  const home = await createCodexHome({ ...options, extraConfig, parent: HOMES });
  const socket = join(home.path, CONTROL_SOCKET);
  const tmuxDirectory = mkdtempSync(join(tmpdir(), "codex-tmux-"));
  const tmuxConfig = join(tmuxDirectory, "tmux.conf");
  // A server that ends with its last session could be ending just as the next one is to be started.
  writeFileSync(tmuxConfig, "set -g exit-empty off\n");
  const open = new Map<string, CodexTui>();
  let opened = 0;

  async function run(command: [string, ...string[]], environment: Record<string, string>): Promise<ToolResult> {
    return startTool({ command, cwd: home.path, env: environment, timeoutMs: PATIENCE_MS }).result;
  }

  async function tmux(...args: string[]): Promise<string> {
    const environment = { ...home.env, TMUX_TMPDIR: tmuxDirectory };
    const result = await run([tmuxProgram ?? "", "-L", "codex", "-f", tmuxConfig, ...args], environment);
    if (result.exitCode !== 0) throw new Error(`tmux ${args[0]}: ${result.stderr}`);
    return result.stdout;
  }

  function project(name = "project"): string {
    const path = join(home.path, name);
    if (!existsSync(path)) {
      mkdirSync(path);
      // A project of its own, not a part of the one that these tests are in, and one that the person has trusted.
      execFileSync("git", ["init", "--quiet", path], { env: home.env });
      const trust = `\n[projects.${JSON.stringify(realpathSync(path))}]\ntrust_level = "trusted"\n`;
      appendFileSync(join(home.path, "config.toml"), trust);
    }
    return realpathSync(path);
  }

  async function openTui({ project: name, args = [], ready = true }: TuiOptions = {}): Promise<CodexTui> {
    const id = `tui${opened++}`;
    const cwd = project(name);
    const command = [program ?? "", "--model", MODELS.namespace, ...args].map(quote).join(" ");
    const size = ["-x", "160", "-y", "50"];
    const format = "#{pane_pid}";
    const started = await tmux(
      ...["new-session", "-d", "-s", id, ...size, "-c", cwd, "-P", "-F", format, `exec ${command}`],
    );
    const pid = Number(started);
    const screen = () => tmux("capture-pane", "-t", id, "-p", "-J", "-S", "-500");
    const tui: CodexTui = {
      pid,
      cwd,
      screen,
      async type(text) {
        await tmux("send-keys", "-t", id, "-l", text);
      },
      async submit(prompt) {
        await tui.type(prompt);
        await tui.waitFor(prompt);
        await tmux("send-keys", "-t", id, "Enter");
      },
      async waitFor(text, patienceMs = PATIENCE_MS) {
        let last = "";
        await until(
          async () => {
            last = await screen();
            return last.includes(text);
          },
          () => `the terminal does not show ${JSON.stringify(text)}:\n${last.trim()}`,
          patienceMs,
        );
        return last;
      },
      async close(how) {
        if (!open.delete(id)) return;
        if (how === "kill") process.kill(pid, "SIGKILL");
        // Whatever is typed is thrown away first, and an empty line then ends the program.
        else await tmux("send-keys", "-t", id, "C-u", "C-d");
        await until(
          async () => !isAlive(pid),
          () => `the TUI ${pid} goes on after ${how}`,
        );
      },
    };
    open.set(id, tui);
    if (ready) await tui.waitFor(READY);
    return tui;
  }

  return {
    home,
    socket,
    project,
    open: openTui,
    daemon: (command) => run([program, "app-server", "daemon", command], home.env),
    connect: () => connectAppServer(socket),
    async [Symbol.asyncDispose]() {
      for (const tui of [...open.values()]) await tui.close("kill");
      await run([tmuxProgram, "-L", "codex", "kill-server"], { ...home.env, TMUX_TMPDIR: tmuxDirectory });
      await run([program, "app-server", "daemon", "stop"], home.env);
      const left = await endProcessesOf(home.path);
      await home[Symbol.asyncDispose]();
      rmSync(tmuxDirectory, { recursive: true, force: true });
      removeIfEmpty(HOMES);
      if (left.length > 0) throw new Error(`still running at the end: ${left.join("; ")}`);
    },
  };
}

/** Resolves once the condition holds; rejects with `describe()` where it does not in time. */
export async function until(
  condition: () => Promise<boolean>,
  describe: () => string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(describe());
    await Bun.sleep(LOOK_EVERY_MS);
  }
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie is gone; only its parent has not looked yet.
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" && process.platform !== "linux";
  }
}

/** Waits for all that lives in a home to end by itself; kills and names what does not. Linux only. */
async function endProcessesOf(home: string): Promise<string[]> {
  let left = listProcessesOf(home);
  // `daemon stop` leaves the daemon's updater running (0.169.0).
  for (const { pid, command } of left) if (command.endsWith("daemon pid-update-loop")) process.kill(pid, "SIGTERM");
  await until(
    async () => {
      left = listProcessesOf(home);
      return left.length === 0;
    },
    () => "",
    5_000,
  ).catch(() => {});
  for (const { pid } of left) process.kill(pid, "SIGKILL");
  return left.map(({ pid, command }) => `${pid} ${command}`);
}

/** The processes that live in a home. Linux only. */
export function listProcessesOf(home: string): { pid: number; command: string }[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const isIts = readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(`HOME=${home}`);
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return isIts && command ? [{ pid: Number(name), command }] : [];
    } catch {
      // It has ended meanwhile, or is another user's.
      return [];
    }
  });
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    // Another test has its home there.
    if (!(error instanceof Error && "code" in error && error.code === "ENOTEMPTY")) throw error;
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
