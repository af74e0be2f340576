import { Icon } from "../ui/icons";
import { formatBytes } from "./attachments";
import type { PendingFile } from "./drafts";

/** The files that go with the next message: how far each is, and what went wrong with it. */
export function PendingFiles({ files, onRemove }: { files: readonly PendingFile[]; onRemove: (key: number) => void }) {
  if (files.length === 0) return null;
  return (
    <ul class="pending" aria-label="Attached files" data-testid="pending-files">
      {files.map(({ key, name, bytes, share, id, problem }) => (
        <li key={key} class={`pending-file${problem === null ? "" : " failed"}`} data-ready={id !== null}>
          <Icon name="file" />
          <bdi class="pending-name" title={name}>
            {name}
          </bdi>
          {bytes > 0 && <span class="faint">{formatBytes(bytes)}</span>}
          {problem === null && id === null && (
            <progress class="pending-progress" value={share} max={1} aria-label={`Sending ${name}`} />
          )}
          {problem !== null && (
            <span class="pending-problem" role="alert">
              {problem}
            </span>
          )}
          <button
            type="button"
            class="quiet icon-button"
            aria-label={`Remove ${name}`}
            title="Remove"
            onClick={() => onRemove(key)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
