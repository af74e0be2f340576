/** The steps of setup and uninstall as data: shown first, then run one after the other. */
import * as z from "zod";
import { ServerEntry } from "./registration";

/** How to undo an edit where somebody has changed the file since. */
export const Part = z.discriminatedUnion("kind", [
  /** The bridge's table of config.toml; both as TOML texts. */
  z.object({ kind: z.literal("table"), before: z.string().nullable(), after: z.string() }),
  /** Our rule in Claude's list of allowed tools. */
  z.object({ kind: z.literal("rule"), rule: z.string() }),
  /**
   * Our hooks in Claude's settings, by their command; null means all that are recognisably ours.
   */
  z.object({ kind: z.literal("hooks"), command: z.string().nullable() }),
  /** An entry that setup has removed from ~/.mcp.json. */
  z.object({ kind: z.literal("server"), entry: ServerEntry }),
]);
export type Part = z.infer<typeof Part>;

export type Action =
  | { do: "install" }
  | { do: "keep-runtime"; path: string; from: string }
  | { do: "bundle" }
  /** Removes an entry, adds one, or both, through Claude Code's own command line. */
  | { do: "claude"; scope: "user" | "local"; cwd: string | null; remove: ServerEntry | null; add: ServerEntry | null }
  /** A whole file: `before` must still be what it holds; `after` null removes it. */
  | { do: "write"; path: string; before: string | null; after: string | null; part: Part | null }
  | { do: "delete"; paths: string[] }
  /**
   * Claude Code's own file after its entry has gone: the bytes from before, if they come to the
   * same digest.
   */
  | { do: "settle"; path: string; digest: string | null; hadServers: boolean };

export interface Step {
  what: string;
  why: string;
  /** The command or file that makes the change. */
  how: string;
  /** What is there now, and what will be. */
  before: string | null;
  after: string | null;
  /** True where it replaces an entry of another program. */
  replaces: boolean;
  action: Action;
}

/** A step for scripts, without the files' contents, which may hold secrets. */
export function toPlainStep({ action, ...step }: Step) {
  return { ...step, kind: action.do };
}
