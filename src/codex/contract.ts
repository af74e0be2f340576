/**
 * What the bridge takes for granted about the Codex CLI, with the version it was seen on (0.169.0). When Codex changes,
 * this is the file to change.
 */
import * as z from "zod";
import { ID } from "../shared/ids";

/** Codex shows its model about this many characters of a tool's output, the head and the tail. */
export const SHOWN_CHARS = 12_000;

/** A text above this length is announced with the path of a file that holds it whole. */
export const LONG_TEXT_CHARS = 10_000;

/**
 * Which thread makes a call, in one of two places of its `_meta` (the session id is never used), and what triggered the turn
 * that it belongs to: "user", "exec", "queue", our own … Null where the client does not say, or says what is none.
 */
export function readCaller(meta: Readonly<Record<string, unknown>>): { thread: string | null; trigger: string | null } {
  const turn = meta["x-codex-turn-metadata"];
  const { thread_id: thread = null, turn_trigger: trigger = null } =
    typeof turn === "object" && turn !== null ? (turn as Readonly<Record<string, unknown>>) : {};
  return { thread: toId(meta.threadId) ?? toId(thread), trigger: typeof trigger === "string" ? trigger : null };
}

const toId = (value: unknown) => (typeof value === "string" && ID.test(value) ? value : null);

/** With these, Codex runs a tool with no approval configured, in `codex exec` as in the TUI. */
export const ASKS_NO_APPROVAL = { readOnlyHint: false, destructiveHint: false, openWorldHint: false } as const;
export const READS_ONLY = { readOnlyHint: true, openWorldHint: false } as const;

/** `codex exec`: a message queued for it is taken at the end of its turn and lost, and the turn is aborted. */
export const EXEC_TRIGGER = "exec";

/** How our own turns are marked for whoever reads a turn's metadata. */
export const OWN_TRIGGER = "claude-bridge";

/*
 * A thread and its MCP server (seen on 0.169.0): `codex resume` of a thread that is still loaded unloads it and loads it
 * anew within half a second, with a new MCP server process; so does a TUI that reconnects to a daemon that was stopped
 * and started. The process may be there some milliseconds before the thread is in thread/loaded/list.
 */

/** The control socket of the shared daemon below CODEX_HOME (a link to a short path; mode 0600, no token). */
export const CONTROL_SOCKET = "app-server-control/app-server-control.sock";

/** CODEX_HOME where the environment does not name it. */
export const DEFAULT_HOME = ".codex";

/** What the app-server says when a turn ended or changed between our reading and our steering. */
export const STEER_RACE = /no active turn to steer|expected active turn id/i;

/**
 * What it says of a thread that its home does not hold. A home that does not exist ends `codex app-server` at once.
 */
export const UNKNOWN_THREAD = /thread not (loaded|found)/i;

/** What it says of a thread that has had no turn yet: then there is nothing to list. */
export const NO_TURNS_YET = /not materialized yet/i;

/**
 * What it says of a thread whose first turn has just been started, for some 20 to 50 ms after it has accepted it
 * (seen on 0.169.0): to thread/read, and to thread/turns/list.
 */
export const NOT_WRITTEN_YET = /rollout at .* is empty|list_turns is not supported yet/i;

const Item = z.looseObject({ type: z.string(), clientId: z.string().nullish(), text: z.string().nullish() });
export const Turn = z.object({ id: z.string(), status: z.string(), items: z.array(Item).default([]) });
export type Turn = z.infer<typeof Turn>;

/** The results of exactly the calls that are used. */
export const Results = {
  initialize: z.looseObject({ userAgent: z.string() }),
  "thread/loaded/list": z.object({ data: z.array(z.string()) }),
  "thread/read": z.object({
    thread: z.object({
      id: z.string(),
      cwd: z.string(),
      ephemeral: z.boolean(),
      threadSource: z.string().nullable(),
      parentThreadId: z.string().nullable(),
    }),
    /**
     * `firstUnread` is set some 30 ms after every turn's end; a TUI that has the thread open clears it again within
     * some 10 ms (seen on 0.169.0).
     */
    readState: z.object({ firstUnread: z.unknown() }).nullish(),
  }),
  "thread/turns/list": z.object({ data: z.array(Turn) }),
  "turn/start": z.object({ turn: Turn }),
  /**
   * Where the model has begun to answer with nothing yet, Codex drops that request and asks again at once with the new
   * text; during a tool call the text waits for the result (0.169.0).
   */
  "turn/steer": z.object({ turnId: z.string() }),
  /**
   * Adding the same `clientUserMessageId` twice queues it twice, so the queue is looked at before. What a closed TUI has
   * not taken stays, and is taken at once when the thread is resumed (0.169.0).
   */
  "thread/queue/add": z.unknown(),
  "thread/queue/list": z.object({ data: z.array(z.object({ clientUserMessageId: z.string() })) }),
} as const;
export type Method = keyof typeof Results;
export type ResultOf<M extends Method> = z.output<(typeof Results)[M]>;
