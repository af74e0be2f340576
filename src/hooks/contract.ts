/**
 * What the hooks assume of Claude Code (seen on 2.1.90, 2.1.197 and 2.1.329), and what the plugin's
 * hooks.json promises it.
 */
import { ID } from "../shared/ids";

/**
 * How long Claude Code lets the waiter run, in seconds: the `timeout` in hooks.json. Long, since
 * only the next hook starts another waiter, and a session may be idle over a weekend; below 2^31
 * ms, which a timer can count.
 */
export const HOOK_TIMEOUT_SECONDS = 1_209_600;

/**
 * The oldest Claude Code that was seen to be woken with a hook's text. 2.1.80 wakes the model with
 * no text at all, and 2.1.50 has no `asyncRewake`: it would wait for the waiter before it takes a
 * prompt. No hook is registered with those.
 */
export const REWAKE_SINCE = "2.1.90";

/**
 * Whether a client, as the bridge names it, may be woken; Claude Code that does not say its version
 * may.
 */
export function canWake(client: unknown): boolean {
  const [name = "", version] = /^(claude-code)\b(?: (\d+\.\d+\.\d+))?/.exec(String(client))?.slice(1) ?? [];
  if (name === "") return false;
  return version === undefined || Bun.semver.order(version, REWAKE_SINCE) >= 0;
}

/**
 * The waiter ends itself this long before: a hook that runs into its timeout is reported as failed.
 */
export const END_BEFORE_MS = 60_000;

/**
 * Whether Claude Code runs without a terminal (`claude -p` or an SDK): it then waits for its hooks
 * before it ends, and a waiter would keep it for ever (seen on 2.1.329). Its entry point says so,
 * and its arguments.
 */
export function isHeadless(entryPoint: string | undefined, commands: readonly (readonly string[] | null)[]): boolean {
  if (entryPoint?.startsWith("sdk")) return true;
  const flag = /^(-[a-zA-Z]*p[a-zA-Z]*|--print|--(input|output)-format(=.*)?)$/;
  return commands.some((args) => args?.slice(1).some((arg) => flag.test(arg)));
}

/**
 * Claude Code's name for its session, from a hook's input or the environment of its children; null
 * where it is no id.
 */
export function toClientSession(value: unknown): string | null {
  return typeof value === "string" && ID.test(value) ? value : null;
}

export type HookEvent = "start" | "clear" | "prompt" | "offered" | "stop" | "end";

/** What the input of a hook means to the bridge; null where it means nothing. */
export function toEvent(input: {
  event: unknown;
  source: unknown;
  reason: unknown;
  prompt: unknown;
}): HookEvent | null {
  const { event, source, reason, prompt } = input;
  if (event === "SessionStart") return source === "clear" ? "clear" : "start";
  if (event === "Stop") return "stop";
  // Claude Code ends one conversation and starts the next in the same process: nothing ends for the
  // bridge.
  if (event === "SessionEnd") return reason === "clear" || reason === "resume" ? null : "end";
  if (event !== "UserPromptSubmit") return null;
  // What comes by the inbox is told as a prompt, and is no word of a person's (2.1.332).
  if (/^\s*<cross-session-message\b/.test(String(prompt))) return "offered";
  // Nor is what the channel or a hook brings, should it ever be told as one.
  return /^\s*<(channel|task-notification)\b/.test(String(prompt)) ? null : "prompt";
}
