/** Runs steps one after the other, and records each change as soon as it is made. */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { buildBundle, bundleFiles } from "./bundle";
import { installDependencies } from "./dependencies";
import { listMissingParents, makePrivateDirectory, readTextFile, replaceFile, toDigest } from "./files";
import { parseJson, remove } from "./json-edit";
import type { Places } from "./places";
import { toAddArguments } from "./plan-claude";
import { run, toComplaint } from "./programs";
import { addChange, type Change, readRecord, type SetupRecord, writeRecord } from "./record";
import { SERVER_NAME, type ServerEntry } from "./registration";
import { keepRuntime } from "./runtime";
import type { Action, Step } from "./steps";

export interface ApplyDeps {
  places: Places;
  /** Path of Claude Code's program; null where it is not installed. */
  claude: string | null;
}

/** Runs the steps of setup and records what they change. Calls `onStep` before each step. */
export async function applySteps(steps: readonly Step[], deps: ApplyDeps, onStep: (step: Step) => void): Promise<void> {
  if (steps.length === 0) return;
  const { stateDir } = deps.places;
  const made = makePrivateDirectory(stateDir);
  // Note the directories that a step will make, so that uninstall can remove them.
  for (const { action } of steps) if (action.do === "write") made.push(...listMissingParents(action.path));
  let record: SetupRecord = readRecord(stateDir) ?? { version: 1, changes: [] };
  const note = (change: Change, foundDigest: string | null) => {
    record = addChange(record, change, foundDigest);
    writeRecord(stateDir, record);
  };
  if (made.length > 0) note({ kind: "made", paths: made }, null);
  for (const step of steps) {
    onStep(step);
    const { action } = step;
    const before = describeBefore(action, deps.places);
    await runAction(action, deps);
    if (before) note(before.change, before.digest);
  }
}

/** What to record about an action; read before it runs. */
function describeBefore(action: Action, places: Places): { change: Change; digest: string | null } | null {
  if (action.do === "write") {
    const { path, before, after, part } = action;
    const backup = before === null ? null : keepCopy(places.stateDir, path, before);
    const change: Change = {
      kind: "file",
      path,
      backup,
      after: after === null ? null : toDigest(after),
      parts: part ? [part] : [],
    };
    return { change, digest: before === null ? null : toDigest(before) };
  }
  if (action.do === "claude") {
    const { scope, cwd, remove, add } = action;
    const text = readTextFile(places.claude.state);
    const state = { digest: text === null ? null : toDigest(text), hadServers: hasServers(text, places.claude.state) };
    return { change: { kind: "claude", scope, cwd, before: remove, after: add, state }, digest: null };
  }
  if (action.do === "keep-runtime")
    return { change: { kind: "made", paths: [action.path, dirname(action.path)] }, digest: null };
  if (action.do === "bundle") {
    // Uninstall removes the directory, too, if it is empty.
    const paths = [...bundleFiles(places.root), join(places.root, "dist")];
    return { change: { kind: "made", paths }, digest: null };
  }
  return null;
}

/** Runs one action, of setup or of uninstall. */
export async function runAction(action: Action, { places, claude }: ApplyDeps): Promise<void> {
  switch (action.do) {
    case "install":
      return installDependencies(places.root, places.env);
    case "keep-runtime":
      return keepRuntime({ path: action.path, keepFrom: action.from });
    case "bundle":
      return buildBundle(places.root);
    case "delete":
      for (const path of action.paths) rmSync(path, { recursive: true, force: true });
      return;
    case "write":
      if (readTextFile(action.path) !== action.before)
        throw new BridgeError("conflict", `${action.path} was changed meanwhile. Run the command again.`);
      return replaceFile(action.path, action.after);
    case "settle":
      return settle(action);
    case "claude":
      return changeClaude(action, places, claude);
  }
}

async function changeClaude(
  action: Extract<Action, { do: "claude" }>,
  places: Places,
  claude: string | null,
): Promise<void> {
  if (claude === null)
    throw new BridgeError("conflict", "Claude Code (`claude`) is not on your PATH, and only it changes its own file.");
  const call = async (args: string[]) => {
    const result = await run([claude, ...args], { env: places.env, cwd: action.cwd ?? places.home });
    if (result.ok) return;
    throw new BridgeError("conflict", `\`claude ${args.slice(0, 2).join(" ")}\` failed: ${toComplaint(result)}`);
  };
  if (action.remove !== null) await call(["mcp", "remove", "--scope", action.scope, SERVER_NAME]);
  if (action.add !== null)
    await call(
      isPlain(action.add) && action.scope === "user"
        ? toAddArguments(action.add)
        : ["mcp", "add-json", "--scope", action.scope, SERVER_NAME, JSON.stringify(action.add)],
    );
}

/**
 * `claude mcp remove` leaves an empty list of servers where there was none. Restores the old bytes
 * if nothing else differs.
 */
function settle({ path, digest, hadServers }: Extract<Action, { do: "settle" }>): void {
  const text = readTextFile(path);
  if (text === null || digest === null || toDigest(text) === digest) return;
  const settled = hadServers ? text : remove(text, ["mcpServers"]);
  if (toDigest(settled) === digest) replaceFile(path, settled);
}

/** Whether `claude mcp add` can write the whole entry. */
function isPlain({ type = "stdio", command, args: _, env: __, ...rest }: ServerEntry): boolean {
  return type === "stdio" && command !== undefined && Object.keys(rest).length === 0;
}

/** Keeps a copy of a file, named by its path and its content. */
function keepCopy(stateDir: string, path: string, text: string): string {
  const { backups } = stateFiles(stateDir);
  makePrivateDirectory(backups);
  const name = `${basename(path)}.${createHash("sha256").update(`${path}\0${text}`).digest("hex").slice(0, 12)}.bak`;
  const copy = join(backups, name);
  replaceFile(copy, text);
  return copy;
}

function hasServers(text: string | null, path: string): boolean {
  const state = text === null ? {} : parseJson(text, path);
  return typeof state === "object" && state !== null && "mcpServers" in state;
}
