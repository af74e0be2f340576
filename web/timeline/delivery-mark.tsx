import { toReason } from "../../src/shared/reasons";
import type { DeliveryView } from "../../src/shared/views";
import { formatDateTime } from "../state/clock";
import { StateIcon } from "../ui/icons";

const MEANINGS: Readonly<Record<DeliveryView["state"], string>> = {
  stored: "Stored by the bridge, not yet handed over",
  pushed: "Handed over; nothing proves yet that it was read",
  seen: "Seen: the receiver has proved receipt",
  held: "Held back",
  dropped: "Dropped: it will not be delivered",
};

export const TRANSPORTS: Readonly<Record<NonNullable<DeliveryView["transport"]>, string>> = {
  inbox: "by Claude Code's inbox",
  channel: "by Claude's channel",
  hook: "by a hook that woke Claude",
  tool: "when Claude looked at its messages",
  result: "as the result of a tool call",
  turn: "by a turn in Codex's live session",
  steer: "into the turn that Codex was working on",
  queue: "through Codex's queue",
};

/**
 * States that somebody may want to do something about say their word aloud; the others are a shape,
 * and a title.
 */
const ALOUD: readonly DeliveryView["state"][] = ["stored", "held", "dropped"];

/** Where one message stands with one receiver: a shape and a word, the rest in the title. */
export function DeliveryMark({ delivery }: { delivery: DeliveryView }) {
  const { state, transport, pushedAt, seenAt, attempts } = delivery;
  const reason = toReason(delivery);
  const details = [
    MEANINGS[state] + (reason === null ? "" : ` (${reason})`),
    transport === null ? null : TRANSPORTS[transport],
    pushedAt === null ? null : `handed over ${formatDateTime(pushedAt)}`,
    seenAt === null ? null : `seen ${formatDateTime(seenAt)}`,
    attempts > 1 ? `${attempts} attempts` : null,
  ];
  return (
    <span
      class={`delivery ${state}`}
      data-delivery={state}
      data-transport={transport ?? undefined}
      title={details.filter((line) => line !== null).join("\n")}
    >
      <StateIcon state={state} />
      <span class={ALOUD.includes(state) ? undefined : "visually-hidden"}>{state}</span>
    </span>
  );
}
