/**
 * The human's gate: a person pauses a conversation, lets its messages through one by one, goes on,
 * or ends the talk.
 */
import type { GateAction, Gated, GlobalGateAction, GloballyGated } from "../shared/api";
import type { Clock } from "../shared/clock";
import { notFound, gate as refusals } from "../shared/refusals";

import type { Member } from "../store/conversations";
import type { Store } from "../store/store";
import type { ChannelHealth } from "./channel-health";
import type { Gates } from "./gate-state";
import type { Guard } from "./loop-guard";
import type { Presence } from "./presence";
import type { Forward } from "./release";
import type { After, Transact } from "./transaction";
import type { Views } from "./views";

const ALL = Number.MAX_SAFE_INTEGER;

export interface Gatekeeper {
  /**
   * Throws `not_found`, or `conflict` where the action does not fit how the conversation stands.
   */
  turn(id: string, action: GateAction["action"]): Promise<Gated>;
  /** The same for every conversation, those to come included. */
  turnAll(action: GlobalGateAction["action"]): Promise<GloballyGated>;
}

export interface GateDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  forward: Forward;
  presence: Pick<Presence, "current" | "list">;
  health: Pick<ChannelHealth, "changed">;
  guard: Pick<Guard, "reset" | "resetAmong">;
  gates: Gates;
  views: Pick<Views, "conversation">;
}

export function createGate(deps: GateDeps): Gatekeeper {
  const { store, clock, transact, forward, presence, health, guard, gates, views } = deps;

  /** The members of a conversation. Throws `not_found`. */
  function find(id: string): Member[] {
    if (!store.conversations.find(id)) throw notFound.conversation();
    return store.conversations.members(id);
  }

  /** Holds what nobody has been handed, in a conversation or (null) anywhere. */
  function hold(after: After, conversation: string | null): void {
    for (const { message } of store.held.hold(conversation, "user", clock.now())) {
      const head = store.messages.head(message);
      after.changed(message);
      if (head) after.emit({ type: "conversation", id: head.conversation });
    }
  }

  /** Lets go what is held, in a conversation or anywhere; how many messages that are. */
  function free(after: After, which: { conversation?: string }): number {
    const freed = store.held.find(which, ALL).flatMap(({ message }) => store.held.release(message) ?? []);
    forward(after, freed);
    return freed.length;
  }

  /**
   * Ends the talk: what is held or waits in it is dropped, its open questions are cancelled, both
   * sides are told.
   */
  function end(after: After, id: string): void {
    if (!store.conversations.setGate(id, "ended")) return;
    const now = clock.now();
    for (const { message, receiver } of store.held.dropIn(id, "end")) {
      after.changed(message);
      // An asker whose answer was held waits as well, and so may anybody who waits for any message.
      const replyTo = store.messages.head(message)?.replyTo ?? null;
      if (replyTo !== null) after.wake(receiver, replyTo);
    }
    for (const question of store.questions.cancelIn(id, now)) {
      after.changed(question.id);
      after.wake(question.asker, question.id);
    }
    for (const { session } of store.conversations.members(id)) {
      store.notices.insert(session, "ended", id, now);
      after.wake(presence.current(session), null);
    }
    after.emit({ type: "conversation", id });
  }

  const acts: Record<GateAction["action"], (id: string) => Promise<number>> = {
    pause: (id) =>
      transact((after) => {
        if (store.conversations.gate(id) === "ended") {
          throw refusals.pauseAfterEnd();
        }
        if (store.conversations.setGate(id, "paused")) hold(after, id);
        after.emit({ type: "conversation", id });
        return 0;
      }),

    step: (id) =>
      transact((after) => {
        const [oldest] = store.held.find({ conversation: id }, 1);
        const one = oldest ? store.held.letThrough(oldest.message) : null;
        if (one) forward(after, [one]);
        return one ? 1 : 0;
      }),

    async resume(id) {
      if (gates.all() === "paused") {
        throw refusals.resumeWhilePaused();
      }
      const members = find(id);
      const freed = await transact((after) => {
        store.conversations.setGate(id, "open");
        after.emit({ type: "conversation", id });
        for (const { session } of members) {
          after.wake(session, null);
          after.push(session);
        }
        return free(after, { conversation: id });
      });
      guard.resetAmong(members.map(({ session }) => session));
      for (const { session } of members) health.changed(session);
      return freed;
    },

    async end(id) {
      const members = find(id);
      await transact((after) => end(after, id));
      for (const { session } of members) health.changed(session);
      return 0;
    },
  };

  return {
    async turn(id, action) {
      find(id);
      const messages = await acts[action](id);
      const conversation = views.conversation(id);
      if (!conversation) throw notFound.conversation();
      return { conversation, messages };
    },

    async turnAll(action) {
      const before = gates.all();
      const freed = await transact((after) => {
        const gate = action === "pause" ? "paused" : "open";
        store.settings.set("gate", gate);
        if (before !== gate) after.emit({ type: "gate" });
        if (action === "pause") {
          hold(after, null);
          return 0;
        }
        for (const id of store.conversations.openPaused()) after.emit({ type: "conversation", id });
        for (const { id } of presence.list("claude")) after.wake(id, null);
        return free(after, {});
      });
      if (action !== "pause") {
        guard.reset(null);
        for (const { id } of presence.list("claude")) health.changed(id);
      }
      return { gate: gates.all(), messages: freed };
    },
  };
}
