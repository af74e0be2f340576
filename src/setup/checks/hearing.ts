/**
 * Checks of the ways to Claude: what is pushed into each live session, and the hooks for those that
 * it does not reach.
 */
import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { describeInbound, readInbound } from "../../claude/inbound";
import { REWAKE_SINCE } from "../../hooks/contract";
import { INBOX_ON_SINCE } from "../../shared/inbox-environment";
import { toHearing } from "../../shared/reasons";
import { toLine, toName } from "../../shared/text";
import { hasHooks, toHookCommand } from "../claude-hooks";
import { toShortPath } from "../places";
import { canRewake } from "../plan-claude";
import { findOnPath, isExecutable } from "../programs";
import { splitWords } from "../registration";
import { type CheckDeps, type Finding, fail, ok, SETUP, START_CLAUDE, warn } from "./check";

/**
 * A push is never acknowledged: what brings it to a session, and what it has answered, tells
 * whether it hears.
 */
export function checkChannels(deps: CheckDeps): Finding {
  const { status, found } = deps;
  const { home, cwd, env } = found.places;
  const sessions = (status?.sessions ?? []).filter(({ connected, kind }) => connected && kind === "claude");
  const settings = readInbound({ env, cwd, args: null }).map((setting) => toInert(describeInbound(setting), home));
  if (sessions.length === 0) return ok(["no Claude session is connected", ...settings].join("; "));
  const looks = sessions.map((session) => {
    const { id, project, client, transport } = session;
    const program = client === null ? "" : `, ${toName(client)}`;
    const how = toInert(toHearing(session) ?? "", home);
    return { isClosed: !transport, what: `${toName(project.name)} (${id.slice(0, 10)}…${program}): ${how}` };
  });
  // A session's own line names what its directory sets; these hold for the one that begins here.
  const what = [...looks.map((look) => look.what), ...settings].join("; ");
  if (!looks.some(({ isClosed }) => isClosed)) return ok(what);
  const way = hasOwnHooks(deps) ? "the hooks bring its messages" : "messages reach it only when it looks";
  return warn(`${what}. Where nothing is pushed, ${way}`, HEAR);
}

/** What opens a way to a session that nothing is pushed to. */
const HEAR = `claude update (${INBOX_ON_SINCE} or newer hears with no flag), and no crossSessionInbound of hold or refuse; for an older one ${START_CLAUDE}`;

/** What stands in settings and paths, as one line of ours. */
function toInert(text: string, home: string): string {
  return toLine(text).replaceAll(`${home}/`, "~/");
}

function hasOwnHooks({ found, plan }: CheckDeps): boolean {
  const { files } = found.claude;
  return files !== null && files.hooksOff.length === 0 && hasHooks(files.hooks, toHookCommand(plan.target));
}

/**
 * Whether Claude Code has the bridge's hooks, may run them, finds what they start, and can be woken
 * by them.
 */
export function checkHooks({ found, plan }: CheckDeps): Finding {
  const { files, program } = found.claude;
  if (!program) return warn("not checked: Claude Code is not here");
  if (!files) return warn("not checked: Claude Code's files cannot be read");
  const { hooks, hooksOff, plugins } = files;
  if (!canRewake(program)) {
    const version = program.version ?? "of an unknown version";
    return hooks.length > 0
      ? fail(`Claude Code ${version} cannot be woken by hooks (${REWAKE_SINCE} can), and may wait for them`, SETUP)
      : warn(`Claude Code ${version} cannot be woken by hooks (${REWAKE_SINCE} can)`, "claude update");
  }
  const [off] = hooksOff;
  if (off !== undefined)
    return warn(
      `${toShortPath(off, found.places.home)} switches the hooks off: where the channel is off, Claude hears only when it looks`,
      "take disableAllHooks (or allowManagedHooksOnly) out of it",
    );
  if (hooks.length === 0)
    return plugins.length > 0
      ? ok(`those of the plugin ${plugins.join(", ")}`)
      : warn("not registered: where its channel is off, Claude hears only when it looks", SETUP);
  for (const { event, command } of hooks) {
    const missing = findMissing(command, found.places.path);
    if (missing !== null) return fail(`the hook for ${event} starts ${missing}, which is not there`, SETUP);
  }
  const wanted = toHookCommand(plan.target);
  return hasHooks(hooks, wanted)
    ? ok(wanted)
    : warn(`${hooks.length} registered, but not this installation's present ones: ${hooks[0]?.command}`, SETUP);
}

/** The program or script of a hook's command that cannot be found. */
function findMissing(command: string, path: readonly string[]): string | null {
  const [program = "", ...words] = splitWords(command).filter((word) => !/^\w+=/.test(word));
  const script = words.find((word) => /[/\\]hook\.(ts|js)$/.test(word)) ?? null;
  const runs = isAbsolute(program) ? isExecutable(program) : findOnPath(program, path) !== null;
  if (!runs) return program;
  return script !== null && !existsSync(script) ? script : null;
}
