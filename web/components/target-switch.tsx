import type { SessionView } from "../../src/shared/views";
import { NAMES } from "../selectors";
import type { Aim } from "../shell";

const TARGETS: readonly { to: Aim["to"]; name: string }[] = [
  { to: "claude", name: NAMES.claude },
  { to: "codex", name: NAMES.codex },
  { to: "both", name: "both" },
];

type Props = {
  to: Aim["to"];
  onChange: (to: Aim["to"]) => void;
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
        {TARGETS.map((target) => (
          <label key={target.to} class={`target ${target.to}`}>
            <input
              type="radio"
              name="target"
              value={target.to}
              checked={to === target.to}
              onChange={() => onChange(target.to)}
              aria-label={`To ${target.name}`}
            />
            <span>
              <span class="target-to">To </span>
              {target.name}
            </span>
          </label>
        ))}
      </fieldset>
      {to !== "both" && peers.length > 1 && (
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
