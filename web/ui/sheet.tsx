import type { ComponentChildren } from "preact";
import { Dialog } from "./dialog";

type Props = {
  /** Over the conversation, where there is no room beside it. */
  modal: boolean;
  side?: "left" | "right";
  label: string;
  onClose: () => void;
  children: ComponentChildren;
};

/** What stands beside the conversation, or over it on a narrow page. */
export function Sheet({ modal, side = "right", label, onClose, children }: Props) {
  if (!modal) {
    return (
      <aside class="panel" aria-label={label}>
        {children}
      </aside>
    );
  }
  return (
    <Dialog label={label} class={`sheet ${side}`} heading={false} onClose={onClose}>
      {children}
    </Dialog>
  );
}
