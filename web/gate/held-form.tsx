import { useEffect, useRef, useState } from "preact/hooks";

type Props = {
  label: string;
  value: string;
  required?: boolean;
  danger?: boolean;
  busy: boolean;
  save: string;
  onSave: (text: string) => void;
  onCancel: () => void;
};

/**
 * A text about a held message: its new words, or a note to its sender. Ctrl + Enter saves, Escape
 * leaves it.
 */
export function HeldForm({ label, value, required = false, danger = false, busy, save, onSave, onCancel }: Props) {
  const [text, setText] = useState(value);
  const area = useRef<HTMLTextAreaElement>(null);
  const blocked = busy || (required && text.trim() === "");
  useEffect(() => area.current?.focus(), []);
  return (
    <form
      class="held-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) onSave(text);
      }}
    >
      <textarea
        ref={area}
        rows={Math.min(12, Math.max(2, text.split("\n").length))}
        aria-label={label}
        placeholder={label}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onCancel();
          }
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !blocked) onSave(text);
        }}
      />
      <div class="held-actions">
        <button type="submit" class={`button strong${danger ? " danger" : ""}`} disabled={blocked}>
          {save}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
