/** The store: the only place that knows SQL. One module a table, one commit function for all writes. */
import type { Database } from "bun:sqlite";
import { createAttachments } from "./attachments";
import { createCommitter } from "./committer";
import { createConversations } from "./conversations";
import { createDeliveries } from "./deliveries";
import { createHeld } from "./held";
import { createMessages } from "./messages";
import { createNotices } from "./notices";
import { createQuestions } from "./questions";
import { createRetention } from "./retention";
import { createSearch } from "./search";
import { createSessions } from "./sessions";
import { createSettings } from "./settings";

export type Store = ReturnType<typeof createStore>;

/** Makes the store of an open database (see `openDatabase`). Reads are direct; writes go through `commit`. */
export function createStore(db: Database) {
  const search = createSearch(db);
  const sessions = createSessions(db);
  const deliveries = createDeliveries(db);
  const messages = createMessages(db, deliveries.expect);
  const held = createHeld(db, deliveries.forget);
  const questions = createQuestions(db, {
    held: held.messages,
    conversationOf: (id) => messages.head(id)?.conversation ?? null,
    projectOf(session) {
      const row = sessions.find(session);
      return row?.kind === "codex" ? row.projectRoot : null;
    },
  });

  /** Reads anew what is kept in memory of the tables. */
  function reload(): void {
    messages.forget();
    deliveries.reload();
    questions.reload();
  }

  const { commit, commitSoon, close } = createCommitter(db, reload);
  return {
    commit,
    commitSoon,
    messages,
    deliveries,
    held,
    questions,
    notices: createNotices(db),
    attachments: createAttachments(db),
    settings: createSettings(db),
    sessions,
    conversations: createConversations(db),
    search,
    retention: createRetention(db, search, reload),
    /** Writes back the log and lets the lock go. */
    close(): void {
      close();
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      db.close();
    },
  };
}
