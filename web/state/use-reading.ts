import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { idsInSight } from "../timeline/in-sight";
import type { Api } from "./api";
import { readPlaces } from "./reading";
import type { PageState } from "./state";
import type { Store } from "./store";

/** Whatever is in sight for less than this was passed over. */
const GLANCE_MS = 250;

export type Reading = {
  /**
   * This message and what comes after it count as unread, until its conversation is opened anew.
   */
  markUnread(message: MessageView): void;
  /** All of the shown conversation counts as read, seen or not. */
  markRead(): void;
};

/** Tells the bridge what the human has read: what has been in sight, while the page was. */
export function useReading({ messages, conversations, view, filled }: PageState, store: Store, api: Api): Reading {
  const visible = useVisible();
  const [tell] = useState(() => createTeller(api));
  const seen = useRef(new Set<string>());
  const left = useRef(new Set<string>());
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const look = useCallback(() => {
    due.current = undefined;
    if (document.visibilityState !== "visible") return;
    for (const id of idsInSight(document.querySelector(".timeline"))) seen.current.add(id);
    for (const [conversation, seq] of readPlaces(store.get(), seen.current)) {
      if (left.current.has(conversation)) continue;
      store.dispatch({ type: "read", conversation, seq });
      tell(conversation, seq);
    }
  }, [store, tell]);
  const lookSoon = useCallback(() => {
    due.current ??= setTimeout(look, GLANCE_MS);
  }, [look]);

  useEffect(() => {
    seen.current.clear();
    left.current.clear();
  }, [view]);
  useEffect(() => {
    if (visible && filled) lookSoon();
  }, [visible, filled, messages, conversations, lookSoon]);
  useEffect(() => {
    const timeline = document.querySelector(".timeline");
    timeline?.addEventListener("scroll", lookSoon, { passive: true });
    return () => {
      timeline?.removeEventListener("scroll", lookSoon);
      clearTimeout(due.current);
      due.current = undefined;
    };
  }, [lookSoon]);

  const markUnread = useCallback(
    ({ conversation, seq }: MessageView) => {
      left.current.add(conversation);
      void tell.back(conversation, seq - 1);
    },
    [tell],
  );
  const markRead = useCallback(() => {
    const { messages: listed, later, view: shown } = store.get();
    const last = listed.at(-1);
    if (shown === null || later || last === undefined) return;
    left.current.delete(shown);
    store.dispatch({ type: "read", conversation: shown, seq: last.seq });
    tell(shown, last.seq);
  }, [store, tell]);
  return { markUnread, markRead };
}

type Teller = ((id: string, seq: number) => void) & { back(id: string, seq: number): Promise<void> };

/** One request at a time for each conversation: what is read meanwhile goes with the next one. */
function createTeller(api: Api): Teller {
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
  function tell(id: string, seq: number): void {
    due.set(id, Math.max(seq, due.get(id) ?? 0));
    if (underway.has(id)) return;
    underway.add(id);
    void run(id);
  }
  async function back(id: string, seq: number): Promise<void> {
    due.delete(id);
    told.delete(id);
    // Where it fails, it stays read, as the list shows.
    await api.unread(id, seq).catch(() => {});
  }
  return Object.assign(tell, { back });
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
