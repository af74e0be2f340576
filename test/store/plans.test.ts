/** No statement that messages wait for reads a table that grows with the history from one end to the other. */
import { expect, test } from "bun:test";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

/** Asked for by people and by timers, a few times an hour at most. */
const SELDOM = [
  // The oldest and the largest that may be forgotten.
  "SELECT created_at AS createdAt FROM messages ORDER BY seq LIMIT 1",
  "SELECT m.id, m.seq FROM messages m WHERE m.created_at <",
  "DELETE FROM conversations WHERE created_at <",
  "DELETE FROM sessions WHERE last_active_at <",
  "DELETE FROM notices WHERE created_at <",
  "UPDATE attachments SET removed_at",
  "SELECT coalesce(sum(bytes), 0) AS bytes FROM attachments",
  // The newest time that is stored, once when a host starts.
  "SELECT created_at AS at FROM messages ORDER BY seq DESC LIMIT 1",
  "SELECT last_active_at AS at FROM sessions",
  // Lists of sessions and of conversations, newest first.
  "SELECT id, kind, project_root",
  "SELECT id, project, created_at AS createdAt, title, gate, read_seq AS readSeq FROM conversations c ORDER BY",
];

/** Partial indexes over what is not over yet. */
const FEW =
  /SCAN \w+ USING (?:COVERING )?INDEX (?:questions_open_asker|questions_open_target|deliveries_held|deliveries_free|conversations_gated|messages_user)\b/;

const HISTORY =
  /SCAN (?:sessions|conversations|messages|revisions|deliveries|questions|notices|attachments|search_entries|[acdemqrs])\b/;

test("each walks along an index", () => {
  const db = openDatabase(":memory:");
  const statements: string[] = [];
  const spy = new Proxy(db, {
    get(target, name) {
      if (name !== "query") return Reflect.get(target, name);
      return (sql: string) => {
        statements.push(sql.replace(/\s+/g, " ").trim());
        return target.query(sql);
      };
    },
  });
  createStore(spy);
  const hot = statements.filter(
    (sql) =>
      /^(?:SELECT|INSERT|UPDATE|DELETE)/.test(sql) &&
      !/search_/.test(sql) &&
      !SELDOM.some((one) => sql.startsWith(one)),
  );
  expect(hot.length).toBeGreaterThan(60);
  const scans = hot.flatMap((sql) =>
    db
      .query<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .filter(({ detail }) => HISTORY.test(detail) && !FEW.test(detail))
      .map(({ detail }) => `${detail}: ${sql}`),
  );
  expect(scans).toEqual([]);
  db.close();
});
