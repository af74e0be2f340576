/** The processes that are attached, and which of them speaks for a session. */
import type { CodexAttach } from "../shared/calls/attach";
import type { Push } from "../shared/calls/claude";
import type { CodexPush } from "../shared/calls/push";
import { SCRIPT } from "../shared/constants";
import type { ClaudeTransport, SessionKind } from "../shared/vocabulary";
import type { SessionRow } from "../store/sessions";
import type { Store } from "../store/store";

/** A server.ts process attached for its Claude session. */
export interface ClaudeConnection {
  kind: "claude";
  session: string;
  /**
   * The Claude Code process, as sessions are named: another one than the session's own where a
   * session was resumed.
   */
  process: string;
  project: string;
  push: Push;
  /** Owner of what its looks take. */
  lease: string;
  /** Of pushes that are under way. */
  leases: Set<string>;
  /** Whether this client was started with the channel's flag; null where that is not known. */
  requested: boolean | null;
  /** How this process can push, the first that takes a message has it. */
  transports: readonly ClaudeTransport[];
  /** Those of them that brought nothing to a session that was idle. */
  deaf: Set<ClaudeTransport>;
  /** The one that brings messages now; null where none does. */
  transport: ClaudeTransport | null;
  /** Why a push was not taken; null where it was. */
  obstacle: string | null;
  /** What the session's settings say of its inbox; null where they say nothing. */
  inbound: string | null;
  /** Aborted once it has detached: nothing is handed to it any more. */
  end: AbortController;
}

/** A codex-mcp.ts process and the threads that it has spoken for. */
export interface CodexConnection {
  kind: "codex";
  process: string;
  origin: CodexAttach;
  threads: Set<string>;
  leases: Set<string>;
  /** Pushes into the live session of this process; null where it cannot. */
  reach: CodexPush | null;
  /** Aborted once it has detached: a call that was under way gets nothing any more. */
  end: AbortController;
}

/** A connected session and the processes that speak for it. */
export interface Live {
  row: SessionRow;
  /**
   * Since when a Claude session is at work, 0 while it is not, as its hooks say; null where they
   * have said nothing.
   */
  busySince: number | null;
  connections: Set<ClaudeConnection | CodexConnection>;
  superproject: string | null;
}

/** The transports of a session that are not known to be deaf, in their order. */
export function openTransports({ transports, deaf }: ClaudeConnection): ClaudeTransport[] {
  return transports.filter((transport) => !deaf.has(transport));
}

/**
 * By what a message is pushed: with nothing better, by a channel that may be deaf, which disturbs
 * nobody.
 */
export function pushTransports(connection: ClaudeConnection): ClaudeTransport[] {
  const open = openTransports(connection);
  return open.length > 0 ? open : connection.transports.filter((transport) => transport === "channel");
}

/** Looks among the connected sessions, which the presence keeps. */
export function createConnections(store: Store, live: ReadonlyMap<string, Live>) {
  const all = () => [...new Set([...live.values()].flatMap((entry) => [...entry.connections]))];

  /** The processes of Codex, of which a script is none. */
  function codexLinks(): CodexConnection[] {
    return all().filter(
      (connection): connection is CodexConnection => connection.kind === "codex" && connection.origin.client !== SCRIPT,
    );
  }

  return {
    /** The process that gets a Claude session's messages: the one that attached last. */
    claude(id: string): ClaudeConnection | null {
      let best: ClaudeConnection | null = null;
      for (const connection of live.get(id)?.connections ?? []) {
        if (connection.kind !== "claude") continue;
        // Registered twice, as a plugin and as a server, a session listens to the channel that its
        // flag names.
        if (best === null || connection.transports.length >= best.transports.length) best = connection;
      }
      return best;
    },

    /**
     * The server that a Claude Code process has started; null where it has started none that is
     * attached.
     */
    claudeOfProcess(process: string): ClaudeConnection | null {
      const own = all().find(
        (connection): connection is ClaudeConnection => connection.kind === "claude" && connection.process === process,
      );
      return own ?? null;
    },

    /**
     * The connected Claude sessions that Claude Code itself calls so: two, where one was resumed
     * twice.
     */
    claudesCalled: (clientSession: string): string[] =>
      [...live.values()]
        .filter(({ row }) => row.kind === "claude" && row.clientSession === clientSession)
        .map(({ row }) => row.id),

    /**
     * Whether another process speaks for the same Claude session, which has been handed what it was
     * to be handed.
     */
    isShared: (connection: ClaudeConnection): boolean => (live.get(connection.session)?.connections.size ?? 0) > 1,

    /** The process that pushes for a Codex session: the one that attached last. */
    codex(id: string): CodexConnection | null {
      const connection = [...(live.get(id)?.connections ?? [])].at(-1);
      return connection?.kind === "codex" ? connection : null;
    },

    /**
     * The process that could be a thread's although it has not named it: the only one of its
     * directory that has named none, as after `codex resume`.
     */
    silent(id: string): CodexConnection | null {
      const row = live.has(id) ? null : store.sessions.find(id);
      if (row?.kind !== "codex") return null;
      const [only, another] = codexLinks().filter(
        ({ threads, origin }) => threads.size === 0 && origin.cwd === row.cwd,
      );
      return only && !another ? only : null;
    },

    /** What a process has to know to tell which thread is its own. */
    surroundings(connection: CodexConnection) {
      const others = codexLinks();
      return {
        claimed: others.filter((other) => other !== connection).flatMap(({ threads }) => [...threads]),
        candidates: others.filter(({ threads, origin }) => threads.size === 0 && origin.cwd === connection.origin.cwd)
          .length,
      };
    },

    /** How many processes are attached. */
    processes() {
      const connections = all();
      const count = (kind: SessionKind) => connections.filter((connection) => connection.kind === kind).length;
      return { claude: count("claude"), codex: count("codex") };
    },
  };
}
