import { useContext, useMemo } from "preact/hooks";
import { withoutControls } from "../../src/shared/text";
import { HeavyContext } from "../state/contexts";
import { CopyButton } from "../ui/copy-button";
import { useLazy } from "../ui/lazy";
import { sanitizeCode } from "./markdown";
import { createSource, usePieces } from "./use-pieces";

/** Beyond this colouring would hold up the page, and nobody reads it for its colours. */
const COLOURED_CHARS = 20_000;
/** What is drawn at once of a longer one. */
const PART_LINES = 250;
const PART_CHARS = 20_000;
const EAGER_PARTS = 6;

type Props = {
  text: string;
  language: string /** A text that is only the beginning of another cannot be copied. */;
  whole: boolean;
};

/** Code as it was written, coloured once the highlighter is here. */
export function CodeBlock({ text, language, whole }: Props) {
  const heavy = useContext(HeavyContext);
  const isShort = text.length <= COLOURED_CHARS;
  // What comes from a terminal has its own colours.
  const hasAnsi = isShort && text.includes("\x1b[");
  const coloured = isShort && !hasAnsi && language !== "" && language !== "text";
  const highlight = useLazy(heavy.highlight, coloured);
  const ansi = useLazy(heavy.ansi, hasAnsi);
  const html = useMemo(() => {
    const made = hasAnsi ? ansi?.toColouredHtml(text) : coloured ? highlight?.(text, language) : null;
    return made ? sanitizeCode(made) : null;
  }, [highlight, ansi, coloured, hasAnsi, text, language]);
  const name = language === "" ? "code" : `${language} code`;
  return (
    <div class="code" data-language={language}>
      <div class="code-bar">
        <span class="code-language">{language || "text"}</span>
        {whole && <CopyButton text={text} label={`Copy the ${name}`} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <pre tabIndex={0} aria-label={name} role="group">
        {html === null ? (
          <PlainCode text={withoutControls(text)} />
        ) : (
          // What the highlighter returns has passed DOMPurify.
          <code dangerouslySetInnerHTML={{ __html: html }} />
        )}
      </pre>
    </div>
  );
}

/** Without colours; a long one in parts, of which the browser lays out those in sight. */
function PlainCode({ text }: { text: string }) {
  const source = useMemo(() => createSource(toLineParts(text)), [text]);
  const { shown, done, end } = usePieces(source, { first: 1, eager: EAGER_PARTS });
  if (done && shown.length <= 1) return <code>{text}</code>;
  return (
    <div class="code-parts">
      {shown.map((part, index) => (
        <code key={index} class="code-part">
          {part}
        </code>
      ))}
      {!done && <div ref={end} class="piece-end" />}
    </div>
  );
}

function* toLineParts(text: string): Generator<string, void, undefined> {
  for (let from = 0; from < text.length; ) {
    let end = from;
    for (let lines = 0; lines < PART_LINES && end < text.length && end - from < PART_CHARS; lines++) {
      const newline = text.indexOf("\n", end);
      end = Math.min(newline === -1 ? text.length : newline + 1, from + PART_CHARS);
    }
    yield text.slice(from, end);
    from = end;
  }
}
