/** Sessions that the bridge has met: Claude Code processes and Codex threads. */
import type { Database } from "bun:sqlite";
import type { ChannelState, SessionKind } from "../shared/vocabulary";

export interface SessionRow {
  id: string;
  kind: SessionKind;
  projectRoot: string;
  projectName: string;
  branch: string | null;
  cwd: string;
  client: string | null;
  /**
   * What the client itself calls its session: Claude Code's changes with `/clear`. Null for Codex,
   * and where it is unknown.
   */
  clientSession: string | null;
  /**
   * Kept, so that a host that takes over knows which sessions have proved that they hear. Null for
   * Codex.
   */
  channel: ChannelState | null;
  startedAt: number;
  lastActiveAt: number;
}

export type Sessions = ReturnType<typeof createSessions>;

const COLUMNS = `id, kind, project_root AS projectRoot, project_name AS projectName, branch, cwd, client,
  client_session AS clientSession, channel, started_at AS startedAt, last_active_at AS lastActiveAt`;

export function createSessions(db: Database) {
  const save = db.query<
    unknown,
    [
      ...[id: string, kind: string, projectRoot: string, projectName: string],
      ...[branch: string | null, cwd: string, client: string | null, clientSession: string | null],
      ...[channel: string | null, startedAt: number, lastActiveAt: number],
    ]
  >(
    `INSERT INTO sessions (id, kind, project_root, project_name, branch, cwd, client, client_session, channel, started_at,
       last_active_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET project_root = excluded.project_root, project_name = excluded.project_name,
       branch = excluded.branch, cwd = excluded.cwd, client = excluded.client, client_session = excluded.client_session,
       channel = excluded.channel, last_active_at = excluded.last_active_at`,
  );
  const find = db.query<SessionRow, [string]>(`SELECT ${COLUMNS} FROM sessions WHERE id = ?`);
  const recent = db.query<SessionRow, [number]>(`SELECT ${COLUMNS} FROM sessions ORDER BY last_active_at DESC LIMIT ?`);
  const called = db.query<{ id: string }, [string]>(
    "SELECT id FROM sessions WHERE kind = 'claude' AND client_session = ? ORDER BY last_active_at DESC LIMIT 20",
  );
  const remove = db.query<unknown, [string]>("DELETE FROM sessions WHERE id = ?");

  return {
    save(row: SessionRow): void {
      save.run(
        row.id,
        row.kind,
        row.projectRoot,
        row.projectName,
        row.branch,
        row.cwd,
        row.client,
        row.clientSession,
        row.channel,
        row.startedAt,
        row.lastActiveAt,
      );
    },
    find: (id: string) => find.get(id),
    /** The sessions that were active last, newest first. */
    recent: (limit: number) => recent.all(limit),
    /** The sessions that Claude Code itself calls so, the one that was active last first. */
    called: (clientSession: string) => called.all(clientSession).map(({ id }) => id),
    remove: (id: string) => remove.run(id),
  };
}
