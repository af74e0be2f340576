/**
 * What the bridge takes for granted about the Codex CLI, with the version it was seen on (0.169.0).
 * When Codex changes, this is the file to change.
 */
import * as z from "zod";
import { ID } from "../shared/ids";

/** The version that all of this was seen on. */
export const SEEN_ON = "0.169.0";

/**
 * What brings a daemon to the installed version, and one that has lost its way to its senses. It
 * ends running turns.
 */
export const RESTART_DAEMON = "codex app-server daemon restart";

/** Codex shows its model about this many characters of a tool's output, the head and the tail. */
export const SHOWN_CHARS = 12_000;

/** A text above this length is announced with the path of a file that holds it whole. */
export const LONG_TEXT_CHARS = 10_000;

/**
 * Which thread makes a call, in one of two places of its `_meta` (the session id is never used),
 * and what triggered the turn that it belongs to: "user", "exec", "queue", our own … Null where the
 * client does not say, or says what is none.
 */
export function readCaller(meta: Readonly<Record<string, unknown>>): { thread: string | null; trigger: string | null } {
  const turn = meta["x-codex-turn-metadata"];
  const { thread_id: thread = null, turn_trigger: trigger = null } =
    typeof turn === "object" && turn !== null ? (turn as Readonly<Record<string, unknown>>) : {};
  return { thread: toId(meta.threadId) ?? toId(thread), trigger: typeof trigger === "string" ? trigger : null };
}

/**
 * Whether a call comes from a run of the bridge's own: the thread's source goes with every call,
 * also after a resume and where Codex continues the run by itself, which switches our server on
 * again (0.169.0, 0.171.0).
 */
export function isOfRun(meta: Readonly<Record<string, unknown>>): boolean {
  const turn = meta["x-codex-turn-metadata"];
  return typeof turn === "object" && turn !== null && "thread_source" in turn && turn.thread_source === RUN_SOURCE;
}

const toId = (value: unknown) => (typeof value === "string" && ID.test(value) ? value : null);

/** With these, Codex runs a tool with no approval configured, in `codex exec` as in the TUI. */
export const ASKS_NO_APPROVAL = { readOnlyHint: false, destructiveHint: false, openWorldHint: false } as const;
export const READS_ONLY = { readOnlyHint: true, openWorldHint: false } as const;

/**
 * `codex exec`: a message queued for it is taken at the end of its turn and lost, and the turn is
 * aborted.
 */
export const EXEC_TRIGGER = "exec";

/** How our own turns are marked for whoever reads a turn's metadata. */
export const OWN_TRIGGER = "claude-bridge";

/*
 * A thread and its MCP server (seen on 0.169.0): `codex resume` of a thread that is still loaded
 * unloads it and loads it anew within half a second, with a new MCP server process; so does a TUI
 * that reconnects to a daemon that was stopped and started. The process may be there some
 * milliseconds before the thread is in thread/loaded/list.
 */

/**
 * The control socket of the shared daemon below CODEX_HOME (a link to a short path; mode 0600, no
 * token).
 */
export const CONTROL_SOCKET = "app-server-control/app-server-control.sock";

/** CODEX_HOME where the environment does not name it. */
export const DEFAULT_HOME = ".codex";

/** What the app-server says when a turn ended or changed between our reading and our steering. */
export const STEER_RACE = /no active turn to steer|expected active turn id/i;

/**
 * What it says of a thread that its home does not hold. A home that does not exist ends `codex
 * app-server` at once.
 */
export const UNKNOWN_THREAD = /thread not (loaded|found)/i;

/**
 * What it says in words while it has too much to do or is being replaced; see also `readPassing`.
 */
export const BUSY = /overloaded|draining|shutting down|try again|retry later/i;

/** What it says of a thread that has had no turn yet: then there is nothing to list. */
export const NO_TURNS_YET = /not materialized yet/i;

/**
 * What it says of a thread whose first turn has just been started, for some 20 to 50 ms after it
 * has accepted it (seen on 0.169.0): to thread/read, and to thread/turns/list.
 */
export const NOT_WRITTEN_YET = /rollout at .* is empty|list_turns is not supported yet/i;

const Item = z.looseObject({
  type: z.string(),
  id: z.string().nullish(),
  clientId: z.string().nullish(),
  text: z.string().nullish(),
});
export type Item = z.infer<typeof Item>;

export const TurnFailure = z.looseObject({
  message: z.string(),
  codexErrorInfo: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
});

export const Turn = z.object({
  id: z.string(),
  /** The turn that this one continues after a restart of the daemon. */
  rootTurnId: z.string().nullish(),
  /** completed, failed, interrupted, inProgress. */
  status: z.string(),
  error: TurnFailure.nullish(),
  /** Null also in an interrupted turn whose process has gone. */
  completedAt: z.number().nullish(),
  durationMs: z.number().nullish(),
  items: z.array(Item).default([]),
});
export type Turn = z.infer<typeof Turn>;

const Thread = z.object({
  id: z.string(),
  cwd: z.string(),
  ephemeral: z.boolean(),
  threadSource: z.string().nullable(),
  parentThreadId: z.string().nullable(),
  /** The name of the client that made it. */
  originator: z.string().nullish(),
  /** Its rollout file. */
  path: z.string().nullish(),
  status: z.looseObject({ type: z.string() }).nullish(),
});

/*
 * From here on: what runs need. Seen on 0.169.0 and 0.171.0, unless a line says otherwise.
 */

/** How this program introduces itself; recorded in each thread that it makes, as `originator`. */
export const CLIENT_NAME = "codex_bridge";

/**
 * The thread source of runs. It survives resume and recovery, and comes with every call of an MCP
 * server's tool.
 */
export const RUN_SOURCE = "codex-bridge-run";

/**
 * The arguments of an app-server that listens at a Unix socket: `path` becomes a link to one in a
 * folder of the user's.
 */
export const toListenArguments = (path: string) => ["app-server", "--listen", `unix://${path}`];
/**
 * Starts the shared daemon, or finds it running, and prints one line of JSON. The first start
 * copies 400 MB.
 */
export const DAEMON_START = ["app-server", "daemon", "start"];

/** Text that grows word by word: whole items follow. */
export const DELTAS = [
  "item/agentMessage/delta",
  "item/commandExecution/outputDelta",
  "item/reasoning/textDelta",
  "item/reasoning/summaryTextDelta",
] as const;

/** More characters than this in one input are refused (`input_too_large`). */
export const MAX_INPUT_CHARS = 1_048_576;

/**
 * A daemon that is ending drains for up to a minute. It then refuses starts and resumes, and still
 * answers reads.
 */
export const DRAIN_LIMIT_MS = 60_000;
const Draining = z.object({ reason: z.literal("serverShuttingDown") });
/** JSON-RPC's code where the server has too much to do for the moment. */
const OVERLOADED = -32_001;

/** Whether a refusal says that the server is about to end, or too busy: nothing was done. */
export function readPassing(code: number, data: unknown): "draining" | "overloaded" | null {
  if (Draining.safeParse(data).success) return "draining";
  return code === OVERLOADED ? "overloaded" : null;
}

/** A thread has one writer: another Codex process has it. */
export const OTHER_WRITER = /already has an active writer/i;
/** There is no such thread, or it has had no turn, or its id is none. */
export const NO_THREAD = /no rollout found|thread not (loaded|found)|invalid thread id|not materialized yet/i;
export const ARCHIVED = /archived/i;
/** `turn/interrupt` of a turn that has ended, and of one that goes on under another id. */
export const NO_ACTIVE_TURN = /no active turn to interrupt/i;
export const OTHER_ACTIVE_TURN = /expected active turn id \S+ but found `?([\w-]+)/i;

/**
 * What a profile is: `$CODEX_HOME/<name>.config.toml`. The app-server knows none; a missing file is
 * no error of `codex`.
 */
export const PROFILE_SUFFIX = ".config.toml";

/**
 * Efforts of models that the catalogue does not know. A nonsense effort on a turn is silently
 * ignored, so it is checked here.
 */
export const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"];

/** Codex's own provider, whose models the catalogue lists. */
export const OPENAI_PROVIDER = "openai";

/** Items during which silence says nothing: something outside of the model works. */
export const WORK_ITEMS: ReadonlySet<string> = new Set([
  "commandExecution",
  "mcpToolCall",
  "dynamicToolCall",
  "collabAgentToolCall",
  "webSearch",
  "imageGeneration",
  "sleep",
  "contextCompaction",
]);

const OpenedThread = z.looseObject({
  thread: Thread,
  model: z.string().nullish(),
  reasoningEffort: z.string().nullish(),
});

const TokenCount = z.looseObject({
  totalTokens: z.number(),
  inputTokens: z.number(),
  cachedInputTokens: z.number(),
  outputTokens: z.number(),
  reasoningOutputTokens: z.number(),
});

const RateWindow = z.looseObject({
  usedPercent: z.number(),
  windowDurationMins: z.number().nullish(),
  /** Epoch seconds. */
  resetsAt: z.number().nullish(),
});
export const RateLimitReport = z.looseObject({
  planType: z.string().nullish(),
  primary: RateWindow.nullish(),
  secondary: RateWindow.nullish(),
});

const OfThread = z.looseObject({ threadId: z.string() });
/** Notifications that runs look into; all others are only passed on. */
export const Notifications = {
  "turn/started": OfThread.extend({ turn: Turn }),
  "turn/completed": OfThread.extend({ turn: Turn }),
  "item/started": OfThread.extend({ turnId: z.string(), item: Item }),
  "item/completed": OfThread.extend({ turnId: z.string(), item: Item }),
  "thread/tokenUsage/updated": OfThread.extend({
    turnId: z.string().nullish(),
    tokenUsage: z.looseObject({ total: TokenCount }),
  }),
  error: OfThread.extend({ turnId: z.string(), error: TurnFailure, willRetry: z.boolean() }),
  "serverRequest/resolved": OfThread.extend({ requestId: z.union([z.string(), z.number()]) }),
  "account/rateLimits/updated": z.looseObject({ rateLimits: RateLimitReport }),
} as const;

/** A line of a rollout file that holds the thread's total so far. */
export const RolloutTokens = z.object({
  type: z.literal("event_msg"),
  payload: z.object({
    type: z.literal("token_count"),
    info: z.object({
      total_token_usage: z.object({
        total_tokens: z.number(),
        input_tokens: z.number(),
        cached_input_tokens: z.number(),
        output_tokens: z.number(),
        reasoning_output_tokens: z.number(),
      }),
    }),
  }),
});

/** What `codex app-server daemon start` and `daemon version` print. */
export const DaemonReport = z.looseObject({
  status: z.string().nullish(),
  pid: z.number().nullish(),
  cliVersion: z.string().nullish(),
  appServerVersion: z.string().nullish(),
});

/** The part of config.toml with which the user forbids to start the daemon. */
export const DaemonConsent = z.looseObject({
  features: z.looseObject({ daemon_auto_start: z.boolean().optional() }).optional(),
});

/** The version in `userAgent`, as in `codex_cli_rs/0.169.0 (…)`; null where it names none. */
export const readVersion = (userAgent: string) => /\/(\d+\.\d+\.\d+[\w.-]*)/.exec(userAgent)?.[1] ?? null;

/** The results of exactly the calls that are used. */
export const Results = {
  initialize: z.looseObject({ userAgent: z.string() }),
  "thread/loaded/list": z.object({ data: z.array(z.string()) }),
  "thread/read": z.object({
    thread: Thread,
    /**
     * `firstUnread` is set some 30 ms after every turn's end; a TUI that has the thread open clears
     * it again within some 10 ms (seen on 0.169.0).
     */
    readState: z.object({ firstUnread: z.unknown() }).nullish(),
  }),
  "thread/turns/list": z.object({ data: z.array(Turn) }),
  "turn/start": z.object({ turn: Turn }),
  /**
   * Where the model has begun to answer with nothing yet, Codex drops that request and asks again
   * at once with the new text; during a tool call the text waits for the result (0.169.0).
   */
  "turn/steer": z.object({ turnId: z.string() }),
  /**
   * Adding the same `clientUserMessageId` twice queues it twice, so the queue is looked at before.
   * What a closed TUI has not taken stays, and is taken at once when the thread is resumed
   * (0.169.0).
   */
  "thread/queue/add": z.unknown(),
  "thread/queue/list": z.object({ data: z.array(z.object({ clientUserMessageId: z.string() })) }),
  "thread/start": OpenedThread,
  "thread/resume": OpenedThread,
  "thread/name/set": z.unknown(),
  "thread/unsubscribe": z.unknown(),
  "thread/backgroundTerminals/clean": z.unknown(),
  /** It leaves the running shell command alive, which `thread/backgroundTerminals/clean` ends. */
  "turn/interrupt": z.unknown(),
  "account/read": z.looseObject({
    account: z.looseObject({ type: z.string() }).nullable(),
    requiresOpenaiAuth: z.boolean(),
  }),
  /** Only for who has logged in with ChatGPT; an error for everybody else. */
  "account/rateLimits/read": z.looseObject({ rateLimits: RateLimitReport }),
  "model/list": z.looseObject({
    data: z.array(
      z.looseObject({
        id: z.string(),
        isDefault: z.boolean(),
        supportedReasoningEfforts: z.array(z.looseObject({ reasoningEffort: z.string() })),
        defaultReasoningEffort: z.string().nullish(),
      }),
    ),
    nextCursor: z.string().nullish(),
  }),
  /**
   * With `cwd`: the project's configuration too. Servers of plugins are not under `mcp_servers`.
   */
  "config/read": z.looseObject({
    config: z.looseObject({
      model: z.string().nullish(),
      model_provider: z.string().nullish(),
      mcp_servers: z.record(z.string(), z.unknown()).nullish(),
    }),
  }),
} as const;

export type Method = keyof typeof Results;
export type ResultOf<M extends Method> = z.output<(typeof Results)[M]>;
