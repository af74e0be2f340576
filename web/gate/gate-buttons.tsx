import { Icon } from "../ui/icons";
import type { GateControl } from "./use-gate";

type Props = { control: GateControl; isAll: boolean };

/** Pause and resume, and one held message at a time. */
export function GateButtons({ control, isAll }: Props) {
  const { gate, busy, held } = control;
  const what = isAll ? "everything" : "this conversation";
  return (
    <div class="gate-buttons" data-testid="gate" data-gate={gate}>
      {gate === "open" ? (
        <button
          type="button"
          class="quiet tool"
          disabled={busy}
          title={`Pause ${what}: what the agents say is held until you let it through (p)`}
          onClick={control.pause}
        >
          <Icon name="pause" />
          <span class="tool-word">Pause</span>
        </button>
      ) : (
        <button
          type="button"
          class="quiet tool on"
          disabled={busy}
          title={gate === "ended" ? "Open the talk again (p)" : `Resume ${what}: all that is held goes through (p)`}
          onClick={control.resume}
        >
          <Icon name="play" />
          <span class="tool-word">{gate === "ended" ? "Reopen" : "Resume"}</span>
        </button>
      )}
      {held.length > 0 && (
        <button
          type="button"
          class="quiet tool on"
          disabled={busy}
          aria-label="Step"
          title="Let the oldest held message through (.)"
          onClick={control.step}
        >
          <Icon name="step" />
        </button>
      )}
    </div>
  );
}
