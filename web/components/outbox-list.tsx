import { useEffect, useState } from "preact/hooks";
import type { Outbox, Parcel } from "../outbox";
import { NAMES } from "../selectors";
import { Icon } from "./icons";

type Props = {
  outbox: Outbox;
  view: string | null;
  /** Whether the bridge has shown the message already. */
  isKnown: (id: string) => boolean;
  onEdit: (parcel: Parcel) => void;
};

/** The human's words that the bridge has not confirmed, where they will stand: on their way, or why not. */
export function OutboxList({ outbox, view, isKnown, onEdit }: Props) {
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
            class={`parcel${parcel.problem === null ? "" : " failed"}`}
            data-parcel={parcel.say.id}
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
                <p class="failure" role="alert" data-testid="composer-error">
                  {parcel.problem}
                </p>
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
