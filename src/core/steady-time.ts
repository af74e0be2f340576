/**
 * The time for what cannot be taken back: what is forgotten, what expires. A clock that leaps ahead
 * is believed only once it has stayed there: a wrong time server, a flat battery or a mistyped date
 * must not end everything in one look.
 */
import type { Clock } from "../shared/clock";

/** A leap of less is believed at once. */
const TOLERANCE_MS = 3_600_000;
/** A clock that has leapt further is believed after this. */
const CONFIRM_MS = 3_600_000;

export type SteadyTime = () => number;

/**
 * `lastKnownAt`: the newest time that was stored before this process began; null where nothing was.
 */
export function createSteadyTime(clock: Clock, lastKnownAt: number | null): SteadyTime {
  let base = { wall: lastKnownAt ?? clock.now(), at: clock.monotonic() };
  let leap: { ahead: number; since: number } | null = null;

  function believe(wall: number, at: number): number {
    base = { wall, at };
    leap = null;
    return wall;
  }

  return () => {
    const [wall, at] = [clock.now(), clock.monotonic()];
    const expected = base.wall + (at - base.at);
    const ahead = wall - expected;
    if (ahead <= TOLERANCE_MS) return believe(wall, at);
    if (leap === null || Math.abs(ahead - leap.ahead) > TOLERANCE_MS) leap = { ahead, since: at };
    return at - leap.since >= CONFIRM_MS ? believe(wall, at) : expected;
  };
}
