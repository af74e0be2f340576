/** Checks of the roads to Claude: its channel in each live session, and the hooks for sessions whose channel is off. */
import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { REWAKE_SINCE } from "../../hooks/contract";
import { identifyProcess } from "../../process-identity";
import type { ChannelState } from "../../protocol";
import { toName } from "../../text";
import { hasHooks, toHookCommand } from "../claude-hooks";
import { toShortPath } from "../places";
import { canRewake } from "../plan-claude";
import { listServers } from "../processes";
import { findOnPath, isExecutable } from "../programs";
import { SERVER_NAME, splitWords } from "../registration";
import { type CheckDeps, type Finding, fail, ok, SETUP, START_CLAUDE, warn } from "./check";

const CHANNELS: Readonly<Record<ChannelState, string>> = {
  proved: "hears its channel",
  requested: "asked for its channel, nothing proves yet that it hears",
  unknown: "nothing proves yet that it hears its channel",
  deaf: "does not hear its channel",
};

/** A push is never acknowledged: how a session was started, and what it has answered, tells whether it hears. */
export async function checkChannels(deps: CheckDeps): Promise<Finding> {
  const { status, found } = deps;
  const sessions = (status?.sessions ?? []).filter(({ connected, kind }) => connected && kind === "claude");
  if (sessions.length === 0) return ok("no Claude session is connected");
  const servers = await listServers(found.places.root);
  const looks = sessions.map(({ id, project, channel }) => {
    const parent = servers.find(({ ppid }) => identifyProcess(ppid) === id)?.parent ?? "";
    const isWithout = channel !== "proved" && /(^|\/)claude(\s|$)/.test(parent) && !/channels/.test(parent);
    const how = isWithout ? ", and was started without the channel flag" : "";
    return {
      isClosed: isWithout || channel === "deaf",
      what: `${toName(project.name)} (${id.slice(0, 10)}…) ${CHANNELS[channel ?? "unknown"]}${how}`,
    };
  });
  const what = looks.map((look) => look.what).join("; ");
  if (!looks.some(({ isClosed }) => isClosed)) return ok(what);
  const road = hasOwnHooks(deps) ? "the hooks bring its messages" : "messages reach it only when it looks";
  return warn(
    `${what}: where the flag is missing, or channels are off for the account, ${road}`,
    `${START_CLAUDE} (or claude --dangerously-load-development-channels server:${SERVER_NAME})`,
  );
}

function hasOwnHooks({ found, plan }: CheckDeps): boolean {
  const { files } = found.claude;
  return files !== null && files.hooksOff.length === 0 && hasHooks(files.hooks, toHookCommand(plan.target));
}

/** Whether Claude Code has the bridge's hooks, may run them, finds what they start, and can be woken by them. */
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
