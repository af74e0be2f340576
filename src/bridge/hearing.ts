/**
 * Whether Claude's sessions hear the channel. Nothing acknowledges a push: proof is a tool call that quotes a message
 * that came by the channel alone; where none comes in time from a session that is not at work, it counts as deaf.
 */
import type { Clock } from "../clock";
import { toMessage } from "../errors";
import type { Log } from "../log";
import type { DeliveryRow } from "../store/deliveries";
import type { ClaudeLink } from "./links";
import type { Registry } from "./registry";

export type ChannelHealth = ReturnType<typeof createChannelHealth>;

export interface ChannelHealthDeps {
  registry: Registry;
  clock: Clock;
  log: Log;
  /** A session that proves nothing for this long after a push does not hear. */
  deafMs: number;
}

export function createChannelHealth({ registry, clock, log, deafMs }: ChannelHealthDeps) {
  /** Sessions that have something to prove, and when that is looked at. */
  const due = new Map<string, () => void>();
  const listeners = new Set<(session: string) => void>();
  let isClosed = false;

  function decide(session: string, channel: "proved" | "deaf"): void {
    forget(session);
    registry.setChannel(session, channel).catch((error: unknown) => log.error(toMessage(error)));
    changed(session);
  }

  function changed(session: string): void {
    for (const notify of listeners) notify(session);
  }

  function forget(session: string): void {
    due.get(session)?.();
    due.delete(session);
  }

  function watch(session: string): void {
    if (isClosed) return;
    const cancel = clock.schedule(deafMs, () => {
      due.delete(session);
      // A message waits for the end of the step that Claude is at: silence proves nothing until then.
      if (registry.isBusy(session)) return watch(session);
      decide(session, "deaf");
    });
    due.set(session, cancel);
  }

  return {
    /** Something was written to a session's channel: it has something to prove, unless it has before. */
    pushed(session: string): void {
      const channel = registry.channel(session);
      changed(session);
      if (channel === null || channel === "proved" || channel === "deaf" || due.has(session)) return;
      watch(session);
    },
    /** A tool call has quoted a message: proof, where that message can only have come by the channel. */
    quoted({ receiver, road }: DeliveryRow): void {
      if (road === "channel" && registry.channel(receiver) !== "proved") decide(receiver, "proved");
    },
    /** The session's last process has gone. */
    left(session: string): void {
      forget(session);
    },
    /** True where the channel certainly brings nothing: not asked for, or found deaf. */
    isClosed: (link: ClaudeLink) =>
      registry.channel(link.session) === "deaf" ||
      (link.requested === false && registry.channel(link.session) !== "proved"),
    changed,
    /** Calls `notify` whenever something was pushed to a session, or it is found to hear or not to, until called off. */
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
