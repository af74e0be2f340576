/** Waiting for a run. The end of a wait never ends the run. */
import type { Clock } from "../../shared/clock";
import { isOver, type RunView, type WaitRun } from "../../shared/runs";
import type { Waiters } from "../waiters";

export type WaitForRun = (input: WaitRun, signal: AbortSignal) => Promise<RunView>;

export interface WaitDeps {
  clock: Clock;
  waiters: Pick<Waiters, "open">;
  /** Throws where there is none. */
  find(run: string): RunView;
}

export function createWaitForRun({ clock, waiters, find }: WaitDeps): WaitForRun {
  return async ({ run, until, waitMs }, signal) => {
    const deadlineAt = clock.monotonic() + waitMs;
    // The change of a run wakes the calls under its id, as a message wakes those of its session.
    const waiter = waiters.open({ session: run, question: null, wakesOn: "any", takes: "answer" });
    try {
      for (;;) {
        const view = find(run);
        if (isOver(view.state) || view.state === "held" || (until === "thread" && view.thread !== null)) return view;
        if (!(await waiter.next(deadlineAt, signal))) return find(run);
      }
    } finally {
      waiter.close();
    }
  };
}
