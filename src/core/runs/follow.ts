/** The engine's events as changes of the runs' rows. */
import { toMessage } from "../../shared/errors";
import type { RunRow } from "../../store/runs";
import type { EngineEvent } from "./engine";
import type { Outcomes } from "./outcomes";
import type { RunParts } from "./parts";
import type { Reconcile } from "./reconcile";

const EVENT_CHARS = 200;

export interface FollowDeps extends RunParts {
  outcomes: Outcomes;
  reconcile: Reconcile;
}

export function createFollow(deps: FollowDeps): (event: EngineEvent) => void {
  const { store, transact, clock, log, schedule, deadlines, busy, again, outcomes, reconcile } = deps;

  /** A lost write of progress loses only progress. */
  function write(work: () => void): void {
    transact(work).catch((error: unknown) => log.warn(`progress of a run is not written: ${toMessage(error)}`));
  }

  function note(thread: string, text: string): void {
    write(() => store.runs.event(thread, text.slice(0, EVENT_CHARS).toWellFormed(), clock.now()));
  }

  function onTurn(row: RunRow, event: Extract<EngineEvent, { turnId: string }>): void {
    switch (event.type) {
      case "activity":
        deadlines.begun(row.id);
        if (event.item?.isWork) deadlines.item(row.id, event.item.id, event.item.isOpen);
        return note(event.threadId, event.text);
      case "message":
        if (event.role === "agent") deadlines.begun(row.id);
        return note(event.threadId, event.role === "agent" ? "message" : "prompt");
      case "approval":
        deadlines.begun(row.id);
        deadlines.item(row.id, event.requestId, true);
        return write(() => store.runs.approval(row.id, true));
      case "completed": {
        // The start of its turn is not answered yet: whether this is its own turn is asked once it
        // is.
        if (busy.has(row.id) && row.turn === null) return void again.add(row.id);
        if (row.turn !== event.turn.turnId && row.turn !== event.turnId) return;
        return void schedule.persist(() => outcomes.finish(row, event.turn));
      }
      default:
    }
  }

  return (event) => {
    if (event.type === "lost") return deadlines.lost();
    if (event.type === "back") {
      for (const { id } of store.runs.underWay()) void reconcile(id);
      return;
    }
    if (event.type === "rateLimits") return;
    const row = store.runs.onThread(event.threadId);
    if (!row) return;
    deadlines.alive(row.id);
    if (event.type === "tokens") return write(() => store.runs.tokens(event.threadId, JSON.stringify(event.total)));
    if (event.type === "resolved") {
      deadlines.item(row.id, event.requestId, false);
      return write(() => store.runs.approval(row.id, false));
    }
    if (event.type !== "raw") onTurn(row, event);
  };
}
