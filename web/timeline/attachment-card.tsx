import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { AttachmentView } from "../../src/shared/views";
import { formatBytes, isRemoved, isShownAtOnce, type Preview, previewOf } from "../composer/attachments";
import { ApiContext } from "../state/contexts";
import { Refusal } from "../state/http";
import { Icon } from "../ui/icons";
import { AttachmentImage, AttachmentText } from "./attachment-preview";
import { useNear } from "./use-near";

const WORDS = { image: "image", text: "text" } as const;

/**
 * One file: its name and size, what can be shown of it, and a way to save it. It is never opened by
 * the browser.
 */
export function AttachmentCard({ file }: { file: AttachmentView }) {
  const { id, name, bytes } = file;
  const api = useContext(ApiContext);
  const preview = previewOf(file);
  const root = useRef<HTMLLIElement>(null);
  const near = useNear(root);
  const [open, setOpen] = useState(() => isShownAtOnce(file));
  const [content, setContent] = useState<Blob | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const wanted = preview !== null && open && near && content === null && problem === null;

  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    api.file(id).then(
      (blob) => !gone && setContent(blob),
      (error: unknown) => !gone && setProblem(toWords(error)),
    );
    return () => {
      gone = true;
    };
  }, [api, id, wanted]);

  const save = () => {
    setProblem(null);
    (content === null ? api.file(id) : Promise.resolve(content)).then(
      (blob) => download(blob, name),
      (error: unknown) => setProblem(toWords(error)),
    );
  };

  return (
    <li ref={root} class="attachment" data-testid="attachment" data-file-id={id} data-preview={preview ?? "none"}>
      <div class="attachment-head">
        <Icon name="file" />
        <bdi class="attachment-name">{name}</bdi>
        <span class="faint">{formatBytes(bytes)}</span>
        {preview !== null && (
          <button
            type="button"
            class="quiet"
            aria-expanded={open}
            onClick={() => {
              setProblem(null);
              setOpen(!open);
            }}
          >
            {open ? "Hide" : `Show the ${WORDS[preview]}`}
          </button>
        )}
        {isRemoved(file) ? (
          <span class="faint">no longer kept</span>
        ) : (
          <button type="button" class="quiet" onClick={save} aria-label={`Save ${name}`}>
            Save
          </button>
        )}
      </div>
      {problem !== null && (
        <p class="attachment-problem" role="alert">
          {problem}
        </p>
      )}
      {open && preview !== null && problem === null && <Content preview={preview} file={file} content={content} />}
    </li>
  );
}

function Content({
  preview,
  file,
  content,
}: {
  preview: NonNullable<Preview>;
  file: AttachmentView;
  content: Blob | null;
}) {
  if (content === null) return <div class={`attachment-wait ${preview}`} />;
  return preview === "image" ? (
    <AttachmentImage content={content} file={file} />
  ) : (
    <AttachmentText content={content} name={file.name} />
  );
}

function toWords(error: unknown): string {
  return error instanceof Refusal ? `It could not be loaded: ${error.message}` : "It could not be loaded.";
}

/**
 * Saved under its own name, which the browser makes harmless; as bytes, so that no program of its
 * type opens it here.
 */
function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by the time that this task is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
