/** Claude speaks first and wants no answer; and changes what nobody has been handed yet. */
import type { Edit, EditResult, Send, SendResult } from "../shared/calls/claude";
import type { Clock } from "../shared/clock";
import { BridgeError } from "../shared/errors";
import { edit } from "../shared/refusals";

import type { Store } from "../store/store";
import type { ClaudeConnection } from "./connections";
import type { Conversations } from "./conversations";
import type { Post } from "./post";
import type { Presence } from "./presence";
import type { Pusher } from "./push";
import type { Quota } from "./quota";
import { type Receivers, sessionOf } from "./receivers";
import type { Transact } from "./transaction";
import type { Views } from "./views";
import type { Waiters } from "./waiters";

export interface ClaudeWords {
  /** Sends a note to a Codex session. Throws `conflict` where it is not certain to which. */
  send(connection: ClaudeConnection, send: Send): Promise<SendResult>;
  /**
   * Changes one of Claude's own messages, as long as no agent has been handed it; the page shows
   * edits at any time.
   */
  edit(connection: ClaudeConnection, edit: Edit): Promise<EditResult>;
}

export interface ClaudeWordsDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  post: Post;
  quota: Quota;
  presence: Presence;
  receivers: Receivers;
  conversations: Conversations;
  waiters: Pick<Waiters, "takesAny">;
  pusher: Pick<Pusher, "settled">;
  views: Pick<Views, "takeNotices">;
}

export function createClaudeWords(deps: ClaudeWordsDeps): ClaudeWords {
  const { store, clock, transact, post, quota, presence, receivers, conversations, waiters, pusher, views } = deps;

  function deliveryOf(message: string) {
    const [delivery] = store.deliveries.ofMessage(message);
    if (!delivery) throw new BridgeError("internal", "The message has no receiver.");
    return delivery;
  }

  /** Throws where a message may not be changed any more by its sender. */
  function assertEditable(connection: ClaudeConnection, message: string): void {
    const head = store.messages.head(message);
    if (head?.sender !== "claude" || head.session !== connection.session) {
      throw edit.notOwn();
    }
    if (!store.deliveries.untouched(message)) {
      throw edit.taken();
    }
    if (store.messages.current(message)?.editedBy === "user") {
      throw edit.editedByUser();
    }
  }

  return {
    async send(connection, { id, text, to, files }) {
      presence.touch(connection.session);
      if (!store.messages.head(id)) {
        const { id: named } = sessionOf(receivers.codexOf(connection, to), to);
        await transact((after) => {
          if (store.messages.head(id)) return;
          // Between the routing and this commit, a process may have become a thread.
          const receiver = presence.current(named);
          post(after, {
            id,
            text,
            files,
            kind: "note",
            sender: "claude",
            session: connection.session,
            conversation: conversations.among(
              after,
              [
                { session: connection.session, kind: "claude" },
                { session: receiver, kind: "codex" },
              ],
              connection.project,
            ),
            replyTo: null,
            receivers: [receiver],
          });
        });
      }
      const stored = deliveryOf(id);
      const isAwaited = stored.state !== "held" && waiters.takesAny(stored.receiver);
      await pusher.settled(stored.receiver);
      // Read anew: the push may have told which thread the process speaks for.
      const { receiver, state, transport, reason, heldBy } = deliveryOf(id);
      const session = presence.view(receiver);
      if (!session) throw new BridgeError("internal", "The message has no receiver.");
      const notices = await views.takeNotices(connection.session);
      return {
        notices,
        message: id,
        state,
        transport: transport ?? (isAwaited ? "result" : null),
        reason,
        heldBy,
        session,
      };
    },

    async edit(connection, { message, text }) {
      const revision = await transact((after) => {
        assertEditable(connection, message);
        quota.text(text);
        after.emit({ type: "message", id: message });
        return store.messages.revise(message, text, "sender", clock.now());
      });
      return { notices: await views.takeNotices(connection.session), message, revision };
    },
  };
}
