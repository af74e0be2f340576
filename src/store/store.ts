/**
 * The store: the only place that knows SQL. One module a table, one commit function for all writes.
 */
import type { Database } from "bun:sqlite";
import { createAttachments } from "./attachments";
import { createConversations } from "./conversations";
import { createDeliveries } from "./deliveries";
import { createHeld } from "./held";
import { createMessages } from "./messages";
import { createNotices } from "./notices";
import { createQuestions } from "./questions";
import { createRetention } from "./retention";
import { createRuns } from "./runs";
import { createSearch } from "./search";
import { createSessions } from "./sessions";
import { createSettings } from "./settings";
import { createCommit } from "./transaction";

export type Store = ReturnType<typeof createStore>;

/**
 * Makes the store of an open database (see `openDatabase`). Reads are direct; writes go through
 * `commit`.
 */
export function createStore(db: Database) {
  const search = createSearch(db);
  return {
    commit: createCommit(db),
    messages: createMessages(db),
    deliveries: createDeliveries(db),
    held: createHeld(db),
    questions: createQuestions(db),
    notices: createNotices(db),
    attachments: createAttachments(db),
    settings: createSettings(db),
    sessions: createSessions(db),
    conversations: createConversations(db),
    runs: createRuns(db),
    search,
    retention: createRetention(db, search),
    /** Writes back the log and lets the lock go. */
    close(): void {
      try {
        db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      } finally {
        // The lock goes whatever fails, a full disk for example: the next host has the log.
        db.close();
      }
    },
  };
}
