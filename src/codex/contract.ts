/**
 * What the bridge takes for granted about the Codex CLI, with the version it was seen on (0.169.0). When Codex changes,
 * this is the file to change.
 */
import { z } from "zod";
import { Id } from "../protocol";

/** Codex shows its model about this many characters of a tool's output, the head and the tail. */
export const SHOWN_CHARS = 12_000;

/** A text above this length is announced with the path of a file that holds it whole. */
export const LONG_TEXT_CHARS = 10_000;

/** `_meta` of tools/call: the thread that calls, in one of two places. The session id is never used. */
const CallMeta = z.object({
  threadId: Id.optional().catch(undefined),
  "x-codex-turn-metadata": z
    .object({ thread_id: Id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** The thread that makes a call, or null where the client does not say. */
export function readThread(meta: Readonly<Record<string, unknown>>): string | null {
  const parsed = CallMeta.safeParse(meta).data;
  return parsed?.threadId ?? parsed?.["x-codex-turn-metadata"]?.thread_id ?? null;
}

/** With these, Codex runs a tool with no approval configured, in `codex exec` as in the TUI. */
export const ASKS_NO_APPROVAL = { readOnlyHint: false, destructiveHint: false, openWorldHint: false } as const;
export const READS_ONLY = { readOnlyHint: true, openWorldHint: false } as const;
