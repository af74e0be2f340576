/**
 * What became of a question, as its asker is told: its outcome, and what a person did at the gate
 * where that says more.
 */
import type { QuestionStatus } from "../shared/calls/envelope";
import type { Notice, NoticeKind } from "../shared/views";
import type { HeldBy } from "../shared/vocabulary";
import type { Store } from "../store/store";
import type { Gates } from "./gate-state";
import type { Views } from "./views";

/** Notices that the result of the question's own call tells by itself. */
const OWN: readonly NoticeKind[] = ["expired", "dropped", "withheld"];

export interface QuestionState {
  status: QuestionStatus;
  /** Why nothing comes yet. */
  reason: string | null;
  /** Who holds the question or its answer. */
  heldBy: HeldBy | null;
}

export interface QuestionStatuses {
  of(question: string): QuestionState;
  /**
   * What is said of this very question goes into its own result; the rest of the notices rides on
   * it.
   */
  split(notices: readonly Notice[], question: string, status: string): { notices: Notice[]; note?: string };
}

export interface QuestionStatusDeps {
  store: Store;
  views: Pick<Views, "answerDelivery">;
  gates: Pick<Gates, "of">;
}

export function createQuestionStatuses({ store, views, gates }: QuestionStatusDeps): QuestionStatuses {
  return {
    of(id) {
      const row = store.questions.find(id);
      const own = row?.target ? store.deliveries.find(id, row.target) : null;
      const { reason = null, heldBy = null } = own ?? {};
      switch (row?.outcome) {
        case "answered": {
          const answer = views.answerDelivery(row);
          if (answer?.state === "held") return { status: "held", reason, heldBy: answer.heldBy };
          if (answer?.state !== "dropped") return { status: "answered", reason, heldBy };
          return { status: answer.droppedBy === "end" ? "ended" : "withheld", reason, heldBy };
        }
        case "cancelled": {
          if (own?.state === "dropped" && own.droppedBy === "user") return { status: "dropped", reason, heldBy };
          const conversation = store.messages.head(id)?.conversation ?? "";
          return { status: gates.of(conversation) === "ended" ? "ended" : "cancelled", reason, heldBy };
        }
        case "open":
          return { status: own?.state === "held" ? "held" : "open", reason, heldBy };
        default:
          return { status: row?.outcome ?? "cancelled", reason, heldBy };
      }
    },

    split(notices, question, status) {
      if (notices.length === 0) return { notices: [] };
      const isOwn = ({ kind, message }: Notice) => message === question && OWN.includes(kind);
      const note = notices.find(isOwn)?.note;
      const conversation = store.messages.head(question)?.conversation;
      const isEnd = ({ kind, message }: Notice) => status === "ended" && kind === "ended" && message === conversation;
      const others = notices.filter((notice) => !isOwn(notice) && !isEnd(notice));
      return { notices: others, ...(note ? { note } : {}) };
    },
  };
}

/**
 * Whether its asker's call goes on waiting. What the guard holds it is told at once: nobody would
 * answer meanwhile.
 */
export function isAwaited({ status, heldBy }: QuestionState): boolean {
  return status === "open" || (status === "held" && heldBy !== "guard");
}
