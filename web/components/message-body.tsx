import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Extent, FOLD_LINES, measure } from "../fold";
import type { WholeText } from "../use-whole-text";
import { RenderedText } from "./rendered-text";

/** `length` is the length of the whole text, of which `content` may hold only the beginning. */
type Props = { content: WholeText; length: number };

export function MessageBody({ content, length }: Props) {
  const { text, complete, load } = content;
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const extent = useMemo(() => measure(text, complete), [text, complete]);
  const folded = extent.long && !open;
  const plain = extent.huge && open;
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
    element.addEventListener("focusin", unfold);
    return () => element.removeEventListener("focusin", unfold);
  }, [folded]);

  return (
    <>
      {plain ? (
        <pre class="body plain" dir="auto">
          {text}
        </pre>
      ) : (
        <div ref={frame} class={folded ? "fold-frame folded" : "fold-frame"}>
          <RenderedText class="body" text={extent.head} whole={!extent.huge} />
        </div>
      )}
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
  if (extent.huge) return ` · ${length.toLocaleString()} characters, as plain text`;
  return extent.lines > FOLD_LINES ? ` · ${extent.lines.toLocaleString()} lines` : "";
}
