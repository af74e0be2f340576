/**
 * Runs: Codex's work for others. Every change is one conditional statement; no row means that it
 * lost.
 */
import type { Database } from "bun:sqlite";
import { RUN_TRANSITIONS, type RunKind, RunState, type StartRun } from "../shared/runs";

/** A run as it is stored; JSON of structures that the domain parses. */
export interface RunRow {
  id: string;
  kind: RunKind;
  title: string;
  project: string;
  cwd: string;
  session: string;
  resumes: string | null;
  prompt: string;
  model: string | null;
  effort: string | null;
  sandbox: StartRun["sandbox"];
  approvalPolicy: StartRun["approvalPolicy"];
  network: number;
  images: string;
  timeoutMs: number;
  idempotencyKey: string | null;
  state: RunState;
  why: string | null;
  ending: "cancelled" | "timed_out" | null;
  attempts: number;
  thread: string | null;
  turn: string | null;
  address: string | null;
  path: string | null;
  waitingOnApproval: number;
  events: number;
  lastEvent: string | null;
  lastEventAt: number | null;
  tokensBefore: string | null;
  tokens: string | null;
  result: string | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

export type NewRun = Pick<
  RunRow,
  | "id"
  | "kind"
  | "title"
  | "project"
  | "cwd"
  | "session"
  | "resumes"
  | "prompt"
  | "model"
  | "effort"
  | "sandbox"
  | "approvalPolicy"
  | "network"
  | "images"
  | "timeoutMs"
  | "idempotencyKey"
  | "state"
  | "why"
  | "thread"
  | "createdAt"
>;

type Thread = Pick<RunRow, "thread" | "path" | "address" | "tokensBefore" | "model" | "effort">;

const COLUMNS = `id, kind, title, project, cwd, session, resumes, prompt, model, effort, sandbox,
  approval_policy AS approvalPolicy, network, images, timeout_ms AS timeoutMs, idempotency_key AS idempotencyKey, state,
  why, ending, attempts, thread, turn, address, path, waiting_on_approval AS waitingOnApproval, events,
  last_event AS lastEvent, last_event_at AS lastEventAt, tokens_before AS tokensBefore, tokens, result,
  created_at AS createdAt, started_at AS startedAt, ended_at AS endedAt`;

/** The states from which a state is entered, as SQL has them. */
function from(to: RunState): string {
  const states = RunState.options.filter((state) => RUN_TRANSITIONS[state].includes(to));
  return `state IN (${states.map((state) => `'${state}'`).join(", ")})`;
}

const ENDS = ["completed", "failed", "cancelled", "interrupted", "timed_out"] as const;
export type RunEnd = (typeof ENDS)[number];

export type Runs = ReturnType<typeof createRuns>;

export function createRuns(db: Database) {
  const insert = db.query<unknown, { [Key in keyof NewRun]: NewRun[Key] }>(
    `INSERT INTO runs (id, kind, title, project, cwd, session, resumes, prompt, model, effort, sandbox, approval_policy,
       network, images, timeout_ms, idempotency_key, state, why, thread, created_at)
     VALUES ($id, $kind, $title, $project, $cwd, $session, $resumes, $prompt, $model, $effort, $sandbox, $approvalPolicy,
       $network, $images, $timeoutMs, $idempotencyKey, $state, $why, $thread, $createdAt)`,
  );
  const find = db.query<RunRow, [string]>(`SELECT ${COLUMNS} FROM runs WHERE id = ?`);
  const keyed = db.query<RunRow, [string, string]>(
    `SELECT ${COLUMNS} FROM runs WHERE session = ? AND idempotency_key = ?`,
  );
  const onThread = db.query<RunRow, [string]>(`SELECT ${COLUMNS} FROM runs WHERE thread = ? AND ended_at IS NULL`);
  const open = db.query<RunRow, []>(
    `SELECT ${COLUMNS} FROM runs WHERE ended_at IS NULL AND state IN ('starting', 'running') ORDER BY seq`,
  );
  const count = db.query<{ n: number }, [string]>(
    "SELECT count(*) AS n FROM runs WHERE ended_at IS NULL AND state IN (SELECT value FROM json_each(?))",
  );
  const list = db.query<RunRow, { cwd: string | null; states: string | null; limit: number }>(
    `SELECT ${COLUMNS} FROM runs WHERE ($cwd IS NULL OR cwd = $cwd)
     AND ($states IS NULL OR state IN (SELECT value FROM json_each($states))) ORDER BY seq DESC LIMIT $limit`,
  );
  const release = db.query<{ id: string }, []>(
    `UPDATE runs SET state = 'queued', why = NULL WHERE ended_at IS NULL AND state = 'held' RETURNING id`,
  );
  // Of the session that has the fewest under way, the oldest.
  const claim = db.query<RunRow, { most: number; now: number }>(
    `UPDATE runs SET state = 'starting', why = NULL, attempts = attempts + 1, started_at = coalesce(started_at, $now)
     WHERE ${from("starting")} AND id = (
       SELECT q.id FROM runs q WHERE q.ended_at IS NULL AND q.state = 'queued' ORDER BY (
         SELECT count(*) FROM runs a WHERE a.ended_at IS NULL AND a.state IN ('starting', 'running')
           AND a.session = q.session), q.seq LIMIT 1)
     AND (SELECT count(*) FROM runs WHERE ended_at IS NULL AND state IN ('starting', 'running')) < $most
     RETURNING ${COLUMNS}`,
  );
  const requeue = db.query<RunRow, { id: string; keep: number }>(
    `UPDATE runs SET state = 'queued', thread = CASE WHEN $keep THEN thread END, address = NULL, path = NULL
     WHERE id = $id AND ${from("queued")} AND state <> 'held' AND turn IS NULL AND ending IS NULL RETURNING ${COLUMNS}`,
  );
  const opened = db.query<RunRow, Thread & { id: string }>(
    `UPDATE runs SET thread = $thread, path = $path, address = $address, tokens_before = $tokensBefore,
       model = coalesce($model, model), effort = coalesce($effort, effort)
     WHERE id = $id AND state = 'starting' RETURNING ${COLUMNS}`,
  );
  const run = db.query<RunRow, { id: string; turn: string; address: string | null }>(
    `UPDATE runs SET state = 'running', turn = $turn, address = coalesce($address, address)
     WHERE id = $id AND (${from("running")} OR state = 'running') RETURNING ${COLUMNS}`,
  );
  const willEnd = db.query<RunRow, { id: string; ending: string; why: string }>(
    `UPDATE runs SET ending = $ending, why = $why
     WHERE id = $id AND state IN ('starting', 'running') AND ending IS NULL RETURNING ${COLUMNS}`,
  );
  const ends = new Map(
    ENDS.map((end) => [
      end,
      db.query<RunRow, { id: string; why: string | null; result: string | null; now: number }>(
        `UPDATE runs SET state = '${end}', why = coalesce($why, CASE WHEN ending = '${end}' THEN why END),
           result = $result, waiting_on_approval = 0, ended_at = $now
         WHERE id = $id AND ${from(end)} RETURNING ${COLUMNS}`,
      ),
    ]),
  );
  const explain = db.query<unknown, { id: string; why: string | null }>(
    "UPDATE runs SET why = $why WHERE id = $id AND ended_at IS NULL AND ending IS NULL",
  );
  const event = db.query<unknown, { thread: string; text: string; now: number }>(
    `UPDATE runs SET events = events + 1, last_event = $text, last_event_at = $now
     WHERE thread = $thread AND ended_at IS NULL`,
  );
  const tokens = db.query<unknown, { thread: string; tokens: string }>(
    "UPDATE runs SET tokens = $tokens WHERE thread = $thread AND ended_at IS NULL",
  );
  const approval = db.query<unknown, { id: string; waits: number }>(
    "UPDATE runs SET waiting_on_approval = $waits WHERE id = $id AND ended_at IS NULL",
  );

  return {
    insert: (row: NewRun) => void insert.run(row),
    find: (id: string) => find.get(id),
    /** The run that a session has started with this key. */
    keyed: (session: string, key: string) => keyed.get(session, key),
    /** The run of a thread that is not over. */
    onThread: (thread: string) => onThread.get(thread),
    /** Runs that Codex may be at work on. */
    underWay: () => open.all(),
    count: (states: readonly RunState[]) => count.get(JSON.stringify(states))?.n ?? 0,
    /** Newest first. */
    list: (cwd: string | null, states: readonly RunState[] | null, limit: number) =>
      list.all({ cwd, states: states && JSON.stringify(states), limit }),
    /** Lets all go that the gate holds; their ids. */
    releaseHeld: () => release.all().map(({ id }) => id),
    /** Takes the next run of the queue, where fewer than `most` are under way. */
    claim: (most: number, now: number) => claim.get({ most, now }),
    /** Puts back what has no turn. `keep`: the thread is an earlier run's, and stays. */
    requeue: (id: string, keep: boolean) => requeue.get({ id, keep: Number(keep) }),
    opened: (id: string, thread: Thread) => opened.get({ id, ...thread }),
    /** Its turn runs; also where Codex goes on with another turn. */
    running: (id: string, turn: string, address: string | null = null) => run.get({ id, turn, address }),
    /** It is to end so, once Codex has stopped. */
    willEnd: (id: string, ending: "cancelled" | "timed_out", why: string) => willEnd.get({ id, ending, why }),
    end: (id: string, end: RunEnd, why: string | null, result: string | null, now: number) =>
      ends.get(end)?.get({ id, why, result, now }) ?? null,
    explain: (id: string, why: string | null) => void explain.run({ id, why }),
    event: (thread: string, text: string, now: number) => void event.run({ thread, text, now }),
    tokens: (thread: string, json: string) => void tokens.run({ thread, tokens: json }),
    approval: (id: string, waits: boolean) => void approval.run({ id, waits: Number(waits) }),
  };
}
