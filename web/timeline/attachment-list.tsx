import type { AttachmentView } from "../../src/shared/views";
import { AttachmentCard } from "./attachment-card";

/** The files that came with a message. */
export function AttachmentList({ files }: { files: readonly AttachmentView[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="attachments" aria-label={files.length === 1 ? "One file" : `${files.length} files`}>
      {files.map((file) => (
        <AttachmentCard key={file.id} file={file} />
      ))}
    </ul>
  );
}
