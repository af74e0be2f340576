/**
 * What makes Codex work headless, as the domain of runs sees it. The implementation is in
 * src/codex/runner/.
 */
import { BridgeError, type ErrorCode } from "../../shared/errors";

export interface RunEngine {
  /**
   * Whether Codex can run, and what it offers. It spends nothing and never throws. It starts the
   * app-server that a run would start.
   */
  check(cwd?: string): Promise<EngineStatus>;
  /**
   * Makes the thread of a run, with a read-only sandbox. It spends nothing. Throws an EngineError.
   */
  openThread(spec: ThreadSpec): Promise<EngineThread>;
  /**
   * Opens the thread of an earlier run again, with the same configuration. Throws an EngineError:
   * `thread_not_ours`, `thread_busy`, `thread_not_found`, and what `openThread` throws.
   */
  resumeThread(threadId: string, spec: ThreadSpec): Promise<EngineThread>;
  /**
   * Starts a turn on a thread that this engine has opened. `steered`: a turn was running, which is
   * not ours, and took the prompt. Throws an EngineError.
   */
  startTurn(threadId: string, spec: TurnSpec): Promise<{ turnId: string; steered: boolean }>;
  /**
   * Interrupts the turn and ends the thread's background terminals. A turn that has ended is no
   * error.
   */
  interrupt(threadId: string, turnId: string): Promise<void>;
  /**
   * What became of a turn, after any doubt: a host's start, a lost connection. It follows the turn
   * where that still runs.
   */
  reconcile(run: DoubtfulRun): Promise<Reconciled>;
  /**
   * Lets a finished thread go: ends its background terminals and its subscription, removes its
   * temporary directory.
   */
  release(threadId: string): Promise<void>;
  /**
   * Ends what an earlier host has left and nobody needs. Called once, after that host's runs are
   * reconciled.
   */
  sweep(): Promise<void>;
  /** Events of all our threads, in order. The returned function ends the subscription. */
  subscribe(notify: (event: EngineEvent) => void): () => void;
  /** Lets the connection go. Turns that run go on. */
  close(): Promise<void>;
}

/** Why the engine cannot do it. The domain decides by these, never by the text. */
export const ENGINE_FAILURES = {
  /** No Codex program, no way to an app-server, or a connection that broke. */
  codex_unavailable: "unavailable",
  /**
   * The app-server is ending or was just replaced: worth another try, from the opening of the
   * thread.
   */
  codex_restarting: "unavailable",
  /** The app-server has too much to do: worth another try. */
  codex_busy: "unavailable",
  /** The connection broke under the start of a turn: whether it runs, `reconcile` says. */
  outcome_unknown: "unavailable",
  not_logged_in: "unauthorized",
  thread_not_ours: "forbidden",
  /** The thread runs in another Codex process, or a turn runs on it. */
  thread_busy: "conflict",
  thread_not_found: "not_found",
  thread_archived: "conflict",
  unknown_model: "bad_request",
  unknown_effort: "bad_request",
  unknown_profile: "bad_request",
  unsupported_isolation: "bad_request",
  bad_cwd: "bad_request",
  bad_image: "bad_request",
  bad_config: "bad_request",
  input_too_large: "too_large",
  /** The app-server refused it for a reason that is not known here. */
  refused: "internal",
} as const satisfies Record<string, ErrorCode>;
export type EngineFailure = keyof typeof ENGINE_FAILURES;

export class EngineError extends BridgeError {
  constructor(
    readonly failure: EngineFailure,
    message: string,
    /** `field`: the part of the spec at fault; `allowed`: the values that it may have. */
    readonly details: { readonly field?: string; readonly allowed?: readonly string[] } = {},
  ) {
    super(ENGINE_FAILURES[failure], message, details.field);
  }

  /** Whether the same call may succeed a little later. Nothing was started. */
  get retryable(): boolean {
    return ["codex_restarting", "codex_busy", "codex_unavailable"].includes(this.failure);
  }
}

export const SANDBOXES = ["read-only", "workspace-write", "danger-full-access"] as const;
export type Sandbox = (typeof SANDBOXES)[number];

export const APPROVAL_POLICIES = ["never", "on-request", "untrusted"] as const;
export type ApprovalPolicy = (typeof APPROVAL_POLICIES)[number];

export const ISOLATIONS = ["inherit", "ignore-config", "ignore-rules"] as const;
/**
 * What Codex is to ignore. The app-server offers `inherit` alone; the others are
 * `unsupported_isolation`.
 */
export type Isolation = (typeof ISOLATIONS)[number];

/** A thread's fixed part. The same again with every resume: Codex does not keep all of it. */
export interface ThreadSpec {
  runId: string;
  /** Absolute; checked to be a directory. */
  cwd: string;
  /** Shown in Codex's own lists of sessions. */
  title: string;
  /** Null: what the user's configuration says. */
  model: string | null;
  /** Null: what the user's configuration says. */
  effort: string | null;
  /** `$CODEX_HOME/<profile>.config.toml`. */
  profile: string | null;
  isolation: Isolation;
  /** Whether the bridge's own tools stay on in the run, marked as a run's. */
  talk: boolean;
  /** Added to Codex's own instructions. */
  developerInstructions: string | null;
  /**
   * More of Codex's configuration, with dotted keys or nested. It wins over the profile, not over
   * our own keys.
   */
  config: Readonly<Record<string, unknown>>;
}

/** What one turn is given. */
export interface TurnSpec {
  prompt: string;
  /** Absolute paths of images. */
  images: readonly string[];
  sandbox: Sandbox;
  /** Whether commands may use the network; `danger-full-access` always may. */
  network: boolean;
  /** Directories beside the cwd that `workspace-write` may write. */
  writableRoots: readonly string[];
  approvalPolicy: ApprovalPolicy;
  /**
   * A JSON Schema for the last message. Codex does not check the message: whoever reads it must.
   */
  outputSchema: Readonly<Record<string, unknown>> | null;
  /** Marks the prompt, so that a turn whose start was not answered is found again. Unique. */
  clientUserMessageId: string;
}

/** Where a thread lives. */
export interface EngineAddress {
  engine: "daemon" | "private";
  /** The Unix socket of the app-server. */
  socket: string;
}

export interface EngineThread {
  threadId: string;
  /**
   * The rollout file, which may not be there before the first turn. Null where Codex names none.
   */
  path: string | null;
  address: EngineAddress;
  /** The model and effort in force. Null where Codex does not say. */
  model: string | null;
  effort: string | null;
  /** The thread's total before the next turn. */
  tokens: TokenTotals | null;
}

/** Codex's counts for a whole thread. */
export interface TokenTotals {
  total: number;
  input: number;
  cachedInput: number;
  output: number;
  reasoningOutput: number;
}

/** How a turn ended. */
export interface EndedTurn {
  turnId: string;
  /**
   * `interrupted`: somebody stopped it. `codex_ended`: the process that ran it has gone, and
   * nothing continues it.
   */
  status: "completed" | "failed" | "interrupted" | "codex_ended";
  error: TurnError | null;
  /** What the model said, in order. The last one is the result. */
  messages: string[];
  durationMs: number | null;
}

export interface TurnError {
  /**
   * Codex's own code, such as `usageLimitExceeded` or `contextWindowExceeded`; null where it gives
   * none.
   */
  code: string | null;
  message: string;
  httpStatus: number | null;
}

export interface DoubtfulRun {
  threadId: string;
  /** Null where the start of the turn was not answered. */
  turnId: string | null;
  /** Of the turn, by which it is found where its id is not known. */
  clientUserMessageId: string;
  spec: ThreadSpec;
}

/**
 * In the first three states the thread is open here, until it is released. `recovered`: Codex has
 * restarted, and has continued the turn by itself; `turnId` stays the run's own.
 */
export type Reconciled =
  | { state: "running"; turnId: string; recovered: boolean; tokens: TokenTotals | null; address: EngineAddress }
  | { state: "ended"; turn: EndedTurn; recovered: boolean; tokens: TokenTotals | null }
  /** The thread has no such turn: it may be started. */
  | { state: "not_started" }
  /** Another Codex process has the thread: what becomes of the turn is not known here. */
  | { state: "elsewhere" }
  /** It has gone, or has never had a turn: nothing ran. Another one can be opened. */
  | { state: "thread_not_found" };

/**
 * An event of a thread: `turnId` is the run's own, also where Codex continues it as another turn.
 */
interface OfTurn {
  threadId: string;
  turnId: string;
}

export type EngineEvent =
  /**
   * A notification or request as Codex sent it, before the event that is made of it. For records,
   * and as a sign of life.
   */
  | { type: "raw"; threadId: string; turnId: string | null; method: string; params: unknown }
  | (OfTurn & { type: "started"; recovered: boolean })
  /** What Codex does now, in a few words. */
  | (OfTurn & { type: "activity"; text: string; item: ActivityItem | null })
  /** A whole message. One of the user's with another client id than ours is a person's steer. */
  | (OfTurn & { type: "message"; role: "user" | "agent"; text: string; clientId: string | null })
  | { type: "tokens"; threadId: string; turnId: string | null; total: TokenTotals }
  /**
   * Codex asks. `answer` sends the result that Codex's own protocol defines; the first answer of
   * all clients counts.
   */
  | (OfTurn & { type: "approval"; requestId: string; method: string; params: unknown; answer(result: unknown): void })
  /** Somebody has answered it, or the turn has ended. */
  | { type: "resolved"; threadId: string; requestId: string }
  | (OfTurn & { type: "completed"; turn: EndedTurn })
  | { type: "rateLimits"; limits: RateLimits }
  /**
   * No connection: nothing is known until `back`, after which every unfinished run is to be
   * reconciled.
   */
  | { type: "lost"; reason: string }
  | { type: "back"; address: EngineAddress };

export interface ActivityItem {
  id: string;
  /** Codex's own word: commandExecution, fileChange, mcpToolCall, reasoning, webSearch … */
  kind: string;
  isOpen: boolean;
  /** A command or a tool, during which silence says nothing. */
  isWork: boolean;
}

/** As the model's server last reported. */
export interface RateLimits {
  plan: string | null;
  primary: RateWindow | null;
  secondary: RateWindow | null;
}

export interface RateWindow {
  usedPercent: number;
  windowMinutes: number | null;
  /** Epoch milliseconds. */
  resetsAt: number | null;
}

export interface EngineStatus {
  ok: boolean;
  /** Why not, in words for people, each with what to do; also what is odd and stops nothing. */
  problems: string[];
  engine: EngineAddress["engine"];
  /** Null where there is none to be had. */
  address: EngineAddress | null;
  /** Why it is not the daemon. */
  reason: string | null;
  program: string | null;
  versions: { cli: string | null; appServer: string | null };
  codexHome: string;
  /** Null where no app-server could be asked. */
  auth: { loggedIn: boolean; method: string | null } | null;
  models: ModelOffer[];
  limits: RateLimits | null;
}

export interface ModelOffer {
  id: string;
  isDefault: boolean;
  efforts: string[];
  defaultEffort: string | null;
}

/**
 * The command with which a person opens the thread and sees it live. `-C`: else Codex may ask for
 * the directory.
 */
export function toAttachCommand(address: EngineAddress, cwd: string, threadId: string): string[] {
  const remote = address.engine === "private" ? ["--remote", `unix://${address.socket}`] : [];
  return ["codex", "resume", ...remote, "-C", cwd, threadId];
}
