/** The store: the only place that knows SQL. One module a table, one commit function for all writes. */
import type { Database } from "bun:sqlite";
import { createAttachments } from "./attachments";
import { createCommitter } from "./committer";
import { createConversations } from "./conversations";
import { createDeliveries } from "./deliveries";
import { createHeld } from "./held";
import { openJournal, readMark, writeMark } from "./journal";
import { createMessages } from "./messages";
import { createNotices } from "./notices";
import { journalOf } from "./open";
import { createQuestions } from "./questions";
import { createQueues } from "./queues";
import { createRetention } from "./retention";
import { createSearch } from "./search";
import { createSessions } from "./sessions";
import { createSettings } from "./settings";

export type Store = ReturnType<typeof createStore>;

/** Makes the store of an open database (see `openDatabase`). Reads are direct; writes go through `commit`. */
export function createStore(db: Database) {
  const { commit, commitSoon, sql, close } = createCommitter(db, {
    journal: openJournal(journalOf(db.filename)),
    done: readMark(db),
    mark: (number) => writeMark(db, number),
    onRollback: reload,
  });
  const search = createSearch(sql);
  const sessions = createSessions(sql);
  const conversations = createConversations(sql);
  const notices = createNotices(sql);
  const queues = createQueues(sql, (id) => messages.head(id));
  const deliveries = createDeliveries(sql, queues);
  const messages = createMessages(sql, (id) => {
    deliveries.expect(id);
    questions.expect(id);
  });
  const held = createHeld(sql, deliveries.forget);
  const questions = createQuestions(sql, {
    isNew: messages.isNew,
    held: held.messages,
    conversationOf: (id) => messages.head(id)?.conversation ?? null,
    projectOf(session) {
      const row = sessions.find(session);
      return row?.kind === "codex" ? row.projectRoot : null;
    },
  });

  /** Reads anew what is kept in memory of the tables. */
  function reload(): void {
    conversations.forget();
    notices.forget();
    messages.forget();
    deliveries.reload();
    questions.reload();
  }

  return {
    commit,
    commitSoon,
    messages,
    deliveries,
    held,
    questions,
    notices,
    attachments: createAttachments(sql),
    settings: createSettings(sql),
    sessions,
    conversations,
    search,
    retention: createRetention(sql, search, reload),
    /** Writes back the log and lets the lock go. */
    close(): void {
      try {
        close();
        db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      } finally {
        // The lock goes whatever fails, a full disk for example: the next host has the journal.
        db.close();
      }
    },
  };
}
