/**
 * Who is connected now: the processes attached to this host and the sessions that they speak for.
 */

import type { ClaudeAttach, CodexAttach } from "../shared/calls/attach";
import type { Push } from "../shared/calls/claude";
import type { CodexPush } from "../shared/calls/push";
import type { Clock } from "../shared/clock";
import { SCRIPT, USER } from "../shared/constants";
import { BridgeError } from "../shared/errors";
import { createId } from "../shared/ids";
import type { SessionView } from "../shared/views";
import type { ChannelState, SessionKind } from "../shared/vocabulary";
import type { SessionRow } from "../store/sessions";
import type { Store } from "../store/store";
import type { Branches } from "./branches";
import { type ClaudeConnection, type CodexConnection, createConnections, type Live } from "./connections";
import type { Events } from "./events";

/** Longer than this, a turn whose end no hook has told does not count as going on. */
const LONGEST_TURN_MS = 30 * 60_000;

/**
 * Sessions and processes that are remembered once they have gone; those that went first are
 * forgotten.
 */
const REMEMBERED = 2_000;

/** Sessions of an earlier host that are looked at. */
const RETURNING = 100;

export type Presence = ReturnType<typeof createPresence>;

/** Throws `bad_request` for the one id that is no session's: what is sent to it is the page's. */
function assertName(id: string, field: string): void {
  if (id === USER) throw new BridgeError("bad_request", `Another id is needed: ${USER} stands for the page.`, field);
}

export interface PresenceDeps {
  store: Store;
  clock: Clock;
  events: Events;
  branches: Branches;
}

export function createPresence({ store, clock, events, branches }: PresenceDeps) {
  const live = new Map<string, Live>();
  const connections = createConnections(store, live);
  /**
   * When a session's last process went; sessions of an earlier host count from this host's start.
   */
  const goneAt = new Map<string, number>();
  const startedAt = clock.monotonic();
  /**
   * Processes whose messages a thread has taken over, so that what was meant for them just then
   * follows it.
   */
  const merged = new Map<string, string>();

  function enter(
    id: string,
    kind: SessionKind,
    origin: ClaudeAttach | CodexAttach,
    connection: ClaudeConnection | CodexConnection,
  ): void {
    const now = clock.now();
    const known = store.sessions.find(id);
    const entry = live.get(id) ?? {
      connections: new Set(),
      busySince: null,
      superproject: origin.project.superproject ?? null,
      row: {
        id,
        kind,
        projectRoot: origin.project.root,
        projectName: origin.project.name,
        branch: origin.project.branch,
        cwd: origin.cwd,
        client: origin.client,
        // A server that comes back knows only the one that it was started with.
        clientSession: known?.clientSession ?? (origin.role === "claude" ? (origin.clientSession ?? null) : null),
        channel: origin.role === "codex" ? null : channelFor(id, origin, known),
        startedAt: known?.startedAt ?? now,
        lastActiveAt: now,
      },
    };
    // First: what cannot be stored must not be here either.
    store.sessions.save(entry.row);
    entry.connections.add(connection);
    live.set(id, entry);
    goneAt.delete(id);
  }

  /** What another process proved of its channel says nothing of this one's. */
  function channelFor(id: string, { session, requested }: ClaudeAttach, known: SessionRow | null): ChannelState {
    const before = session === id ? known?.channel : null;
    return before ?? (requested ? "requested" : "unknown");
  }

  function leave(id: string, connection: ClaudeConnection | CodexConnection): void {
    const entry = live.get(id);
    if (!entry?.connections.delete(connection) || entry.connections.size > 0) return;
    live.delete(id);
    branches.forget(entry.row.cwd);
    remember(goneAt, id, clock.monotonic());
    store.sessions.save(entry.row);
  }

  function merge(from: string, to: string): void {
    store.messages.merge(from, to);
    store.questions.merge(from, to);
    store.deliveries.merge(from, to);
    store.conversations.merge(from, to);
    store.notices.merge(from, to);
    store.sessions.remove(from);
    remember(merged, from, to);
  }

  /** A turn that was interrupted says nothing of its end. */
  const isAtWork = (since: number) => since > 0 && clock.monotonic() - since < LONGEST_TURN_MS;

  function toView(row: SessionRow, connected: boolean): SessionView {
    const { id, kind, cwd, client, clientSession, channel, startedAt, lastActiveAt } = row;
    const since = live.get(id)?.busySince ?? null;
    const busy = since === null ? null : isAtWork(since);
    const branch = connected ? branches.of(row) : row.branch;
    const project = { root: row.projectRoot, name: row.projectName, branch };
    const rev = events.rev();
    const shared = {
      rev,
      id,
      kind,
      project,
      cwd,
      client,
      clientSession,
      connected,
      startedAt,
      lastActiveAt,
      channel,
      busy,
    };
    const connection = kind === "claude" ? connections.claude(id) : null;
    if (!connection) return shared;
    const { transport, obstacle, inbound } = connection;
    return { ...shared, transport, obstacle, inbound };
  }

  /** A session as it is stored, or will be when it leaves; null where there was never one. */
  const findRow = (id: string): SessionRow | null => live.get(id)?.row ?? store.sessions.find(id);

  const list = (kind: SessionKind) =>
    [...live.values()].filter(({ row }) => row.kind === kind).map(({ row }) => toView(row, true));

  /**
   * The session that a server speaks for: its process's, else the one that its Claude Code resumes,
   * which has ended; one that runs is another one, even if both go on with the same conversation.
   */
  function sessionFor({ session: process, clientSession }: ClaudeAttach): string {
    const own = connections.claudeOfProcess(process)?.session;
    if (own !== undefined) return own;
    if (live.has(process) || store.sessions.find(process) || clientSession === undefined) return process;
    return store.sessions.called(clientSession).find((id) => !live.has(id)) ?? process;
  }

  return {
    async addClaude(input: ClaudeAttach, push: Push): Promise<ClaudeConnection> {
      assertName(input.session, "session");
      const session = sessionFor(input);
      const transports = input.transports ?? (input.requested === false ? [] : ["channel"]);
      const isDeaf = findRow(session)?.channel === "deaf";
      const connection: ClaudeConnection = {
        kind: "claude",
        session,
        process: input.session,
        project: input.project.root,
        push,
        lease: createId("l", clock.now()),
        leases: new Set(),
        requested: input.requested ?? null,
        transports,
        // A new host knows of no single one.
        deaf: new Set(isDeaf ? transports : []),
        transport: (isDeaf ? null : transports.find((one) => one !== "inbox" || !input.obstacle)) ?? null,
        obstacle: input.obstacle ?? null,
        inbound: input.inbound ?? null,
        end: new AbortController(),
      };
      await store.commit(() => enter(session, "claude", input, connection));
      events.emit({ type: "session", id: session });
      return connection;
    },

    async addCodex(input: CodexAttach, reach: CodexPush | null): Promise<CodexConnection> {
      for (const id of [input.process, ...input.threads]) assertName(id, "thread");
      const threads = new Set(input.threads);
      const { process } = input;
      const connection: CodexConnection = {
        kind: "codex",
        process,
        origin: input,
        threads,
        leases: new Set(),
        reach,
        end: new AbortController(),
      };
      const ids = threads.size > 0 ? [...threads] : [input.process];
      await store.commit(() => {
        for (const id of ids) enter(id, "codex", input, connection);
      });
      for (const id of ids) events.emit({ type: "session", id });
      return connection;
    },

    /**
     * Notes that a process speaks for a thread; the first real thread takes over the messages of
     * the process.
     */
    async speakFor(connection: CodexConnection, thread: string): Promise<void> {
      assertName(thread, "thread");
      const entry = live.get(thread);
      if (entry) entry.row.lastActiveAt = clock.now();
      if (entry?.connections.has(connection)) return;
      const first = thread !== connection.process && connection.threads.size === 0;
      await store.commit(() => {
        if (connection.end.signal.aborted) throw new BridgeError("unavailable", "this process has detached");
        enter(thread, "codex", connection.origin, connection);
        if (!first) return;
        leave(connection.process, connection);
        merge(connection.process, thread);
      });
      if (thread !== connection.process) connection.threads.add(thread);
      events.emit({ type: "session", id: thread });
      if (first) events.emit({ type: "session", id: connection.process });
    },

    async remove(connection: ClaudeConnection | CodexConnection): Promise<void> {
      connection.end.abort();
      const ids = [...live].filter(([, entry]) => entry.connections.has(connection)).map(([id]) => id);
      try {
        await store.commit(() => {
          for (const id of ids) leave(id, connection);
        });
      } finally {
        // It has gone, whether or not that could be stored.
        for (const id of ids) events.emit({ type: "session", id });
      }
    },

    touch(id: string): void {
      const entry = live.get(id);
      if (entry) entry.row.lastActiveAt = clock.now();
    },

    /**
     * What is known of a connected Claude session's channel; null where there is no such session.
     */
    channel: (id: string): ChannelState | null => live.get(id)?.row.channel ?? null,

    async setChannel(id: string, channel: ChannelState): Promise<void> {
      const entry = live.get(id);
      if (!entry || entry.row.channel === channel) return;
      entry.row.channel = channel;
      await store.commit(() => store.sessions.save(entry.row));
      events.emit({ type: "session", id });
    },

    /** What the client of a connected session calls it; null where that is not known. */
    clientSession: (id: string): string | null => live.get(id)?.row.clientSession ?? null,

    async setClientSession(id: string, clientSession: string): Promise<void> {
      const entry = live.get(id);
      if (!entry || entry.row.clientSession === clientSession) return;
      entry.row.clientSession = clientSession;
      await store.commit(() => store.sessions.save(entry.row));
      events.emit({ type: "session", id });
    },

    /** Whether a Claude session is at work; null where its hooks have said nothing. */
    busy(id: string): boolean | null {
      const since = live.get(id)?.busySince ?? null;
      return since === null ? null : isAtWork(since);
    },

    isBusy: (id: string) => isAtWork(live.get(id)?.busySince ?? 0),

    setBusy(id: string, busy: boolean): void {
      const entry = live.get(id);
      if (!entry) return;
      entry.busySince = busy ? clock.monotonic() : 0;
      events.emit({ type: "session", id });
    },

    ...connections,

    /**
     * The session that an id stands for now: a process's thread, once that is known. To be asked
     * inside a commit.
     */
    current: (id: string) => merged.get(id) ?? id,

    isLive: (id: string) => live.has(id),

    /** Why a message to a session may have to wait; null where it is about to be handed over. */
    whyWaiting: (id: string): string | null => (live.has(id) ? null : "its session is not connected"),

    /**
     * Whether a Claude session of an earlier host may still be on its way to this one: members take
     * a moment to come over, and a message for one of them is not to go to whoever came first.
     */
    isAwaited: (project: string, to: string | undefined, graceMs: number) =>
      clock.monotonic() - startedAt < graceMs &&
      store.sessions
        .recent(RETURNING)
        .some(
          ({ id, kind, projectRoot }) =>
            kind === "claude" &&
            !live.has(id) &&
            goneAt.get(id) === undefined &&
            (to === undefined ? projectRoot === project : id.startsWith(to)),
        ),

    /** True once a session has been away for `graceMs`: longer than a reconnect takes. */
    hasVanished: (id: string, graceMs: number) =>
      !live.has(id) && clock.monotonic() - (goneAt.get(id) ?? startedAt) >= graceMs,

    /** The root of the repository that has a connected session's project as a submodule. */
    superproject: (id: string): string | null => live.get(id)?.superproject ?? null,

    list,

    /**
     * Those of them that somebody may be talked to in who names none: a script only waits for its
     * own answer.
     */
    partners: (kind: SessionKind) => list(kind).filter(({ client }) => client !== SCRIPT),

    row: findRow,

    view(id: string): SessionView | null {
      const row = findRow(id);
      return row && toView(row, live.has(id));
    },

    /**
     * The sessions that matter most to one of them, itself first: connected ones first, of them
     * those of its project, then the ones that were active last. A Codex process that has called
     * nothing yet is no session.
     */
    relevant({ session: self, project }: ClaudeConnection, limit: number): { sessions: SessionView[]; more: number } {
      const isUsed = ({ row, connections }: Live) =>
        row.kind === "claude" ||
        [...connections].some((connection) => connection.kind === "codex" && connection.process !== row.id);
      const byActivity = (a: SessionRow, b: SessionRow) => b.lastActiveAt - a.lastActiveAt;
      const farness = ({ id, projectRoot }: SessionRow) => (id === self ? -1 : Number(projectRoot !== project));
      const here = [...live.values()].filter(isUsed).map(({ row }) => row);
      here.sort((a, b) => farness(a) - farness(b) || byActivity(a, b));
      const away = store.sessions.recent(limit).filter(({ id }) => !live.has(id) && !isProcessId(id));
      const rows = [...here, ...away];
      return {
        sessions: rows.slice(0, limit).map((row) => toView(row, live.has(row.id))),
        more: Math.max(0, rows.length - limit),
      };
    },

    /** Connected sessions and those that were here last, newest first. */
    recent: (limit: number): SessionView[] => {
      const here = [...live.values()].map(({ row }) => toView(row, true));
      const away = store.sessions.recent(limit).filter((row) => !live.has(row.id));
      return [...here, ...away.map((row) => toView(row, false))].sort((a, b) => b.lastActiveAt - a.lastActiveAt);
    },
  };
}

/** A Codex process that has gone without naming a thread. */
const isProcessId = (id: string) => id.startsWith("p_");

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  const [first] = map.keys();
  if (map.size > REMEMBERED && first !== undefined) map.delete(first);
}
