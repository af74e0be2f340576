/**
 * Starts a client in this terminal, and passes everything through: arguments, signals, the exit
 * code.
 */
import { constants } from "node:os";
import { BridgeError } from "../shared/errors";
import { INBOX_ON_SINCE } from "../shared/inbox-environment";
import type { ClaudeFiles } from "./claude-files";
import type { Environment } from "./places";
import { findOnPath, isAtLeast } from "./programs";
import { SERVER_NAME, type Side } from "./registration";

/** The first Claude Code with channels. Earlier ones stop at a flag that they do not know. */
const CHANNELS_SINCE = "2.1.80";

const SERVER_CHANNEL = `server:${SERVER_NAME}`;

const CHANNEL_FLAGS = ["--channels", "--dangerously-load-development-channels"];

/** Commands of `claude` that start no session and do not take the flag. */
const CLAUDE_COMMANDS = [
  "agents",
  "attach",
  "auth",
  "auto-mode",
  "config",
  "daemon",
  "doctor",
  "gateway",
  "import",
  "install",
  "kill",
  "logs",
  "mcp",
  "migrate-installer",
  "plugin",
  "plugins",
  "project",
  "purge",
  "remote-control",
  "respawn",
  "rm",
  "setup-token",
  "stop",
  "ultrareview",
  "update",
  "upgrade",
];

/**
 * The arguments to start a client with. Claude's session gets the flag that opens the bridge's
 * channel, which shows a message of its own at the start and changes no permission. A Claude that
 * hears by its inbox needs none, nor does Codex. A print-mode run has no channel.
 */
export function toLaunchArguments(
  side: Side,
  args: readonly string[],
  version: string | null,
  channel = SERVER_CHANNEL,
): string[] {
  if (side === "codex" || !isAtLeast(version, CHANNELS_SINCE) || isAtLeast(version, INBOX_ON_SINCE)) return [...args];
  const options = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  const has = (...names: string[]) =>
    options.some((arg) => names.some((name) => arg === name || arg.startsWith(`${name}=`)));
  const isCommand = CLAUDE_COMMANDS.includes(args[0] ?? "");
  if (isCommand || has(...CHANNEL_FLAGS, "-p", "--print", "-h", "--help", "-v", "--version")) return [...args];
  // With "=", the flag does not take a prompt that follows it as another server.
  const flag = "--dangerously-load-development-channels";
  return args.length === 0 ? [flag, channel] : [`${flag}=${channel}`, ...args];
}

/**
 * The name of the bridge's channel for Claude Code: of its registration, else of the plugin that
 * brings it.
 */
export function chooseChannel({ user, local, home, plugins }: ClaudeFiles): string {
  const [plugin] = plugins;
  return plugin === undefined || user || home || local.length > 0 ? SERVER_CHANNEL : `plugin:${plugin}`;
}

/** Finds a client's program, or says how to get it. */
export function requireProgram(side: Side, path: readonly string[]): string {
  const program = findOnPath(side, path);
  if (program !== null) return program;
  const name = side === "claude" ? "@anthropic-ai/claude-code" : "@openai/codex";
  throw new BridgeError("not_found", `\`${side}\` is not on your PATH. Install it: npm install --global ${name}`);
}

/**
 * Runs a program of the user's in this terminal, with the user's environment. Returns its exit code
 * as a shell would give it.
 */
export async function runInTerminal(command: string[], env: Environment): Promise<number> {
  let child: ReturnType<typeof Bun.spawn> | null = null;
  // Pass signals on. Ctrl-C and Ctrl-\ reach the child from the terminal itself: it decides. This
  // is set up before the child starts, so that no signal ends us alone and leaves the child behind.
  const forward = (signal: NodeJS.Signals) => child?.kill(signal);
  const ignore = () => {};
  for (const name of ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const) process.on(name, forward);
  for (const name of ["SIGINT", "SIGQUIT"] as const) process.on(name, process.stdin.isTTY ? ignore : forward);
  child = Bun.spawn(command, { env, stdin: "inherit", stdout: "inherit", stderr: "inherit" });
  await child.exited;
  const { exitCode, signalCode } = child;
  if (exitCode !== null) return exitCode;
  // A shell gives a number; Bun gives the signal's name.
  const signal = Object.entries(constants.signals).find(([name]) => name === signalCode);
  return 128 + (signal?.[1] ?? 0);
}
