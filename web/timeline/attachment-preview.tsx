import { useEffect, useState } from "preact/hooks";
import { looksLikePatch } from "../../src/shared/patch-lines";
import type { AttachmentView } from "../../src/shared/views";
import { languageOf } from "../composer/attachments";
import { Dialog } from "../ui/dialog";
import { CodeBlock } from "./code-block";
import { DiffView } from "./diff-view";

/** An image as far as there is room; a click shows it over the page, in its own size. */
export function AttachmentImage({ content, file }: { content: Blob; file: AttachmentView }) {
  const address = useAddress(content, file.type);
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState(false);
  if (broken) return <p class="attachment-problem">The image cannot be shown.</p>;
  return (
    <>
      <button
        type="button"
        class="attachment-image"
        aria-haspopup="dialog"
        title="Show it in its full size"
        onClick={() => setLarge(true)}
      >
        {address !== null && <img src={address} alt={file.name} onError={() => setBroken(true)} />}
      </button>
      {large && address !== null && (
        <Dialog label={file.name} class="picture" onClose={() => setLarge(false)}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
          <div class="picture-frame" tabIndex={0}>
            <img src={address} alt={file.name} />
          </div>
        </Dialog>
      )}
    </>
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
 * An address for a content of the page's own. Of the type that the bridge found, whatever the
 * response said; as data, because that is what the page's policy allows an image to be.
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
