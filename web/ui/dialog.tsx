import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons";

type Props = {
  label: string;
  class: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Without it, the dialog's content brings its own way out. */
  heading?: boolean;
};

/**
 * What lies over the page until it is closed. The browser keeps the focus inside and gives it back;
 * Escape closes.
 */
export function Dialog({ label, class: className, onClose, children, heading = true }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  // Before anything else is typed: the first letters belong into the dialog.
  useLayoutEffect(() => {
    const own = dialog.current;
    own?.showModal();
    // Closed while it is still there: the browser gives the focus back then.
    return () => own?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click beside the dialog is a convenience; Escape does the same
    <dialog
      ref={dialog}
      class={`dialog ${className}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close.current();
      }}
      onClick={(event) => {
        // Only the backdrop: what is inside covers the dialog itself.
        if (event.target === event.currentTarget) close.current();
      }}
    >
      <div class="dialog-box">
        {heading && (
          <header class="dialog-head">
            <h2>{label}</h2>
            <button type="button" class="quiet icon-button" aria-label="Close" title="Close (Esc)" onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
