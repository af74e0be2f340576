import { useContext, useMemo } from "preact/hooks";
import { HeavyContext } from "../contexts";
import { useLazy } from "../lazy";
import { sanitizeCode } from "../markdown";
import { CopyButton } from "./copy-button";

/** Beyond this colouring would hold up the page, and nobody reads it for its colours. */
const COLOURED_CHARS = 40_000;

type Props = {
  text: string;
  language: string /** A text that is only the beginning of another cannot be copied. */;
  whole: boolean;
};

/** Code as it was written, coloured once the highlighter is here. */
export function CodeBlock({ text, language, whole }: Props) {
  const heavy = useContext(HeavyContext);
  const coloured = language !== "" && language !== "text" && text.length <= COLOURED_CHARS;
  const highlight = useLazy(heavy.highlight, coloured);
  const html = useMemo(() => {
    const made = coloured ? highlight?.(text, language) : null;
    return made ? sanitizeCode(made) : null;
  }, [highlight, coloured, text, language]);
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
          <code>{text}</code>
        ) : (
          // What the highlighter returns has passed DOMPurify.
          <code dangerouslySetInnerHTML={{ __html: html }} />
        )}
      </pre>
    </div>
  );
}
