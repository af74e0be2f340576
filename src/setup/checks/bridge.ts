/**
 * Checks of the bridge itself: settings, state directory, database, port, host, sessions, and a
 * real round trip.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readEndpoint } from "../../rpc/endpoint";
import { stateFiles } from "../../shared/config";
import { toMessage } from "../../shared/errors";
import { describeStopped } from "../../shared/process-identity";
import { VERSION } from "../../shared/version";
import { checkDatabase } from "../../store/check";
import { canLock, describeNoLocks } from "../../store/failure";
import { whyNotOurs, whyNotWritable } from "../files";
import { prove } from "../install";
import { findPortHolder, isPortFree } from "../ports";
import { type CheckDeps, type Finding, fail, ok, SETUP, START_CLAUDE, warn } from "./check";

export function checkSettings({ config, found }: CheckDeps): Finding {
  const [problem] = config.problems;
  if (problem)
    return fail(config.problems.join("; "), "codex-bridge config shows every setting and where it comes from");
  if (config.warnings.length > 0) return warn(config.warnings.join("; "), "correct config.json: codex-bridge config");
  const table = found.codex.table?.env;
  const pinned =
    typeof table === "object" && table !== null && "CODEX_BRIDGE_STATE_DIR" in table
      ? table.CODEX_BRIDGE_STATE_DIR
      : null;
  const claude = found.claude.files?.user?.env?.CODEX_BRIDGE_STATE_DIR ?? null;
  if (found.claude.files?.user && found.codex.table && pinned !== claude)
    return fail(
      `the two sides use different state directories: Claude ${claude ?? "the default"}, Codex ${String(pinned ?? "the default")}`,
      SETUP,
    );
  const own = config.settings.filter(({ source }) => source !== "default");
  return ok(
    own.length === 0 ? "all defaults" : own.map(({ variable, source }) => `${variable} (${source})`).join(", "),
  );
}

export function checkStateDirectory({ config }: CheckDeps): Finding {
  const { stateDir } = config;
  if (!existsSync(stateDir)) return ok(`${stateDir} will be made at the first start`);
  const trouble = whyNotOurs(stateDir) ?? whyNotWritable(join(stateDir, "x"));
  if (trouble) return fail(trouble);
  const open = listOpenPaths(stateDir);
  if (open.length > 0) return warn(`others on this machine may read ${open.join(", ")}`, `chmod -R go= ${stateDir}`);
  const kind = findFileSystem(stateDir);
  if (kind !== null && NETWORK.test(kind)) {
    return canLock(join(stateDir, "bridge.db"))
      ? warn(`${stateDir} is on a network file system (${kind}), where locks may fail`, LOCAL)
      : fail(`${stateDir} is on a file system without locks (${kind})`, LOCAL);
  }
  return ok(`${stateDir}, yours alone${kind === null ? "" : `, on ${kind}`}`);
}

const LOCAL = "set CODEX_BRIDGE_STATE_DIR to a directory on a local disk, for Claude and for Codex";
const NETWORK = /^(nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|fuse\.(sshfs|s3fs|rclone|gvfsd-fuse))$/;

/**
 * The kind of file system that a directory is on; null where the system does not tell (no /proc).
 */
function findFileSystem(directory: string): string | null {
  try {
    const mounts = readFileSync("/proc/self/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .filter(
        ([, point = ""]) => directory === point || directory.startsWith(point.endsWith("/") ? point : `${point}/`),
      );
    return mounts.toSorted(([, a = ""], [, b = ""]) => b.length - a.length)[0]?.[2] ?? null;
  } catch {
    // Another system.
    return null;
  }
}

/** What in a state directory others may read or write: it should be nothing. */
export function listOpenPaths(stateDir: string): string[] {
  if (process.platform === "win32" || !existsSync(stateDir)) return [];
  const paths = [stateDir, ...readdirSync(stateDir).map((name) => join(stateDir, name))];
  return paths.filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0);
}

export function checkStore({ config, status }: CheckDeps): Finding {
  const path = stateFiles(config.stateDir).database;
  if (!existsSync(path)) return ok("no history yet");
  const size = `${(statSync(path).size / 1024 / 1024).toFixed(1)} MB`;
  if (status) return ok(`${size}, open in process ${status.host.pid} and answering`);
  const found = checkDatabase(path);
  if (found.state === "held") return describeHeld(config.stateDir, path);
  if (found.state === "damaged")
    return fail(
      `${path}: ${found.why}`,
      "codex-bridge doctor --fix keeps it under another name, and puts the last backup in its place or begins anew",
    );
  if (found.state === "newer")
    return fail(`${path} was written by a newer version (schema ${found.schema})`, "update Codex Bridge");
  return ok(`${size}, sound${found.state === "older" ? "; it will be brought up to date at the next start" : ""}`);
}

/**
 * A database that is locked although nobody answers: no locks at all, a stopped host, or one that
 * hangs.
 */
function describeHeld(stateDir: string, path: string): Finding {
  if (!canLock(path)) return fail(describeNoLocks(path), "set CODEX_BRIDGE_STATE_DIR to a directory on a local disk");
  const pid = readEndpoint(stateFiles(stateDir).endpoint)?.pid ?? null;
  const stopped = describeStopped(pid);
  if (stopped) return fail(stopped, `kill -CONT ${pid}`);
  return warn(
    `${path} is held by a process that does not answer${pid === null ? "" : ` (${pid})`}`,
    `see which: lsof ${path}`,
  );
}

export async function checkPort({ config, status }: CheckDeps): Promise<Finding> {
  if (status) return ok(`${status.host.url}, held by the bridge (process ${status.host.pid})`);
  if (config.port === 0) return ok("any free one");
  if (isPortFree(config.port)) return ok(`${config.port} is free`);
  const holder = await findPortHolder(config.port);
  const who = holder ? ` by process ${holder.pid} (${holder.name})` : "";
  if (!config.portIsExplicit)
    return warn(`${config.port} is taken${who}; the bridge will take a free one and say which`);
  return fail(
    `${config.port} is taken${who}, and you chose it, so that the bridge will not move`,
    "free it, or choose another: CODEX_BRIDGE_PORT, or port in config.json",
  );
}

export function checkHost({ config, status }: CheckDeps): Finding {
  if (!status)
    return existsSync(stateFiles(config.stateDir).endpoint)
      ? warn("a bridge that ran here was killed; the next start takes over")
      : ok("none is running; it starts with Claude Code");
  if (status.host.version !== VERSION)
    return warn(
      `the running host is version ${status.host.version}, and this is ${VERSION}`,
      "restart the Claude sessions",
    );
  return ok(`version ${VERSION}, ${status.processes.claude} of Claude and ${status.processes.codex} of Codex attached`);
}

export function checkSessions({ status }: CheckDeps): Finding {
  if (!status) return ok("none");
  const connected = status.sessions.filter((session) => session.connected);
  const unseen = status.openQuestions.filter(
    ({ state, createdAt }) => state === "pushed" && status.now - createdAt > UNSEEN_MS,
  );
  if (unseen.length > 0)
    return warn(
      `${unseen.length} question(s) were written to Claude over a minute ago and nothing shows that it saw them: is the session's channel on?`,
      START_CLAUDE,
    );
  const [first] = status.stuck;
  if (first) {
    return warn(
      `${status.stuck.length} message(s) wait for a session that is away, or for your word: codex-bridge status names them`,
      `codex-bridge settle ${first.id}, and so on`,
    );
  }
  const count = (kind: string) => connected.filter((session) => session.kind === kind).length;
  return ok(`${count("claude")} of Claude, ${count("codex")} of Codex`);
}

const UNSEEN_MS = 60_000;

export async function checkRoundTrip({ found, plan }: CheckDeps): Promise<Finding> {
  try {
    const { startMs, roundTripMs } = await prove(found, plan);
    return ok(
      `a question came back answered in ${roundTripMs} ms (servers start in ${startMs.claude} and ${startMs.codex} ms)`,
    );
  } catch (error) {
    return fail(toMessage(error), SETUP);
  }
}
