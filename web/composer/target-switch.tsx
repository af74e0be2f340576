import { NAMES } from "../state/selectors";
import type { Aim } from "../state/shell";
import type { Target } from "./targets";

const TARGETS: readonly { to: Aim["to"]; name: string }[] = [
  { to: "claude", name: NAMES.claude },
  { to: "codex", name: NAMES.codex },
  { to: "both", name: "both" },
];

type Props = {
  to: Aim["to"];
  onChange: (to: Aim["to"]) => void;
  target: Target;
  onChoose: (value: string) => void;
};

/** To whom the words go: which of the two, and which session where several could be meant. */
export function TargetSwitch({ to, onChange, target, onChoose }: Props) {
  const { word, value, choices, problem } = target;
  return (
    <>
      <fieldset class="targets">
        <legend class="visually-hidden">Send to</legend>
        {TARGETS.map((one) => (
          <label key={one.to} class={`target ${one.to}`}>
            <input
              type="radio"
              name="target"
              value={one.to}
              checked={to === one.to}
              onChange={() => onChange(one.to)}
              aria-label={`To ${one.name}`}
            />
            <span>
              <span class="target-to">To </span>
              {one.name}
            </span>
          </label>
        ))}
      </fieldset>
      {choices.length > 0 ? (
        <select
          class={word === null ? "peers missing" : "peers"}
          aria-label={to === "both" ? "Which conversation" : `Which ${NAMES[to]} session`}
          title={problem ?? undefined}
          value={value}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {word === null && <option value="">Choose…</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.word}
            </option>
          ))}
        </select>
      ) : (
        <span class="peer-name" data-testid="target" title={problem ?? `It goes to ${word}`}>
          {word === null ? <span class="missing">{problem}</span> : <bdi>{word}</bdi>}
        </span>
      )}
    </>
  );
}
