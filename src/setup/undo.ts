/**
 * Plans how to undo setup: exactly where nobody has changed a file since, else only our part of it.
 */
import { existsSync, lstatSync, rmdirSync } from "node:fs";
import { bundleFiles } from "./bundle";
import { findOwnHooks, readHooks, removeHooks } from "./claude-hooks";
import { TABLE_PATH, toStrings } from "./codex-config";
import { readTextFile, toDigest } from "./files";
import type { Found } from "./found";
import { removeFromList } from "./json-edit";
import { toShortPath } from "./places";
import { isSameEntry } from "./plan-claude";
import type { Change, SetupRecord } from "./record";
import { ALLOW_RULE, describeEntry, findOrigin, SERVER_NAME } from "./registration";
import type { Part, Step } from "./steps";
import { getTable, parseToml, setTable } from "./toml-edit";

export interface UndoPlan {
  steps: Step[];
  /** What stays as it is, and why. */
  leftAlone: string[];
}

/** Plans the way back. Without a record, it removes what is recognisably this bridge's. */
export function planUndo(found: Found, record: SetupRecord | null): UndoPlan {
  const plan: UndoPlan = { steps: [], leftAlone: [] };
  const changes = record ? record.changes.toReversed() : guessChanges(found);
  for (const change of changes) {
    if (change.kind === "file") undoFile(change, found, plan);
    else if (change.kind === "claude") undoClaude(change, found, plan);
    else undoMade(change.paths, found, plan);
  }
  return plan;
}

/** What a setup must have changed whose record is lost. */
function guessChanges({ places, claude, codex }: Found): Change[] {
  const changes: Change[] = [];
  const { root } = places;
  if (codex.table && findOrigin({ args: toStrings(codex.table.args) }, root) !== "foreign")
    changes.push({
      kind: "file",
      path: places.codex.config,
      backup: null,
      after: null,
      parts: [{ kind: "table", before: null, after: "" }],
    });
  const parts: Part[] = [];
  if (claude.files?.rules.allow.includes(ALLOW_RULE)) parts.push({ kind: "rule", rule: ALLOW_RULE });
  if (claude.files && claude.files.hooks.length > 0) parts.push({ kind: "hooks", command: null });
  if (parts.length > 0) changes.push({ kind: "file", path: places.claude.settings, backup: null, after: null, parts });
  const user = claude.files?.user ?? null;
  if (user && findOrigin(user, root) !== "foreign")
    changes.push({
      kind: "claude",
      scope: "user",
      cwd: null,
      before: null,
      after: user,
      state: { digest: null, hadServers: true },
    });
  const built = bundleFiles(root).filter((path) => existsSync(path));
  if (built.length > 0) changes.push({ kind: "made", paths: built });
  return changes;
}

const STEP = { before: null, after: null, replaces: false };

function undoFile(change: Extract<Change, { kind: "file" }>, { places }: Found, plan: UndoPlan): void {
  const { path, backup, parts } = change;
  const short = toShortPath(path, places.home);
  const text = readTextFile(path);
  if (text === null) return void plan.leftAlone.push(`${short} is not there any more.`);
  const write = (why: string, after: string | null) =>
    plan.steps.push({
      ...STEP,
      what: after === null ? `Remove ${short}` : `Put ${short} back`,
      why,
      how: short,
      action: { do: "write", path, before: text, after, part: null },
    });

  if (change.after !== null && toDigest(text) === change.after) {
    const original = backup === null ? null : readTextFile(backup);
    if (backup === null || original !== null)
      return void write(backup === null ? "setup made it" : "byte for byte, nobody has changed it since", original);
  }
  const after = parts.reduce((now, part) => {
    const { text: rest, left } = undoPart(part, now, path, places.root);
    if (left !== null) plan.leftAlone.push(`${left} in ${short}`);
    return rest;
  }, text);
  if (after !== text) write("only our part, since somebody has changed the file", after);
}

/**
 * A file's text without one part that setup has added, and what stays of it because somebody has
 * changed it.
 */
function undoPart(part: Part, text: string, path: string, root: string): { text: string; left: string | null } {
  if (part.kind === "table") {
    const now = getTable(parseToml(text, path), TABLE_PATH);
    const ours = part.after === "" ? now : getTable(parseToml(part.after, path), TABLE_PATH);
    if (now === null) return { text, left: null };
    if (!Bun.deepEquals(now, ours, true)) return { text, left: `The entry "${SERVER_NAME}" was changed since` };
    const before = part.before === null ? null : getTable(parseToml(part.before, path), TABLE_PATH);
    return { text: setTable(text, TABLE_PATH, before, path), left: null };
  }
  if (part.kind === "rule") return { text: removeFromList(text, ["permissions", "allow"], part.rule), left: null };
  if (part.kind === "hooks") {
    const own = findOwnHooks(readHooks(text), root);
    const ours = own.filter(({ command }) => part.command === null || command === part.command);
    const left = own.length > ours.length ? "A hook of the bridge with another command is left" : null;
    return { text: removeHooks(text, ours), left };
  }
  return { text, left: `What setup had taken out is not put back: ${describeEntry(part.entry)}` };
}

function undoClaude(change: Extract<Change, { kind: "claude" }>, { places, claude }: Found, plan: UndoPlan): void {
  const { scope, cwd, before, after, state } = change;
  const files = claude.files;
  const now =
    scope === "user" ? (files?.user ?? null) : (files?.local.find(({ project }) => project === cwd)?.entry ?? null);
  const where = `Claude Code's entry "${SERVER_NAME}"${scope === "local" ? ` for ${cwd}` : ""}`;
  const isOurs = after === null ? now === null : isSameEntry(now, after);
  if (!isOurs) {
    if (now !== null || before !== null)
      plan.leftAlone.push(`${where} was changed since: ${now ? describeEntry(now) : "it is gone"}.`);
    return;
  }
  if (scope === "local" && cwd !== null && !existsSync(cwd)) return;
  plan.steps.push({
    what: before === null ? `Remove ${where}` : `Put ${where} back`,
    why: before === null ? "setup made it" : "it was there before",
    how: `claude mcp ${before === null ? "remove" : "add-json"} --scope ${scope} ${SERVER_NAME}`,
    before: now && describeEntry(now),
    after: before && describeEntry(before),
    replaces: false,
    action: { do: "claude", scope, cwd, remove: now, add: before },
  });
  plan.steps.push({
    ...STEP,
    what: `Put ${toShortPath(places.claude.state, places.home)} back`,
    why: "byte for byte, if Claude Code has noted nothing else in it since",
    how: toShortPath(places.claude.state, places.home),
    action: { do: "settle", path: places.claude.state, ...state },
  });
}

function undoMade(paths: string[], { places }: Found, plan: UndoPlan): void {
  const files = paths.filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile());
  if (files.length === 0) return;
  const what = files.length === 1 ? "Remove a file that setup made" : `Remove ${files.length} files that setup made`;
  plan.steps.push({
    ...STEP,
    what,
    why: "nothing else uses them",
    how: files.map((path) => toShortPath(path, places.home)).join(", "),
    action: { do: "delete", paths: files },
  });
}

/** Removes the directories that setup made, innermost first, where they are empty. */
export function removeMadeDirectories(record: SetupRecord): void {
  const made = record.changes.flatMap((change) => (change.kind === "made" ? change.paths : []));
  for (const path of made.toSorted((a, b) => b.length - a.length)) {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) continue;
    try {
      rmdirSync(path);
    } catch (error) {
      // It is not empty, so it stays.
      if (!(error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST")))
        throw error;
    }
  }
}
