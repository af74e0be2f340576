/** The human's gate, for what is shown: one conversation, or all. */
import { useCallback, useMemo, useState } from "preact/hooks";
import type { HeldAction } from "../../src/shared/api";
import type { MessageView } from "../../src/shared/views";
import type { Gate, HeldBy } from "../../src/shared/vocabulary";
import type { Api } from "../state/api";
import { explain } from "../state/http";
import { heldMessages } from "../state/selectors";
import type { PageState } from "../state/state";

export type GateControl = {
  gate: Gate;
  /** True where everything is paused: one conversation alone cannot go on then. */
  byAll: boolean;
  held: readonly MessageView[];
  /** How many are held, whether they are listed here or not. */
  heldCount: number;
  /** True where all that is held is held by the loop guard. */
  isGuarded: boolean;
  /** The action that is under way: one at a time. */
  busy: boolean;
  problem: string | null;
  pause(): void;
  /** Lets the oldest held message through. */
  step(): void;
  /** Lets everything through and opens the gate. */
  resume(): void;
  /** Ends the talk; only of one conversation. */
  end(): void;
  decide(id: string, action: HeldAction): Promise<boolean>;
  /**
   * A held message is being written anew, or no longer (null): until then nothing lets it through
   * as it was.
   */
  edit(id: string | null): void;
};

type Shown = Pick<PageState, "view" | "gate" | "conversations" | "known">;

export function useGate({ view, gate: all, conversations, known }: Shown, api: Api): GateControl {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const own = view === null ? "open" : (conversations.get(view)?.gate ?? "open");
  const gate = own === "open" ? all : own;
  const byAll = all === "paused" && own !== "ended";
  const held = useMemo(() => heldMessages({ known }, view), [known, view]);
  const counted = view === null ? [...conversations.values()] : [conversations.get(view)];
  const heldCount = Math.max(
    held.length,
    counted.reduce((sum, one) => sum + (one?.held ?? 0), 0),
  );
  const isGuarded = held.length > 0 && held.every((message) => isHeldBy(message, "guard"));

  const act = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(explain(error));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);

  const [edited, setEdited] = useState<string | null>(null);
  const oldest = held[0];
  const isEdited = (ids: readonly MessageView[]) => edited !== null && ids.some(({ id }) => id === edited);
  /** What a person is changing does not go out as it was. */
  const letGo = (which: readonly MessageView[], work: () => Promise<unknown>) => {
    if (isEdited(which)) setProblem("You are changing a held message. Save it or cancel that first.");
    else void act(work);
  };
  const guardOnly = gate === "open" && isGuarded;
  return {
    gate,
    byAll,
    held,
    heldCount,
    isGuarded,
    busy,
    problem,
    pause: () => void act(() => (view === null ? api.gateAll("pause") : api.gate(view, "pause"))),
    step() {
      const first = oldest === undefined ? [] : [oldest];
      if (view !== null) letGo(first, () => api.gate(view, "step"));
      else if (oldest !== undefined) letGo(first, () => api.decide(oldest.id, { action: "release" }));
    },
    resume() {
      if (view !== null && !byAll) letGo(held, () => api.gate(view, "resume"));
      else if (guardOnly) letGo(held, () => api.resume());
      else letGo(held, () => api.gateAll("resume"));
    },
    end() {
      if (view !== null) void act(() => api.gate(view, "end"));
    },
    decide: (id, action) => act(() => api.decide(id, action)),
    edit(id) {
      setEdited(id);
      setProblem(null);
    },
  };
}

function isHeldBy({ deliveries }: MessageView, by: HeldBy): boolean {
  return deliveries.every(({ state, heldBy }) => state !== "held" || heldBy === by);
}
