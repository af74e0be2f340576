/**
 * What a Codex that we start gets of our environment: the user's own, since the daemon keeps it for
 * all later users.
 */

/**
 * What belongs to Claude Code, to Anthropic's API, to this program, or to a Codex session that has
 * started us.
 */
const FOREIGN = /^(CLAUDE|ANTHROPIC_|AI_AGENT$|CODEX_(BRIDGE_|SANDBOX|THREAD_|INTERNAL_|MANAGED_))/i;

/** `env` without what is not the user's, and with the home that is meant. */
export function toCodexEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  codexHome: string,
): Record<string, string> {
  const own = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || FOREIGN.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(own), CODEX_HOME: codexHome };
}
