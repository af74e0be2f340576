/**
 * What may be forgotten: old messages that everybody has had. Never what is undelivered, held or
 * open.
 */

import type { Database } from "bun:sqlite";
import type { Search } from "./search";

export type Retention = ReturnType<typeof createRetention>;

/** True of a message `m` that everybody has had and nobody waits for. */
export const FINISHED = `
  NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message = m.id AND (d.state IN ('stored', 'held') OR d.lease IS NOT NULL))
  AND NOT EXISTS (SELECT 1 FROM questions q WHERE q.id = m.id AND q.outcome = 'open')`;

export function createRetention(db: Database, search: Search) {
  const oldest = db.query<{ createdAt: number }, []>(
    "SELECT created_at AS createdAt FROM messages ORDER BY seq LIMIT 1",
  );
  const finished = db.query<{ id: string; seq: number }, { before: number; limit: number }>(
    `SELECT m.id, m.seq FROM messages m WHERE m.created_at < $before AND ${FINISHED} ORDER BY m.seq LIMIT $limit`,
  );
  const ofMessage = [
    "deliveries WHERE message",
    "revisions WHERE message",
    "questions WHERE id",
    "attachments WHERE message",
    "messages WHERE id",
  ].map((place) => db.query<unknown, [string]>(`DELETE FROM ${place} = ?`));
  const conversations = db.query<unknown, [number]>(
    `DELETE FROM conversations WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.conversation = conversations.id)`,
  );
  const members = db.query<unknown, []>(
    "DELETE FROM members WHERE NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = members.conversation)",
  );
  const sessions = db.query<unknown, [number]>(
    `DELETE FROM sessions WHERE last_active_at < ?
       AND NOT EXISTS (SELECT 1 FROM members m WHERE m.session = sessions.id)`,
  );
  const notices = db.query<unknown, [number]>("DELETE FROM notices WHERE created_at < ?");
  const size = db.query<{ bytes: number }, []>(
    `SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
  );

  const newest = [
    "created_at AS at FROM messages ORDER BY seq DESC LIMIT 1",
    "last_active_at AS at FROM sessions ORDER BY last_active_at DESC LIMIT 1",
  ].map((what) => db.query<{ at: number }, []>(`SELECT ${what}`));

  return {
    /** The newest time that is stored; null where there is none. */
    newestAt(): number | null {
      const times = newest.flatMap((query) => query.get()?.at ?? []);
      return times.length === 0 ? null : Math.max(...times);
    },
    /**
     * Forgets up to `limit` finished messages from before a time, oldest first; gives their ids.
     */
    forgetMessages(before: number, limit: number): string[] {
      // Most times there is nothing: then the history is not gone through.
      if ((oldest.get()?.createdAt ?? before) >= before) return [];
      const messages = finished.all({ before, limit });
      for (const { id, seq } of messages) {
        for (const remove of ofMessage) remove.run(id);
        search.forget(seq);
      }
      return messages.map(({ id }) => id);
    },
    /** Forgets sessions, conversations and notices of which nothing is left. */
    forgetEmpty(before: number): void {
      notices.run(before);
      conversations.run(before);
      members.run();
      sessions.run(before);
    },
    /** Bytes in use, the free pages of the file not counted. */
    usedBytes: () => size.get()?.bytes ?? 0,
    /** Gives free pages back to the file system. */
    shrink: () => db.exec("PRAGMA incremental_vacuum"),
  };
}
