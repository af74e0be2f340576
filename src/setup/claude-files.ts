/** Reads Claude Code's configuration. Only its own command line changes these files. */
import { join } from "node:path";
import * as z from "zod";
import { BridgeError } from "../shared/errors";
import { findOwnHooks, type OwnHook } from "./claude-hooks";
import { readTextFile } from "./files";
import { parseJson } from "./json-edit";
import type { Places } from "./places";
import { SERVER_NAME, ServerEntry } from "./registration";

const Servers = z.record(z.string(), ServerEntry);
const StateFile = z.looseObject({
  mcpServers: Servers.optional(),
  projects: z.record(z.string(), z.looseObject({ mcpServers: Servers.optional() })).optional(),
});
const ProjectFile = z.looseObject({ mcpServers: Servers.optional() });
const Rules = z.array(z.string()).optional();
const SettingsFile = z.looseObject({
  permissions: z.looseObject({ allow: Rules, ask: Rules, deny: Rules }).optional(),
  enabledPlugins: z.record(z.string(), z.unknown()).optional(),
  hooks: z.record(z.string(), z.array(z.unknown())).optional(),
  disableAllHooks: z.boolean().optional().catch(undefined),
  allowManagedHooksOnly: z.boolean().optional().catch(undefined),
});

export interface ClaudeFiles {
  /** The entry of the scope `user`. */
  user: ServerEntry | null;
  /**
   * Entries of the scope `local`, by the project's directory: they win over the scope `user` there.
   */
  local: { project: string; entry: ServerEntry }[];
  /**
   * The entry of ~/.mcp.json, which wins over the scope `user` in every project below the home
   * directory.
   */
  home: ServerEntry | null;
  /** Other names under which the scope `user` has servers. */
  others: Record<string, ServerEntry>;
  rules: { allow: string[]; ask: string[]; deny: string[] };
  /** The bridge's hooks in the user's settings, of any installation. */
  hooks: OwnHook[];
  /**
   * Settings files of the user, of the present project and of the administrator that switch the
   * user's hooks off.
   */
  hooksOff: string[];
  /** Enabled plugins that bring a bridge of their own. */
  plugins: string[];
  texts: { state: string | null; settings: string | null; homeMcp: string | null };
}

/**
 * Reads Claude Code's files. Throws a BridgeError that names the file and the line where one is
 * broken.
 */
export function readClaudeFiles({ claude, cwd, root }: Places): ClaudeFiles {
  const texts = {
    state: readTextFile(claude.state),
    settings: readTextFile(claude.settings),
    homeMcp: readTextFile(claude.homeMcp),
  };
  const state = read(texts.state, claude.state, StateFile);
  const settings = read(texts.settings, claude.settings, SettingsFile);
  const homeMcp = read(texts.homeMcp, claude.homeMcp, ProjectFile);
  const { [SERVER_NAME]: user = null, ...others } = state.mcpServers ?? {};
  const local = Object.entries(state.projects ?? {}).flatMap(([project, { mcpServers }]) => {
    const entry = mcpServers?.[SERVER_NAME];
    return entry ? [{ project, entry }] : [];
  });
  const { allow = [], ask = [], deny = [] } = settings.permissions ?? {};
  const plugins = Object.entries(settings.enabledPlugins ?? {}).filter(
    ([name, on]) => on && name.startsWith(`${SERVER_NAME}@`),
  );
  return {
    user,
    local,
    home: homeMcp.mcpServers?.[SERVER_NAME] ?? null,
    others,
    rules: { allow, ask, deny },
    hooks: findOwnHooks(settings.hooks, root),
    hooksOff: [
      claude.settings,
      join(cwd, ".claude", "settings.json"),
      join(cwd, ".claude", "settings.local.json"),
      MANAGED_SETTINGS[process.platform === "darwin" ? "darwin" : "linux"],
    ].filter((path, i, all) => all.indexOf(path) === i && switchesHooksOff(path)),
    plugins: plugins.map(([name]) => name),
    texts,
  };
}

/** Whether a list of permission rules covers all tools of the bridge. */
export function coversTools(rules: readonly string[]): boolean {
  return rules.some((rule) => [`mcp__${SERVER_NAME}`, `mcp__${SERVER_NAME}__*`, "mcp__*"].includes(rule));
}

/** Where an administrator's settings lie (2.1.329). */
const MANAGED_SETTINGS = {
  linux: "/etc/claude-code/managed-settings.json",
  darwin: "/Library/Application Support/ClaudeCode/managed-settings.json",
} as const;

/** Whether a settings file switches hooks off. Claude Code itself reports a broken file. */
function switchesHooksOff(path: string): boolean {
  try {
    const settings = SettingsFile.safeParse(parseJson(readTextFile(path) ?? "", path)).data;
    return settings?.disableAllHooks === true || settings?.allowManagedHooksOnly === true;
  } catch (error) {
    if (error instanceof BridgeError) return false;
    throw error;
  }
}

function read<S extends z.ZodType>(text: string | null, path: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(text === null ? {} : parseJson(text, path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BridgeError(
    "conflict",
    `${path} is not as Claude Code writes it: "${issue?.path.join(".")}": ${issue?.message}.`,
  );
}
