/** The store: the only place that knows SQL. One module a table, one commit function for all writes. */
import type { Database } from "bun:sqlite";
import { createCommit } from "./committer";
import { createConversations } from "./conversations";
import { createDeliveries } from "./deliveries";
import { createMessages } from "./messages";
import { createNotices } from "./notices";
import { createQuestions } from "./questions";
import { createRetention } from "./retention";
import { createSessions } from "./sessions";

export type Store = ReturnType<typeof createStore>;

/** Makes the store of an open database (see `openDatabase`). Reads are direct; writes go through `commit`. */
export function createStore(db: Database) {
  return {
    commit: createCommit(db),
    messages: createMessages(db),
    deliveries: createDeliveries(db),
    questions: createQuestions(db),
    notices: createNotices(db),
    sessions: createSessions(db),
    conversations: createConversations(db),
    retention: createRetention(db),
    /** Writes back the log and lets the lock go. */
    close(): void {
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      db.close();
    },
  };
}
