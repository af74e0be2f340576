import { useEffect, useState } from "preact/hooks";
import { looksLikePatch } from "../../src/shared/patch-lines";
import type { AttachmentView } from "../../src/shared/views";
import { languageOf } from "../attachments";
import { CodeBlock } from "./code-block";
import { DiffView } from "./diff-view";

/** An image in its own size as far as there is room; a click shows all of it. */
export function AttachmentImage({ content, file }: { content: Blob; file: AttachmentView }) {
  const address = useAddress(content, file.type);
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState(false);
  if (broken) return <p class="attachment-problem">The image cannot be shown.</p>;
  return (
    <button
      type="button"
      class={large ? "attachment-image large" : "attachment-image"}
      aria-expanded={large}
      title={large ? "Show it smaller" : "Show it larger"}
      onClick={() => setLarge(!large)}
    >
      {address !== null && <img src={address} alt={file.name} onError={() => setBroken(true)} />}
    </button>
  );
}

/** A text file as code or, where it is one, as a diff. */
export function AttachmentText({ content, name }: { content: Blob; name: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void content.text().then((own) => !gone && setText(own));
    return () => {
      gone = true;
    };
  }, [content]);
  if (text === null) return null;
  const language = languageOf(name);
  if (language === "diff" || language === "patch" || looksLikePatch(text)) return <DiffView text={text} whole />;
  return (
    <div class="attachment-text">
      <CodeBlock text={text} language={language} whole />
    </div>
  );
}

/**
 * An address for a content of the page's own. Of the type that the bridge found, whatever the response said; as data,
 * because that is what the page's policy allows an image to be.
 */
function useAddress(content: Blob, type: string): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const reader = new FileReader();
    reader.onload = () => setAddress(typeof reader.result === "string" ? reader.result : null);
    reader.readAsDataURL(new Blob([content], { type }));
    return () => {
      reader.onload = null;
      if (reader.readyState === FileReader.LOADING) reader.abort();
    };
  }, [content, type]);
  return address;
}
