/**
 * Why a message is where it is, and how a session hears, in words: for the page, exports, commands
 * and both agents.
 */
import type { ChannelState, ClaudeTransport, DroppedBy, HeldBy } from "./vocabulary";

const HELD: Record<HeldBy, string> = { user: "held by the user", guard: "held by the loop guard" };

const DROPPED: Record<DroppedBy, string> = {
  user: "dropped by the user",
  end: "the user ended the talk",
  move: "moved to another session",
};

export interface Reasons {
  reason: string | null;
  heldBy: HeldBy | null;
  droppedBy: DroppedBy | null;
}

/** The reason in words; null where there is none to give. */
export function toReason({ reason, heldBy, droppedBy }: Reasons): string | null {
  if (heldBy !== null) return HELD[heldBy];
  return droppedBy === null ? reason : DROPPED[droppedBy];
}

/** What is known of how a Claude session hears; see SessionView. */
export interface Hearing {
  channel?: ChannelState | null | undefined;
  transport?: ClaudeTransport | null | undefined;
  obstacle?: string | null | undefined;
  inbound?: string | null | undefined;
}

const CHANNELS: Record<ChannelState, string> = {
  unknown: "by its channel, not proved yet",
  requested: "by the channel that it was started with, not proved yet",
  proved: "hears by its channel",
  deaf: "by its channel, not proved yet",
};

/** By what a session hears, or why it does not; null where nothing is known, as of Codex. */
export function toHearing({ channel, transport, obstacle, inbound }: Hearing): string | null {
  if (!channel) return null;
  const how =
    transport === "inbox"
      ? channel === "proved"
        ? "hears by its inbox"
        : "by its inbox, not proved yet"
      : transport === "channel"
        ? CHANNELS[channel]
        : describeSilence(channel, obstacle);
  return [how, ...(inbound && inbound !== obstacle ? [inbound] : [])].join(", ");
}

function describeSilence(channel: ChannelState, obstacle: string | null | undefined): string {
  if (obstacle) return `nothing is pushed to it: ${obstacle}`;
  return channel === "deaf" ? "does not hear what is pushed to it" : "nothing is pushed to it: no inbox, no channel";
}
