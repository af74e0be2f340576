/**
 * What has just been committed. Events only observe: nothing in the domain waits for a subscriber.
 */
export type BridgeEvent =
  | { type: "message"; id: string }
  | { type: "state"; id: string }
  | { type: "session"; id: string }
  | { type: "conversation"; id: string }
  | { type: "gate" };

export type Events = ReturnType<typeof createEvents>;

/**
 * `rev` grows with each event and goes with whatever the page is shown: of two views of one thing,
 * the one with the greater `rev` is the newer. `start` is above all that an earlier host has given.
 */
export function createEvents(start = 0) {
  let rev = start;
  const subscribers = new Set<(event: BridgeEvent) => void>();
  return {
    rev: () => rev,
    emit(event: BridgeEvent): void {
      rev++;
      for (const notify of subscribers) notify(event);
    },
    /**
     * Calls `notify` for every event until the returned function is called. `notify` must not
     * throw.
     */
    subscribe(notify: (event: BridgeEvent) => void): () => void {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
  };
}
