import type { QuestionView } from "../../src/shared/views";
import { formatDateTime, formatWait } from "../state/clock";
import { Icon } from "../ui/icons";
import { Wait } from "./wait";

type Props = { question: QuestionView; asker: string; askedAt: number; onReveal: (id: string) => void };

/** Whether a question still waits, for whom, and how it ended. */
export function QuestionStatus({ question, asker, askedAt, onReveal }: Props) {
  const { outcome, answerId, closedAt, waiting, expiresAt } = question;
  if (outcome === "open") {
    return (
      <p
        class="question open"
        data-outcome="open"
        data-waiting={waiting}
        title={`Expires ${formatDateTime(expiresAt)}`}
      >
        <span class="strong">
          waiting <Wait since={askedAt} />
        </span>
        <span>{waiting ? `${asker} is holding the line` : `${asker} will fetch the answer later`}</span>
      </p>
    );
  }
  const lasted = closedAt === null ? "" : ` after ${formatWait(closedAt - askedAt)}`;
  const title = closedAt === null ? outcome : `${outcome} ${formatDateTime(closedAt)}`;
  return (
    <p class={`question ${outcome}`} data-outcome={outcome} title={title}>
      <span class="strong">{outcome + lasted}</span>
      {outcome === "expired" && <span>nobody answered in time</span>}
      {answerId !== null && (
        <button type="button" class="quiet link" onClick={() => onReveal(answerId)}>
          <Icon name="down" />
          the answer
        </button>
      )}
    </p>
  );
}
