import { useContext, useEffect, useState } from "preact/hooks";
import { formatWait } from "../state/clock";
import { ClockContext } from "../state/contexts";

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
