/**
 * What the user, a project or an administrator lets into Claude Code's inbox:
 * `crossSessionInbound`, which holds for a session's own children too (2.1.332). `hold` and
 * `refuse` stop the bridge there, and Claude Code tells nobody.
 */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

type Source = "managed" | "local" | "project" | "flag" | "user";

/** A place where `crossSessionInbound` is set. */
export interface InboundSetting {
  source: Source;
  /** The file; null where the command line itself holds it. */
  path: string | null;
  value: string;
}

export interface InboundPlaces {
  env: Readonly<Record<string, string | undefined>>;
  /** The directory in which the session was started. */
  cwd: string;
  /** The arguments of Claude Code; null where they are not known. */
  args: readonly string[] | null;
  /** Where an administrator's settings lie. */
  managed?: string;
}

/** Every place where it is set, the one that is asked first at the front. */
export function readInbound(places: InboundPlaces): InboundSetting[] {
  const { env, cwd, args, managed = MANAGED_SETTINGS[process.platform === "darwin" ? "darwin" : "linux"] } = places;
  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
  const user = join(
    env.CLAUDE_CONFIG_DIR ? resolve(cwd, env.CLAUDE_CONFIG_DIR) : join(home, ".claude"),
    "settings.json",
  );
  const project = join(cwd, ".claude", "settings.json");
  return [
    ...readFile("managed", managed),
    ...readFile("local", join(cwd, ".claude", "settings.local.json")),
    // In the home directory they are the same.
    ...(project === user ? [] : readFile("project", project)),
    ...toFlagValues(args ?? []).flatMap((given) =>
      given.trimStart().startsWith("{") ? toSetting("flag", null, given) : readFile("flag", resolve(cwd, given)),
    ),
    ...readFile("user", user),
  ];
}

/**
 * The setting that keeps the bridge's messages out; null where none does. An administrator's
 * decides alone; a project can only forbid; a value that is none of Claude Code's own holds
 * everything.
 */
export function findBlock(settings: readonly InboundSetting[]): InboundSetting | null {
  for (const setting of settings) {
    if (setting.value !== "accept") return setting;
    if (setting.source !== "local" && setting.source !== "project") return null;
  }
  return null;
}

/** A setting as people are told of it. */
export function describeInbound({ path, value }: InboundSetting): string {
  return `crossSessionInbound is "${toWord(value)}" in ${path ?? "the options of Claude's start"}`;
}

/** A value that is none of Claude Code's own may be anything. */
function toWord(value: string): string {
  return value.replace(/[^\w-]/g, "_").slice(0, 40);
}

/** Where an administrator's settings lie (2.1.329). */
const MANAGED_SETTINGS = {
  linux: "/etc/claude-code/managed-settings.json",
  darwin: "/Library/Application Support/ClaudeCode/managed-settings.json",
} as const;

/** The values of `--settings`: JSON, or the path of a file. */
function toFlagValues(args: readonly string[]): string[] {
  const flag = "--settings";
  return args.flatMap((arg, at) => {
    if (arg.startsWith(`${flag}=`)) return [arg.slice(flag.length + 1)];
    const next = args[at + 1];
    return arg === flag && next !== undefined ? [next] : [];
  });
}

function readFile(source: Source, path: string): InboundSetting[] {
  try {
    return toSetting(source, path, readFileSync(path, "utf8"));
  } catch {
    // Not there, or not readable: it sets nothing.
    return [];
  }
}

function toSetting(source: Source, path: string | null, text: string): InboundSetting[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const value =
      typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "crossSessionInbound") : undefined;
    return value === undefined ? [] : [{ source, path, value: String(value) }];
  } catch {
    // A broken file is Claude Code's to complain of.
    return [];
  }
}
