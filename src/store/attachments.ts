/** Attachments: the row beside a file in the state directory that says to which message it belongs. */
import type { Database } from "bun:sqlite";
import type { AttachmentView } from "../protocol";

export type Attachments = ReturnType<typeof createAttachments>;

export function createAttachments(db: Database) {
  const ofMessage = db.query<AttachmentView, [string]>(
    "SELECT id, name, bytes, type FROM attachments WHERE message = ? ORDER BY position",
  );

  return {
    /** In the order in which the sender named them. */
    ofMessage: (message: string) => ofMessage.all(message),
  };
}
