/** Notices: what a session should learn with its next result and is not woken for. */
import type { Database } from "bun:sqlite";
import type { NoticeKind } from "../shared/views";

export interface NoticeRow {
  seq: number;
  kind: NoticeKind;
  message: string;
  /** A person's words about it. */
  note: string | null;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices(db: Database) {
  const insert = db.query<unknown, [string, NoticeKind, string, number, string | null]>(
    `INSERT INTO notices (receiver, kind, message, created_at, note) VALUES (?, ?, ?, ?, ?)`,
  );
  const take = db.query<NoticeRow, [string, number]>(
    `DELETE FROM notices WHERE seq IN (SELECT seq FROM notices WHERE receiver = ? ORDER BY seq LIMIT ?)
     RETURNING seq, kind, message, note`,
  );
  const any = db.query<{ seq: number }, [string]>("SELECT seq FROM notices WHERE receiver = ? LIMIT 1");
  const ended = db.query<{ seq: number }, [string]>(
    "SELECT seq FROM notices WHERE receiver = ? AND kind = 'ended' LIMIT 1",
  );
  const merge = db.query<unknown, { from: string; to: string }>(
    "UPDATE notices SET receiver = $to WHERE receiver = $from",
  );

  return {
    insert(receiver: string, kind: NoticeKind, message: string, now: number, note: string | null = null): void {
      insert.run(receiver, kind, message, now, note);
    },
    has: (receiver: string) => any.get(receiver) !== null,
    /** Whether a receiver is still to be told that a person has ended a talk of its. */
    hasEnded: (receiver: string) => ended.get(receiver) !== null,
    /** Takes the oldest notices of a receiver: they are told once. */
    take: (receiver: string, limit: number): NoticeRow[] => take.all(receiver, limit).sort((a, b) => a.seq - b.seq),
    merge(from: string, to: string): void {
      merge.run({ from, to });
    },
  };
}
