import { useContext, useEffect, useState } from "preact/hooks";
import { formatTime } from "../state/clock";
import { ClockContext } from "../state/contexts";
import type { Link } from "../state/state";
import { Wait } from "../timeline/wait";
import { CopyButton } from "./copy-button";

/** A bridge that is back by then was never missed. */
const PATIENCE_MS = 5000;
const SERVE = "codex-bridge serve";

type Props = {
  link: Link;
  /** Since when the bridge is out of reach, by the browser's clock; null while it is there. */
  lostAt: number | null;
};

/**
 * That the bridge is gone, since when, and what brings it back; or that the page itself has to be
 * loaded anew.
 */
export function Reconnect({ link, lostAt }: Props) {
  const clock = useContext(ClockContext);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (lostAt === null) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, lostAt + PATIENCE_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [lostAt]);
  if (link === "refused") {
    return (
      <p class="reconnect" role="alert" data-testid="refused">
        The bridge was started anew and does not know this page any more.
        <button type="button" class="button strong" onClick={() => location.reload()}>
          Reload
        </button>
      </p>
    );
  }
  if (!late || lostAt === null) return null;
  return (
    <p class="reconnect gone" role="status" data-testid="gone">
      <span>
        The bridge has been out of reach since {formatTime(lostAt)} (<Wait since={lostAt + clock.now() - Date.now()} />
        ). Start Claude Code in your project, or run <code>{SERVE}</code>
        <CopyButton text={SERVE} label="Copy the command" />. What you write is kept, and sent when it is back.
      </span>
    </p>
  );
}
