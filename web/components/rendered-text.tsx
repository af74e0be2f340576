import { render } from "preact";
import { useContext, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { MarkdownContext } from "../contexts";
import { type Block, PLACE } from "../markdown";
import { CodeBlock } from "./code-block";
import { DiffView } from "./diff-view";

type Props = {
  text: string;
  /** False where `text` is only the beginning of what was said. */
  whole: boolean;
  class: string;
};

/** Markdown, with code and diffs as components of the page's in the places that the HTML leaves for them. */
export function RenderedText({ text, whole, class: className }: Props) {
  const markdown = useContext(MarkdownContext);
  const { html, blocks } = useMemo(() => markdown(text), [markdown, text]);
  const body = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const places = [...(body.current?.querySelectorAll(`.${PLACE}`) ?? [])];
    for (const [index, place] of places.entries()) {
      const block = blocks[index];
      if (block !== undefined) render(<BlockView block={block} whole={whole} />, place);
    }
    return () => {
      for (const place of places) render(null, place);
    };
  }, [html, blocks, whole]);

  return (
    <div
      ref={body}
      class={className}
      dir="auto"
      // What the renderer returns has passed DOMPurify.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

function BlockView({ block, whole }: { block: Block; whole: boolean }) {
  return block.kind === "patch" ? (
    <DiffView text={block.text} whole={whole} />
  ) : (
    <CodeBlock text={block.text} language={block.language} whole={whole} />
  );
}
