/**
 * What became of a run after any doubt: a new host, a lost connection, a call or a write that
 * failed.
 */
import { toMessage } from "../../shared/errors";
import type { RunRow } from "../../store/runs";
import type { Reconciled } from "./engine";
import type { Outcomes } from "./outcomes";
import type { RunParts } from "./parts";
import { toDoubtful } from "./specs";

/** Codex that cannot be asked now is asked again after this. */
const AGAIN_MS = 30_000;
/** What never gets as far as a turn is given up. */
const MAX_ATTEMPTS = 3;

/** Brings a run's row to what is true. Never rejects. */
export type Reconcile = (run: string) => Promise<void>;

export interface ReconcileDeps extends RunParts {
  outcomes: Outcomes;
  halt(row: RunRow): Promise<void>;
  /** Lets the queue go on. */
  onQueued(): void;
}

export function createReconcile(deps: ReconcileDeps): Reconcile {
  const { store, transact, clock, log, schedule, deadlines, engine, busy, again, isClosed, outcomes, halt, onQueued } =
    deps;

  async function look(row: RunRow): Promise<void> {
    if (row.thread === null) return startAgain(row);
    const found = await (await engine()).reconcile(toDoubtful(row, row.thread));
    if (found.state === "not_started" || found.state === "thread_not_found") return startAgain(row);
    if (found.state === "elsewhere") {
      await transact(() => store.runs.explain(row.id, "Another Codex process has its thread open."));
      return askLater(row.id);
    }
    await keepTokens(row.thread, found);
    if (found.state === "ended") return outcomes.finish(row, found.turn);
    const running = await transact((after) => {
      after.wake(row.id, null);
      store.runs.explain(row.id, found.recovered ? "Codex restarted, and continues it." : null);
      return store.runs.running(row.id, found.turnId, JSON.stringify(found.address));
    });
    if (!running) return;
    const goneMs = clock.now() - (running.startedAt ?? clock.now());
    deadlines.watch(row.id, Math.min(row.timeoutMs - goneMs, row.timeoutMs), false);
    if (running.ending !== null) await halt(running);
  }

  async function keepTokens(thread: string, { tokens }: Extract<Reconciled, { state: "ended" | "running" }>) {
    if (tokens) await transact(() => store.runs.tokens(thread, JSON.stringify(tokens)));
  }

  /**
   * It has no turn: nothing was spent. A new thread is left behind empty; an earlier run's is used
   * again.
   */
  async function startAgain(row: RunRow): Promise<void> {
    if (row.ending !== null) return outcomes.end(row, row.ending, null);
    if (row.turn !== null) return outcomes.end(row, "interrupted", "Codex no longer has its thread.");
    if (row.attempts >= MAX_ATTEMPTS) return outcomes.end(row, "failed", row.why ?? "It could not be started.");
    const queued = await transact((after) => {
      after.wake(row.id, null);
      return store.runs.requeue(row.id, row.resumes !== null);
    });
    if (queued) onQueued();
  }

  function askLater(run: string): void {
    schedule.later(AGAIN_MS, () => reconcile(run));
  }

  async function reconcile(run: string): Promise<void> {
    const row = store.runs.find(run);
    if (!row || row.endedAt !== null) return;
    if (busy.has(run)) return void again.add(run);
    busy.add(run);
    try {
      await look(row);
    } catch (error) {
      if (isClosed()) return;
      log.warn(`run ${run}: what became of it is not known: ${toMessage(error)}`);
      const why = `Codex cannot be asked what became of it: ${toMessage(error)}`;
      await transact(() => store.runs.explain(run, why)).catch(() => {});
      askLater(run);
    } finally {
      busy.delete(run);
    }
    if (again.delete(run) && !isClosed()) await reconcile(run);
  }

  return reconcile;
}
