/** Why a message is where it is, in words: for the page, exports, commands and both agents. */
import type { DroppedBy, HeldBy } from "./protocol";

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
