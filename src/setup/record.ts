/** setup.json (0600): what setup has changed, so that uninstall can put it back. */
import * as z from "zod";
import { stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { readTextFile, replaceFile } from "./files";
import { ServerEntry } from "./registration";
import { Part } from "./steps";

export const Change = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("file"),
      path: z.string(),
      /** Path of the backup from before the first change; null where there was no file. */
      backup: z.string().nullable(),
      /**
       * Digest of the text that setup left; null where somebody had changed the file between two
       * setups.
       */
      after: z.string().nullable(),
      parts: z.array(Part).optional(),
      /** The form of older records, where a file had only one. */
      part: Part.nullish(),
    })
    .pipe(z.transform(({ parts, part, ...change }) => ({ ...change, parts: parts ?? (part ? [part] : []) }))),
  z.object({
    kind: z.literal("claude"),
    scope: z.enum(["user", "local"]),
    cwd: z.string().nullable(),
    before: ServerEntry.nullable(),
    after: ServerEntry.nullable(),
    /**
     * Of Claude Code's own file before the change: its digest, and whether it had a list of
     * servers.
     */
    state: z.object({ digest: z.string().nullable(), hadServers: z.boolean() }),
  }),
  /** Files and directories that setup has made. */
  z.object({ kind: z.literal("made"), paths: z.array(z.string()) }),
]);
export type Change = z.infer<typeof Change>;

export const SetupRecord = z.object({ version: z.literal(1), changes: z.array(Change) });
export type SetupRecord = z.infer<typeof SetupRecord>;

/** Reads what earlier runs have changed; null where setup has not run. */
export function readRecord(stateDir: string): SetupRecord | null {
  const path = stateFiles(stateDir).setup;
  const text = readTextFile(path);
  if (text === null) return null;
  const parsed = SetupRecord.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new BridgeError(
    "conflict",
    `${path} is damaged or of another version. Move it away. Uninstall then removes what is recognisably ours.`,
  );
}

export function writeRecord(stateDir: string, record: SetupRecord): void {
  replaceFile(stateFiles(stateDir).setup, `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * Adds a change. For each file or entry, only the first "before" and the last "after" count. A file
 * that somebody else has changed in between is no longer put back as a whole.
 */
export function addChange(record: SetupRecord, change: Change, foundDigest: string | null): SetupRecord {
  if (change.kind === "made") {
    const known = new Set(record.changes.flatMap((own) => (own.kind === "made" ? own.paths : [])));
    const paths = change.paths.filter((path) => !known.has(path));
    return paths.length === 0 ? record : { ...record, changes: [...record.changes, { kind: "made", paths }] };
  }
  const index = record.changes.findIndex((own) => isSameThing(own, change));
  const earlier = record.changes[index];
  if (!earlier) return { ...record, changes: [...record.changes, change] };
  return { ...record, changes: record.changes.with(index, merge(earlier, change, foundDigest)) };
}

function isSameThing(a: Change, b: Change): boolean {
  if (a.kind === "file" && b.kind === "file") return a.path === b.path;
  return a.kind === "claude" && b.kind === "claude" && a.scope === b.scope && a.cwd === b.cwd;
}

function merge(earlier: Change, change: Change, foundDigest: string | null): Change {
  if (earlier.kind === "claude" && change.kind === "claude") return { ...earlier, after: change.after };
  if (earlier.kind !== "file" || change.kind !== "file") return change;
  const untouched = earlier.after !== null && earlier.after === foundDigest;
  const kinds = new Set(change.parts.map(({ kind }) => kind));
  const kept = earlier.parts.filter(({ kind }) => !kinds.has(kind));
  const parts = change.parts.map((part) => {
    const own = earlier.parts.find(({ kind }) => kind === part.kind);
    if (own?.kind === "table" && part.kind === "table") return { ...part, before: own.before };
    // Hooks follow a clone that has moved. For all else, the first "before" counts.
    return own && own.kind !== "hooks" ? own : part;
  });
  return { ...earlier, after: untouched ? change.after : null, parts: [...kept, ...parts] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller reports it as damaged.
    return null;
  }
}
