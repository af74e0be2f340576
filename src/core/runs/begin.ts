/**
 * Starts a run that has its turn in the queue: the thread, then the turn, each written down as soon
 * as it is known.
 */
import { toMessage } from "../../shared/errors";
import type { RunRow } from "../../store/runs";
import { EngineError, type EngineThread } from "./engine";
import type { Outcomes } from "./outcomes";
import type { RunParts } from "./parts";
import type { Reconcile } from "./reconcile";
import { toThreadSpec, toTurnSpec } from "./specs";

const STEERED =
  "A person was running a turn on this thread, and it took the prompt. Look at the thread for what came of it; do not send it again.";

export interface BeginDeps extends RunParts {
  outcomes: Outcomes;
  reconcile: Reconcile;
  /** Tells Codex to stop what is to end. */
  halt(row: RunRow): Promise<void>;
}

/** Never rejects: what fails is written into the row, or reconciled later. */
export function createBegin(deps: BeginDeps): (row: RunRow) => Promise<void> {
  const { store, transact, clock, log, deadlines, engine, busy, again, isClosed, outcomes, reconcile, halt } = deps;

  async function begin(row: RunRow): Promise<void> {
    const running = await engine();
    const spec = toThreadSpec(row);
    const thread = row.thread === null ? await running.openThread(spec) : await running.resumeThread(row.thread, spec);
    const opened = await writeThread(row, thread).catch(async (error: unknown) => {
      await running.release(thread.threadId);
      throw error;
    });
    if (!opened) return running.release(thread.threadId);
    if (opened.ending !== null) return outcomes.end(opened, opened.ending, null);

    const { turnId, steered } = await running.startTurn(thread.threadId, toTurnSpec(opened));
    // Letting go would end the person's terminals.
    if (steered) return outcomes.end(opened, "failed", STEERED, { keepsThread: true });
    const started = await transact((after) => {
      after.wake(row.id, null);
      return store.runs.running(row.id, turnId);
    });
    if (!started) return;
    const wallMs = row.timeoutMs - (clock.now() - (started.startedAt ?? clock.now()));
    deadlines.watch(row.id, Math.min(wallMs, row.timeoutMs), true);
    if (started.ending !== null) await halt(started);
  }

  function writeThread(row: RunRow, thread: EngineThread): Promise<RunRow | null> {
    return transact((after) => {
      after.wake(row.id, null);
      return store.runs.opened(row.id, {
        thread: thread.threadId,
        path: thread.path,
        address: JSON.stringify(thread.address),
        tokensBefore: thread.tokens && JSON.stringify(thread.tokens),
        model: thread.model,
        effort: thread.effort,
      });
    });
  }

  return async (row) => {
    busy.add(row.id);
    let isKnown = true;
    try {
      await begin(row);
    } catch (error) {
      if (isClosed()) return;
      log.warn(`run ${row.id}: ${toMessage(error)}`);
      isKnown = error instanceof EngineError && error.failure !== "outcome_unknown";
      if (isKnown) {
        const { ending } = store.runs.find(row.id) ?? row;
        await outcomes.end(row, ending ?? "failed", ending === null ? toMessage(error) : null).catch(() => {
          isKnown = false;
        });
      }
    } finally {
      busy.delete(row.id);
    }
    // Either what became of the turn is not known, or it ended before its start was answered.
    if ((again.delete(row.id) || !isKnown) && !isClosed()) await reconcile(row.id);
  };
}
