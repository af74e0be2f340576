import { useEffect, useState } from "preact/hooks";
import type { Action, PageState } from "./state";
import { INITIAL, reduce } from "./state";

export type Store = {
  get(): PageState;
  dispatch(action: Action): void;
  subscribe(listener: () => void): () => void;
};

export function createStore(): Store {
  let state = INITIAL;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore(store: Store): PageState {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    const update = () => setState(store.get());
    // What was dispatched between the first rendering and this effect would otherwise go unseen.
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
