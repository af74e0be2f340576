/** What the hooks assume of Claude Code (seen on 2.1.197 and 2.1.329), and what hooks/hooks.json promises to it. */

/**
 * How long Claude Code lets the waiter run, in seconds: the `timeout` in hooks.json. Long, since only the next hook
 * starts another waiter, and a session may be idle over a weekend; below 2^31 ms, which a timer can count.
 */
export const HOOK_TIMEOUT_SECONDS = 1_209_600;

/** The waiter ends itself this long before: a hook that runs into its timeout is reported as failed. */
export const END_BEFORE_MS = 60_000;

/** The number of the /peer protocol that this hook speaks: `PROTOCOL_VERSION`, whose file would load zod. */
export const HOOK_PROTOCOL = 1;

/** Events after which Claude Code runs a hook, as its input names them. */
export const EVENTS: Readonly<Record<string, "start" | "stop">> = { SessionStart: "start", Stop: "stop" };
