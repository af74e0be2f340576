/**
 * How a run ends: the row first, then Codex's thread is let go, the waiting calls wake, and the
 * queue goes on.
 */
import { toMessage } from "../../shared/errors";
import type { RunEnd, RunRow } from "../../store/runs";
import type { EndedTurn } from "./engine";
import type { RunParts } from "./parts";

export interface Outcomes {
  /** Its turn has ended. */
  finish(row: RunRow, turn: EndedTurn): Promise<void>;
  end(row: RunRow, end: RunEnd, why: string | null, more?: Ending): Promise<void>;
}

export interface Ending {
  result?: string | null;
  /** The thread is somebody else's as well. */
  keepsThread?: boolean;
}

const CODEX_ENDED =
  "Codex ended while it worked on it, and nothing continues it. Resume the run to go on on its thread.";

export function createOutcomes(parts: RunParts, onOver: () => void): Outcomes {
  const { store, transact, clock, log, deadlines, engine } = parts;

  async function end(row: RunRow, to: RunEnd, why: string | null, more: Ending = {}): Promise<void> {
    const { result = null, keepsThread = false } = more;
    const ended = await transact((after) => {
      const changed = store.runs.end(row.id, to, why, result, clock.now());
      if (changed) after.wake(row.id, null);
      return changed;
    });
    if (!ended) return;
    deadlines.drop(row.id);
    const { thread } = ended;
    if (thread !== null && ended.address !== null && !keepsThread) {
      const release = async () => (await engine()).release(thread);
      release().catch((error: unknown) => log.warn(`run ${row.id}: its thread is not let go: ${toMessage(error)}`));
    }
    onOver();
  }

  return {
    end,
    async finish(row, turn) {
      const result = turn.messages.at(-1) ?? null;
      // Who wants it to end has written that down since `row` was read.
      const { ending } = store.runs.find(row.id) ?? row;
      if (turn.status === "completed") return end(row, "completed", null, { result });
      if (turn.status === "failed")
        return end(row, "failed", turn.error?.message ?? "Codex gave no reason.", { result });
      const why = turn.status === "codex_ended" ? CODEX_ENDED : "Somebody stopped it in Codex.";
      return ending === null ? end(row, "interrupted", why, { result }) : end(row, ending, null, { result });
    },
  };
}
