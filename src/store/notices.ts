/** Notices: what a session should learn with its next result and is not woken for. */
import type { NoticeKind } from "../views";
import type { Sql } from "./recorder";

export interface NoticeRow {
  seq: number;
  kind: NoticeKind;
  message: string;
  /** A person's words about it. */
  note: string | null;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices(db: Sql) {
  const insert = db.query<unknown, [string, NoticeKind, string, number, string | null]>(
    `INSERT INTO notices (receiver, kind, message, created_at, note) VALUES (?, ?, ?, ?, ?)`,
  );
  const take = db.query<NoticeRow, [string, number]>(
    `DELETE FROM notices WHERE seq IN (SELECT seq FROM notices WHERE receiver = ? ORDER BY seq LIMIT ?)
     RETURNING seq, kind, message, note`,
  );
  const receivers = db.stored<{ receiver: string }, []>("SELECT DISTINCT receiver FROM notices");
  const ended = db.stored<{ seq: number }, [string]>(
    "SELECT seq FROM notices WHERE receiver = ? AND kind = 'ended' LIMIT 1",
  );
  const adopt = db.query<unknown, { from: string; to: string }>(
    "UPDATE notices SET receiver = $to WHERE receiver = $from",
  );

  /** Those who may be told something: every result asks, and most times there is nothing. Null where it is to be read. */
  let awaited: Set<string> | null = null;

  function readReceivers(): Set<string> {
    awaited ??= new Set(receivers.all().map(({ receiver }) => receiver));
    return awaited;
  }

  return {
    /** Forgets what was remembered, after a roll-back for example. */
    forget(): void {
      awaited = null;
    },
    insert(receiver: string, kind: NoticeKind, message: string, now: number, note: string | null = null): void {
      insert.run(receiver, kind, message, now, note);
      awaited?.add(receiver);
    },
    has: (receiver: string) => readReceivers().has(receiver),
    /** Whether a receiver is still to be told that a person has ended a talk of its. */
    hasEnded: (receiver: string) => readReceivers().has(receiver) && ended.get(receiver) !== null,
    /** Takes the oldest notices of a receiver: they are told once. */
    take(receiver: string, limit: number): NoticeRow[] {
      const taken = take.all(receiver, limit);
      if (taken.length < limit) awaited?.delete(receiver);
      return taken.sort((a, b) => a.seq - b.seq);
    },
    adopt(from: string, to: string): void {
      adopt.run({ from, to });
      awaited = null;
    },
  };
}
