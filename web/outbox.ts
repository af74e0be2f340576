/** The human's own messages on their way: shown at once, and kept until the bridge has said that it stored them. */
import type { Say } from "../src/shared/api";
import type { Api } from "./api";
import { explain, Refusal } from "./http";
import { keepHere, recallHere } from "./storage";
import type { Store } from "./store";

const KEPT = "outbox";

/** `view` is where it was written. A parcel that is sent again is the same message: it keeps its id. */
export type Parcel = {
  say: Say;
  view: string | null;
  files: readonly { id: string; name: string }[];
  /** Why it is not sent; null while it is on its way. */
  problem: string | null;
};

export type Outbox = {
  get(): readonly Parcel[];
  subscribe(listener: () => void): () => void;
  /** Sends a new message, or one that failed again. */
  send(parcel: Omit<Parcel, "problem">): void;
  /** Takes a message back, to be written anew or forgotten. */
  remove(id: string): void;
};

/** `onStored` learns where a message has been put. */
export function createOutbox(api: Api, store: Store, onStored: (conversation: string, parcel: Parcel) => void): Outbox {
  let parcels: readonly Parcel[] = restore();
  const listeners = new Set<() => void>();

  function change(next: readonly Parcel[]): void {
    parcels = next;
    keepHere(KEPT, next.length === 0 ? "" : JSON.stringify(next));
    for (const listener of listeners) listener();
  }
  const without = (id: string) => parcels.filter(({ say }) => say.id !== id);
  const replace = (parcel: Parcel) => change(parcels.map((one) => (one.say.id === parcel.say.id ? parcel : one)));

  async function deliver(parcel: Parcel): Promise<void> {
    const { step } = store.get();
    try {
      const message = await api.say(parcel.say);
      store.dispatch({ type: "said", message, step });
      change(without(parcel.say.id));
      onStored(message.conversation, parcel);
    } catch (error) {
      replace({ ...parcel, problem: toProblem(error) });
    }
  }

  return {
    get: () => parcels,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(input) {
      const parcel: Parcel = { ...input, problem: null };
      change([...without(input.say.id), parcel]);
      void deliver(parcel);
    },
    remove: (id) => change(without(id)),
  };
}

function toProblem(error: unknown): string {
  const unknown = error instanceof Refusal && (error.code === "timeout" || error.code === "unreachable");
  // Whether it arrived is not known then; to send it again does no harm.
  return unknown ? `${error.message} It is kept here, and sent again it is still one message.` : explain(error);
}

/** What an earlier load of this tab left: whether the bridge has it is not known. */
function restore(): Parcel[] {
  const problem = "The page was loaded anew before the bridge had answered. Sent again, it is still one message.";
  try {
    const kept: unknown = JSON.parse(recallHere(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isParcel).map((one) => ({ ...one, problem: one.problem ?? problem })) : [];
  } catch {
    return [];
  }
}

function isParcel(value: unknown): value is Parcel {
  if (typeof value !== "object" || value === null || !("say" in value) || !("files" in value)) return false;
  const { say, files } = value;
  return Array.isArray(files) && typeof say === "object" && say !== null && "id" in say && "text" in say;
}
