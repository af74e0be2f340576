/** Checks of the machine: Codex's daemon, the clock, the disk. */
import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { stateFiles } from "../../shared/config";
import { isAtLeast, run } from "../programs";
import { type CheckDeps, type Finding, fail, ok, warn } from "./check";

const Daemon = z.looseObject({
  status: z.string(),
  cliVersion: z.string().optional(),
  appServerVersion: z.string().optional(),
});
const DAEMON_SINCE = "0.157.0";

/**
 * Plain `codex` runs on a shared daemon, which is how Claude's messages reach a live session
 * (0.169.0).
 */
export async function checkDaemon({ found }: CheckDeps): Promise<Finding> {
  const { program } = found.codex;
  const { home } = found.places.codex;
  if (!program) return warn("not checked: Codex is not here");
  if (!isAtLeast(program.version, DAEMON_SINCE))
    return warn("this Codex has no daemon: Claude's messages wait until Codex looks", "codex update");
  if (home.startsWith(`${found.places.temporary}/`))
    return warn(
      `Codex starts no daemon below ${found.places.temporary}: Claude's messages wait until Codex looks`,
      "use a CODEX_HOME elsewhere",
    );
  if (!existsSync(join(home, "app-server-control"))) return ok("not started yet; the first `codex` starts it");
  const { ok: answered, stdout } = await run([program.path, "app-server", "daemon", "version"], {
    env: found.places.env,
  });
  const daemon = Daemon.safeParse(parse(stdout)).data;
  if (!answered || daemon?.status !== "running") return ok("not running; the next `codex` starts it");
  if (daemon.appServerVersion !== daemon.cliVersion)
    return warn(
      `the daemon is version ${daemon.appServerVersion} and \`codex\` is ${daemon.cliVersion}`,
      "codex app-server daemon restart (ends its running turns)",
    );
  return ok(`running, version ${daemon.appServerVersion}`);
}

/** Messages are ordered and expire by this machine's clock. */
export function checkClock({ found, config }: CheckDeps): Finding {
  const now = Date.now();
  const made = statSync(join(found.places.root, "package.json")).mtimeMs;
  const { database, log } = stateFiles(config.stateDir);
  const last = Math.max(0, ...[database, log].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  const ahead = Math.max(made, last) - now;
  if (ahead > CLOCK_SLACK_MS)
    return warn(
      `the clock is ${Math.round(ahead / 60_000)} minutes behind the bridge's own files: it was set back, and questions may expire late`,
      "set the clock",
    );
  return ok(new Date(now).toISOString());
}

const CLOCK_SLACK_MS = 120_000;
const MEGABYTE = 1024 * 1024;

export function checkDisk({ config }: CheckDeps): Finding {
  let directory = config.stateDir;
  while (!existsSync(directory)) directory = dirname(directory);
  const { bavail, bsize } = statfsSync(directory);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const remedy = "free some space: without it, messages cannot be kept";
  if (free < 20) return fail(`${free} MB free for ${config.stateDir}`, remedy);
  return free < 200
    ? warn(`${free} MB free for ${config.stateDir}`, remedy)
    : ok(`${(free / 1024).toFixed(1)} GB free`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No daemon says nothing of the kind.
    return null;
  }
}
