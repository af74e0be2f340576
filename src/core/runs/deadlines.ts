/**
 * The ends that we set to a run, on a clock that nobody can set: Codex itself never gives up on a
 * silent server.
 */
import type { Clock } from "../../shared/clock";

/** How long Codex may take to the first word of its model. */
export const START_MS = 60_000;
/** How long it may be silent while no command or tool is open and no approval waits. */
export const STALL_MS = 600_000;

export type Limit = "wall" | "start" | "stall";

interface Watched {
  wallAt: number;
  /** Null once the model has said something. */
  startAt: number | null;
  aliveAt: number;
  /** During these, silence says nothing. */
  open: Set<string>;
  cancel(): void;
}

/** Stands among the open items while nothing is known of the run. */
const UNKNOWN = "";

export type Deadlines = ReturnType<typeof createDeadlines>;

/** `onEnd` is called once for a run whose time is over; it is not watched any more then. */
export function createDeadlines(clock: Clock, onEnd: (run: string, limit: Limit) => void) {
  const watched = new Map<string, Watched>();

  function due({ wallAt, startAt, aliveAt, open }: Watched): { at: number; limit: Limit } {
    const stallAt = open.size > 0 ? Number.POSITIVE_INFINITY : aliveAt + STALL_MS;
    if (startAt !== null && open.size === 0 && startAt <= Math.min(wallAt, stallAt)) {
      return { at: startAt, limit: "start" };
    }
    return wallAt <= stallAt ? { at: wallAt, limit: "wall" } : { at: stallAt, limit: "stall" };
  }

  function arm(run: string, one: Watched): void {
    one.cancel();
    one.cancel = clock.schedule(Math.max(0, due(one).at - clock.monotonic()), () => {
      const { at, limit } = due(one);
      if (at > clock.monotonic()) return arm(run, one);
      watched.delete(run);
      onEnd(run, limit);
    });
  }

  function change(run: string, work: (one: Watched) => void): void {
    const one = watched.get(run);
    if (!one) return;
    one.aliveAt = clock.monotonic();
    work(one);
  }

  return {
    /**
     * `isNew`: its turn has just been started. Else it was under way already, and what it does now
     * is not known.
     */
    watch(run: string, wallMs: number, isNew: boolean): void {
      watched.get(run)?.cancel();
      const now = clock.monotonic();
      const one: Watched = {
        wallAt: now + Math.max(0, wallMs),
        startAt: isNew ? now + START_MS : null,
        aliveAt: now,
        open: new Set(isNew ? [] : [UNKNOWN]),
        cancel: () => {},
      };
      watched.set(run, one);
      arm(run, one);
    },
    /** Codex has said anything at all. */
    alive: (run: string) => change(run, () => {}),
    /** Its model has answered. */
    begun: (run: string) =>
      change(run, (one) => {
        const wasUnknown = one.open.delete(UNKNOWN);
        if (one.startAt === null && !wasUnknown) return;
        one.startAt = null;
        arm(run, one);
      }),
    /** A command, a tool or an approval is open, or is not any more. */
    item: (run: string, item: string, isOpen: boolean) =>
      change(run, (one) => {
        if (isOpen) one.open.add(item);
        else if (one.open.delete(item)) arm(run, one);
      }),
    /** The connection is lost: until each run is watched anew, silence says nothing. */
    lost(): void {
      for (const { open } of watched.values()) open.add(UNKNOWN);
    },
    drop(run: string): void {
      watched.get(run)?.cancel();
      watched.delete(run);
    },
    close(): void {
      for (const { cancel } of watched.values()) cancel();
      watched.clear();
    },
  };
}
