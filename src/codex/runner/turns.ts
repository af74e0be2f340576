/** Turns of a thread: which one is a run's, how it goes on after a restart, and what came of it. */
import type { EndedTurn, TurnError } from "../../core/runs/engine";
import type { Turn } from "../contract";

/** The turns of a run, oldest first: its own and those with which Codex continued it. */
export function findOwnTurns(newestFirst: readonly Turn[], turnId: string | null, clientId: string): Turn[] {
  const turns = newestFirst.toReversed();
  const own = turns.find((turn) => (turnId === null ? isOpenedBy(turn, clientId) : turn.id === turnId));
  if (!own) return [];
  return turns.filter((turn) => turn === own || turn.rootTurnId === own.id);
}

function isOpenedBy({ items }: Turn, clientId: string): boolean {
  return items.find(({ type }) => type === "userMessage")?.clientId === clientId;
}

/** How a run ended whose last turn is `last`. `turnId` is the run's own. */
export function toEndedTurn(turnId: string, last: Turn, messages: string[]): EndedTurn {
  return {
    turnId,
    status: toStatus(last),
    error: last.error ? toTurnError(last.error) : null,
    messages,
    durationMs: last.durationMs ?? null,
  };
}

function toStatus({ status, completedAt }: Turn): EndedTurn["status"] {
  if (status === "completed" || status === "failed") return status;
  return isCutOff({ status, completedAt }) ? "codex_ended" : "interrupted";
}

/**
 * Whether the process that ran the turn has gone: nobody stopped the turn, and another one may
 * continue it.
 */
export function isCutOff({ status, completedAt }: Pick<Turn, "status" | "completedAt">): boolean {
  return status === "interrupted" && (completedAt ?? null) === null;
}

/** What the model said in these turns. */
export function readAgentMessages(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ items }) => items.flatMap(({ type, text }) => (type === "agentMessage" ? (text ?? "") : [])));
}

function toTurnError({ message, codexErrorInfo }: NonNullable<Turn["error"]>): TurnError {
  if (typeof codexErrorInfo !== "object" || codexErrorInfo === null)
    return { code: codexErrorInfo ?? null, message, httpStatus: null };
  const [code, detail] = Object.entries(codexErrorInfo)[0] ?? [null, null];
  const status =
    typeof detail === "object" && detail !== null && "httpStatusCode" in detail ? detail.httpStatusCode : null;
  return { code, message, httpStatus: typeof status === "number" ? status : null };
}
