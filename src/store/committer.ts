/** Group commit: all work that is handed in within one microtask becomes one transaction. */
import type { Database } from "bun:sqlite";
import { BridgeError } from "../errors";

/** Runs `work` in a transaction and resolves with its result once that is committed. */
export type Commit = <T>(work: () => T) => Promise<T>;

interface Job {
  run(): void;
  settle(): void;
  fail(error: unknown): void;
}

/**
 * Creates the commit function of a database. One transaction for each microtask's work makes a commit's cost nearly
 * independent of how many callers wait for it. Work that throws a BridgeError must not have written before; any other
 * error rolls the group back and runs each of its jobs again in a transaction of its own, so that one broken job
 * never takes its neighbours with it.
 */
export function createCommit(db: Database): Commit {
  let jobs: Job[] = [];

  const begin = db.query("BEGIN");
  const end = db.query("COMMIT");
  const undo = db.query("ROLLBACK");

  // A transaction is always open: a read inside one takes 0.2 µs and outside 2 µs, and an exchange reads 14 times. Nobody
  // else can write (see openDatabase), so that it can always become one that writes.
  begin.run();

  function transact(group: Job[]): void {
    try {
      for (const job of group) job.run();
      end.run();
    } catch (error) {
      undo.run();
      throw error;
    } finally {
      begin.run();
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

  return (work) =>
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
    });
}
