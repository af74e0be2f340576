/** A run, Codex's work for others, as it crosses processes. Times are epoch milliseconds. */
import * as z from "zod";

export const RunState = z.enum([
  "held",
  "queued",
  "starting",
  "running",
  "completed",
  "failed",
  "cancelled",
  "interrupted",
  "timed_out",
]);
export type RunState = z.infer<typeof RunState>;

/** Which state may follow which; every conditional UPDATE of a run is made from this table. */
export const RUN_TRANSITIONS: Readonly<Record<RunState, readonly RunState[]>> = {
  held: ["queued", "cancelled"],
  queued: ["starting", "cancelled"],
  // Back to queued: its host ended before Codex had a turn of it.
  starting: ["queued", "running", "completed", "failed", "cancelled", "interrupted", "timed_out"],
  running: ["completed", "failed", "cancelled", "interrupted", "timed_out"],
  completed: [],
  failed: [],
  cancelled: [],
  interrupted: [],
  timed_out: [],
};

export const isOver = (state: RunState): boolean => RUN_TRANSITIONS[state].length === 0;

export const RunKind = z.enum(["run", "consult", "review", "delegate"]);
export type RunKind = z.infer<typeof RunKind>;

/** What commands may write. Nothing is offered that does without a sandbox. */
export const RunSandbox = z.enum(["read-only", "workspace-write"]);
export const RunApprovalPolicy = z.enum(["never", "on-request", "untrusted"]);

export const RunId = z.string().regex(/^r_[0-9a-z]{35}$/, "expected a run's id, such as r_01k…");

/** How long a run may take. */
export const TimeoutMs = z.number().int().min(1_000).max(86_400_000);
export const DEFAULT_TIMEOUT_MS = 1_800_000;

/**
 * What a new run is to do. The caller mints the id, so that a call that is made again starts
 * nothing twice.
 */
export const StartRun = z.object({
  id: RunId,
  prompt: z.string().min(1).max(1_048_576),
  title: z.string().max(200).nullable(),
  /** Null: the asking session's own directory. */
  cwd: z.string().startsWith("/", "expected an absolute path").max(4096).nullable(),
  /** The run whose thread goes on; null for a new thread. */
  resumes: RunId.nullable(),
  model: z.string().min(1).max(200).nullable(),
  effort: z.string().min(1).max(50).nullable(),
  sandbox: RunSandbox,
  approvalPolicy: RunApprovalPolicy,
  network: z.boolean(),
  images: z.array(z.string().startsWith("/", "expected an absolute path").max(4096)).max(20),
  timeoutMs: TimeoutMs,
  /** The same key of the same session is the same run. */
  idempotencyKey: z.string().min(1).max(200).nullable(),
});
export type StartRun = z.infer<typeof StartRun>;

/** Tokens of this run alone; null where Codex has not said. */
export const RunUsage = z.object({
  input: z.number(),
  cached_input: z.number(),
  output: z.number(),
  reasoning_output: z.number(),
  total: z.number(),
});
export type RunUsage = z.infer<typeof RunUsage>;

export const RunView = z.object({
  id: z.string(),
  kind: RunKind,
  state: RunState,
  /** Why it is held, has failed, or was ended; null where the state says all. */
  why: z.string().nullable(),
  title: z.string(),
  project: z.string(),
  cwd: z.string(),
  thread: z.string().nullable(),
  /** The command with which a person sees it live. */
  attach: z.array(z.string()).nullable(),
  waitingOnApproval: z.boolean(),
  events: z.number(),
  lastEvent: z.string().nullable(),
  lastEventAt: z.number().nullable(),
  result: z.string().nullable(),
  usage: RunUsage.nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
export type RunView = z.infer<typeof RunView>;

/** A run in a list: without its result. */
export const ListedRun = RunView.omit({ result: true, usage: true, attach: true });
export type ListedRun = z.infer<typeof ListedRun>;

export const ListRuns = z.object({
  cwd: z.string().max(4096).nullable(),
  states: z.array(RunState).nullable(),
  limit: z.number().int().min(1).max(1000),
});
export type ListRuns = z.infer<typeof ListRuns>;

/** `until`: the wait ends once Codex has a thread for it, or once it is over. */
export const WaitRun = z.object({
  run: RunId,
  until: z.enum(["thread", "end"]),
  waitMs: z.number().int().min(0).max(86_400_000),
});
export type WaitRun = z.infer<typeof WaitRun>;

/** What Codex offers for runs; see EngineStatus in src/core/runs/engine.ts. */
export const RunsCheck = z.object({
  ok: z.boolean(),
  problems: z.array(z.string()),
  engine: z.enum(["daemon", "private"]),
  reason: z.string().nullable(),
  program: z.string().nullable(),
  versions: z.object({ cli: z.string().nullable(), appServer: z.string().nullable() }),
  codexHome: z.string(),
  auth: z.object({ loggedIn: z.boolean(), method: z.string().nullable() }).nullable(),
  models: z.array(
    z.object({
      id: z.string(),
      isDefault: z.boolean(),
      efforts: z.array(z.string()),
      defaultEffort: z.string().nullable(),
    }),
  ),
  maxRuns: z.number(),
  active: z.number(),
  queued: z.number(),
});
export type RunsCheck = z.infer<typeof RunsCheck>;
