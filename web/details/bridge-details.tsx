import { useContext, useEffect, useState } from "preact/hooks";
import type { Status } from "../../src/shared/api";
import { LINKS } from "../rail/link-state";
import { formatDateTime } from "../state/clock";
import { ApiContext } from "../state/contexts";
import { explain } from "../state/http";
import type { Link } from "../state/state";
import { Facts } from "./facts";

const EVERY_MS = 5000;

/** How the bridge itself stands, as `codex-bridge status` tells it. */
export function BridgeDetails({ link }: { link: Link }) {
  const api = useContext(ApiContext);
  const [status, setStatus] = useState<Status | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const ask = () =>
      api.status().then(
        (next) => {
          if (gone) return;
          setStatus(next);
          setProblem(null);
        },
        (error: unknown) => !gone && setProblem(explain(error)),
      );
    void ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [api, link]);

  return (
    <>
      <p>{LINKS[link].title}.</p>
      {problem !== null && (
        <p class="tray-problem" role="alert">
          {problem}
        </p>
      )}
      {status !== null && (
        <Facts
          facts={[
            ["Address", status.host.url],
            ["Version", status.host.version],
            ["Process", String(status.host.pid)],
            ["Since", formatDateTime(status.host.startedAt)],
            ["Kept in", status.host.stateDir],
            ["Programs", `${status.processes.claude} of Claude’s, ${status.processes.codex} of Codex’s`],
            ["Calls held open", String(status.heldCalls)],
            ["Messages held", String(status.heldMessages)],
            ["Open questions", String(status.openQuestions.length)],
          ]}
        />
      )}
    </>
  );
}
