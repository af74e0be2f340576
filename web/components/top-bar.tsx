import { useEffect } from "preact/hooks";
import type { MessageView, SessionView } from "../../src/protocol";
import { NAMES, receiverKind } from "../selectors";
import type { Link } from "../state";
import { Icon } from "./icons";
import { SessionChip } from "./session-chip";
import { Wait } from "./wait";

const LINKS: Readonly<Record<Link, { word: string; title: string }>> = {
  connecting: { word: "connecting", title: "Connecting to the bridge" },
  connected: { word: "connected", title: "This page is connected to the bridge" },
  reconnecting: { word: "reconnecting", title: "The bridge is out of reach; what you see may be out of date" },
  refused: { word: "refused", title: "The bridge does not accept this page any more; reload it" },
};

type Props = {
  /** The open questions, the most urgent first. */
  open: readonly MessageView[];
  sessions: ReadonlyMap<string, SessionView>;
  connected: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
  link: Link;
};

export function TopBar({ open, sessions, connected, labels, link }: Props) {
  const first = open[0];
  const asker = first && NAMES[first.sender.kind];
  const target = first && NAMES[receiverKind(first, sessions)];
  const waits = first?.question?.waiting ? `${asker} waits for ${target}` : undefined;
  useEffect(() => {
    document.title = waits === undefined ? "Codex Bridge" : `${waits} · Codex Bridge`;
  }, [waits]);

  const waiting = new Set(open.filter((m) => m.question?.waiting).map((m) => m.question?.asker));
  const asked = new Set(open.map((m) => m.question?.target));
  const statusOf = (id: string) => (waiting.has(id) ? "waiting" : asked.has(id) ? "asked" : "idle");
  return (
    <header class="top-bar" data-testid="top-bar">
      <h1 class="brand">
        <Icon name="bridge" />
        <span>Codex Bridge</span>
      </h1>
      <p class="now" data-testid="now">
        {first === undefined ? (
          "Nobody waits"
        ) : (
          <>
            <strong>{`${waits ?? `A question to ${target} is open`}, `}</strong>
            <Wait since={first.createdAt} />
            {open.length > 1 && <span class="faint"> · {open.length - 1} more open</span>}
          </>
        )}
      </p>
      <ul class="chips" aria-label="Connected sessions">
        {connected.map((session) => (
          <SessionChip
            key={session.id}
            session={session}
            label={labels.get(session.id) ?? session.project.name}
            status={statusOf(session.id)}
          />
        ))}
      </ul>
      <p class={`link-state ${link}`} role="status" data-testid="link" data-link={link} title={LINKS[link].title}>
        <span class="dot" />
        <span class="word">{LINKS[link].word}</span>
      </p>
    </header>
  );
}
