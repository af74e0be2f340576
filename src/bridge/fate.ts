/** What became of a question, as its asker is told: its outcome, and what a person did at the gate where that says more. */
import type { Fate } from "../calls/envelope";
import { DROPPED_BY, HELD_BY } from "../constants";
import type { Notice, NoticeKind } from "../views";
import type { Context } from "./context";

/** Notices that the result of the question's own call tells by itself. */
const OWN: readonly NoticeKind[] = ["expired", "dropped", "withheld"];

export interface Told {
  fate: Fate;
  /** Why nothing comes yet, or will. */
  reason: string | null;
}

export function fateOf({ store, views, gates }: Context, id: string): Told {
  const row = store.questions.find(id);
  const own = row?.target ? store.deliveries.find(id, row.target) : null;
  const reason = own?.reason ?? null;
  switch (row?.outcome) {
    case "answered": {
      const answer = views.answerDelivery(row);
      if (answer?.state === "held") return { fate: "held", reason: answer.reason };
      if (answer?.state !== "dropped") return { fate: "answered", reason };
      return { fate: answer.reason === DROPPED_BY.end ? "ended" : "withheld", reason: answer.reason };
    }
    case "cancelled": {
      if (own?.state === "dropped" && reason === DROPPED_BY.user) return { fate: "dropped", reason };
      const conversation = store.messages.head(id)?.conversation ?? "";
      return { fate: gates.of(conversation) === "ended" ? "ended" : "cancelled", reason };
    }
    case "open":
      return { fate: own?.state === "held" ? "held" : "open", reason };
    default:
      return { fate: row?.outcome ?? "cancelled", reason };
  }
}

/** Whether its asker's call goes on waiting. What the guard holds it is told at once: nobody would answer meanwhile. */
export function isAwaited({ fate, reason }: Told): boolean {
  return fate === "open" || (fate === "held" && reason !== HELD_BY.guard);
}

/** What is said of this very question goes into its own result; the rest rides on it. */
export function split(
  { store }: Context,
  notices: readonly Notice[],
  question: string,
  status: string,
): { notices: Notice[]; note?: string } {
  if (notices.length === 0) return { notices: [] };
  const isOwn = ({ kind, message }: Notice) => message === question && OWN.includes(kind);
  const note = notices.find(isOwn)?.note;
  const conversation = store.messages.head(question)?.conversation;
  const isEnd = ({ kind, message }: Notice) => status === "ended" && kind === "ended" && message === conversation;
  const others = notices.filter((notice) => !isOwn(notice) && !isEnd(notice));
  return { notices: others, ...(note ? { note } : {}) };
}
