/** The only reader of the environment: every setting with its default, checked, and what was wrong with it by name. */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { BridgeError } from "./errors";

export const DEFAULT_PORT = 8788;

const DAY_MS = 86_400_000;

export interface Config {
  readonly port: number;
  /** True where the user chose the port: then it never moves. */
  readonly portIsExplicit: boolean;
  readonly stateDir: string;
  /** Where peers find the bridge, if not through endpoint.json. */
  readonly url: string | null;
  readonly maxWaitMs: number;
  /** Messages older than this are forgotten once everybody has had them; Infinity keeps them. */
  readonly retentionMs: number;
  /** Above this the oldest finished messages are forgotten. */
  readonly maxDatabaseBytes: number;
  readonly allowedHosts: readonly string[];
  readonly logLevel: LogLevelName;
  /** True where the user wants no colours (NO_COLOR, https://no-color.org). */
  readonly noColor: boolean;
  /** Settings that could not be used. Whoever needs the bridge is told these instead of a guess being made. */
  readonly problems: readonly string[];
}

const LogLevelName = z.enum(["debug", "info", "warn", "error", "silent"]);
type LogLevelName = z.infer<typeof LogLevelName>;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `expected a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `expected a whole number from ${min} to ${max}`);

const Url = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "expected an address such as http://127.0.0.1:8788",
  )
  .transform((text) => new URL(text).origin);

const Hosts = z
  .string()
  .regex(/^[A-Za-z0-9.:[\],\s-]*$/, "expected host names with their port, separated by commas")
  .transform((text) =>
    text
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
  );

/** Reads the configuration from environment variables; a value that cannot be used becomes a problem, never a throw. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];

  function read<T>(name: string, schema: z.ZodType<T, string>, fallback: T): T {
    const text = env[name];
    if (text === undefined || text === "") return fallback;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    problems.push(`${name}=${JSON.stringify(text.slice(0, 80))}: ${parsed.error.issues[0]?.message ?? "not valid"}`);
    return fallback;
  }

  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
  const stateDir = env.CODEX_BRIDGE_STATE_DIR || join(home, ".claude", "channels", "codex-bridge");
  if (!isAbsolute(stateDir))
    problems.push(`CODEX_BRIDGE_STATE_DIR=${JSON.stringify(stateDir)}: expected an absolute path`);

  return Object.freeze({
    port: read("CODEX_BRIDGE_PORT", wholeNumber(0, 65535), DEFAULT_PORT),
    portIsExplicit: Boolean(env.CODEX_BRIDGE_PORT),
    stateDir: resolve(stateDir),
    url: read<string | null>("CODEX_BRIDGE_URL", Url, null),
    maxWaitMs: read("CODEX_BRIDGE_MAX_WAIT_SECONDS", wholeNumber(1, 3600), 110) * 1000,
    retentionMs: (read("CODEX_BRIDGE_RETENTION_DAYS", wholeNumber(0, 36_500), 90) || Number.POSITIVE_INFINITY) * DAY_MS,
    maxDatabaseBytes: read("CODEX_BRIDGE_MAX_DATABASE_MB", wholeNumber(16, 1_000_000), 2048) * 1024 * 1024,
    allowedHosts: read<string[]>("CODEX_BRIDGE_ALLOWED_HOSTS", Hosts, []),
    logLevel: read<LogLevelName>("CODEX_BRIDGE_LOG_LEVEL", LogLevelName, "info"),
    noColor: Boolean(env.NO_COLOR),
    problems: Object.freeze(problems),
  });
}

/** Throws the error that names every bad setting, where there is one. */
export function assertUsable(config: Config): void {
  if (config.problems.length === 0) return;
  throw new BridgeError(
    "unavailable",
    `Codex Bridge is not started, because of a setting in its environment:\n${config.problems.join("\n")}`,
  );
}

/** The files of a state directory. */
export function stateFiles(stateDir: string) {
  return {
    database: join(stateDir, "bridge.db"),
    token: join(stateDir, "token"),
    endpoint: join(stateDir, "endpoint.json"),
    /** Long texts, one file each, for agents that see only their beginning. */
    texts: join(stateDir, "texts"),
  };
}
