import { useEffect, useRef, useState } from "preact/hooks";
import { NAMES } from "../state/selectors";
import type { Aim } from "../state/shell";
import { Icon } from "../ui/icons";
import type { Outbox, Parcel } from "./outbox";
import type { Choice } from "./targets";

type Props = {
  outbox: Outbox;
  view: string | null;
  /** Whether the bridge has shown the message already. */
  isKnown: (id: string) => boolean;
  onEdit: (parcel: Parcel) => void;
  /** Who could be meant, where the bridge asks that. */
  choicesFor: (to: Aim["to"]) => readonly Choice[];
};

/**
 * The human's words that the bridge has not confirmed, where they will stand: on their way, or why
 * not.
 */
export function OutboxList({ outbox, view, isKnown, onEdit, choicesFor }: Props) {
  const [parcels, setParcels] = useState(outbox.get);
  useEffect(() => {
    const update = () => setParcels(outbox.get());
    update();
    return outbox.subscribe(update);
  }, [outbox]);
  // The bridge has it, whatever became of the answer that should have said so.
  const stored = parcels.find(({ say }) => isKnown(say.id));
  useEffect(() => {
    if (stored !== undefined && stored.problem !== null) outbox.remove(stored.say.id);
  }, [stored, outbox]);
  const shown = parcels.filter((parcel) => !isKnown(parcel.say.id) && (view === null || parcel.view === view));
  if (shown.length === 0) return null;
  return (
    <section class="outbox" aria-label="Not confirmed yet" data-testid="outbox">
      <ul>
        {shown.map((parcel) => (
          <li
            key={parcel.say.id}
            class={`parcel${parcel.problem === null ? "" : parcel.problem.waits ? " waits" : " failed"}`}
            data-outgoing={parcel.say.id}
          >
            <p class="parcel-head">
              <span class="name">You</span>
              <span>→ {parcel.say.to === "both" ? "Claude and Codex" : NAMES[parcel.say.to]}</span>
              {parcel.problem === null && (
                <span class="parcel-state" role="status">
                  sending…
                </span>
              )}
            </p>
            <p class="parcel-text" dir="auto">
              {parcel.say.text}
            </p>
            {parcel.files.length > 0 && <p class="faint">{parcel.files.map(({ name }) => name).join(", ")}</p>}
            {parcel.problem !== null && (
              <>
                <p class={parcel.problem.waits ? "failure waits" : "failure"} role="alert" data-testid="composer-error">
                  {parcel.problem.text}
                </p>
                {parcel.problem.code === "conflict" && (
                  <Redirect parcel={parcel} choices={choicesFor(parcel.say.to)} onSend={outbox.send} />
                )}
                <p class="parcel-actions">
                  <button type="button" class="button strong" onClick={() => outbox.send(parcel)}>
                    <Icon name="retry" />
                    Try again
                  </button>
                  <button type="button" class="button" onClick={() => onEdit(parcel)}>
                    Edit
                  </button>
                  <button type="button" class="button" onClick={() => outbox.remove(parcel.say.id)}>
                    Discard
                  </button>
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type RedirectProps = { parcel: Parcel; choices: readonly Choice[]; onSend: (parcel: Parcel) => void };

/** The choice that the bridge asks for, in the place where it asks. */
function Redirect({ parcel, choices, onSend }: RedirectProps) {
  const list = useRef<HTMLSelectElement>(null);
  if (choices.length === 0) return null;
  const { say } = parcel;
  const { session: _session, conversation: _conversation, ...words } = say;
  const send = () => {
    const value = list.current?.value ?? "";
    onSend({ ...parcel, say: say.to === "both" ? { ...words, conversation: value } : { ...words, session: value } });
  };
  return (
    <p class="parcel-actions" data-testid="redirect">
      <select ref={list} class="peers" aria-label={say.to === "both" ? "Which conversation" : "Which session"}>
        {choices.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      <button type="button" class="button strong" onClick={send}>
        <Icon name="send" />
        Send it there
      </button>
    </p>
  );
}
