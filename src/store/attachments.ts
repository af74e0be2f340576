/**
 * Attachments: the row beside a file in the state directory that says to which message it belongs.
 */
import type { Database } from "bun:sqlite";
import type { AttachmentView } from "../shared/views";
import { FINISHED } from "./retention";

export interface AttachmentRow extends AttachmentView {
  /** Null while no message has taken an uploaded file. */
  message: string | null;
  removedAt: number | null;
}

export interface NewAttachmentRow {
  id: string;
  message: string | null;
  position: number;
  name: string;
  type: string;
  bytes: number;
  createdAt: number;
}

export type Attachments = ReturnType<typeof createAttachments>;

const VIEW = "id, name, bytes, type, removed_at AS removedAt";

export function createAttachments(db: Database) {
  const ofMessage = db.query<AttachmentView, [string]>(
    `SELECT ${VIEW} FROM attachments WHERE message = ? ORDER BY position`,
  );
  const find = db.query<AttachmentRow, [string]>(`SELECT ${VIEW}, message FROM attachments WHERE id = ?`);
  const insert = db.query<unknown, { [K in keyof NewAttachmentRow]: NewAttachmentRow[K] }>(
    `INSERT INTO attachments (id, message, position, name, type, bytes, created_at)
     VALUES ($id, $message, $position, $name, $type, $bytes, $createdAt)`,
  );
  const claim = db.query<unknown, { id: string; message: string; position: number }>(
    "UPDATE attachments SET message = $message, position = $position WHERE id = $id AND message IS NULL",
  );
  const forgetUnused = db.query<unknown, [number]>("DELETE FROM attachments WHERE message IS NULL AND created_at < ?");
  const remove = db.query<{ id: string }, { before: number; limit: number; now: number }>(
    `UPDATE attachments SET removed_at = $now WHERE id IN (
       SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message
       WHERE a.removed_at IS NULL AND a.created_at < $before AND ${FINISHED}
       ORDER BY a.created_at LIMIT $limit
     ) RETURNING id`,
  );
  const total = db.query<{ bytes: number }, []>(
    "SELECT coalesce(sum(bytes), 0) AS bytes FROM attachments WHERE removed_at IS NULL",
  );

  return {
    /** In the order in which the sender named them. */
    ofMessage: (message: string): AttachmentView[] => ofMessage.all(message),
    find: (id: string) => find.get(id),
    insert(row: NewAttachmentRow): void {
      insert.run({ ...row });
    },
    /** Gives an uploaded file to a message; false where another one has it, or there is none. */
    claim: (id: string, message: string, position: number) => claim.run({ id, message, position }).changes === 1,
    /** Forgets uploads from before a time that no message has taken. */
    forgetUnused: (before: number) => forgetUnused.run(before).changes,
    /**
     * Notes that the files of finished messages from before a time are removed, oldest first; gives
     * their ids.
     */
    remove: (before: number, limit: number, now: number): string[] =>
      remove.all({ before, limit, now }).map(({ id }) => id),
    /** Bytes of all files that are still there. */
    totalBytes: () => total.get()?.bytes ?? 0,
  };
}
