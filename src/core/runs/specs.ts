/** A stored run as the engine's parameters, and as others see it. */
import * as z from "zod";
import type { ListedRun, RunUsage, RunView } from "../../shared/runs";
import type { RunRow } from "../../store/runs";
import { type DoubtfulRun, type ThreadSpec, type TurnSpec, toAttachCommand } from "./engine";

const Address = z.object({ engine: z.enum(["daemon", "private"]), socket: z.string() });
const Images = z.array(z.string());
const Tokens = z.object({
  total: z.number(),
  input: z.number(),
  cachedInput: z.number(),
  output: z.number(),
  reasoningOutput: z.number(),
});

export function toThreadSpec(row: RunRow): ThreadSpec {
  return {
    runId: row.id,
    cwd: row.cwd,
    title: `[claude] ${row.title}`,
    model: row.model,
    effort: row.effort,
    profile: null,
    isolation: "inherit",
    talk: false,
    developerInstructions: null,
    config: {},
  };
}

export function toTurnSpec(row: RunRow): TurnSpec {
  return {
    prompt: row.prompt,
    images: Images.parse(JSON.parse(row.images)),
    sandbox: row.sandbox,
    network: row.network === 1,
    writableRoots: [],
    approvalPolicy: row.approvalPolicy,
    outputSchema: null,
    clientUserMessageId: row.id,
  };
}

export function toDoubtful(row: RunRow, threadId: string): DoubtfulRun {
  return { threadId, turnId: row.turn, clientUserMessageId: row.id, spec: toThreadSpec(row) };
}

export function toRunView(row: RunRow): RunView {
  const address = row.address === null ? null : Address.parse(JSON.parse(row.address));
  return {
    ...toListedRun(row),
    attach: address && row.thread !== null ? toAttachCommand(address, row.cwd, row.thread) : null,
    result: row.result,
    usage: toUsage(row),
  };
}

export function toListedRun(row: RunRow): ListedRun {
  const { id, kind, state, why, title, project, cwd, thread, events, lastEvent, lastEventAt } = row;
  const { createdAt, startedAt, endedAt } = row;
  return {
    ...{ id, kind, state, why, title, project, cwd, thread, events, lastEvent, lastEventAt },
    ...{ createdAt, startedAt, endedAt },
    waitingOnApproval: row.waitingOnApproval === 1,
  };
}

/**
 * What the run itself took: Codex counts for the whole thread. A thread that is new to us began
 * with nothing.
 */
function toUsage({ tokens, tokensBefore, resumes }: RunRow): RunUsage | null {
  if (tokens === null || (tokensBefore === null && resumes !== null)) return null;
  const now = Tokens.parse(JSON.parse(tokens));
  const before = tokensBefore === null ? null : Tokens.parse(JSON.parse(tokensBefore));
  return {
    input: now.input - (before?.input ?? 0),
    cached_input: now.cachedInput - (before?.cachedInput ?? 0),
    output: now.output - (before?.output ?? 0),
    reasoning_output: now.reasoningOutput - (before?.reasoningOutput ?? 0),
    total: now.total - (before?.total ?? 0),
  };
}
