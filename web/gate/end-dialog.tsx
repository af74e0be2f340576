import { Dialog } from "../ui/dialog";

type Props = { held: number; onEnd: () => void; onClose: () => void };

/** Asks before a talk is ended: both agents are told, and what is held is dropped. */
export function EndDialog({ held, onEnd, onClose }: Props) {
  return (
    <Dialog label="End the talk?" class="confirm" onClose={onClose}>
      <p>
        Both agents are told that the talk is over, and open questions are withdrawn.
        {held > 0 && ` ${held === 1 ? "The held message is" : `The ${held} held messages are`} dropped.`} It goes on
        when you write here again, or reopen it.
      </p>
      <p class="dialog-actions">
        <button
          type="button"
          class="button strong danger"
          onClick={() => {
            onEnd();
            onClose();
          }}
        >
          End the talk
        </button>
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}
