/** Goes from message to message, and acts on the one that has the focus. */
import { useMemo } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import type { Store } from "../state/store";

const CARDS = "article[data-message-id]";

export type MessageKeys = { move(step: 1 | -1): void; fold(): void; current(): MessageView | undefined };

export function useMessageKeys(store: Store): MessageKeys {
  return useMemo(
    () => ({
      move(step) {
        const cards = [...document.querySelectorAll<HTMLElement>(CARDS)];
        const at = cards.findIndex((card) => card.contains(document.activeElement));
        const next = at === -1 ? firstInSight(cards, step) : cards[at + step];
        if (next === undefined) return;
        // The list would jump back to its end otherwise.
        if (next !== cards.at(-1)) store.dispatch({ type: "follow", following: false });
        next.focus({ preventScroll: true });
        next.scrollIntoView({ block: next.clientHeight > window.innerHeight / 2 ? "start" : "nearest" });
      },
      fold: () => focusedCard()?.querySelector<HTMLElement>(".fold")?.click(),
      current() {
        const id = focusedCard()?.dataset.messageId;
        return id === undefined ? undefined : store.get().known.get(id);
      },
    }),
    [store],
  );
}

function focusedCard(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>(CARDS) ?? undefined;
}

/**
 * Where nothing has the focus: the last card that is seen, going up, and the first one, going down.
 */
function firstInSight(cards: readonly HTMLElement[], step: 1 | -1): HTMLElement | undefined {
  const frame = document.querySelector(".timeline")?.getBoundingClientRect();
  const seen = cards.filter((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return frame !== undefined && bottom > frame.top && top < frame.bottom;
  });
  return step === 1 ? seen[0] : seen.at(-1);
}
