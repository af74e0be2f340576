/**
 * Claude Code gives its children the address of its inbox socket and a token for it (since 2.1.228;
 * the socket alone since 2.1.224). The token lets its holder speak to that session, so nothing that
 * we start may inherit either.
 */

/**
 * Where a session's inbox listens, and what proves to it that we are its child. Never logged,
 * stored or shown.
 */
export interface InboxAddress {
  readonly path: string;
  readonly token: string;
}

const SOCKET = "CLAUDE_CODE_MESSAGING_SOCKET";
const TOKEN = "CLAUDE_CODE_MESSAGING_TOKEN";

/** Reads the address and deletes it from `env`; null where Claude Code has not given all of it. */
export function takeInboxAddress(env: Record<string, string | undefined>): InboxAddress | null {
  const path = env[SOCKET];
  const token = env[TOKEN];
  delete env[SOCKET];
  delete env[TOKEN];
  return path && token ? { path, token } : null;
}

/**
 * The oldest Claude Code that gives both, and takes an outer session's values from its children's
 * environment.
 */
export const INBOX_SINCE = "2.1.228";

/** Since then the inbox is on with no login and no flag fetched (2.1.250 was run, 2.1.248 read). */
export const INBOX_ON_SINCE = "2.1.248";

/**
 * Whether the address is the client's own, by what the client said of itself at `initialize`. Older
 * versions of Claude Code, and other programs, hand on what they have inherited from the session in
 * which they were started.
 */
export function ownsInbox(client: string | null): boolean {
  const version = /^claude-code (\d+\.\d+\.\d+)/.exec(client ?? "")?.[1];
  return version !== undefined && Bun.semver.order(version, INBOX_SINCE) >= 0;
}
