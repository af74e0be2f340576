/**
 * Checks of what the clients really use: asked from the clients themselves, not only read from
 * files.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { coversTools } from "../claude-files";
import { TOOL_TIMEOUT_SECONDS, toStrings } from "../codex-config";
import { type Places, toShortPath } from "../places";
import { run, toComplaint } from "../programs";
import { ALLOW_RULE, PLUGIN_RULE, SERVER_NAME } from "../registration";
import { type CheckDeps, type Finding, fail, ok, SETUP, warn } from "./check";

/**
 * `claude mcp get` starts the server as a session in this directory would, and says which scope
 * wins.
 */
export async function checkClaudeEntry({ found, plan }: CheckDeps): Promise<Finding> {
  const { program, problem, files } = found.claude;
  if (problem) return fail(problem, "mend the file, then: codex-bridge setup --claude-only");
  if (!program) return warn("not checked: Claude Code is not here");
  const plugin = findPlugin(found);
  if (plugin !== null) return ok(`the plugin ${plugin} brings it`);
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-doctor-"));
  try {
    const env = { ...found.places.env, CODEX_BRIDGE_STATE_DIR: directory, CODEX_BRIDGE_PORT: "0" };
    const result = await run([program.path, "mcp", "get", SERVER_NAME], {
      env,
      cwd: toSessionDirectory(found.places),
      limitMs: 45_000,
    });
    const say = (name: string) => new RegExp(`^\\s*${name}:\\s*(.+)$`, "m").exec(result.stdout)?.[1]?.trim() ?? "";
    if (!result.ok) return fail(files?.user ? toComplaint(result) : "not registered", SETUP);
    const [scope, status, command] = [say("Scope"), say("Status"), `${say("Command")} ${say("Args")}`.trim()];
    if (!/connected/i.test(status) || /failed/i.test(status))
      return fail(`${scope}: ${status || "no status"} (${command})`, SETUP);
    if (!/user/i.test(scope))
      return warn(
        `in this directory another entry wins: ${scope} (${command})`,
        `claude mcp remove ${SERVER_NAME} --scope project`,
      );
    const isDue = plan.steps.some(({ action }) => action.do === "claude");
    return isDue
      ? warn(`connects, but is not this installation's present command: ${command}`, SETUP)
      : ok(`connects: ${command}`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The plugin that alone brings the bridge to Claude Code; null where an entry does, or nothing. */
function findPlugin({ claude: { files } }: CheckDeps["found"]): string | null {
  return files && !files.user && !files.home && files.local.length === 0 ? (files.plugins[0] ?? null) : null;
}

/**
 * Where a session is imagined: here, but not in this program's own directory, whose .mcp.json is
 * the plugin's.
 */
function toSessionDirectory({ cwd, root, home }: Places): string {
  return cwd === root || cwd.startsWith(`${root}/`) ? home : cwd;
}

const CodexEntry = z.looseObject({
  enabled: z.boolean(),
  disabled_reason: z.string().nullish(),
  transport: z.looseObject({
    type: z.string(),
    command: z.string().optional(),
    args: z.array(z.string()).optional(),
    env_vars: z.array(z.unknown()).nullish(),
  }),
  disabled_tools: z.array(z.string()).nullish(),
  enabled_tools: z.array(z.string()).nullish(),
  tool_timeout_sec: z.number().nullish(),
});

/**
 * `codex mcp get --json` says what Codex makes of all its configuration files in this directory.
 */
export async function checkCodexEntry({ found, plan, config }: CheckDeps): Promise<Finding> {
  const { program, problem, table } = found.codex;
  if (problem) return fail(problem, "mend the line, then: codex-bridge setup --codex-only");
  if (!program) return warn("not checked: Codex is not here");
  const result = await run([program.path, "mcp", "get", SERVER_NAME, "--json"], {
    env: found.places.env,
    cwd: found.places.cwd,
  });
  if (!result.ok) return fail(table ? toComplaint(result) : "not registered", SETUP);
  const entry = CodexEntry.safeParse(parse(result.stdout)).data;
  if (!entry) return warn("`codex mcp get --json` answers in a form that this version does not know");
  const command = [entry.transport.command ?? entry.transport.type, ...(entry.transport.args ?? [])].join(" ");
  if (!entry.enabled) return fail(`switched off${entry.disabled_reason ? `: ${entry.disabled_reason}` : ""}`, SETUP);
  const timeout = entry.tool_timeout_sec ?? null;
  const longest = Math.round(config.maxWaitMs / 1000);
  if (timeout === null || timeout <= longest)
    return warn(
      `Codex gives up on a call after ${timeout ?? "its default number of"} seconds and the bridge waits up to ${longest}: tool_timeout_sec has to be larger (${Math.max(TOOL_TIMEOUT_SECONDS, longest + 10)})`,
      SETUP,
    );
  const tools = ["send_to_claude", "check_claude_messages"];
  const off = tools.filter(
    (tool) => entry.disabled_tools?.includes(tool) || (entry.enabled_tools && !entry.enabled_tools.includes(tool)),
  );
  if (off.length > 0)
    return warn(
      `config.toml switches off ${off.join(" and ")} (enabled_tools, disabled_tools)`,
      "take them out of that list",
    );
  if (table === null) return ok(`a plugin brings it, calls up to ${timeout} s`);
  const isDue = plan.steps.some(({ action }) => action.do === "write" && action.path === found.places.codex.config);
  return isDue
    ? warn(`is not this installation's present entry: ${command}`, SETUP)
    : ok(`${command}, calls up to ${timeout} s`);
}

/** Whether either agent would be stopped by a question to the user at the bridge's own tools. */
export function checkApprovals({ found }: CheckDeps): Finding {
  const rules = found.claude.files?.rules;
  const settings = toShortPath(found.places.claude.settings, found.places.home);
  if (rules && coversTools(rules.deny))
    return fail(
      `${settings} denies the bridge's tools to Claude (permissions.deny)`,
      "take the rule out of permissions.deny",
    );
  if (rules && coversTools(rules.ask))
    return warn(
      `${settings} makes Claude ask before each answer (permissions.ask)`,
      "take the rule out of permissions.ask",
    );
  if (findPlugin(found) !== null && rules && !rules.allow.includes(PLUGIN_RULE) && !rules.allow.includes("mcp__*"))
    return warn(
      `Claude asks you before its first answer: ${settings} does not allow ${PLUGIN_RULE}`,
      `add "${PLUGIN_RULE}" to permissions.allow there`,
    );
  if (findPlugin(found) === null && found.claude.program && rules && !coversTools(rules.allow))
    return warn(`Claude asks you before its first answer: ${settings} does not allow ${ALLOW_RULE}`, SETUP);
  const { default_tools_approval_mode: mode } = found.codex.table ?? {};
  if (typeof mode === "string" && mode !== "approve" && mode !== "auto")
    return warn(
      `config.toml has default_tools_approval_mode = "${mode}" for the bridge: Codex may ask, and refuses in \`codex exec\``,
      "remove that line: the tools need no approval by themselves",
    );
  return ok("Claude may use the bridge's tools, and Codex needs no approval for its own");
}

/**
 * Two servers in one session mean two sessions for the bridge, and answers that go to the wrong
 * one.
 */
export function checkDoubles({ found }: CheckDeps): Finding {
  const { files } = found.claude;
  const isOurs = (args: readonly string[]) =>
    args.some((arg) => /codex-bridge.*[/\\](server|codex-mcp)\.(ts|js)$/.test(arg));
  const doubles = [
    ...(files?.home ? [`~/.mcp.json has an entry "${SERVER_NAME}"`] : []),
    ...(files?.local ?? []).map(({ project }) => `Claude Code has an entry "${SERVER_NAME}" for ${project} alone`),
    ...Object.entries(files?.others ?? {})
      .filter(([, { args = [] }]) => isOurs(args))
      .map(([name]) => `Claude Code's entry "${name}" starts the bridge too`),
    ...(files?.user ? (files.plugins ?? []).map((name) => `the plugin ${name} starts the bridge too`) : []),
  ];
  const [first] = doubles;
  if (first === undefined)
    return ok(
      found.codex.table && toStrings(found.codex.table.args).length > 0 ? "each client starts the bridge once" : "none",
    );
  const byHand = /starts the bridge too/.test(first);
  return warn(doubles.join("; "), byHand ? "keep one: claude mcp remove NAME, or claude plugin disable NAME" : SETUP);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says that it does not know this form.
    return null;
  }
}
