import { useEffect } from "preact/hooks";
import type { Api } from "./api";
import { Refusal } from "./http";
import type { PageState } from "./state";
import type { Store } from "./store";

/**
 * Asks for the conversation that is shown where no snapshot names it: a snapshot lists only the
 * newest ones.
 */
export function useConversation({ view, conversations, link, loaded }: PageState, store: Store, api: Api): void {
  const missing = loaded && link === "connected" && view !== null && !conversations.has(view) ? view : null;
  useEffect(() => {
    if (missing === null) return;
    let gone = false;
    api.conversation(missing).then(
      (conversation) => {
        // Told of meanwhile, it is known better.
        if (!gone && !store.get().conversations.has(missing)) store.dispatch({ type: "conversation", conversation });
      },
      (error: unknown) => {
        // With the next connection it is asked for again.
        const isGone = error instanceof Refusal && error.code === "not_found";
        if (!gone && isGone) store.dispatch({ type: "absent", conversation: missing });
      },
    );
    return () => {
      gone = true;
    };
  }, [missing, store, api]);
}
