import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Extent, FOLD_LINES, measure } from "./fold";
import { RenderedText } from "./rendered-text";
import type { WholeText } from "./use-whole-text";

/** `length` is the length of the whole text, of which `content` may hold only the beginning. */
type Props = { content: WholeText; length: number };

export function MessageBody({ content, length }: Props) {
  const { text, complete, load } = content;
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const extent = useMemo(() => measure(text, complete), [text, complete]);
  const folded = extent.long && !open;
  const frame = useRef<HTMLDivElement>(null);

  const toggle = async () => {
    setFailed(false);
    if (!open && !complete && !(await load().then(Boolean, () => false))) return setFailed(true);
    setOpen(!open);
  };

  useEffect(() => {
    const element = frame.current;
    if (!folded || element === null) return;
    // Whoever tabs into the part that is folded away has to see where they are.
    const unfold = (event: FocusEvent) => {
      const focused = (event.target as HTMLElement).getBoundingClientRect();
      if (focused.top > element.getBoundingClientRect().bottom) setOpen(true);
    };
    // And whoever opens something in it wants to see it.
    const open = (event: Event) => {
      if (event.target instanceof Element && event.target.closest("[aria-expanded]") !== null) setOpen(true);
    };
    element.addEventListener("focusin", unfold);
    element.addEventListener("click", open);
    return () => {
      element.removeEventListener("focusin", unfold);
      element.removeEventListener("click", open);
    };
  }, [folded]);

  return (
    <>
      <div ref={frame} class={folded ? "fold-frame folded" : "fold-frame"}>
        <RenderedText class="body" text={text} whole={complete} rest={!folded} />
      </div>
      {extent.long && (
        <button type="button" class="fold quiet" aria-expanded={open} onClick={() => void toggle()}>
          {open
            ? "Show less"
            : failed
              ? "The rest could not be loaded. Try again"
              : `Show more${sizeOf(extent, length)}`}
        </button>
      )}
    </>
  );
}

function sizeOf(extent: Extent, length: number): string {
  if (extent.veryLong) return ` · ${length.toLocaleString()} characters`;
  return extent.lines > FOLD_LINES ? ` · ${extent.lines.toLocaleString()} lines` : "";
}
