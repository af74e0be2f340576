import { render } from "preact";
import { useContext, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { MarkdownContext } from "../state/contexts";
import { memo } from "../state/memo";
import { CodeBlock } from "./code-block";
import { DiffView } from "./diff-view";
import { directionOf } from "./direction";
import { type Block, PLACE, type Rendered } from "./markdown";
import { createSource, usePieces } from "./use-pieces";

/** As much as a folded message shows, or more. */
const FOLDED_PIECES = 4;
/** Of a longer text nothing is made before the page has been drawn with all else. */
const AT_ONCE_CHARS = 100_000;
/** What follows these is made as the reader comes to it. */
const EAGER_PIECES = 80;

type Props = {
  text: string;
  /** False where `text` is only the beginning of what was said. */
  whole: boolean;
  /** Whether all of it is wanted, or the beginning alone. */
  rest: boolean;
  class: string;
};

/**
 * Markdown, with code and diffs as components of the page's in the places that the HTML leaves for
 * them.
 */
export function RenderedText({ text, whole, rest, class: className }: Props) {
  const markdown = useContext(MarkdownContext);
  const source = useMemo(() => createSource(markdown(text)), [markdown, text]);
  const { shown, done, end } = usePieces(source, {
    first: text.length > AT_ONCE_CHARS ? 0 : 1,
    eager: rest ? EAGER_PIECES : FOLDED_PIECES,
    rest,
  });
  return (
    <div class={shown.length > 1 ? `${className} stepped` : className} dir={directionOf(text)}>
      {shown.map((piece, index) => (
        <Piece key={index} piece={piece} whole={whole} />
      ))}
      {!done && <div ref={end} class="piece-end" />}
    </div>
  );
}

const Piece = memo(function Piece({ piece: { html, blocks }, whole }: { piece: Rendered; whole: boolean }) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const places = [...(root.current?.querySelectorAll(`.${PLACE}`) ?? [])];
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
      ref={root}
      class="piece"
      // What the renderer returns has passed DOMPurify.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
});

function BlockView({ block, whole }: { block: Block; whole: boolean }) {
  return block.kind === "patch" ? (
    <DiffView text={block.text} whole={whole} />
  ) : (
    <CodeBlock text={block.text} language={block.language} whole={whole} />
  );
}
