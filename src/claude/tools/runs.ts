/**
 * Claude's tools for runs. Names, parameters and results are those that users of codex-mcp-sidecar
 * know.
 */
import * as z from "zod";
import { defineTool, type Tool } from "../../mcp/tools";
import type { ClaudeApi } from "../../shared/calls/calls";
import { createId } from "../../shared/ids";
import {
  DEFAULT_TIMEOUT_MS,
  isOver,
  RunApprovalPolicy,
  RunId,
  RunSandbox,
  RunState,
  type RunView,
  type StartRun,
  TimeoutMs,
} from "../../shared/runs";

/** A thread is there within a second, or something is wrong. */
const THREAD_MS = 10_000;
/** For the wait that follows one that ended too soon. */
const NEXT_WAIT_MS = 110_000;
const LISTED = 20;

const Prompt = z.string().min(1).max(1_048_576).describe("What Codex is to do. It knows nothing of your conversation.");
const Model = z.string().min(1).max(200).optional().describe("Default: what the user's Codex is configured with.");

const SETTINGS = {
  run_name: z.string().min(1).max(200).optional().describe("A short title for lists."),
  cwd: z.string().startsWith("/", "expected an absolute path").max(4096).optional(),
  approval_policy: RunApprovalPolicy.optional().describe("Default: never."),
  timeout_ms: TimeoutMs.optional().describe("The whole run's limit. Default: 30 minutes."),
  async: z.boolean().optional().describe("Default: true. false: wait up to 110 s for the result."),
  permissions: z
    .enum(["read-only", "workspace"])
    .optional()
    .describe("What commands may write: nothing, or the working directory (default)."),
  sandbox: RunSandbox.optional().describe("The same, in Codex's words."),
  model: Model,
  effort: z.string().min(1).max(50).optional(),
  images: z.array(z.string().startsWith("/", "expected an absolute path").max(4096)).max(20).optional(),
  network: z.boolean().optional().describe("Whether commands may use the network. Default: false."),
  idempotency_key: z.string().min(1).max(200).optional().describe("A repeated call with the same key is the same run."),
};

const RunInput = z.strictObject({ prompt: Prompt, ...SETTINGS });
const ResumeInput = z.strictObject({
  run_id: RunId.describe("The run whose thread goes on."),
  prompt: Prompt,
  ...SETTINGS,
});
const WaitInput = z.strictObject({
  run_id: RunId,
  timeout_ms: z.number().int().min(0).max(86_400_000).optional().describe("The longest wait in all."),
  soft_timeout_ms: z
    .number()
    .int()
    .min(0)
    .max(86_400_000)
    .optional()
    .describe("The length of this slice. Default: 110000. 0: until timeout_ms."),
});
const ListInput = z.strictObject({
  cwd: z.string().max(4096).optional(),
  limit: z.number().int().min(1).max(200).optional().describe(`Default: ${LISTED}.`),
  status: RunState.optional(),
});

const STARTS = { readOnlyHint: false, destructiveHint: true, openWorldHint: true };
const READS = { readOnlyHint: true, openWorldHint: false };

export interface RunToolDeps {
  /** Throws the BridgeError that explains why there is none. */
  api(): Promise<ClaudeApi>;
  maxWaitMs: number;
}

export function createRunTools({ api, maxWaitMs }: RunToolDeps): Tool[] {
  async function start(
    input: z.output<typeof RunInput>,
    resumes: string | null,
    signal: AbortSignal,
  ): Promise<string[]> {
    const bridge = await api();
    const { id } = await bridge.startRun(toStart(input, resumes));
    const wait =
      input.async === false
        ? { run: id, until: "end" as const, waitMs: maxWaitMs }
        : { run: id, until: "thread" as const, waitMs: THREAD_MS };
    const run = await bridge.waitRun(wait, signal);
    return [JSON.stringify(toHandle(run, input.async === false))];
  }

  async function list(states: z.output<typeof RunState>[] | null, { cwd, limit = LISTED }: z.output<typeof ListInput>) {
    const runs = await (await api()).listRuns({ cwd: cwd ?? null, states, limit });
    return [JSON.stringify(runs.map(toRow))];
  }

  return [
    defineTool({
      name: "codex_run",
      description:
        "Put Codex to work on a task of its own, in the background. Gives a runId at once; codex_wait brings the result. The run goes on whatever becomes of this session.",
      input: RunInput,
      annotations: { title: "Run Codex", ...STARTS },
      run: (input, { signal }) => start(input, null, signal),
    }),
    defineTool({
      name: "codex_resume",
      description: "Go on with a finished run, on its thread: Codex remembers what it did.",
      input: ResumeInput,
      annotations: { title: "Resume a run", ...STARTS },
      run: ({ run_id, ...input }, { signal }) => start(input, run_id, signal),
    }),
    defineTool({
      name: "codex_wait",
      description:
        "Wait for a run: gives its result, or still_running with its progress. Call it again then; never start the run again. The end of a wait never ends the run.",
      input: WaitInput,
      annotations: { title: "Wait for a run", ...READS },
      async run({ run_id, timeout_ms = NEXT_WAIT_MS, soft_timeout_ms = maxWaitMs }, { signal }) {
        const waitMs = soft_timeout_ms === 0 ? timeout_ms : Math.min(soft_timeout_ms, Math.max(timeout_ms, 0));
        const began = performance.now();
        const run = await (await api()).waitRun({ run: run_id, until: "end", waitMs }, signal);
        return [JSON.stringify(toWaited(run, Math.round(performance.now() - began)))];
      },
    }),
    defineTool({
      name: "codex_active_runs",
      description: "The runs that are under way, queued or held.",
      input: ListInput.omit({ status: true }),
      annotations: { title: "Active runs", ...READS },
      run: (input) => list(["held", "queued", "starting", "running"], input),
    }),
    defineTool({
      name: "codex_runs",
      description: "All runs, newest first.",
      input: ListInput,
      annotations: { title: "Runs", ...READS },
      run: (input) => list(input.status === undefined ? null : [input.status], input),
    }),
    defineTool({
      name: "codex_cancel",
      description: "Stop a run, with the command that it has open.",
      input: z.strictObject({ run_id: RunId }),
      annotations: { title: "Cancel a run", readOnlyHint: false, destructiveHint: true, openWorldHint: false },
      async run({ run_id }, { signal }) {
        const bridge = await api();
        await bridge.cancelRun({ run: run_id }, signal);
        const run = await bridge.waitRun({ run: run_id, until: "end", waitMs: THREAD_MS }, signal);
        return [JSON.stringify({ ...toHandle(run, false), ...(isOver(run.state) ? {} : { stopping: true }) })];
      },
    }),
    defineTool({
      name: "codex_wrapper_check",
      description: "Whether Codex can run here: versions, Codex home, engine, login, limits. It spends nothing.",
      input: z.strictObject({}),
      annotations: { title: "Check Codex", ...READS },
      run: async (_, { signal }) => [JSON.stringify(await (await api()).checkRuns(null, signal))],
    }),
  ];
}

function toStart(input: z.output<typeof RunInput>, resumes: string | null): StartRun {
  const permitted = input.permissions === "read-only" ? ("read-only" as const) : ("workspace-write" as const);
  return {
    id: createId("r"),
    prompt: input.prompt,
    title: input.run_name ?? null,
    cwd: input.cwd ?? null,
    resumes,
    model: input.model ?? null,
    effort: input.effort ?? null,
    sandbox: input.sandbox ?? permitted,
    approvalPolicy: input.approval_policy ?? "never",
    network: input.network ?? false,
    images: input.images ?? [],
    timeoutMs: input.timeout_ms ?? DEFAULT_TIMEOUT_MS,
    idempotencyKey: input.idempotency_key ?? null,
  };
}

const withWhy = ({ why }: Pick<RunView, "why">) => (why === null ? {} : { why });

function toHandle(run: RunView, wasAwaited: boolean) {
  const { id, state, thread, title } = run;
  const handle = { runId: id, status: state, threadId: thread, title, timedOut: state === "timed_out" };
  const isDone = isOver(state);
  return {
    ...handle,
    ...withWhy(run),
    ...(isDone && wasAwaited ? { result: run.result, usage: run.usage } : {}),
    ...(!isDone && wasAwaited ? { next: "It goes on. Call codex_wait with this runId; do not start it again." } : {}),
    ...(run.attach ? { attach: run.attach.join(" ") } : {}),
  };
}

function toWaited(run: RunView, waitElapsedMs: number) {
  const { id: runId, state, thread: threadId, result, usage, startedAt, endedAt } = run;
  if (isOver(state)) {
    const durationMs = startedAt === null || endedAt === null ? null : endedAt - startedAt;
    return { runId, status: state, threadId, result, usage, durationMs, ...withWhy(run) };
  }
  if (state === "held" || state === "queued") {
    const reason = run.why ?? "Other runs are under way; it starts when one of them has ended.";
    return { runId, status: state, threadId, timedOut: false, reason, waitElapsedMs, nextWaitMs: NEXT_WAIT_MS };
  }
  return {
    ...{ runId, status: "still_running", threadId, timedOut: false, waitElapsedMs, nextWaitMs: NEXT_WAIT_MS },
    ...withWhy(run),
    ...(run.waitingOnApproval ? { waitingOnApproval: true } : {}),
    progress: {
      events: run.events,
      lastEvent: run.lastEvent,
      lastEventAgeMs: run.lastEventAt === null ? null : Math.max(0, Date.now() - run.lastEventAt),
      totalTokens: usage?.total ?? null,
      outputTokens: usage?.output ?? null,
      reasoningTokens: usage?.reasoning_output ?? null,
    },
  };
}

/** Compact: no paths, no commands. */
function toRow({
  id,
  state,
  title,
  why,
  createdAt,
  endedAt,
  waitingOnApproval,
}: Omit<RunView, "result" | "usage" | "attach">) {
  return {
    runId: id,
    status: state,
    title,
    createdAt: new Date(createdAt).toISOString(),
    ...(endedAt === null ? {} : { endedAt: new Date(endedAt).toISOString() }),
    ...(waitingOnApproval ? { waitingOnApproval } : {}),
    ...(why === null ? {} : { why }),
  };
}
