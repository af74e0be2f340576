/** Group commit: all work that is handed in within one microtask is committed together. */
import type { Database } from "bun:sqlite";
import { BridgeError } from "../errors";
import type { Journal } from "./journal";
import { type Change, createRecorder, type Sql } from "./recorder";

/** Runs `work` and resolves with its result once that is committed. */
export type Commit = <T>(work: () => T) => Promise<T>;

/** Runs `work` at once; what it changes is committed with the next commit. */
export type CommitSoon = <T>(work: () => T) => T;

export interface Committer {
  commit: Commit;
  /**
   * For what is no more than known sooner when it is stored: that a message was written to its client, or was read. A
   * process that dies before hands such a message out again, marked.
   */
  commitSoon: CommitSoon;
  /** The database, for all statements that change something. */
  sql: Sql;
  /** Commits all that is still to be. Nothing may be handed in any more. */
  close(): void;
}

export interface CommitterDeps {
  journal: Journal;
  /** The number of the last group that the database has. */
  done: number;
  /** To be called in each of the database's own transactions: the number of its last group is to be stored. */
  mark(number: number): void;
  /** A roll-back: what is remembered of the database may be wrong. */
  onRollback(): void;
}

/** How long the database itself may be behind the journal. */
const FOLD_AFTER_MS = 100;

/** A database that takes no more is tried again: until then its readers miss what the journal has. */
const RETRY_MS = 1_000;

/** Characters of a group's texts from which on the database takes it at once: in the journal it would only be written twice. */
export const LONG_GROUP = 64 * 1024;

interface Job {
  work(): unknown;
  /** What the work gave, or why it refused. */
  result: unknown;
  refusal: BridgeError | null;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Creates the commit functions of a database. A group's changes are made in a transaction that is always open, and are
 * committed by one line in the journal; ten times a second the transaction itself is, which writes each page once,
 * however many groups have touched it. That makes a commit's cost nearly independent of how many callers wait for it.
 *
 * Work that throws a BridgeError must not have written before; any other error takes its group back and runs each of
 * its jobs again on its own, so that one broken job never takes its neighbours with it.
 */
export function createCommitter(db: Database, deps: CommitterDeps): Committer {
  const { journal, mark, onRollback } = deps;
  let jobs: Job[] = [];
  /** Made since the database's last commit, and how many of them the journal has. */
  let changes: Change[] = [];
  let written = 0;
  let number = deps.done;
  /** True while the transaction lacks some of `changes`: they could not be made again, as on a full disk. */
  let isBehind = false;
  let reason: unknown = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = db.query("BEGIN");
  const end = db.query("COMMIT");
  const undo = db.query("ROLLBACK");
  const recorder = createRecorder(db, {
    note(change) {
      changes.push(change);
      timer ??= setTimeout(foldLate, FOLD_AFTER_MS);
    },
    onFailure(error) {
      isBehind = true;
      reason = error;
    },
  });

  // A transaction is always open: a read inside one takes 0.2 µs and outside 2 µs, and an exchange reads often. Nobody
  // else can write (see openDatabase), so that it can always become one that writes.
  begin.run();

  /** The database commits all that was changed since it last did. */
  function fold(): void {
    clearTimeout(timer);
    timer = undefined;
    if (changes.length === 0) return;
    const last = written < changes.length ? number + 1 : number;
    recorder.write();
    mark(last);
    end.run();
    number = last;
    changes = [];
    written = 0;
    begin.run();
    journal.reset();
  }

  function foldLate(): void {
    timer = undefined;
    try {
      catchUp();
      fold();
    } catch {
      // Nothing is lost: the journal has it. Whoever changes something next tries again, and is told.
      isBehind = true;
      clearTimeout(timer);
      timer = setTimeout(foldLate, RETRY_MS);
    }
  }

  /** Takes back all changes but the first `count`. */
  function goBack(count: number): void {
    const kept = changes.slice(0, count);
    recorder.forget();
    // SQLite has rolled back by itself after some errors, a full disk for example.
    if (db.inTransaction) undo.run();
    begin.run();
    changes = kept;
    // A fold that has failed has called the next one off.
    if (kept.length > 0) timer ??= setTimeout(foldLate, FOLD_AFTER_MS);
    isBehind = true;
    for (const change of kept) recorder.repeat(change);
    isBehind = false;
    onRollback();
  }

  function catchUp(): void {
    if (isBehind) goBack(changes.length);
  }

  /** Commits what was changed and is not yet in the journal. */
  function write(): void {
    const group = changes.slice(written);
    if (group.length === 0) return;
    if (sizeOf(group) > LONG_GROUP) return fold();
    journal.append(number + 1, group);
    number++;
    written = changes.length;
  }

  function transact(group: Job[]): void {
    catchUp();
    const before = changes.length;
    try {
      for (const job of group) run(job);
      // One of them has read from a database that lacks what is committed.
      if (isBehind) throw reason;
      write();
    } catch (error) {
      goBack(before);
      throw error;
    }
    for (const { refusal, result, resolve, reject } of group) {
      if (refusal) reject(refusal);
      else resolve(result);
    }
  }

  function flush(): void {
    const group = jobs;
    jobs = [];
    try {
      transact(group);
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error);
      for (const job of group) {
        try {
          transact([job]);
        } catch (own) {
          job.reject(own);
        }
      }
    }
  }

  return {
    sql: recorder.sql,
    commit: (work) =>
      new Promise((resolve, reject) => {
        jobs.push({ work, result: null, refusal: null, resolve: resolve as Job["resolve"], reject });
        if (jobs.length === 1) queueMicrotask(flush);
      }),
    commitSoon(work) {
      catchUp();
      return work();
    },
    close() {
      try {
        catchUp();
        fold();
      } finally {
        clearTimeout(timer);
      }
      // There is none where the last one failed, a full disk for example.
      if (db.inTransaction) end.run();
      journal.close();
    },
  };
}

function run(job: Job): void {
  job.refusal = null;
  try {
    job.result = job.work();
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error;
    job.refusal = error;
  }
}

/** Characters of all texts. */
function sizeOf(group: readonly Change[]): number {
  let size = 0;
  for (const { values } of group) {
    const [first] = values;
    for (const value of typeof first === "object" && first !== null ? Object.values(first) : values)
      if (typeof value === "string") size += value.length;
  }
  return size;
}
