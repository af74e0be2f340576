/** The bridge's table in Codex's config.toml: what it holds, and what it must hold. */
import type { TomlTable } from "smol-toml";
import { findOrigin, SERVER_NAME, type Target, toStart } from "./registration";

export const TABLE_PATH = ["mcp_servers", SERVER_NAME] as const;

/** Longer than the bridge waits in one call (110 s), so that Codex never gives up first. */
export const TOOL_TIMEOUT_SECONDS = 120;
const TIMEOUT_MARGIN_SECONDS = 10;

/** Keys of an HTTP server, which cannot stand beside a command. */
const HTTP_KEYS = ["url", "bearer_token_env_var", "http_headers", "env_http_headers", "scopes", "oauth", "auth"];

/**
 * The table to write. Keeps keys that somebody has added to the bridge's entry, and replaces an
 * entry of another program as a whole.
 */
export function toCodexTable(before: TomlTable | null, target: Target, root: string, maxWaitMs: number): TomlTable {
  const isOurs = before !== null && findOrigin({ args: toStrings(before.args) }, root) !== "foreign";
  const kept = Object.entries(isOurs ? before : {}).filter(([key]) => !HTTP_KEYS.includes(key));
  const { enabled: _, env, ...own } = Object.fromEntries(kept);
  const shortest = Math.max(TOOL_TIMEOUT_SECONDS, Math.ceil(maxWaitMs / 1000) + TIMEOUT_MARGIN_SECONDS);
  const timeout = own.tool_timeout_sec;
  const variables = Array.isArray(own.env_vars) ? own.env_vars : [];
  const { CODEX_BRIDGE_STATE_DIR: __, ...otherEnv } = isTable(env) ? env : {};
  const wholeEnv = { ...otherEnv, ...target.env };
  return {
    ...own,
    ...toStart(target, "codex", root),
    tool_timeout_sec: isLongEnough(timeout, shortest) ? timeout : shortest,
    // Codex gives its servers HOME, LANG, PATH and TERM only (0.169.0).
    env_vars: variables.includes("CODEX_HOME") ? variables : [...variables, "CODEX_HOME"],
    ...(Object.keys(wholeEnv).length > 0 ? { env: wholeEnv } : {}),
  };
}

/** The texts of a TOML array. */
export function toStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function isLongEnough(value: unknown, shortest: number): value is number | bigint {
  return (typeof value === "number" || typeof value === "bigint") && value >= shortest;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
