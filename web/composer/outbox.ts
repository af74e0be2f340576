/**
 * The human's own messages on their way: shown at once, and kept until the bridge has said that it
 * stored them.
 */
import type { Say } from "../../src/shared/api";
import type { Api } from "../state/api";
import { explain, Refusal } from "../state/http";
import { keepHere, recallHere } from "../state/storage";
import type { Store } from "../state/store";

const KEPT = "outbox";

/**
 * `view` is where it was written. A parcel that is sent again is the same message: it keeps its id.
 */
export type Parcel = {
  say: Say;
  view: string | null;
  files: readonly { id: string; name: string }[];
  /** Why it is not sent; null while it is on its way. */
  problem: Problem | null;
};

/**
 * `waits`: whether the bridge has it is not known, and it is sent again when the bridge is back.
 */
export type Problem = { text: string; code: string; waits: boolean };

export type Outbox = {
  get(): readonly Parcel[];
  subscribe(listener: () => void): () => void;
  /** Sends a new message, or one that failed again. */
  send(parcel: Omit<Parcel, "problem">): void;
  /** Sends again what waits for the bridge. */
  flush(): void;
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
    try {
      const message = await api.say(parcel.say);
      store.dispatch({ type: "said", message });
      change(without(parcel.say.id));
      onStored(message.conversation, parcel);
    } catch (error) {
      replace({ ...parcel, problem: toProblem(error) });
    }
  }

  function send(input: Omit<Parcel, "problem">): void {
    const parcel: Parcel = { ...input, problem: null };
    change([...without(input.say.id), parcel]);
    void deliver(parcel);
  }

  return {
    get: () => parcels,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send,
    flush() {
      for (const parcel of parcels) if (parcel.problem?.waits) send(parcel);
    },
    remove: (id) => change(without(id)),
  };
}

function toProblem(error: unknown): Problem {
  const code = error instanceof Refusal ? error.code : "internal";
  // Whether it arrived is not known then; to send it again does no harm.
  const waits = code === "timeout" || code === "unreachable";
  return { text: waits ? `${explain(error)} ${KEPT_HERE}` : explain(error), code, waits };
}

const KEPT_HERE = "Your words are kept here, and sent when the bridge is back.";

/** What an earlier load of this tab left: whether the bridge has it is not known. */
function restore(): Parcel[] {
  const problem: Problem = { text: `The bridge had not answered yet. ${KEPT_HERE}`, code: "unreachable", waits: true };
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
  if (!("problem" in value) || (value.problem !== null && typeof value.problem !== "object")) return false;
  return Array.isArray(files) && typeof say === "object" && say !== null && "id" in say && "text" in say;
}
