/** What the hooks assume of Claude Code (seen on 2.1.197 and 2.1.329), and what hooks/hooks.json promises to it. */

/**
 * How long Claude Code lets the waiter run, in seconds: the `timeout` in hooks.json. Long, since only the next hook
 * starts another waiter, and a session may be idle over a weekend; below 2^31 ms, which a timer can count.
 */
export const HOOK_TIMEOUT_SECONDS = 1_209_600;

/**
 * The oldest Claude Code that is known to have `asyncRewake` (2.1.50 has not). One that lacks it would wait for the waiter
 * before it takes a prompt, so that no hook is registered with it.
 */
export const REWAKE_SINCE = "2.1.80";

/** The waiter ends itself this long before: a hook that runs into its timeout is reported as failed. */
export const END_BEFORE_MS = 60_000;

/** The number of the /peer protocol that this hook speaks: `PROTOCOL_VERSION`, whose file would load zod. */
export const HOOK_PROTOCOL = 1;

/**
 * Whether Claude Code runs without a terminal (`claude -p` or an SDK): it then waits for its hooks before it ends, and a
 * waiter would keep it for ever (seen on 2.1.329). Its entry point says so, and its arguments.
 */
export function isHeadless(entryPoint: string | undefined, commands: readonly (readonly string[] | null)[]): boolean {
  if (entryPoint?.startsWith("sdk")) return true;
  const flag = /^(-[a-zA-Z]*p[a-zA-Z]*|--print|--(input|output)-format(=.*)?)$/;
  return commands.some((args) => args?.slice(1).some((arg) => flag.test(arg)));
}

export type HookEvent = "start" | "clear" | "prompt" | "stop" | "end";

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
  // Claude Code ends one conversation and starts the next in the same process: nothing ends for the bridge.
  if (event === "SessionEnd") return reason === "clear" || reason === "resume" ? null : "end";
  // What the channel or a hook brings is no word of a person's, should it ever be told as a prompt.
  if (event === "UserPromptSubmit") return /^\s*<(channel|task-notification)\b/.test(String(prompt)) ? null : "prompt";
  return null;
}
