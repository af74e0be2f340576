/** The human's gate: a person pauses a conversation, lets its messages through one by one, goes on, or ends the talk. */
import type { GateAction, Gated, GlobalGateAction, GloballyGated } from "../api";
import { DROPPED_BY, HELD_BY } from "../constants";
import { BridgeError } from "../errors";
import type { ConversationRow } from "../store/conversations";
import type { Freed } from "../store/held";
import type { Context } from "./context";
import { endHold, type Forward } from "./release";

const ALL = Number.MAX_SAFE_INTEGER;

export interface Gatekeeper {
  /** Throws `not_found`, or `conflict` where the action does not fit how the conversation stands. */
  turn(id: string, action: GateAction["action"]): Promise<Gated>;
  /** The same for every conversation, those to come included. */
  turnAll(action: GlobalGateAction["action"]): Promise<GloballyGated>;
}

export function createGate(context: Context, forward: Forward): Gatekeeper {
  const { store, clock, events, registry, waiters, hearing, guard, gates, views } = context;

  /** Runs what changes gates; the cache is never ahead of the store. */
  async function change<T>(work: () => T): Promise<T> {
    try {
      return await store.commit(() => {
        const result = work();
        gates.reload();
        return result;
      });
    } catch (error) {
      gates.reload();
      throw error;
    }
  }

  function find(id: string): ConversationRow {
    const row = store.conversations.find(id);
    if (!row) throw new BridgeError("not_found", "No conversation has this id.", "id");
    return row;
  }

  function tell(messages: readonly { message: string }[], conversations: readonly string[]): void {
    for (const { message } of messages) events.emit({ type: "state", id: message });
    for (const id of conversations) events.emit({ type: "conversation", id });
  }

  /** Frees what is held, in a conversation or anywhere; to be called inside a commit. */
  function free(which: { conversation?: string }): Freed[] {
    const freed = store.held.find(which, ALL).flatMap(({ message }) => store.held.release(message) ?? []);
    for (const one of freed) endHold(context, one);
    return freed;
  }

  const acts: Record<GateAction["action"], (id: string) => Promise<number>> = {
    async pause(id) {
      const held = await change(() => {
        if (find(id).gate === "ended") {
          throw new BridgeError("conflict", "This talk has ended. Resume it before you pause it.", "action");
        }
        return store.conversations.setGate(id, "paused") ? store.held.hold(id, HELD_BY.user, clock.now()) : [];
      });
      tell(held, [id]);
      return 0;
    },

    async step(id) {
      const freed = await store.commit(() => {
        const [oldest] = store.held.find({ conversation: id }, 1);
        const one = oldest ? store.held.letThrough(oldest.message) : null;
        if (one) endHold(context, one);
        return one ? [one] : [];
      });
      await forward(freed);
      return freed.length;
    },

    async resume(id) {
      if (gates.all() === "paused") {
        throw new BridgeError(
          "conflict",
          "Everything is paused. Resume everything (POST /api/gate), or let single messages through.",
          "action",
        );
      }
      const { claude, codex } = find(id);
      const freed = await change(() => {
        store.conversations.setGate(id, "open");
        return free({ conversation: id });
      });
      guard.resetPair(claude, codex);
      tell([], [id]);
      if (claude) hearing.changed(claude);
      await forward(freed);
      return freed.length;
    },

    async end(id) {
      const { claude, codex } = find(id);
      const ended = await change(() => {
        if (!store.conversations.setGate(id, "ended")) return null;
        const now = clock.now();
        const dropped = store.held.dropIn(id, DROPPED_BY.end);
        const cancelled = store.questions.cancelIn(id, now);
        for (const session of [claude, codex]) if (session) store.notices.insert(session, "ended", id, now);
        return { dropped, cancelled };
      });
      if (!ended) return 0;
      const { dropped, cancelled } = ended;
      tell([...dropped, ...cancelled.map((question) => ({ message: question.id }))], [id]);
      for (const question of cancelled) waiters.wake(question.asker, question.id);
      // An asker whose answer was held waits as well, and so may anybody who waits for any message.
      for (const { message, receiver } of dropped) {
        const replyTo = store.messages.head(message)?.replyTo ?? null;
        if (replyTo !== null) waiters.wake(receiver, replyTo);
      }
      for (const session of [claude, codex]) if (session) waiters.wake(registry.current(session), null);
      if (claude) hearing.changed(claude);
      return 0;
    },
  };

  return {
    async turn(id, action) {
      find(id);
      const messages = await acts[action](id);
      const conversation = views.conversation(id);
      if (!conversation) throw new BridgeError("not_found", "No conversation has this id.", "id");
      return { conversation, messages };
    },

    async turnAll(action) {
      const isPause = action === "pause";
      const before = gates.all();
      const { held, opened, freed } = await change(() => {
        store.settings.set("gate", isPause ? "paused" : "open");
        if (isPause) return { held: store.held.hold(null, HELD_BY.user, clock.now()), opened: [], freed: [] };
        return { held: [], opened: store.conversations.openPaused(), freed: free({}) };
      });
      if (!isPause) {
        guard.reset(null);
        for (const { id } of registry.list("claude")) hearing.changed(id);
      }
      if (before !== gates.all()) events.emit({ type: "gate" });
      const touched = held.flatMap(({ message }) => store.messages.head(message)?.conversation ?? []);
      tell(held, [...new Set([...opened, ...touched])]);
      await forward(freed);
      return { gate: gates.all(), messages: freed.length };
    },
  };
}
