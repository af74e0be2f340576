/**
 * What was handed to a Claude session in vain is stored again, and takes the next way: what was
 * pushed and never proved to be read, what was written to a client that has gone, and what a
 * conversation knows nothing of that was cleared.
 */
import type { Clock } from "../shared/clock";
import type { ClaudeTransport, Transport } from "../shared/vocabulary";
import type { Store } from "../store/store";
import type { ChannelHealth } from "./channel-health";
import type { ClaudeConnection } from "./connections";
import type { Gates } from "./gate-state";
import type { After } from "./transaction";

/** Messages that are taken back at once. */
const BATCH = 50;

export interface Reclaim {
  /** What was pushed on these transports in vain; to be called inside a transaction. */
  unproved(after: After, connection: ClaudeConnection, transports: readonly Transport[]): void;
  /**
   * Open questions that were pushed once and never answered: they come once more. To be called
   * inside a transaction.
   */
  unanswered(after: After, connection: ClaudeConnection, transport: ClaudeTransport): void;
  /** How many messages a look would bring beside those that wait. */
  countUnproved(connection: ClaudeConnection): number;
  /**
   * All that was written to a client that has gone, and the open questions that it had; but for
   * what the next one has.
   */
  ofClient(after: After, session: string, has: ReadonlySet<string>): void;
  /**
   * The open questions that a session may have had before a time from which on it knows nothing any
   * more.
   */
  ofConversation(after: After, session: string, until: number): void;
}

export interface ReclaimDeps {
  store: Store;
  clock: Clock;
  gates: Gates;
  health: Pick<ChannelHealth, "isClosed" | "wasOffered">;
}

export function createReclaim({ store, clock, gates, health }: ReclaimDeps): Reclaim {
  function found(connection: ClaudeConnection, transports: readonly Transport[]) {
    // What a gate keeps back is not to stand in the way of the rest.
    const limit = gates.isAnyClosed() ? Number.MAX_SAFE_INTEGER : BATCH;
    const rows = store.deliveries.unproved(connection.session, [...transports], limit);
    return rows.filter(({ message }) => !health.wasOffered(connection.session, message));
  }

  /** Open questions that a session has had, or is just being handed. */
  const openOf = (session: string) =>
    store.questions.openTo(session, null).flatMap(({ id }) => store.deliveries.find(id, session) ?? []);

  return {
    unproved(after, connection, transports) {
      for (const { message } of found(connection, transports)) {
        if (gates.mayComeAgain(message, connection.session)) {
          if (store.deliveries.restore(message, connection.session, { counts: true })) after.changed(message);
        } else if (health.isClosed(connection)) gates.dropEnded(after, message, connection.session);
      }
    },

    unanswered(after, { session }, by) {
      for (const { message, state, transport, attempts } of openOf(session)) {
        if (state !== "pushed" || transport !== by || attempts > 1 || !gates.mayComeAgain(message, session)) continue;
        if (store.deliveries.restore(message, session, { counts: true })) after.changed(message);
      }
    },

    countUnproved: (connection) =>
      found(connection, ["inbox", "channel"]).filter(({ message }) => gates.mayComeAgain(message, connection.session))
        .length,

    ofClient(after, session, has) {
      for (const id of store.deliveries.unread(session, has)) after.changed(id);
      for (const { message, state } of openOf(session)) {
        if (has.has(message) || state !== "seen") continue;
        if (store.deliveries.restore(message, session, { counts: true })) after.changed(message);
      }
    },

    ofConversation(after, session, until) {
      for (const row of openOf(session)) {
        // What a hook or a tool brings is noted before it is shown, and what is pushed only once it
        // is written.
        const isNotedBefore = row.transport === "hook" || row.transport === "tool";
        const at = isNotedBefore ? row.pushedAt : (store.messages.head(row.message)?.createdAt ?? clock.now());
        if (at === null || at > until) continue;
        if (store.deliveries.restore(row.message, session, { counts: true })) after.changed(row.message);
      }
    },
  };
}
