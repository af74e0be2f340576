/** Group commit: all work that is handed in within one microtask is one transaction. */
import type { Database } from "bun:sqlite";
import { toStoreError } from "./failure";

/**
 * Runs `work` in a transaction and resolves with its result once that is committed. Rejects where
 * the work throws or the commit fails: then nothing that it wrote is left.
 */
export type Commit = <T>(work: () => T) => Promise<T>;

interface Job {
  work(): unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Creates the commit function of a database. Callers of the same microtask share the cost of one
 * transaction, each behind a savepoint of its own: work that throws takes back its own writes and
 * no neighbour's. Work may run twice: what it does outside the database has to bear that.
 */
export function createCommit(db: Database): Commit {
  const begin = db.query("BEGIN IMMEDIATE");
  const end = db.query("COMMIT");
  const rollback = db.query("ROLLBACK");
  const save = db.query("SAVEPOINT job");
  const release = db.query("RELEASE job");
  const takeBack = db.query("ROLLBACK TO job");
  let jobs: Job[] = [];

  /** Runs a job; gives what settles its promise once the transaction is over. */
  function run({ work, resolve, reject }: Job): () => void {
    save.run();
    try {
      const result = work();
      release.run();
      return () => resolve(result);
    } catch (error) {
      if (db.inTransaction) {
        takeBack.run();
        release.run();
      }
      return () => reject(toStoreError(db.filename, error));
    }
  }

  /** Runs jobs in one transaction; gives what settles their promises. */
  function transact(group: readonly Job[]): (() => void)[] {
    begin.run();
    try {
      const settle: (() => void)[] = [];
      for (const job of group) {
        settle.push(run(job));
        // After some errors, such as a full disk, SQLite itself takes the whole transaction back:
        // the others run again.
        if (!db.inTransaction) return [...settle.slice(-1), ...transact(group.filter((other) => other !== job))];
      }
      end.run();
      return settle;
    } catch (error) {
      if (db.inTransaction) rollback.run();
      throw error;
    }
  }

  function flush(): void {
    const group = jobs;
    jobs = [];
    try {
      for (const settle of transact(group)) settle();
    } catch (error) {
      for (const { reject } of group) reject(toStoreError(db.filename, error));
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      jobs.push({ work, resolve: resolve as Job["resolve"], reject });
      if (jobs.length === 1) queueMicrotask(flush);
    });
}
