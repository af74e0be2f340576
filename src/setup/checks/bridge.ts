/** Checks of the bridge itself: settings, state directory, database, port, host, sessions, and a real round trip. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { stateFiles } from "../../config";
import { toMessage } from "../../errors";
import { checkDatabase } from "../../store/check";
import { VERSION } from "../../version";
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
  return ok(`${stateDir}, yours alone`);
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
  if (found.state === "held")
    return warn(`${path} is held by a process that does not answer`, `see which: lsof ${path}`);
  if (found.state === "damaged")
    return fail(
      `${path}: ${found.why}`,
      `move ${path} and ${path}-wal away; then put a copy back (bridge.db.v*.bak, beside it), or begin anew`,
    );
  if (found.state === "newer")
    return fail(`${path} was written by a newer version (schema ${found.schema})`, "update Codex Bridge");
  return ok(`${size}, sound${found.state === "older" ? "; it will be brought up to date at the next start" : ""}`);
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
