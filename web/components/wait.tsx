import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type Clock, createClock, formatWait } from "../clock.ts";

export const ClockContext = createContext<Clock>(createClock(() => 0));

/** How long something has lasted, ticking. */
export function Wait({ since }: { since: number }) {
  const clock = useContext(ClockContext);
  const [now, setNow] = useState(clock.now);
  useEffect(() => clock.subscribe(() => setNow(clock.now())), [clock]);
  return (
    <time class="wait" role="timer" aria-live="off">
      {formatWait(now - since)}
    </time>
  );
}
