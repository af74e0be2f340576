/**
 * Drives the real Claude Code in a terminal of tmux, as a person would, in a throw-away home with no account. Ending the
 * stage ends all that was started in it; what is left over fails the test.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { findTool, startTool } from "../support/tools";
import { type ClaudeHome, type ClaudeHomeOptions, createClaudeHome } from "./claude-code";

const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 20_000;

/** What the dialogs of a start say, and the key that goes a step on. Asked again: a key that comes too early is lost. */
const DIALOGS: [RegExp, string][] = [
  [/❯ (?:\d\. )?No, exit/, "Down"],
  [/❯ (?:\d\. )?Yes, I (?:trust|accept)/, "Enter"],
  [/❯ (?:\d\. )?No \(recommended\)/, "Up"],
  [/❯ (?:\d\. )?Yes$/m, "Enter"],
  [/Choose the text style|Press Enter to continue/, "Enter"],
];
const KEY_EVERY_MS = 250;
/** What the input line says below it: from then on it takes keys. */
const READY = /\? for shortcuts|shift\+tab to cycle/;

export interface ClaudeTui {
  pid: number;
  screen(): Promise<string>;
  submit(prompt: string): Promise<void>;
  /** Presses keys by their names in tmux. */
  press(...keys: string[]): Promise<void>;
  waitFor(text: string): Promise<string>;
}

export interface ClaudeStage extends AsyncDisposable {
  home: ClaudeHome;
  /** Starts a session; `registered`: with the servers that the home has registered, in place of the stage's own. */
  open(options?: { project?: string; args?: string[]; registered?: boolean }): Promise<ClaudeTui>;
  /** The command lines of all processes that live in this home. */
  processes(): { pid: number; command: string }[];
}

/** Makes a home that Claude Code takes for one in which it has been started before. */
export async function createClaudeStage(options: ClaudeHomeOptions): Promise<ClaudeStage> {
  const claude = findTool("claude");
  const tmuxProgram = findTool("tmux");
  if (!claude || !tmuxProgram) throw new Error("claude and tmux are needed; run `bun run test:tools`");
  const home = await createClaudeHome(options);
  // What the first start of Claude Code records: it asks for no theme and no login any more (2.1.329).
  await Bun.write(join(home.path, ".claude.json"), JSON.stringify({ hasCompletedOnboarding: true, theme: "dark" }));
  const base: Record<string, string> = { ...home.env, TERM: "xterm-256color", TMUX_TMPDIR: home.path };
  let opened = 0;

  async function tmux(...args: string[]): Promise<string> {
    const command: [string, ...string[]] = [tmuxProgram ?? "", "-L", "claude", "-f", "/dev/null", ...args];
    const result = await startTool({ command, cwd: home.path, env: base, timeoutMs: PATIENCE_MS }).result;
    if (result.exitCode !== 0) throw new Error(`tmux ${args[0]}: ${result.stderr}`);
    return result.stdout;
  }

  async function start(cwd: string, command: string[]) {
    const id = `tui${opened++}`;
    const size = ["-x", "150", "-y", "50", "-c", cwd, "-P", "-F", "#{pane_pid}"];
    const pid = Number(await tmux("new-session", "-d", "-s", id, ...size, `exec ${command.map(quote).join(" ")}`));
    const screen = () => tmux("capture-pane", "-t", id, "-p", "-J", "-S", "-300");
    const press = (...keys: string[]) => tmux("send-keys", "-t", id, ...keys);
    return { id, pid, screen, press };
  }

  /** Answers the dialogs of a start until `isOver`. */
  async function answer(
    { screen, press }: Awaited<ReturnType<typeof start>>,
    isOver: (screen: string) => boolean,
  ): Promise<void> {
    let pressedAt = performance.now();
    let last = "";
    await until(
      async () => {
        last = await tmuxScreen(screen);
        if (isOver(last)) return true;
        const dialog = DIALOGS.find(([text]) => text.test(last));
        if (dialog && performance.now() - pressedAt > KEY_EVERY_MS) {
          await press(dialog[1]);
          pressedAt = performance.now();
        }
        return false;
      },
      () => `Claude Code did not get ready:\n${last}`,
    );
  }

  function project(name: string): string {
    const path = join(home.path, name);
    if (!existsSync(path)) mkdirSync(path);
    return realpathSync(path);
  }

  function processes() {
    return readdirSync("/proc").flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      try {
        const isIts = readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(`HOME=${home.path}`);
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return isIts && command ? [{ pid: Number(name), command }] : [];
      } catch {
        // It has ended meanwhile, or is another user's.
        return [];
      }
    });
  }

  // The server of the terminals outlives each of them.
  await tmux("new-session", "-d", "-s", "keep", "sleep 100000");
  return {
    home,
    processes,
    async open({ project: name = "project", args = [], registered = false } = {}) {
      const servers = registered ? [] : ["--strict-mcp-config", "--mcp-config", home.mcpConfigPath];
      const debug = ["--debug-file", `${home.debugLogPath}.${opened}`];
      const terminal = await start(project(name), [claude, ...servers, ...debug, ...args]);
      await answer(terminal, (shown) => READY.test(shown));
      const waitFor = async (text: string) => {
        let last = "";
        await until(
          async () => {
            last = await terminal.screen();
            return last.includes(text);
          },
          () => `the terminal does not show ${JSON.stringify(text)}:\n${last.trim()}`,
        );
        return last;
      };
      return {
        pid: terminal.pid,
        screen: terminal.screen,
        waitFor,
        async press(...keys) {
          await terminal.press(...keys);
        },
        async submit(prompt) {
          await terminal.press("-l", prompt);
          await waitFor(prompt);
          await terminal.press("Enter");
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await tmux("kill-server").catch(() => {});
      let left = processes();
      await until(
        async () => {
          left = processes();
          return left.length === 0;
        },
        () => "",
      ).catch(() => {});
      for (const { pid } of left) process.kill(pid, "SIGKILL");
      await home[Symbol.asyncDispose]();
      if (left.length > 0)
        throw new Error(`still running at the end: ${left.map(({ command }) => command).join("; ")}`);
    },
  };
}

/** A terminal that has ended shows nothing. */
function tmuxScreen(screen: () => Promise<string>): Promise<string> {
  return screen().catch(() => "");
}

/** Resolves once the condition holds; rejects with `describe()` where it does not in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(describe());
    await Bun.sleep(LOOK_EVERY_MS);
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
