import type { MessageView } from "../../src/shared/views";
import type { SenderKind } from "../../src/shared/vocabulary";
import { formatDateTime, formatTime } from "../state/clock";
import { memo } from "../state/memo";
import type { NextStep } from "../state/next-step";
import { NAMES } from "../state/selectors";
import { CopyButton } from "../ui/copy-button";
import { SenderIcon } from "../ui/icons";
import { AttachmentList } from "./attachment-list";
import { DeliveryMark } from "./delivery-mark";
import { MessageActions } from "./message-actions";
import { MessageBody } from "./message-body";
import { NextStepLine } from "./next-step";
import { QuestionStatus } from "./question-status";
import { Quote } from "./quote";
import { useWholeText } from "./use-whole-text";

type Props = {
  message: MessageView;
  /** The sending session's label. */
  label: string | undefined;
  receiver: SenderKind;
  /** What it answers, where the page knows it. */
  answered: MessageView | undefined;
  /** What can be done where it does not get on by itself. */
  step: NextStep | null;
  onReveal: (id: string) => void;
};

export const MessageCard = memo(function MessageCard({ message, label, receiver, answered, step, onReveal }: Props) {
  const { id, kind, sender, replyTo, createdAt, editedAt, question } = message;
  const content = useWholeText(message);
  const name = NAMES[sender.kind];
  const time = formatTime(createdAt);
  const to = receiver === "user" ? "you" : NAMES[receiver];
  // That a message for the page reached the page is plain to see; only a hindrance would be news.
  const deliveries = message.deliveries.filter(
    (d) => d.receiver !== "user" || d.state === "held" || d.state === "dropped",
  );
  return (
    <div class={`row ${sender.kind}`}>
      <article
        class="message"
        tabIndex={-1}
        aria-label={`${name} to ${to}, ${kind}`}
        data-message-id={id}
        data-seq={message.seq}
        data-sender={sender.kind}
        data-receiver={receiver}
        data-kind={kind}
        data-partners={[replyTo, question?.answerId].filter(Boolean).join(" ") || undefined}
        data-waiting={question?.outcome === "open" ? String(question.waiting) : undefined}
      >
        <header class="message-head">
          <span class="mark">
            <SenderIcon kind={sender.kind} />
          </span>
          <span class="name">{name}</span>
          {label !== undefined && (
            <bdi class="session-label" title={`Session ${sender.session}`}>
              {label}
            </bdi>
          )}
          <span class={receiver === "user" ? "to" : "to usual"}>→ {to}</span>
          <span class="message-meta">
            <span class="message-tools">
              <MessageActions message={message} />
              <CopyButton class="on-hover" text={content.load} label="Copy the original text" />
            </span>
            {editedAt !== null && (
              <span
                class="edited"
                data-edited-by={message.editedBy ?? undefined}
                title={`Edited ${message.editedBy === "user" ? "by you" : `by ${name}`}, ${formatDateTime(editedAt)}`}
              >
                {message.editedBy === "user" && sender.kind !== "user" ? "edited by you" : "edited"}
              </span>
            )}
            <a class="permalink" href={`#${id}`} title={`${formatDateTime(createdAt)}\nLink to this message`}>
              <time dateTime={new Date(createdAt).toISOString()}>{time}</time>
            </a>
            {deliveries.map((delivery) => (
              <DeliveryMark key={delivery.receiver} delivery={delivery} />
            ))}
          </span>
        </header>
        {replyTo !== null && <Quote id={replyTo} message={answered} onReveal={onReveal} />}
        <MessageBody content={content} length={message.textLength} />
        <AttachmentList files={message.attachments} />
        {question !== null && (
          <QuestionStatus question={question} asker={name} askedAt={createdAt} onReveal={onReveal} />
        )}
        {step !== null && <NextStepLine step={step} />}
      </article>
    </div>
  );
});
