import { useEffect } from "preact/hooks";
import type { Api } from "../state/api";
import { heldMessages } from "../state/selectors";
import type { PageState } from "../state/state";
import type { Store } from "../state/store";

/**
 * Fetches what is held where the bridge counts other messages than the page knows: old ones, or
 * after a reconnect.
 */
export function useHeld({ conversations, known, link, loaded }: PageState, store: Store, api: Api): void {
  const counted = [...conversations.values()].reduce((sum, { held }) => sum + held, 0);
  const here = heldMessages({ known }, null).length;
  const connected = loaded && link === "connected";
  useEffect(() => {
    if (!connected || counted === here) return;
    let gone = false;
    // Both come in events of their own, in one frame or in two: only a difference that stays is
    // worth a request.
    const timer = setTimeout(async () => {
      const { known: asked } = store.get();
      const messages = await api.held().catch(() => null);
      if (messages !== null && !gone) store.dispatch({ type: "held", messages, asked });
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [connected, counted, here, store, api]);
}
