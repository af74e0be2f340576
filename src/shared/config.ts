/**
 * The configuration: for each setting the environment, else config.json in the state directory,
 * else the default. Nothing else reads the environment for settings.
 */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { BridgeError, toMessage } from "./errors";
import { REMOVED_SETTINGS, SETTINGS, type Setting, type SettingValues } from "./settings";

export interface Config extends SettingValues {
  /** True where the user chose the port: then it never moves. */
  readonly portIsExplicit: boolean;
  /** Codex's home, where its control socket lies. */
  readonly codexHome: string;
  /**
   * The whole environment of a Codex process that we start: no secrets of ours or of other
   * programs.
   */
  readonly codexEnvironment: Record<string, string>;
  /**
   * All of our environment, of which a Codex that does the user's work gets the user's own part.
   */
  readonly environment: Environment;
  readonly files: FileLimits;
  /** True where the user wants no colours (NO_COLOR, https://no-color.org). */
  readonly noColor: boolean;
  /** Why the settings cannot be used, one sentence each. The bridge does not start with a guess. */
  readonly problems: readonly string[];
  /** What is odd and stops nothing, such as an unknown setting in config.json. */
  readonly warnings: readonly string[];
  /** Each setting as a person sees it. */
  readonly settings: readonly EffectiveSetting[];
}

/** What the folder of attachments may hold, in bytes. */
export interface FileLimits {
  /** Largest single file. */
  readonly bytes: number;
  /** Largest sum of one message's files. */
  readonly messageBytes: number;
  /** Above this the oldest files of finished messages are removed. */
  readonly folderBytes: number;
  /**
   * Files of finished messages are removed after this time; Infinity keeps them as long as their
   * messages.
   */
  readonly keepMs: number;
}

export interface EffectiveSetting {
  readonly name: string;
  readonly variable: string;
  /** The value in force, as a person would write it: the default where the given one is wrong. */
  readonly value: string;
  /** Where the value was looked up. */
  readonly source: "default" | "config.json" | "environment";
  /** Why the given value cannot be used; null where it can. */
  readonly problem: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;
type ConfigFile = Readonly<Record<string, unknown>>;

export const DEFAULT_PORT = Number(SETTINGS.port.default);

/** A message has several files, but rarely many large ones. */
const FILES_PER_MESSAGE = 4;

/** Reads the configuration. A value that cannot be used becomes a problem, never an error. */
export function readConfig(env: Environment): Config {
  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
  const stateDir = resolve(env.CODEX_BRIDGE_STATE_DIR || defaultStateDir(home));
  const path = stateFiles(stateDir).config;
  const fileProblems: string[] = [];
  const file = readConfigFile(path, fileProblems);
  const read = Object.entries(SETTINGS).map(([key, setting]) => {
    const fallback = key === "stateDir" ? stateDir : setting.default;
    return { key, ...readSetting(setting, { env, file, path, fallback }) };
  });
  // Each value comes from the type of its own setting.
  const values = Object.fromEntries(read.map(({ key, value }) => [key, value])) as SettingValues;
  const settings = read.map(({ effective }) => effective);
  const codexHome = env.CODEX_HOME && isAbsolute(env.CODEX_HOME) ? env.CODEX_HOME : join(home, ".codex");
  return Object.freeze({
    ...values,
    stateDir,
    portIsExplicit: settings.some(({ name, source }) => name === SETTINGS.port.name && source !== "default"),
    codexHome,
    codexEnvironment: { HOME: home, CODEX_HOME: codexHome, PATH: env.PATH ?? "" },
    environment: env,
    files: {
      bytes: values.maxFileBytes,
      messageBytes: FILES_PER_MESSAGE * values.maxFileBytes,
      folderBytes: values.filesFolderBytes,
      keepMs: values.filesKeepMs,
    },
    noColor: Boolean(env.NO_COLOR),
    problems: [...fileProblems, ...settings.flatMap(({ problem }) => problem ?? [])],
    warnings: [...findUnknown(file, path), ...findRemoved(env, file, path)],
    settings,
  });
}

interface SettingSources {
  env: Environment;
  file: ConfigFile;
  /** Of the file. */
  path: string;
  fallback: string;
}

function readSetting(setting: Setting, { env, file, path, fallback }: SettingSources) {
  const { name, variable, type, environmentOnly } = setting;
  const given = env[variable];
  const source = given
    ? "environment"
    : Object.hasOwn(file, name) && !environmentOnly
      ? "config.json"
      : ("default" as const);
  const text = given || (source === "config.json" ? toText(file[name]) : fallback);
  const value = type.parse(text);
  if (value !== undefined)
    return { value, effective: { name, variable, value: text, source, problem: null } satisfies EffectiveSetting };
  const where = source === "environment" ? `${variable}=` : `${path}: ${name}: `;
  const problem = `${where}${JSON.stringify(text.slice(0, 80))}: expected ${type.expected}`;
  return {
    value: type.parse(fallback),
    effective: { name, variable, value: fallback, source, problem } satisfies EffectiveSetting,
  };
}

function findUnknown(file: ConfigFile, path: string): string[] {
  const names = Object.values<Setting>(SETTINGS).flatMap(({ name, environmentOnly }) => (environmentOnly ? [] : name));
  return Object.keys(file)
    .filter((name) => !names.includes(name) && !Object.hasOwn(REMOVED_SETTINGS, name))
    .map((name) => `${path}: unknown setting "${name.slice(0, 60)}". Known settings: ${names.join(", ")}.`);
}

function findRemoved(env: Environment, file: ConfigFile, path: string): string[] {
  return Object.entries(REMOVED_SETTINGS).flatMap(([name, variable]) => [
    ...(Object.hasOwn(file, name)
      ? [`${path}: the setting "${name}" does nothing any more. Remove it: codex-bridge config unset ${name}`]
      : []),
    ...(env[variable] ? [`${variable} does nothing any more. Remove it from the environment.`] : []),
  ]);
}

/** A value of config.json as the environment would hold it, so that one parser reads both. */
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
