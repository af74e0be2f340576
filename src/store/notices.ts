/** Notices: what a session should learn with its next result and is not woken for. */
import type { Database } from "bun:sqlite";
import type { NoticeKind } from "../protocol";

export interface NoticeRow {
  seq: number;
  kind: NoticeKind;
  message: string;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices(db: Database) {
  const insert = db.query<unknown, [string, NoticeKind, string, number]>(
    `INSERT INTO notices (receiver, kind, message, created_at) VALUES (?, ?, ?, ?)`,
  );
  const take = db.query<NoticeRow, [string, number]>(
    `DELETE FROM notices WHERE seq IN (SELECT seq FROM notices WHERE receiver = ? ORDER BY seq LIMIT ?)
     RETURNING seq, kind, message`,
  );
  const any = db.query<{ seq: number }, [string]>("SELECT seq FROM notices WHERE receiver = ? LIMIT 1");
  const adopt = db.query<unknown, { from: string; to: string }>(
    "UPDATE notices SET receiver = $to WHERE receiver = $from",
  );
  return {
    insert: (receiver: string, kind: NoticeKind, message: string, now: number) =>
      insert.run(receiver, kind, message, now),
    has: (receiver: string) => any.get(receiver) !== null,
    /** Takes the oldest notices of a receiver: they are told once. */
    take: (receiver: string, limit: number) => take.all(receiver, limit).sort((a, b) => a.seq - b.seq),
    adopt: (from: string, to: string) => adopt.run({ from, to }),
  };
}
