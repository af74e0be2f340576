/**
 * The address: `#c_…` is a conversation, `#c_…/m_…` a message in it, `#m_…` a message wherever it
 * is, and nothing is all.
 */
import { useEffect } from "preact/hooks";
import type { Reader } from "./reader";
import type { Store } from "./store";

const CONVERSATION = /^#(c_[A-Za-z0-9_.:-]+)(?:\/([mq]_[A-Za-z0-9_.:-]+))?$/;
const MESSAGE = /^#[mq]_/;

export type Route = { view: string | null; message: string | undefined };

/** Null where the address says nothing of a conversation: what is shown stays. */
export function parseRoute(hash: string): Route | null {
  const found = CONVERSATION.exec(hash);
  if (found?.[1] !== undefined) return { view: found[1], message: found[2] };
  return MESSAGE.test(hash) ? null : { view: null, message: undefined };
}

export function linkTo(view: string | null, message?: string): string {
  if (view === null) return message === undefined ? "#" : `#${message}`;
  return message === undefined ? `#${view}` : `#${view}/${message}`;
}

/** Whether the address names a message, which is where its reader wants to be. */
export function addressed(): boolean {
  return MESSAGE.test(location.hash) || parseRoute(location.hash)?.message !== undefined;
}

/** Goes to an address; to the one that is there already once more. */
export function goTo(address: string): void {
  if (location.hash === address) window.dispatchEvent(new Event("hashchange"));
  else location.hash = address;
}

/** Shows the conversation that the address names, now and whenever it names another. */
export function useRoute(store: Store, reader: Reader, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const follow = () => {
      const route = parseRoute(location.hash);
      if (route !== null && route.view !== store.get().view) void reader.show(route.view, route.message);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [store, reader, ready]);
}
