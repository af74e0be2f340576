/**
 * Every setting in one place: defaults < config.json in the state directory < environment. Checked, and what was wrong
 * by name. The only reader of the environment.
 */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { BridgeError, toMessage } from "./errors";
import { cutText } from "./text";

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
  /** Messages between two sessions without a human word before the loop guard holds them; 0 is off. */
  readonly loopLimit: number;
  /** A Claude session that was pushed something, is idle and proves nothing for this long counts as deaf. */
  readonly deafMs: number;
  readonly push: PushPolicy;
  /** Codex's home, where its control socket lies. */
  readonly codexHome: string;
  /** All that a Codex process started by us gets: no secrets of ours or of the user's other programs. */
  readonly codexEnvironment: Record<string, string>;
  readonly allowedHosts: readonly string[];
  /** True where the page asks for a one-time link even from its own user. */
  readonly uiLogin: boolean;
  readonly limits: Limits;
  readonly files: FileLimits;
  readonly logLevel: LogLevelName;
  /** The log file is put aside above this size, and this many are kept. */
  readonly logLimits: { readonly maxBytes: number; readonly files: number };
  /** True where the user wants no colours (NO_COLOR, https://no-color.org). */
  readonly noColor: boolean;
  /** Settings that could not be used. Whoever needs the bridge is told these instead of a guess being made. */
  readonly problems: readonly string[];
  /** What is odd and stops nothing: unknown keys of config.json. */
  readonly warnings: readonly string[];
  /** Each setting with its effective value and where it comes from. */
  readonly settings: readonly Setting[];
}

/** What the folder of attachments may hold, in bytes. */
export interface FileLimits {
  /** Largest single file. */
  readonly bytes: number;
  /** Largest sum of one message's files. */
  readonly messageBytes: number;
  /** Above this the oldest files of finished messages are removed. */
  readonly folderBytes: number;
  /** Files of finished messages are removed after this time; Infinity keeps them as long as their messages. */
  readonly keepMs: number;
}

/** What stops a flood, of mistakes or of malice; a busy person with busy agents meets none of it. */
export interface Limits {
  /** Largest text of one message, in UTF-8 bytes. */
  readonly messageBytes: number;
  /** How long a request's body may take to arrive. */
  readonly bodyMs: number;
  /** Pages that are open at once. */
  readonly pages: number;
  /** Processes connected to /peer at once: each session has one, and Claude's hooks have more. */
  readonly peers: number;
  /** Requests of the API being answered at once, those that wait for Claude included. */
  readonly requests: number;
  /** What a page may have left unread, in bytes, before it is cut off. */
  readonly backlogBytes: number;
  /** Questions of one session that are open at once. */
  readonly openQuestions: number;
  /** Messages that wait for one session. */
  readonly queuedMessages: number;
  /** Refused credentials a second, from everybody together, that are answered in full. */
  readonly failuresPerSecond: number;
}

export type SettingSource = "default" | "config.json" | "environment";

export interface Setting {
  /** As the environment knows it: CODEX_BRIDGE_MAX_WAIT_SECONDS. */
  variable: string;
  /** As config.json knows it: maxWaitSeconds. Null where only the environment can say it. */
  key: string | null;
  value: string;
  source: SettingSource;
}

const PUSH_POLICIES = ["always", "attended", "never"] as const;
/** When the bridge may start a turn in a live Codex session: always, only where a person has it open, or never. */
export type PushPolicy = (typeof PUSH_POLICIES)[number];

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
type LogLevelName = (typeof LOG_LEVELS)[number];

/** What a setting's text means; throws what was expected where it means nothing. Two programs of every session start with these. */
type Meaning<T> = (text: string) => T;

function expect(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(`expected ${what}`);
}

function wholeNumber(min: number, max: number): Meaning<number> {
  return (text) => {
    const value = Number(text);
    expect(/^\d{1,9}$/.test(text) && value >= min && value <= max, `a whole number from ${min} to ${max}`);
    return value;
  };
}

function oneOf<const T extends string>(words: readonly T[]): Meaning<T> {
  return (text) => {
    const word = words.find((one) => one === text);
    if (word === undefined) throw new Error(`expected one of: ${words.join(", ")}`);
    return word;
  };
}

const url: Meaning<string> = (text) => {
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  expect(isAddress, "an address such as http://127.0.0.1:8788");
  return new URL(text).origin;
};

const hosts: Meaning<string[]> = (text) => {
  expect(/^[A-Za-z0-9.:[\],\s-]*$/.test(text), "host names with their port, separated by commas");
  return text
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
};

const onOrOff: Meaning<boolean> = (text) => {
  expect(/^(1|0|true|false)$/.test(text), "1 or 0");
  return text === "1" || text === "true";
};

/**
 * Reads the configuration: the environment, then config.json, then the defaults. A value that cannot be used becomes a
 * problem, never a throw.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const warnings: string[] = [];
  const settings: Setting[] = [];

  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
  const stateDir = env.CODEX_BRIDGE_STATE_DIR || defaultStateDir(home);
  if (!isAbsolute(stateDir))
    problems.push(`CODEX_BRIDGE_STATE_DIR=${JSON.stringify(stateDir)}: expected an absolute path`);
  const source = env.CODEX_BRIDGE_STATE_DIR ? "environment" : "default";
  settings.push({ variable: "CODEX_BRIDGE_STATE_DIR", key: null, value: stateDir, source });
  const path = stateFiles(resolve(stateDir)).config;
  const file = readConfigFile(path, problems);

  function read<T>(variable: string, meaning: Meaning<T>, fallback: T): T {
    const key = toKey(variable);
    const own = env[variable];
    const source = own ? "environment" : Object.hasOwn(file, key) ? "config.json" : "default";
    const text = own || (source === "config.json" ? toText(file[key]) : null);
    const setting = { variable, key, value: toText(fallback), source } satisfies Setting;
    settings.push(setting);
    if (text === null) return fallback;
    try {
      const value = meaning(text);
      setting.value = text;
      return value;
    } catch (error) {
      const where = source === "environment" ? `${variable}=` : `${path}: ${key}: `;
      problems.push(`${where}${JSON.stringify(cutText(text, 80))}: ${toMessage(error)}`);
      return fallback;
    }
  }

  const codexHome = env.CODEX_HOME && isAbsolute(env.CODEX_HOME) ? env.CODEX_HOME : join(home, ".codex");

  const values = {
    port: read("CODEX_BRIDGE_PORT", wholeNumber(0, 65535), DEFAULT_PORT),
    portIsExplicit: settings.some(({ variable, source }) => variable === "CODEX_BRIDGE_PORT" && source !== "default"),
    stateDir: resolve(stateDir),
    url: read<string | null>("CODEX_BRIDGE_URL", url, null),
    maxWaitMs: read("CODEX_BRIDGE_MAX_WAIT_SECONDS", wholeNumber(1, 3600), 110) * 1000,
    retentionMs: (read("CODEX_BRIDGE_RETENTION_DAYS", wholeNumber(0, 36_500), 90) || Number.POSITIVE_INFINITY) * DAY_MS,
    maxDatabaseBytes: read("CODEX_BRIDGE_MAX_DATABASE_MB", wholeNumber(16, 1_000_000), 2048) * 1024 * 1024,
    loopLimit: read("CODEX_BRIDGE_LOOP_LIMIT", wholeNumber(0, 1_000_000), 60),
    deafMs: read("CODEX_BRIDGE_DEAF_SECONDS", wholeNumber(1, 86_400), 20) * 1000,
    push: read<PushPolicy>("CODEX_BRIDGE_PUSH", oneOf(PUSH_POLICIES), "attended"),
    codexHome,
    codexEnvironment: { HOME: home, CODEX_HOME: codexHome, PATH: env.PATH ?? "" },
    allowedHosts: read<string[]>("CODEX_BRIDGE_ALLOWED_HOSTS", hosts, []),
    uiLogin: read<boolean>("CODEX_BRIDGE_UI_LOGIN", onOrOff, false),
    limits: {
      messageBytes: read("CODEX_BRIDGE_MAX_MESSAGE_MB", wholeNumber(1, 16), 16) * 1024 * 1024,
      bodyMs: read("CODEX_BRIDGE_BODY_SECONDS", wholeNumber(1, 240), 120) * 1000,
      pages: read("CODEX_BRIDGE_MAX_PAGES", wholeNumber(1, 10_000), 100),
      peers: read("CODEX_BRIDGE_MAX_PEERS", wholeNumber(1, 100_000), 1000),
      requests: read("CODEX_BRIDGE_MAX_REQUESTS", wholeNumber(1, 100_000), 1000),
      backlogBytes: read("CODEX_BRIDGE_MAX_BACKLOG_MB", wholeNumber(1, 128), 16) * 1024 * 1024,
      openQuestions: read("CODEX_BRIDGE_MAX_OPEN_QUESTIONS", wholeNumber(1, 1_000_000), 1000),
      queuedMessages: read("CODEX_BRIDGE_MAX_QUEUED_MESSAGES", wholeNumber(1, 1_000_000), 10_000),
      failuresPerSecond: read("CODEX_BRIDGE_MAX_FAILURES_PER_SECOND", wholeNumber(1, 100_000), 20),
    },
    files: {
      bytes: read("CODEX_BRIDGE_MAX_FILE_MB", wholeNumber(1, 200), 25) * 1024 * 1024,
      messageBytes: read("CODEX_BRIDGE_MAX_MESSAGE_FILES_MB", wholeNumber(1, 1000), 100) * 1024 * 1024,
      folderBytes: read("CODEX_BRIDGE_FILES_FOLDER_MB", wholeNumber(1, 1_000_000), 2048) * 1024 * 1024,
      keepMs: (read("CODEX_BRIDGE_FILES_DAYS", wholeNumber(0, 36_500), 30) || Number.POSITIVE_INFINITY) * DAY_MS,
    },
    logLevel: read<LogLevelName>("CODEX_BRIDGE_LOG_LEVEL", oneOf(LOG_LEVELS), "info"),
    logLimits: {
      maxBytes: read("CODEX_BRIDGE_LOG_MAX_MB", wholeNumber(1, 10_000), 10) * 1024 * 1024,
      files: read("CODEX_BRIDGE_LOG_FILES", wholeNumber(1, 100), 5),
    },
    noColor: Boolean(env.NO_COLOR),
  };

  const keys = settings.flatMap(({ key }) => key ?? []);
  for (const key of Object.keys(file).filter((key) => !keys.includes(key)))
    warnings.push(`${path}: unknown setting "${cutText(key, 60)}". Known ones: ${keys.join(", ")}.`);
  return Object.freeze({ ...values, problems, warnings, settings });
}

/** CODEX_BRIDGE_MAX_WAIT_SECONDS → maxWaitSeconds */
function toKey(variable: string): string {
  const words = variable.replace("CODEX_BRIDGE_", "").toLowerCase();
  return words.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A value as the environment would hold it, so that both are checked by the same schema. */
function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(",");
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

function readConfigFile(path: string, problems: string[]): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const absent = error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
    if (!absent) problems.push(`${path}: cannot be read: ${toMessage(error)}`);
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
    problems.push(`${path}: expected an object such as {"port": 8788}`);
  } catch (error) {
    problems.push(`${path}: not valid JSON: ${toMessage(error)}`);
  }
  return {};
}

/** Throws the error that names every bad setting, where there is one. */
export function assertUsable(config: Config): void {
  if (config.problems.length === 0) return;
  throw new BridgeError(
    "unavailable",
    `Codex Bridge is not started, because of a setting:\n${config.problems.join("\n")}`,
  );
}

/** Where the bridge keeps its state unless CODEX_BRIDGE_STATE_DIR says otherwise. */
export function defaultStateDir(home: string): string {
  return join(home, ".claude", "channels", "codex-bridge");
}

/** The files of a state directory. */
export function stateFiles(stateDir: string) {
  return {
    database: join(stateDir, "bridge.db"),
    token: join(stateDir, "token"),
    endpoint: join(stateDir, "endpoint.json"),
    config: join(stateDir, "config.json"),
    log: join(stateDir, "bridge.log"),
    /** What setup has changed, and copies of the files before. */
    setup: join(stateDir, "setup.json"),
    backups: join(stateDir, "backups"),
    /** Long texts, one file each, for agents that see only their beginning. */
    texts: join(stateDir, "texts"),
    /** Copies of attached files, each in a directory named by its id. */
    files: join(stateDir, "files"),
    /** What agents put here may be attached, wherever it came from. */
    outbox: join(stateDir, "outbox"),
  };
}
