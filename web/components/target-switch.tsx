import type { SessionKind, SessionView } from "../../src/protocol";
import { NAMES } from "../selectors";

const KINDS: readonly SessionKind[] = ["claude", "codex"];

type Props = {
  to: SessionKind;
  onChange: (to: SessionKind) => void;
  /** Connected sessions of the chosen kind; with several, the human may say which one is meant. */
  peers: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
  session: string;
  onSession: (id: string) => void;
};

export function TargetSwitch({ to, onChange, peers, labels, session, onSession }: Props) {
  return (
    <>
      <fieldset class="targets">
        <legend class="visually-hidden">Send to</legend>
        {KINDS.map((kind) => (
          <label key={kind} class={`target ${kind}`}>
            <input
              type="radio"
              name="target"
              value={kind}
              checked={to === kind}
              onChange={() => onChange(kind)}
              aria-label={`To ${NAMES[kind]}`}
            />
            <span>
              <span class="target-to">To </span>
              {NAMES[kind]}
            </span>
          </label>
        ))}
      </fieldset>
      {peers.length > 1 && (
        <select
          class="peers"
          aria-label={`Which ${NAMES[to]} session`}
          value={session}
          onChange={(event) => onSession(event.currentTarget.value)}
        >
          <option value="">any session</option>
          {peers.map((peer) => (
            <option key={peer.id} value={peer.id}>
              {labels.get(peer.id) ?? peer.project.name}
            </option>
          ))}
        </select>
      )}
    </>
  );
}
