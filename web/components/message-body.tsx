import { createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { FOLD_LINES, measure } from "../fold.ts";
import type { MarkdownRenderer } from "../markdown.ts";

/** The renderer is made once, by main.tsx, when the DOM is there. */
export const MarkdownContext = createContext<MarkdownRenderer>(() => "");

export function MessageBody({ text }: { text: string }) {
  const markdown = useContext(MarkdownContext);
  const [open, setOpen] = useState(false);
  const extent = useMemo(() => measure(text), [text]);
  const folded = extent.long && !open;
  const plain = extent.huge && open;
  const html = useMemo(() => (plain ? "" : markdown(extent.head)), [markdown, extent, plain]);
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = body.current;
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
        <div
          ref={body}
          class={`body${folded ? " folded" : ""}${extent.huge ? " cut" : ""}`}
          dir="auto"
          // What the renderer returns has passed DOMPurify.
          dangerouslySetInnerHTML={{ __html: html }}
        />
      )}
      {extent.long && (
        <button type="button" class="fold quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open
            ? "Show less"
            : extent.lines > FOLD_LINES
              ? `Show more · ${extent.lines.toLocaleString()} lines`
              : "Show more"}
        </button>
      )}
    </>
  );
}
