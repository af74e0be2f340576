/** Group commit: all work that is handed in within one microtask becomes one transaction. */
import type { Database } from "bun:sqlite";
import { BridgeError } from "../errors";

/** Runs `work` in a transaction and resolves with its result once that is committed. */
export type Commit = <T>(work: () => T) => Promise<T>;

/** Runs `work` at once; what it writes is committed with the next commit, at the latest after `SOON_MS`. */
export type CommitSoon = <T>(work: () => T) => T;

export interface Committer {
  commit: Commit;
  /**
   * For what is no more than known sooner when it is stored: that a message was written to its client, or was read. A
   * process that dies before the commit hands such a message out again, marked. `work` may run a second time, on a
   * transaction that was rolled back.
   */
  commitSoon: CommitSoon;
  /** Commits what is still to be. Nothing may be handed in any more. */
  close(): void;
}

/** A commit writes each page that it has changed: 50 to 100 µs where only one exchange is under way. */
const SOON_MS = 20;

interface Job {
  run(): void;
  settle(): void;
  fail(error: unknown): void;
}

/**
 * Creates the commit functions of a database. One transaction for each microtask's work makes a commit's cost nearly
 * independent of how many callers wait for it. Work that throws a BridgeError must not have written before; any other
 * error rolls the group back and runs each of its jobs again in a transaction of its own, so that one broken job
 * never takes its neighbours with it. `onRollback` is told, since what was remembered of the database may be wrong then.
 */
export function createCommitter(db: Database, onRollback: () => void = () => {}): Committer {
  let jobs: Job[] = [];
  let uncommitted: (() => unknown)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = db.query("BEGIN");
  const end = db.query("COMMIT");
  const undo = db.query("ROLLBACK");

  // A transaction is always open: a read inside one takes 0.2 µs and outside 2 µs, and an exchange reads often. Nobody
  // else can write (see openDatabase), so that it can always become one that writes.
  begin.run();

  function commit(): void {
    end.run();
    uncommitted = [];
    clearTimeout(timer);
    timer = undefined;
    begin.run();
  }

  /** Goes back to the last commit, and does again what was to be committed soon. */
  function rollBack(): void {
    // SQLite has done so by itself after some errors, a full disk for example.
    if (db.inTransaction) undo.run();
    begin.run();
    onRollback();
    const again = uncommitted;
    uncommitted = [];
    for (const work of again) {
      try {
        runSoon(work);
      } catch {
        // The disk is full, or what it changed has gone with the roll-back: the message comes again, marked.
      }
    }
  }

  function transact(group: Job[]): void {
    try {
      for (const job of group) job.run();
      commit();
    } catch (error) {
      rollBack();
      throw error;
    }
    for (const job of group) job.settle();
  }

  function flush(): void {
    const group = jobs;
    jobs = [];
    try {
      transact(group);
    } catch (error) {
      if (group.length === 1) return group[0]?.fail(error);
      for (const job of group) {
        try {
          transact([job]);
        } catch (own) {
          job.fail(own);
        }
      }
    }
  }

  function commitLate(): void {
    timer = undefined;
    try {
      commit();
    } catch {
      // Whoever hands in the next work is told.
      rollBack();
    }
  }

  function runSoon<T>(work: () => T): T {
    const result = work();
    uncommitted.push(work);
    timer ??= setTimeout(commitLate, SOON_MS);
    return result;
  }

  return {
    commit: (work) =>
      new Promise((resolve, reject) => {
        let settle: () => void = () => {};
        jobs.push({
          run() {
            try {
              const result = work();
              settle = () => resolve(result);
            } catch (error) {
              if (!(error instanceof BridgeError)) throw error;
              settle = () => reject(error);
            }
          },
          settle: () => settle(),
          fail: reject,
        });
        if (jobs.length === 1) queueMicrotask(flush);
      }),
    commitSoon: runSoon,
    close() {
      clearTimeout(timer);
      // There is none where the last one failed, a full disk for example.
      if (db.inTransaction) end.run();
    },
  };
}
