/** The page's socket: hello, frames into the store, reconnecting with backoff. */
import type { PageEvent } from "../../src/shared/api";
import type { Api } from "./api";
import { createBatch } from "./batch";
import { createReader, type Reader } from "./reader";
import type { Store } from "./store";

const CREDENTIAL_REFUSED = 4401;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 8000;
/**
 * The bridge says something every ten seconds: silence for this long means that it is stopped, or
 * out of reach.
 */
const SILENCE_MS = 25_000;
const RELOADED = "codex-bridge:reloaded";

export type Connection = Reader & { close(): void };

export type ConnectionDeps = { key: string; store: Store; api: Api; reload: () => void };

export function createConnection({ key, store, api, reload }: ConnectionDeps): Connection {
  let socket: WebSocket | undefined;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const reader = createReader(store, api);
  const batch = createBatch((events) => store.dispatch({ type: "events", events, at: Date.now() }));

  function connect(): void {
    clearTimeout(timer);
    const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
    // The second one is what the host lets sockets in by: see src/rpc/pre-auth.ts.
    const current = new WebSocket(address, ["codex-bridge", key]);
    socket = current;
    current.onopen = () => current.send(JSON.stringify({ type: "hello", key }));
    current.onmessage = (frame) => {
      // A socket that was given up may still bring what was under way; the snapshot of the next one
      // has it all.
      if (closed || socket !== current) return;
      expectFrame();
      receive(JSON.parse(String(frame.data)) as PageEvent[]);
    };
    current.onclose = (event) => {
      if (closed || socket !== current) return;
      clearTimeout(silence);
      if (event.code === CREDENTIAL_REFUSED) refuse();
      else retry();
    };
    expectFrame();
  }

  function expectFrame(): void {
    clearTimeout(silence);
    silence = setTimeout(() => {
      // Closing alone would wait for an answer that a stopped host does not give.
      const lost = socket;
      socket = undefined;
      lost?.close();
      retry();
    }, SILENCE_MS);
  }

  function receive(events: PageEvent[]): void {
    batch.add(events);
    const snapshot = events.find((event) => event.type === "snapshot");
    if (snapshot === undefined) return;
    batch.flush();
    attempts = 0;
    sessionStorage.removeItem(RELOADED);
    void reader.catchUp(snapshot.messages[0]?.seq ?? 0);
  }

  function retry(): void {
    store.dispatch({ type: "link", link: store.get().loaded ? "reconnecting" : "connecting", at: Date.now() });
    const delay = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts++);
    timer = setTimeout(connect, delay * (0.5 + Math.random() / 2));
  }

  /**
   * The bridge started anew and with it the credential; the page's HTML carries the new one. Once
   * only: no loops.
   */
  function refuse(): void {
    if (sessionStorage.getItem(RELOADED) === null) {
      sessionStorage.setItem(RELOADED, "1");
      reload();
      return;
    }
    store.dispatch({ type: "link", link: "refused", at: Date.now() });
  }

  const hurry = () => {
    if (document.visibilityState === "visible" && store.get().link === "reconnecting" && attempts > 1) {
      attempts = 0;
      if (socket === undefined || socket.readyState === WebSocket.CLOSED) connect();
    }
  };
  document.addEventListener("visibilitychange", hurry);
  window.addEventListener("online", hurry);
  connect();

  return {
    ...reader,
    close() {
      closed = true;
      batch.close();
      clearTimeout(timer);
      clearTimeout(silence);
      document.removeEventListener("visibilitychange", hurry);
      window.removeEventListener("online", hurry);
      socket?.close();
    },
  };
}
