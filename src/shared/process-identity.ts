/** Names a process so that its number, used again later, is not taken for the same one. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { deriveId } from "./ids";

/** All that the system's own programs get from us: where they are, and one way to write. */
const SYSTEM = { env: { PATH: "/usr/bin:/bin", LC_ALL: "C" }, stderr: "ignore" } as const;

/**
 * An id for the process `pid`: the same from every process that asks, different once the number is
 * reused.
 */
export function identifyProcess(pid: number): string {
  return deriveId("cc", String(pid), startOf(pid) ?? "unknown");
}

/**
 * The present parent; `process.ppid` is cached by Bun and never notices that the parent has died.
 */
export function readParentPid(): number {
  const stat = readStat("self");
  return stat ? Number(stat[1]) : process.ppid;
}

/** The parent, its parent and so on, up to 16; without /proc, one look at all processes by ps. */
export function readAncestors(): number[] {
  const parentOf = readStat("self")
    ? (pid: number) => Number(readStat(String(pid))?.[1] ?? 0)
    : createParentTable(Bun.spawnSync(["ps", "-A", "-o", "pid=,ppid="], SYSTEM).stdout.toString());
  const ancestors: number[] = [];
  for (let pid = parentOf(process.pid); pid > 1 && ancestors.length < 16; pid = parentOf(pid)) ancestors.push(pid);
  return ancestors;
}

function createParentTable(listing: string): (pid: number) => number {
  const pairs = listing.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const parents = new Map(pairs.map(([pid = 0, parent = 0]) => [pid, parent]));
  return (pid) => parents.get(pid) ?? 0;
}

/**
 * The Claude Code process that this one works for; null where the environment says nothing of one.
 * Between the two may be shells, `npx`, proxies: all of them have the session's id in their
 * environment, which Claude Code itself has not. A Claude Code that was started by another one may
 * hand on the other one's values; so the nearest counts.
 */
export function findClaudeCode(env: Readonly<Record<string, string | undefined>>): number | null {
  const ancestors = readAncestors();
  const { CLAUDE_PID: pid, CLAUDE_CODE_SESSION_ID: session } = env;
  const named = ancestors.indexOf(Number(pid));
  const entry = session ? `CLAUDE_CODE_SESSION_ID=${session}` : null;
  const starter = entry === null ? -1 : ancestors.findIndex((one) => readEnvironment(one)?.includes(entry) === false);
  const end = named >= 0 ? named : starter;
  if (end < 0 && entry === null) return null;
  const between = end < 0 ? ancestors : ancestors.slice(0, end + 1);
  return between.find((one) => isClaudeCode(readArguments(one) ?? [])) ?? (end < 0 ? null : (ancestors[end] ?? null));
}

/**
 * The arguments of Claude Code's process; null where it may be another program, which only stands
 * between: its name says that it is Claude Code, or the environment names its number.
 */
export function readClaudeArguments(pid: number, env: Readonly<Record<string, string | undefined>>): string[] | null {
  const args = readArguments(pid);
  return args !== null && (isClaudeCode(args) || env.CLAUDE_PID === String(pid)) ? args : null;
}

/** The native program, or the script of the package for Node.js. */
export function isClaudeCode([program = "", script = ""]: readonly string[]): boolean {
  return basename(program) === "claude" || /claude-code\/(cli|start)\.m?js$|\/bin\/claude$/.test(script);
}

/** Whether a process is there and not just waiting to be taken off the list. */
export function isRunning(pid: number): boolean {
  const stat = readStat(String(pid));
  if (stat) return stat[0] !== "Z";
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Whether a process is there and has been stopped (Ctrl-Z, SIGSTOP, a debugger). */
export function isStopped(pid: number): boolean {
  const stat = readStat(String(pid));
  if (stat) return stat[0] === "T" || stat[0] === "t";
  const ps = Bun.spawnSync(["ps", "-o", "stat=", "-p", String(pid)], SYSTEM);
  return ps.success && ps.stdout.toString().trim().startsWith("T");
}

/**
 * What to do about a stopped host, which keeps its port and answers nobody; null where it is not
 * stopped.
 */
export function describeStopped(pid: number | null): string | null {
  if (pid === null || !isStopped(pid)) return null;
  return `The process that hosts the bridge (${pid}) is stopped, as by Ctrl-Z or a debugger. Let it go on with: kill -CONT ${pid}`;
}

/**
 * Whether this process was started with a signal ignored; false where the system does not tell (no
 * /proc).
 */
export function isIgnored(signal: number): boolean {
  const mask = readText("/proc/self/status")?.match(/^SigIgn:\s*([0-9a-f]+)$/m)?.[1];
  return mask !== undefined && ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n;
}

/** The arguments of a process, from /proc, else as ps prints them; null where neither tells. */
export function readArguments(pid: number): string[] | null {
  const text = readText(`/proc/${pid}/cmdline`);
  if (text !== null) return text.split("\0").filter(Boolean);
  const ps = Bun.spawnSync(["ps", "-ww", "-o", "args=", "-p", String(pid)], SYSTEM);
  // ps joins them with spaces; a flag holds none, so that a split finds it all the same.
  return ps.success ? ps.stdout.toString().trim().split(/\s+/) : null;
}

/**
 * What a process was started with, as NAME=value; null where the system does not tell (no /proc, or
 * not our process).
 */
function readEnvironment(pid: number): string[] | null {
  return readText(`/proc/${pid}/environ`)?.split("\0") ?? null;
}

/**
 * When a process started, in a form that only compares: Linux ticks since boot with the boot's id,
 * else what ps says.
 */
function startOf(pid: number): string | null {
  const stat = readStat(String(pid));
  if (stat) return `${readBootId()} ${stat[19]}`;
  const ps = Bun.spawnSync(["ps", "-o", "lstart=", "-p", String(pid)], SYSTEM);
  return ps.success ? ps.stdout.toString().trim() : null;
}

/**
 * The fields of /proc/PID/stat after the command's name, which may itself hold spaces and brackets.
 */
function readStat(pid: string): string[] | null {
  const text = readText(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ") ?? null;
}

function readBootId(): string {
  return readText("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // No /proc on this system, or the process has gone.
    return null;
  }
}
