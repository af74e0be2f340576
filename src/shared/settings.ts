/**
 * Every setting, declared once: what it is called, what it may be, and what it means. The
 * configuration, `codex-bridge config` and docs/configuration.md all follow this table.
 */
import { isAbsolute } from "node:path";

/** What a setting's value may be. */
interface SettingType<T> {
  /** For errors and documents: "a whole number from 0 to 65535". */
  readonly expected: string;
  /** The value in the program's units; undefined where the text has no meaning. */
  parse(text: string): T | undefined;
  /** A valid text as config.json holds it. */
  toJson(text: string): unknown;
}

export interface Setting<T = unknown> {
  /** In config.json, and for `codex-bridge config`. */
  readonly name: string;
  /** In the environment. */
  readonly variable: string;
  readonly type: SettingType<T>;
  /** As a person would write it. */
  readonly default: string;
  readonly help: string;
  /** True where config.json cannot hold it. */
  readonly environmentOnly?: boolean;
}

const PUSH_POLICIES = ["always", "attended", "never"] as const;
/** When the bridge may start a turn in a live Codex session. */
export type PushPolicy = (typeof PUSH_POLICIES)[number];

const TOOLSETS = ["talk", "runs"] as const;
/** A group of Claude's tools. */
export type Toolset = (typeof TOOLSETS)[number];

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const MB = 1024 * 1024;

/**
 * The key of each setting is its field in Config; durations are milliseconds there, and sizes
 * bytes.
 */
export const SETTINGS = {
  stateDir: {
    name: "stateDir",
    variable: "CODEX_BRIDGE_STATE_DIR",
    type: absolutePath(),
    default: "~/.claude/channels/codex-bridge",
    help: "The directory of the history, the secrets, config.json and the log. Only your user may have access to it. Both sides must use the same directory: set the variable when you run `codex-bridge setup`, which writes it into both registrations.",
    environmentOnly: true,
  },
  port: {
    name: "port",
    variable: "CODEX_BRIDGE_PORT",
    type: wholeNumber(0, 65_535),
    default: "8788",
    help: "The port of the page and the HTTP API. Where the default port is taken, the bridge moves to a free one. A port that you set never moves. `0` takes any free port.",
  },
  url: {
    name: "url",
    variable: "CODEX_BRIDGE_URL",
    type: address(),
    default: "",
    help: "Where other processes find the bridge, if not through the state directory. Example: `http://127.0.0.1:9000`.",
  },
  maxWaitMs: {
    name: "maxWaitSeconds",
    variable: "CODEX_BRIDGE_MAX_WAIT_SECONDS",
    type: wholeNumber(1, 3600, SECOND_MS),
    default: "110",
    help: "The longest wait of one call of an agent, in seconds. It must stay below Codex's `tool_timeout_sec` (120). Run `codex-bridge setup` after you have raised it: setup raises the timeout, too.",
  },
  retentionMs: {
    name: "retentionDays",
    variable: "CODEX_BRIDGE_RETENTION_DAYS",
    type: days(),
    default: "90",
    help: "How many days the bridge keeps a message after everybody has received it. `0` keeps messages for ever.",
  },
  maxDatabaseBytes: {
    name: "maxDatabaseMb",
    variable: "CODEX_BRIDGE_MAX_DATABASE_MB",
    type: wholeNumber(16, 1_000_000, MB),
    default: "2048",
    help: "The largest size of the database in MB. Above it, the bridge removes the oldest finished messages.",
  },
  loopLimit: {
    name: "loopLimit",
    variable: "CODEX_BRIDGE_LOOP_LIMIT",
    type: wholeNumber(0, 1_000_000),
    default: "60",
    help: "How many exchanges two sessions may have without a word from a person. Then the bridge holds the next message and tells you. `0` means no limit.",
  },
  deafMs: {
    name: "deafSeconds",
    variable: "CODEX_BRIDGE_DEAF_SECONDS",
    type: wholeNumber(1, 86_400, SECOND_MS),
    default: "20",
    help: "How many seconds an idle Claude session has to prove that it has seen a pushed message. After that, the bridge takes its channel to be off.",
  },
  inbox: {
    name: "inbox",
    variable: "CODEX_BRIDGE_INBOX",
    type: onOrOff(),
    default: "true",
    help: "Whether messages go into Claude Code's own inbox. `false`: only a channel, a hook or Claude's look brings them.",
  },
  push: {
    name: "push",
    variable: "CODEX_BRIDGE_PUSH",
    type: oneOf(PUSH_POLICIES),
    default: "attended",
    help: "When a message may start a turn in an idle Codex session: `always`, `attended` (only while somebody has the session open) or `never` (the message waits until Codex looks).",
  },
  allowedHosts: {
    name: "allowedHosts",
    variable: "CODEX_BRIDGE_ALLOWED_HOSTS",
    type: hostNames(),
    default: "",
    help: "More host names for the page, each with its port, separated by commas (in config.json, a list). You need it for a proxy of your own in front of the bridge.",
  },
  uiLogin: {
    name: "uiLogin",
    variable: "CODEX_BRIDGE_UI_LOGIN",
    type: onOrOff(),
    default: "false",
    help: "`true`: the page always asks for the one-time link that `codex-bridge open` prints. Otherwise, it asks only where the bridge cannot tell that the browser is yours.",
  },
  hookWait: {
    name: "hookWait",
    variable: "CODEX_BRIDGE_HOOK_WAIT",
    type: onOrOff(),
    default: "true",
    help: "`false`: Claude's hooks only tell the bridge what happens, and none waits in the background for messages. Claude then gets them by its inbox or channel, or looks itself.",
  },
  maxFileBytes: {
    name: "maxFileMb",
    variable: "CODEX_BRIDGE_MAX_FILE_MB",
    type: wholeNumber(1, 200, MB),
    default: "25",
    help: "The largest size of an attached file in MB. All files of one message may have four times as much.",
  },
  filesFolderBytes: {
    name: "filesFolderMb",
    variable: "CODEX_BRIDGE_FILES_FOLDER_MB",
    type: wholeNumber(1, 1_000_000, MB),
    default: "2048",
    help: "The largest size of the folder of attachments in MB. Above it, the bridge removes the oldest files of finished messages, but none that is younger than an hour. It refuses new files where that is not enough.",
  },
  filesKeepMs: {
    name: "filesDays",
    variable: "CODEX_BRIDGE_FILES_DAYS",
    type: days(),
    default: "30",
    help: "How many days the bridge keeps the files of a finished message. The message still says that there was one. `0` keeps files as long as their message.",
  },
  toolsets: {
    name: "toolsets",
    variable: "CODEX_BRIDGE_TOOLSETS",
    type: someOf(TOOLSETS),
    default: TOOLSETS.join(","),
    help: "Which of Claude's tools there are, separated by commas (in config.json, a list): `talk` (messages between Claude and Codex), `runs` (Claude puts Codex to work). Claude Code reads it when it starts.",
  },
  maxRuns: {
    name: "maxRuns",
    variable: "CODEX_BRIDGE_MAX_RUNS",
    type: wholeNumber(1, 100),
    default: "6",
    help: "How many runs Codex works on at once. Further ones wait in the queue.",
  },
  logLevel: {
    name: "logLevel",
    variable: "CODEX_BRIDGE_LOG_LEVEL",
    type: oneOf(LOG_LEVELS),
    default: "info",
    help: "How much the log tells: `debug`, `info`, `warn`, `error` or `silent`.",
  },
} satisfies Record<string, Setting>;

type ValueOf<S> = S extends { type: SettingType<infer T> } ? T : never;

/** The value of every setting, in the program's units. */
export type SettingValues = { readonly [Key in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Key]> };

/** Settings of earlier versions. They do nothing now, and whoever still has one is told so. */
export const REMOVED_SETTINGS: Readonly<Record<string, string>> = {
  maxMessageMb: "CODEX_BRIDGE_MAX_MESSAGE_MB",
  maxMessageFilesMb: "CODEX_BRIDGE_MAX_MESSAGE_FILES_MB",
  bodySeconds: "CODEX_BRIDGE_BODY_SECONDS",
  maxPages: "CODEX_BRIDGE_MAX_PAGES",
  maxPeers: "CODEX_BRIDGE_MAX_PEERS",
  maxRequests: "CODEX_BRIDGE_MAX_REQUESTS",
  maxBacklogMb: "CODEX_BRIDGE_MAX_BACKLOG_MB",
  maxOpenQuestions: "CODEX_BRIDGE_MAX_OPEN_QUESTIONS",
  maxQueuedMessages: "CODEX_BRIDGE_MAX_QUEUED_MESSAGES",
  maxFailuresPerSecond: "CODEX_BRIDGE_MAX_FAILURES_PER_SECOND",
  logMaxMb: "CODEX_BRIDGE_LOG_MAX_MB",
  logFiles: "CODEX_BRIDGE_LOG_FILES",
};

function wholeNumber(min: number, max: number, unit = 1): SettingType<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse(text) {
      const value = Number(text);
      return /^\d{1,9}$/.test(text) && value >= min && value <= max ? value * unit : undefined;
    },
    toJson: Number,
  };
}

/** A number of days, where 0 is for ever. */
function days(): SettingType<number> {
  const number = wholeNumber(0, 36_500, DAY_MS);
  return { ...number, parse: (text) => number.parse(text) || (text === "0" ? Number.POSITIVE_INFINITY : undefined) };
}

function oneOf<const T extends string>(words: readonly T[]): SettingType<T> {
  return {
    expected: `one of: ${words.join(", ")}`,
    parse: (text) => words.find((word) => word === text),
    toJson: (text) => text,
  };
}

/** Some of these words, at least one. */
function someOf<const T extends string>(words: readonly T[]): SettingType<readonly T[]> {
  const split = (text: string) => text.split(",").map((word) => word.trim());
  return {
    expected: `some of: ${words.join(", ")}, separated by commas`,
    parse(text) {
      const given = split(text);
      const known = words.filter((word) => given.includes(word));
      return known.length > 0 && known.length === new Set(given).size ? known : undefined;
    },
    toJson: split,
  };
}

/** The origin of an HTTP address. */
function address(): SettingType<string | null> {
  return {
    expected: "an address such as http://127.0.0.1:8788",
    parse(text) {
      if (text === "") return null;
      return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text).origin : undefined;
    },
    toJson: (text) => text,
  };
}

function hostNames(): SettingType<readonly string[]> {
  const split = (text: string) =>
    text
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean);
  return {
    expected: "host names with their port, separated by commas",
    parse: (text) => (/^[A-Za-z0-9.:[\],\s-]*$/.test(text) ? split(text) : undefined),
    toJson: split,
  };
}

function onOrOff(): SettingType<boolean> {
  const words: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };
  return { expected: "true or false", parse: (text) => words[text], toJson: (text) => words[text] };
}

function absolutePath(): SettingType<string> {
  return {
    expected: "an absolute path",
    parse: (text) => (isAbsolute(text) ? text : undefined),
    toJson: (text) => text,
  };
}
