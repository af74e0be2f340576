/**
 * Whether what is pushed to Claude's sessions is heard. Nothing acknowledges a push: proof is a
 * tool call that quotes a message, or a hook to which Claude Code shows it as a prompt. Where
 * neither comes in time from a session that is not at work, the transport counts as deaf: what it
 * brought is stored again, and takes the next one.
 */
import type { PushReport } from "../shared/calls/push";
import type { Clock } from "../shared/clock";
import { toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import type { ClaudeTransport } from "../shared/vocabulary";
import type { DeliveryRow } from "../store/deliveries";
import { type ClaudeConnection, openTransports } from "./connections";
import type { Events } from "./events";
import type { Presence } from "./presence";

/** Offered messages of a session that are remembered. */
const REMEMBERED = 1_000;

export type ChannelHealth = ReturnType<typeof createChannelHealth>;

export interface ChannelHealthDeps {
  presence: Presence;
  events: Pick<Events, "emit">;
  clock: Clock;
  log: Log;
  /** A session that proves nothing for this long after a push does not hear. */
  deafMs: number;
  /** Stores again what a transport brought in vain, and pushes it anew. */
  onSilence(connection: ClaudeConnection, transport: ClaudeTransport, isDeaf: boolean): Promise<void>;
  /** A session that counted as deaf hears after all. */
  onReturn(session: string): void;
}

export function createChannelHealth({ presence, events, clock, log, deafMs, onSilence, onReturn }: ChannelHealthDeps) {
  /** Sessions that have something to prove, and when that is looked at. */
  const due = new Map<string, () => void>();
  const listeners = new Set<(session: string) => void>();
  /** Messages that a hook was shown as a prompt, by session. */
  const offered = new Map<string, Set<string>>();
  let isClosed = false;

  const report = (error: unknown) => log.error(toMessage(error));

  function changed(session: string): void {
    for (const notify of listeners) notify(session);
  }

  function forget(session: string): void {
    due.get(session)?.();
    due.delete(session);
  }

  function watch(session: string): void {
    forget(session);
    if (isClosed) return;
    const cancel = clock.schedule(deafMs, () => {
      due.delete(session);
      expire(session).catch(report);
    });
    due.set(session, cancel);
  }

  /** Looks at a session that has proved nothing for some time. */
  async function expire(session: string): Promise<void> {
    const connection = presence.claude(session);
    const transport = connection?.transport;
    if (!connection || !transport) return;
    const isBusy = presence.busy(session);
    // A message waits for the end of the step that Claude is at: silence proves nothing until then.
    if (isBusy) return watch(session);
    // Where no hook tells whether Claude is at work, an inbox that took the message is believed.
    if (isBusy === null && transport === "inbox") return;
    if (presence.channel(session) === "proved") return onSilence(connection, transport, false);
    connection.deaf.add(transport);
    const [next = null] = openTransports(connection);
    connection.transport = next;
    const state = next === null ? "deaf" : connection.requested ? "requested" : "unknown";
    await presence.setChannel(session, state);
    // What the last one brought in vain, a hook or a look takes back.
    if (next !== null || transport === "inbox") await onSilence(connection, transport, true);
    changed(session);
  }

  /** A transport has brought something. */
  function prove(session: string, transport: ClaudeTransport): void {
    const isNews = presence.channel(session) !== "proved";
    forget(session);
    const connection = presence.claude(session);
    if (connection?.deaf.delete(transport)) {
      connection.transport = transport;
      onReturn(session);
    }
    if (!isNews) return;
    presence.setChannel(session, "proved").catch(report);
    changed(session);
  }

  return {
    /** Something was written to a session: it has something to prove. A proved channel stays so. */
    pushed(session: string): void {
      const channel = presence.channel(session);
      if (channel === null || channel === "deaf" || due.has(session)) return;
      if (channel !== "proved" || presence.claude(session)?.transport === "inbox") watch(session);
    },
    /**
     * A tool call has quoted a message: proof, where that message can only have come by this
     * transport.
     */
    quoted({ receiver, transport }: DeliveryRow): void {
      if (transport === "channel" || transport === "inbox") prove(receiver, transport);
    },
    /**
     * A hook was shown a message of the inbox as a prompt: the inbox works. Whether the message was
     * let through, the session has still to prove, and from now on.
     */
    offered(session: string, messages: readonly string[]): void {
      const before = offered.get(session) ?? new Set();
      offered.set(session, new Set([...before, ...messages].slice(-REMEMBERED)));
      prove(session, "inbox");
      watch(session);
    },
    wasOffered: (session: string, message: string): boolean => offered.get(session)?.has(message) ?? false,
    /**
     * What became of a push: the transport that took it is the session's, until another does or
     * none.
     */
    took(connection: ClaudeConnection, reports: readonly PushReport[]): void {
      const before = connection.transport;
      const refused = reports.find(({ state, transport }) => state === "stored" && transport === null);
      const taken = connection.transports.find((one) =>
        reports.some(({ state, transport }) => state === "pushed" && transport === one),
      );
      if (taken && !connection.deaf.has(taken)) connection.transport = taken;
      else if (refused) connection.transport = null;
      if (refused || taken) connection.obstacle = refused?.reason ?? null;
      if (connection.transport === before) return;
      events.emit({ type: "session", id: connection.session });
    },
    /** The session's last process has gone. */
    left(session: string): void {
      forget(session);
      offered.delete(session);
    },
    /**
     * True where no transport brings anything: there is none, the last push was not taken, or all
     * are found deaf.
     */
    isClosed: (connection: ClaudeConnection): boolean => connection.transport === null,
    isHeard: ({ session, transport }: ClaudeConnection): boolean =>
      presence.channel(session) === "proved" || transport === "inbox",
    changed,
    /**
     * Calls `notify` whenever something was pushed to a session, or it is found to hear or not to,
     * until called off.
     */
    subscribe(notify: (session: string) => void): () => void {
      listeners.add(notify);
      return () => listeners.delete(notify);
    },
    close(): void {
      isClosed = true;
      for (const session of [...due.keys()]) forget(session);
    },
  };
}
