/** Runs: Claude, a script or a person puts Codex to work, and what it does outlives all of them. */
import type { Clock } from "../../shared/clock";
import { BridgeError, toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import { isOver, type ListedRun, type ListRuns, type RunsCheck, type RunView, type StartRun } from "../../shared/runs";
import type { RunRow } from "../../store/runs";
import type { Store } from "../../store/store";
import type { Events } from "../events";
import type { Gates } from "../gate-state";
import type { Schedule } from "../schedule";
import type { Transact } from "../transaction";
import type { Waiters } from "../waiters";
import { createBegin } from "./begin";
import { createDeadlines, type Limit, STALL_MS, START_MS } from "./deadlines";
import type { RunEngine } from "./engine";
import { createFollow } from "./follow";
import { createOutcomes } from "./outcomes";
import type { RunParts } from "./parts";
import { createReconcile } from "./reconcile";
import { toListedRun, toRunView } from "./specs";
import { createWaitForRun, type WaitForRun } from "./wait";

/** After Codex was told to stop, it is asked whether it has. */
const STOPPED_MS = 2_000;
const TITLE_CHARS = 80;

/** Who asks for a run, and what it is about where it does not say. */
export interface Asker {
  session: string;
  cwd: string;
  /** Its project's root. */
  project: string;
}

export interface RunDeps {
  store: Pick<Store, "runs">;
  clock: Clock;
  log: Log;
  events: Pick<Events, "subscribe">;
  transact: Transact;
  waiters: Waiters;
  schedule: Schedule;
  gates: Pick<Gates, "all">;
  openEngine(): Promise<RunEngine>;
  /** Runs at once; the others wait in the queue. */
  maxRuns: number;
}

export interface RunsDomain {
  /**
   * Writes a run down, and gives it before Codex has heard of it. The same id, or key of the
   * session, starts none.
   */
  start(input: StartRun, asker: Asker): Promise<RunView>;
  /** Throws `not_found`. */
  find(run: string): RunView;
  list(which: ListRuns): ListedRun[];
  wait: WaitForRun;
  /** Ends a run; Codex may take a moment to stop. One that is over is given as it is. */
  cancel(run: string): Promise<RunView>;
  check(): Promise<RunsCheck>;
  /** A host has started: what an earlier one left goes on. */
  takeOver(): Promise<void>;
  /** Lets the engine go; runs that are under way go on. The same promise each time. */
  close(): Promise<void>;
}

export function createRunsDomain(deps: RunDeps): RunsDomain {
  const { store, clock, log, events, transact, waiters, schedule, gates, openEngine, maxRuns } = deps;
  let opened: Promise<RunEngine> | null = null;
  let isClosed = false;
  let closing: Promise<void> | null = null;
  const deadlines = createDeadlines(clock, (run, limit) => void schedule.persist(() => timeOut(run, limit)));
  const busy = new Set<string>();
  const again = new Set<string>();
  const parts: RunParts = {
    store,
    transact,
    clock,
    log,
    schedule,
    deadlines,
    engine,
    busy,
    again,
    isClosed: () => isClosed,
  };
  const queue = () => void schedule.persist(pump);
  const outcomes = createOutcomes(parts, queue);
  const reconcile = createReconcile({ ...parts, outcomes, halt, onQueued: queue });
  const begin = createBegin({ ...parts, outcomes, reconcile, halt });
  const follow = createFollow({ ...parts, outcomes, reconcile });
  const unsubscribe = events.subscribe((event) => {
    if (event.type === "gate") queue();
  });

  function engine(): Promise<RunEngine> {
    if (isClosed) return Promise.reject(new BridgeError("unavailable", "The bridge is ending."));
    opened ??= openEngine().then(
      (made) => {
        made.subscribe((event) => {
          if (!isClosed) follow(event);
        });
        return made;
      },
      (error: unknown) => {
        opened = null;
        throw error;
      },
    );
    return opened;
  }

  /** Lets go what no gate holds any more, and starts what there is room for. */
  async function pump(): Promise<void> {
    while (!isClosed) {
      const next = await transact((after) => {
        if (gates.all() === "open") for (const id of store.runs.releaseHeld()) after.wake(id, null);
        return store.runs.claim(maxRuns, clock.now());
      });
      if (!next) return;
      void begin(next);
    }
  }

  /** Tells Codex to stop a run whose row says so. */
  async function halt({ id, thread, turn, ending }: RunRow): Promise<void> {
    if (thread === null || turn === null) return;
    try {
      await (await engine()).interrupt(thread, turn);
    } catch (error) {
      log.warn(`run ${id}: Codex was not told to stop: ${toMessage(error)}`);
      const row = store.runs.find(id);
      if (row && ending === "timed_out") await outcomes.end(row, ending, `${row.why} Codex could not be told to stop.`);
    }
    // The event of its end may be lost.
    schedule.later(STOPPED_MS, () => reconcile(id));
  }

  async function stop(run: string, ending: "cancelled" | "timed_out", why: string): Promise<void> {
    const row = await transact(() => store.runs.willEnd(run, ending, why));
    if (row) await halt(row);
  }

  function timeOut(run: string, limit: Limit): Promise<void> {
    const { timeoutMs = 0 } = store.runs.find(run) ?? {};
    const why: Record<Limit, string> = {
      wall: `Stopped: it took longer than its limit of ${timeoutMs / 1000} s (timeout_ms).`,
      start: `Stopped: Codex's model said nothing within ${START_MS / 1000} s.`,
      stall: `Stopped: Codex did nothing for ${STALL_MS / 60_000} minutes.`,
    };
    return stop(run, "timed_out", why[limit]);
  }

  function mustFind(run: string): RunRow {
    const row = store.runs.find(run);
    if (row) return row;
    throw new BridgeError("not_found", `There is no run ${run}. codex_runs lists those that there are.`, "run_id");
  }

  /** The thread that is to go on; null for a new one. */
  function threadOf(resumes: string | null): { thread: string | null; cwd: string | null } {
    if (resumes === null) return { thread: null, cwd: null };
    const { thread, cwd } = mustFind(resumes);
    if (thread === null) {
      throw new BridgeError("conflict", `Run ${resumes} never had a thread. Start a new run instead.`, "run_id");
    }
    const other = store.runs.onThread(thread);
    if (!other) return { thread, cwd };
    throw new BridgeError(
      "conflict",
      `thread_busy: run ${other.id} is ${other.state} on this thread. Wait for it, or cancel it.`,
      "run_id",
    );
  }

  function insert(input: StartRun, asker: Asker): RunRow {
    const { id, prompt, title, resumes, images, network, idempotencyKey, ...rest } = input;
    const same = store.runs.find(id) ?? (idempotencyKey && store.runs.keyed(asker.session, idempotencyKey));
    if (same) {
      if (same.prompt === prompt && same.resumes === resumes) return same;
      const message = `This idempotency_key belongs to run ${same.id}, which has another prompt. Use a new key.`;
      throw new BridgeError("conflict", message, "idempotency_key");
    }
    const earlier = threadOf(resumes);
    const cwd = input.cwd ?? earlier.cwd ?? asker.cwd;
    const isHeld = gates.all() !== "open";
    store.runs.insert({
      ...rest,
      ...{ id, prompt, resumes, idempotencyKey, cwd, thread: earlier.thread },
      kind: "run",
      title: title ?? toTitle(prompt),
      project: asker.project,
      session: asker.session,
      network: Number(network),
      images: JSON.stringify(images),
      state: isHeld ? "held" : "queued",
      why: isHeld ? "The user has paused everything; it starts once they resume." : null,
      createdAt: clock.now(),
    });
    return mustFind(id);
  }

  return {
    async start(input, asker) {
      const row = await transact(() => insert(input, asker));
      queue();
      return toRunView(row);
    },
    find: (run) => toRunView(mustFind(run)),
    list: ({ cwd, states, limit }) => store.runs.list(cwd, states, limit).map(toListedRun),
    wait: createWaitForRun({ clock, waiters, find: (run) => toRunView(mustFind(run)) }),
    async cancel(run) {
      const { state } = mustFind(run);
      const ended =
        state === "held" || state === "queued"
          ? await transact((after) => {
              after.wake(run, null);
              // It may have been taken from the queue meanwhile.
              const now = store.runs.find(run)?.state;
              return now === "held" || now === "queued"
                ? store.runs.end(run, "cancelled", "Cancelled before it started.", null, clock.now())
                : null;
            })
          : null;
      if (!ended && !isOver(state)) await stop(run, "cancelled", "Cancelled.");
      return toRunView(mustFind(run));
    },
    async check() {
      const { address: _, limits: __, ...status } = await (await engine()).check();
      const counts = {
        active: store.runs.count(["starting", "running"]),
        queued: store.runs.count(["queued", "held"]),
      };
      return { ...status, maxRuns, ...counts };
    },
    async takeOver() {
      const left = store.runs.underWay();
      for (const { id } of left) await reconcile(id);
      if (left.length > 0) {
        await engine()
          .then((made) => made.sweep())
          .catch((error: unknown) => log.warn(`what an earlier host left is not swept: ${toMessage(error)}`));
      }
      await pump();
    },
    close() {
      isClosed = true;
      unsubscribe();
      deadlines.close();
      closing ??= (async () => (await opened?.catch(() => null))?.close())();
      return closing;
    },
  };
}

/** The first line of the prompt. */
function toTitle(prompt: string): string {
  const line = prompt.trim().split("\n", 1)[0] ?? "";
  const points = [...line];
  return points.length > TITLE_CHARS ? `${points.slice(0, TITLE_CHARS - 1).join("")}…` : line;
}
