/** Which state may follow which. */
import type { DeliveryState, Outcome } from "./vocabulary";

/**
 * Which delivery state may follow which; every conditional UPDATE of a delivery is made from this
 * table.
 */
export const DELIVERY_TRANSITIONS: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  stored: ["pushed", "seen", "held", "dropped"],
  held: ["stored", "dropped"],
  // Back to stored: the client that it was written to is gone, and nothing proved that it was read.
  pushed: ["seen", "stored", "dropped"],
  // Back to stored: the conversation that had seen it was cleared, or its client has gone, and its
  // question is open.
  seen: ["stored"],
  dropped: [],
};

/** Which outcome may follow which: an outcome changes once. */
export const OUTCOME_TRANSITIONS: Readonly<Record<Outcome, readonly Outcome[]>> = {
  open: ["answered", "expired", "cancelled"],
  answered: [],
  expired: [],
  cancelled: [],
};
