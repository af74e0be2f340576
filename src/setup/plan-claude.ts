/**
 * What setup changes at Claude Code: its entry, entries that would win over it, the rule for its
 * tools, and its hooks.
 */
import { REWAKE_SINCE } from "../hooks/contract";
import { type ClaudeFiles, coversTools } from "./claude-files";
import { hasHooks, type OwnHook, setHooks, toHookCommand } from "./claude-hooks";
import { type Found, findUnwritable } from "./found";
import { addToList, remove } from "./json-edit";
import { toShortPath } from "./places";
import type { Plan } from "./plan";
import { isAtLeast, type Program } from "./programs";
import {
  ALLOW_RULE,
  describeEntry,
  describeOrigin,
  findOrigin,
  quoteWord,
  SERVER_NAME,
  type ServerEntry,
  type Target,
  toStart,
} from "./registration";
import type { Step } from "./steps";

/** The entry to write. Keeps variables that somebody has added to the bridge's own entry. */
export function toClaudeEntry(before: ServerEntry | null, target: Target, root: string): ServerEntry {
  const isOurs = before !== null && findOrigin(before, root) !== "foreign";
  const { CODEX_BRIDGE_STATE_DIR: _, ...env } = isOurs ? (before.env ?? {}) : {};
  return { type: "stdio", ...toStart(target, "claude", root), env: { ...env, ...target.env } };
}

/** Whether an entry already does what `wanted` says. */
export function isSameEntry(entry: ServerEntry | null, wanted: ServerEntry): boolean {
  if (entry === null || (entry.type ?? "stdio") !== "stdio") return false;
  const { command, args = [], env = {} } = entry;
  return Bun.deepEquals({ command, args, env }, { command: wanted.command, args: wanted.args, env: wanted.env });
}

/** Adds Claude's steps to the plan. */
export function planClaude({ places, claude }: Found, plan: Plan): void {
  const files = claude.files;
  if (files === null) return;
  const wanted = toClaudeEntry(files.user, plan.target, places.root);
  const steps: Step[] = [];
  if (!isSameEntry(files.user, wanted)) steps.push(register(files.user, wanted, places.root));
  for (const { project, entry } of files.local) steps.push(removeLocal(project, entry, places.root));
  if (files.home !== null) steps.push(removeFromHome(files.home, files, places));
  const allowing = coversTools(files.rules.allow) ? null : allow(files, places);
  if (allowing) steps.push(allowing.step);
  const command = canRewake(claude.program) ? toHookCommand(plan.target) : null;
  if (!hasHooks(files.hooks, command))
    steps.push(addHooks(files.hooks, command, allowing?.after ?? files.texts.settings, places));
  const paths = steps.map(({ action }) => (action.do === "write" ? action.path : places.claude.state));
  const blocked = findUnwritable([...new Set(paths)]);
  if (blocked)
    plan.problems.push(`${blocked}. Then run setup again; nothing was changed. By hand: ${toAddCommand(wanted)}`);
  else plan.steps.push(...steps);
  if (coversTools(files.rules.deny))
    plan.notes.push(
      `${toShortPath(places.claude.settings, places.home)} denies the bridge's tools (permissions.deny): Claude cannot answer until that rule goes.`,
    );
  if (command === null)
    plan.notes.push(
      `Claude Code ${claude.program?.version ?? "(version unknown)"} may be older than ${REWAKE_SINCE}, whose hooks can wake it: none are registered. Update with: claude update`,
    );
  else
    for (const path of files.hooksOff)
      plan.notes.push(
        `${toShortPath(path, places.home)} switches the hooks off (disableAllHooks or allowManagedHooksOnly): where the channel is off, Claude hears only when it looks.`,
      );
  for (const name of files.plugins)
    plan.notes.push(`The plugin ${name} brings a second bridge server. Keep one: claude plugin disable ${name}`);
}

function register(before: ServerEntry | null, wanted: ServerEntry, root: string): Step {
  const origin = before === null ? null : describeOrigin(before, root);
  return {
    what:
      before === null ? "Register the bridge with Claude Code" : `Replace the entry "${SERVER_NAME}" of Claude Code`,
    why: origin === null ? "so that every Claude session starts it (scope user)" : `the present one is ${origin}`,
    how: toAddCommand(wanted),
    before: before && describeEntry(before),
    after: describeEntry(wanted),
    replaces: before !== null && findOrigin(before, root) !== "this",
    action: { do: "claude", scope: "user", cwd: null, remove: before, add: wanted },
  };
}

function removeLocal(project: string, entry: ServerEntry, root: string): Step {
  return {
    what: `Remove the entry "${SERVER_NAME}" that Claude Code has for ${project} alone`,
    why: `there, it would override the entry for all projects; it is ${describeOrigin(entry, root)}`,
    how: `claude mcp remove --scope local ${SERVER_NAME} (in ${project})`,
    before: describeEntry(entry),
    after: null,
    replaces: findOrigin(entry, root) !== "this",
    action: { do: "claude", scope: "local", cwd: project, remove: entry, add: null },
  };
}

function removeFromHome(entry: ServerEntry, files: ClaudeFiles, { claude, home, root }: Found["places"]): Step {
  const before = files.texts.homeMcp ?? "";
  return {
    what: `Remove the entry "${SERVER_NAME}" from ${toShortPath(claude.homeMcp, home)}`,
    why: `it would override the entry for all projects below your home directory; it is ${describeOrigin(entry, root)}`,
    how: toShortPath(claude.homeMcp, home),
    before: describeEntry(entry),
    after: null,
    replaces: findOrigin(entry, root) !== "this",
    action: {
      do: "write",
      path: claude.homeMcp,
      before,
      after: remove(before, ["mcpServers", SERVER_NAME]),
      part: { kind: "server", entry },
    },
  };
}

function allow(files: ClaudeFiles, { claude, home }: Found["places"]): { step: Step; after: string } {
  const before = files.texts.settings;
  const after = addToList(before ?? "", ["permissions", "allow"], ALLOW_RULE);
  const step: Step = {
    what: "Let Claude use the bridge's own tools without asking each time",
    why: "a question from Codex would otherwise wait for you to press a key",
    how: toShortPath(claude.settings, home),
    before: null,
    after: `permissions.allow: + "${ALLOW_RULE}"`,
    replaces: false,
    action: { do: "write", path: claude.settings, before, after, part: { kind: "rule", rule: ALLOW_RULE } },
  };
  return { step, after };
}

/** `before` is the file after the steps before this one. */
function addHooks(
  own: readonly OwnHook[],
  command: string | null,
  before: string | null,
  { claude, home }: Found["places"],
): Step {
  const old = [...new Set(own.map((hook) => hook.command))].join("; ");
  return {
    what:
      command === null ? "Remove the bridge's hooks from Claude Code" : "Register the bridge's hooks with Claude Code",
    why:
      command === null
        ? "this version cannot be woken by them, or would wait for them"
        : "they bring Codex's messages to sessions whose channel is off",
    how: toShortPath(claude.settings, home),
    before: own.length > 0 ? `${own.length} of them: ${old}` : null,
    after: command && `SessionStart, Stop, UserPromptSubmit, SessionEnd: ${command}`,
    replaces: own.some(({ origin }) => origin !== "this"),
    action: {
      do: "write",
      path: claude.settings,
      before,
      after: setHooks(before ?? "", own, command),
      part: { kind: "hooks", command },
    },
  };
}

/**
 * Whether a hook can wake this Claude Code. An unknown version counts as too old: it would wait for
 * the hook.
 */
export function canRewake(program: Program | null): boolean {
  return program !== null && program.version !== null && isAtLeast(program.version, REWAKE_SINCE);
}

/** The command that registers an entry with Claude Code. */
export function toAddArguments(entry: ServerEntry): string[] {
  const env = Object.entries(entry.env ?? {}).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  return ["mcp", "add", "--scope", "user", SERVER_NAME, ...env, "--", entry.command ?? "", ...(entry.args ?? [])];
}

function toAddCommand(entry: ServerEntry): string {
  return ["claude", ...toAddArguments(entry)].map(quoteWord).join(" ");
}
