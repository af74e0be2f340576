/** How an agent is told of attachments. */
import type { SharedAttachment } from "../shared/calls/envelope";

/**
 * One line for each file, the path last, since it may hold spaces. No line of the sender's own can
 * stand among them.
 */
export function listAttachments(files: readonly SharedAttachment[]): string {
  return files
    .map(({ name, type, bytes, path }) => `- ${JSON.stringify(name)}, ${type}, ${bytes} bytes: ${path}`)
    .join("\n");
}

/** A block of a tool's result; no block where nothing is attached. */
export function renderAttachments(message: string, files: readonly SharedAttachment[] | undefined): string[] {
  if (!files || files.length === 0) return [];
  const count = files.length === 1 ? "1 file is" : `${files.length} files are`;
  return [`${count} attached to ${message}; read them where they lie:\n${listAttachments(files)}`];
}
