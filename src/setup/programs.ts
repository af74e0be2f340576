/** Other programs: finds them, asks for their version, and runs them with a time limit. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Environment, Places } from "./places";

const RUN_LIMIT_MS = 20_000;

export interface Program {
  path: string;
  /** "2.1.329"; null where the program did not say. */
  version: string | null;
}

export interface RunResult {
  ok: boolean;
  stdout: string;
  stderr: string;
}

/** The first executable of this name on PATH. */
export function findOnPath(name: string, path: readonly string[]): string | null {
  return path.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

/** Finds a program on PATH and asks it for its version. */
export async function findProgram(name: string, places: Places): Promise<Program | null> {
  const path = findOnPath(name, places.path);
  if (path === null) return null;
  return { path, version: await readVersion(path, places.env) };
}

/** What `PROGRAM --version` says, as a version number. */
export async function readVersion(path: string, env: Environment): Promise<string | null> {
  const { ok, stdout } = await run([path, "--version"], { env });
  return (ok && /\d+\.\d+\.\d+/.exec(stdout)?.[0]) || null;
}

/** Runs a program until it ends or its time is over. Never throws. */
export async function run(
  command: string[],
  options: { env: Environment; cwd?: string; limitMs?: number },
): Promise<RunResult> {
  const env = Object.fromEntries(Object.entries(options.env).filter(([, value]) => value !== undefined));
  try {
    const child = Bun.spawn(command, {
      env,
      ...(options.cwd ? { cwd: options.cwd } : {}),
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      timeout: options.limitMs ?? RUN_LIMIT_MS,
      killSignal: "SIGKILL",
    });
    const [stdout, stderr, code] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    const ended = child.signalCode ? `${stderr}\nended by ${child.signalCode} (it took too long?)` : stderr;
    return { ok: code === 0, stdout, stderr: ended };
  } catch (error) {
    return { ok: false, stdout: "", stderr: error instanceof Error ? error.message : String(error) };
  }
}

/** The last lines of a program's errors, without warnings and stack traces. */
export function toComplaint({ stdout, stderr }: RunResult): string {
  const lines = `${stderr}\n${stdout}`.split("\n").map((line) => line.trim());
  const stack = lines.indexOf("Stack backtrace:");
  return (stack < 0 ? lines : lines.slice(0, stack)).filter((line) => line && !line.startsWith("WARNING:")).join(" ");
}

/** Whether `version` is at least `wanted`; an unknown version counts as new enough. */
export function isAtLeast(version: string | null, wanted: string): boolean {
  return version === null || Bun.semver.order(version, wanted) >= 0;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Missing, or not executable for us.
    return false;
  }
}

/** Whether two names lead to the same file. */
export function isSameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
