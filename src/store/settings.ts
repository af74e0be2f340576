/** Settings that a person changes while the bridge runs and that outlive it. */
import type { Database } from "bun:sqlite";

export type Settings = ReturnType<typeof createSettings>;

/** `gate`: whether everything is paused. `starts`: how many hosts this database has had. */
type Key = "gate" | "starts";

export function createSettings(db: Database) {
  const get = db.query<{ value: string }, [string]>("SELECT value FROM settings WHERE key = ?");
  const set = db.query<unknown, [string, string]>(
    "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );

  return {
    get: (key: Key) => get.get(key)?.value ?? null,
    set: (key: Key, value: string) => set.run(key, value),
  };
}
