import { useEffect, useState } from "preact/hooks";
import type { Api } from "./api";
import type { PageState } from "./state";
import type { Store } from "./store";

/** Tells the bridge what the human has read: what is listed, while they see the end of it. */
export function useReading(state: PageState, store: Store, api: Api): void {
  const { conversations, messages, view, following, later, filled } = state;
  const visible = useVisible();
  const [tell] = useState(() => createTeller(api));
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (!visible || !filled || !following || later || last === 0) return;
    for (const { id, unread, last: newest } of conversations.values()) {
      const seq = newest?.seq ?? 0;
      if (unread === 0 || seq < first || seq > last || (view !== null && view !== id)) continue;
      store.dispatch({ type: "read", conversation: id, seq });
      tell(id, seq);
    }
  }, [visible, filled, following, later, conversations, first, last, view, store, tell]);
}

/** One request at a time for each conversation: what is read meanwhile goes with the next one. */
function createTeller(api: Api): (id: string, seq: number) => void {
  const told = new Map<string, number>();
  const underway = new Set<string>();
  const due = new Map<string, number>();
  async function run(id: string): Promise<void> {
    for (let seq = due.get(id); seq !== undefined && seq > (told.get(id) ?? 0); seq = due.get(id)) {
      const ok = await api.read(id, seq).then(
        () => true,
        () => false,
      );
      // Where it fails, the next message is another occasion.
      if (!ok) break;
      told.set(id, seq);
    }
    underway.delete(id);
  }
  return (id, seq) => {
    due.set(id, Math.max(seq, due.get(id) ?? 0));
    if (underway.has(id)) return;
    underway.add(id);
    void run(id);
  };
}

/** Whether the page is in sight at all. */
export function useVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const update = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", update);
    return () => document.removeEventListener("visibilitychange", update);
  }, []);
  return visible;
}
