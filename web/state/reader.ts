/**
 * Fetches history for the window that is listed: at its ends, around a message, and what a lost
 * connection missed.
 */
import type { HistoryPage } from "../../src/shared/api";
import type { Api, Place } from "./api";
import type { Continues } from "./listing";
import { isUnsettled } from "./selectors";
import type { Store } from "./store";

const PAGE_SIZE = 50;
/** How many pages after a reconnect refresh the states of listed messages. */
const REFRESH_PAGES = 8;

export type Reader = {
  /** Fetches the page before the first listed message; false where there is none or it failed. */
  loadEarlier(): Promise<boolean>;
  /** Fetches the page after the last listed message; false where there is none or it failed. */
  loadLater(): Promise<boolean>;
  /** Lists the newest messages, whatever is listed now. */
  loadNewest(): Promise<boolean>;
  /**
   * Lists the messages around one; false where the bridge does not have it, or not in what is
   * shown.
   */
  loadAround(id: string): Promise<boolean>;
  /**
   * Lists a conversation from where it was read to; false where its newest messages hold all that
   * is new.
   */
  loadUnread(view: string | null): Promise<boolean>;
  /** Shows another conversation, or all of them (null): its end, or what is around a message. */
  show(view: string | null, at?: string): Promise<boolean>;
  /** Brings what is listed up to date after a snapshot that begins at `oldest`. */
  catchUp(oldest: number): Promise<void>;
};

export function createReader(store: Store, api: Api): Reader {
  const underway = new Map<Continues, Promise<boolean>>();

  async function fetchPage(as: Continues, place: Place | null, from: number): Promise<HistoryPage | null> {
    const { view } = store.get();
    const page = await api.history(place, PAGE_SIZE, view).catch(() => null);
    if (page === null || store.get().view !== view) return null;
    store.dispatch({ type: "history", page: { ...page, for: as, from, view } });
    return page;
  }

  /** One request at a time for each end: whoever asks again waits for the same answer. */
  function once(as: Continues, fetch: () => Promise<boolean>): Promise<boolean> {
    const running = underway.get(as) ?? fetch().finally(() => underway.delete(as));
    underway.set(as, running);
    return running;
  }

  const reader: Reader = {
    loadEarlier: () =>
      once("earlier", async () => {
        const { messages, more } = store.get();
        const first = messages[0]?.seq;
        return first !== undefined && more && (await fetchPage("earlier", { before: first }, first)) !== null;
      }),
    loadLater: () =>
      once("later", async () => {
        const { messages, later } = store.get();
        const last = messages.at(-1)?.seq;
        return last !== undefined && later && (await fetchPage("later", { after: last }, last)) !== null;
      }),
    loadNewest: async () => (await fetchPage("newest", null, 0)) !== null,
    loadAround: async (id) => (await fetchPage("around", { around: id }, 0)) !== null,
    async loadUnread(view) {
      const own = store.get().conversations.get(view ?? "");
      if (own === undefined || own.unread < PAGE_SIZE / 2 || own.readSeq === 0) return false;
      return (await fetchPage("around", { after: own.readSeq }, 0)) !== null;
    },
    async show(view, at) {
      if (store.get().view !== view) store.dispatch({ type: "view", view });
      if (at !== undefined && (await reader.loadAround(at))) return true;
      return (await reader.loadUnread(view)) || reader.loadNewest();
    },
    async catchUp(oldest) {
      const { messages, filled, following, later } = store.get();
      // Whoever is at the end stays there; whoever reads elsewhere comes to what was missed by
      // scrolling on.
      if (!filled || (following && later)) return void (await reader.loadNewest());
      let next = messages.find((message) => message.seq < oldest && isUnsettled(message));
      for (let pages = 0; next !== undefined && pages < REFRESH_PAGES; pages++) {
        const after = next.seq - 1;
        const page = await fetchPage("refresh", { after }, 0);
        if (page === null) return;
        const last = page.messages.at(-1)?.seq ?? oldest;
        next = store.get().messages.find((one) => one.seq > last && one.seq < oldest && isUnsettled(one));
      }
    },
  };
  return reader;
}
