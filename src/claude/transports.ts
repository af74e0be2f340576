/**
 * How messages come into this Claude session: its inbox, else its channel where one was asked for,
 * else not at all, and then they wait for a hook or for Claude's own look. One transport a message.
 */
import type { Push } from "../shared/calls/claude";
import type { Envelope } from "../shared/calls/envelope";
import type { PushReport } from "../shared/calls/push";
import type { ClaudeTransport } from "../shared/vocabulary";
import type { WriteToChannel } from "./channel";
import { describeInbound, type InboundSetting } from "./inbound";
import type { InboxPush } from "./inbox";

/**
 * Ids of pushed messages that are remembered for a bridge that takes over; older ones would only
 * come twice.
 */
const REMEMBERED = 10_000;

export interface TransportsDeps {
  /** Null where Claude Code has none that is ours, or where the user has switched it off. */
  inbox: InboxPush | null;
  /**
   * The setting that keeps our messages out of the inbox; null where none does. Asked before each
   * push.
   */
  findBlock(): InboundSetting | null;
  channel: WriteToChannel;
  /** Whether Claude Code was started with a channel; undefined where that is not known. */
  requested: boolean | undefined;
}

export interface Transports {
  /** Those that there are, in the order of choice. */
  readonly names: ClaudeTransport[];
  /** Why the inbox takes nothing now; null where it does, and where there is none. */
  obstacle(): string | null;
  push: Push;
  /** The messages written to this client so far, oldest first. */
  pushed(): string[];
}

export function createTransports({ inbox, findBlock, channel, requested }: TransportsDeps): Transports {
  let written: string[] = [];

  function obstacle(): string | null {
    const block = inbox && findBlock();
    return block && describeInbound(block);
  }

  const pushBy: Record<ClaudeTransport, (items: readonly Envelope[]) => Promise<PushReport[]>> = {
    async inbox(items) {
      const reason = obstacle();
      if (reason !== null) return items.map(({ id }) => toStored(id, reason));
      return (await inbox?.(items)) ?? [];
    },
    async channel(items) {
      await channel(items);
      return items.map(({ id }) => ({ id, state: "pushed", transport: "channel", reason: null, thread: null }));
    },
  };

  return {
    names: [...(inbox ? (["inbox"] as const) : []), ...(requested === false ? [] : (["channel"] as const))],
    obstacle,
    async push(items, transports) {
      const reports = new Map<string, PushReport>();
      for (const transport of transports) {
        const rest = items.filter(({ id }) => !reports.get(id)?.transport);
        if (rest.length === 0) break;
        for (const report of await pushBy[transport](rest)) reports.set(report.id, report);
      }
      for (const { id, state } of reports.values()) if (state === "pushed") written.push(id);
      // Now and then: a set from which the oldest is deleted each time took a twentieth of the
      // host's time (bench: throughput).
      if (written.length > 2 * REMEMBERED) written = written.slice(-REMEMBERED);
      return items.map(({ id }) => reports.get(id) ?? toStored(id, null));
    },
    pushed: () => written.slice(-REMEMBERED),
  };
}

function toStored(id: string, reason: string | null): PushReport {
  return { id, state: "stored", transport: null, reason, thread: null };
}
