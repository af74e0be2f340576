/** What has just been committed. Events only observe: nothing in the domain waits for a subscriber. */
export type BridgeEvent =
  | { type: "message"; id: string }
  | { type: "state"; id: string }
  | { type: "session"; id: string }
  | { type: "conversation"; id: string }
  | { type: "gate" };

export type Events = ReturnType<typeof createEvents>;

export function createEvents() {
  const subscribers = new Set<(event: BridgeEvent) => void>();
  return {
    emit(event: BridgeEvent): void {
      for (const notify of subscribers) notify(event);
    },
    /** Calls `notify` for every event until the returned function is called. `notify` must not throw. */
    subscribe(notify: (event: BridgeEvent) => void): () => void {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
  };
}
