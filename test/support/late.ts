/** The database of a store as it is once nothing is late: whatever the store reads finds all that was put. */
import type { Database } from "bun:sqlite";
import type { Store } from "../../src/store/store";

export function upToDate(db: Database, store: Store): Database {
  store.conversations.recent(1);
  return db;
}
