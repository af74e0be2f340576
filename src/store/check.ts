/** Looks at a database without becoming its host: for the doctor. */
import { Database } from "bun:sqlite";
import { toMessage } from "../shared/errors";
import { MIGRATIONS } from "./migrations";

export type DatabaseState =
  | { state: "sound" | "older" | "newer"; schema: number }
  | { state: "held" }
  | { state: "damaged"; why: string };

/** Reads the schema and checks every page; a host that holds the file is left alone. */
export function checkDatabase(path: string): DatabaseState {
  let db: Database | null = null;
  try {
    db = new Database(path, { readonly: true });
    db.exec("PRAGMA busy_timeout = 0");
    const schema = db.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version ?? 0;
    const faults = db.query<{ quick_check: string }, []>("PRAGMA quick_check(3)").all();
    const why = faults.map(({ quick_check }) => quick_check).join("; ");
    if (why !== "ok") return { state: "damaged", why };
    if (schema === MIGRATIONS.length) return { state: "sound", schema };
    return { state: schema > MIGRATIONS.length ? "newer" : "older", schema };
  } catch (error) {
    if (error instanceof Error && "code" in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code)))
      return { state: "held" };
    return { state: "damaged", why: toMessage(error) };
  } finally {
    db?.close();
  }
}
