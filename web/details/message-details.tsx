import { useContext } from "preact/hooks";
import { toReason } from "../../src/shared/reasons";
import type { DeliveryView, MessageView, SessionView } from "../../src/shared/views";
import { formatDateTime, formatExact } from "../state/clock";
import { linkTo } from "../state/route";
import { NAMES } from "../state/selectors";
import { ShellContext } from "../state/shell";
import { TRANSPORTS } from "../timeline/delivery-mark";
import { useWholeText } from "../timeline/use-whole-text";
import { CopyButton } from "../ui/copy-button";
import { Facts } from "./facts";

type Props = {
  message: MessageView;
  sessions: ReadonlyMap<string, SessionView>;
  labels: ReadonlyMap<string, string>;
};

/** How far a message has come, and why no further. */
function toState(delivery: DeliveryView): string {
  const reason = toReason(delivery);
  return delivery.state + (reason === null ? "" : `: ${reason}`);
}

type Step = { at: number; what: string; more?: string | undefined };

/** One message's life, to the millisecond. */
export function MessageDetails({ message, sessions, labels }: Props) {
  const shell = useContext(ShellContext);
  const { load } = useWholeText(message);
  const { id, kind, sender, conversation, replyTo, question, deliveries, createdAt, editedAt } = message;
  const nameOf = (receiver: string) => {
    const session = sessions.get(receiver);
    if (session === undefined) return receiver === "user" ? "You" : receiver;
    return `${NAMES[session.kind]} · ${labels.get(receiver) ?? session.project.name}`;
  };
  const steps = lifeOf(message, nameOf);
  return (
    <>
      <p class="faint">
        {NAMES[sender.kind]}’s {kind}, {formatDateTime(createdAt)}
      </p>
      <ol class="life" aria-label="What happened to it" data-testid="life">
        {steps.map(({ at, what, more }) => (
          <li key={`${what} ${at}`}>
            <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
              {formatExact(at)}
            </time>
            <span>
              {what}
              {more !== undefined && <span class="faint"> {more}</span>}
            </span>
          </li>
        ))}
      </ol>
      {deliveries.map((delivery) => (
        <section key={delivery.receiver} class="details-part" aria-label={`For ${nameOf(delivery.receiver)}`}>
          <h3>For {nameOf(delivery.receiver)}</h3>
          <Facts
            facts={[
              ["State", toState(delivery)],
              ["Transport", delivery.transport === null ? "none yet" : TRANSPORTS[delivery.transport]],
              ["Attempts", String(delivery.attempts)],
              ["Receiver", delivery.receiver, "id"],
            ]}
          />
        </section>
      ))}
      <section class="details-part" aria-label="Ids">
        <h3>Ids</h3>
        <Facts
          facts={[
            ["Message", id, "id"],
            ...(replyTo === null ? [] : [["Answers", replyTo, "id"] as const]),
            ...(question?.answerId ? [["Answer", question.answerId, "id"] as const] : []),
            ["Conversation", conversation, "id"],
            ...(sender.session === null ? [] : [["Sender", sender.session, "id"] as const]),
            ...(editedAt === null ? [] : [["Edited", formatDateTime(editedAt)] as const]),
            ["Length", `${message.textLength.toLocaleString()} characters`],
          ]}
        />
      </section>
      <p class="details-actions">
        <CopyButton text={load} label="Copy the original text" />
        <span>Original text</span>
      </p>
      <p class="details-actions">
        <CopyButton text={`${location.origin}/${linkTo(conversation, id)}`} label="Copy the link to this message" />
        <a href={linkTo(conversation, id)}>Link to this message</a>
      </p>
      {sender.session !== null && (
        <button
          type="button"
          class="button"
          onClick={() => sender.session !== null && shell.show({ of: "session", id: sender.session })}
        >
          The session that wrote it
        </button>
      )}
    </>
  );
}

function lifeOf(message: MessageView, nameOf: (receiver: string) => string): Step[] {
  const { createdAt, editedAt, editedBy, deliveries, question } = message;
  const steps: Step[] = [{ at: createdAt, what: "stored" }];
  for (const delivery of deliveries) steps.push(...stepsOf(delivery, nameOf(delivery.receiver), deliveries.length > 1));
  if (editedAt !== null) steps.push({ at: editedAt, what: "edited", more: editedBy === "user" ? "by you" : undefined });
  if (question !== null && question.closedAt !== null) steps.push({ at: question.closedAt, what: question.outcome });
  return steps.sort((a, b) => a.at - b.at);
}

function stepsOf({ pushedAt, seenAt, transport }: DeliveryView, receiver: string, named: boolean): Step[] {
  const to = named ? `${receiver} ` : "";
  const by = transport === null ? undefined : TRANSPORTS[transport];
  return [
    ...(pushedAt === null ? [] : [{ at: pushedAt, what: `${to}pushed`, more: by }]),
    ...(seenAt === null ? [] : [{ at: seenAt, what: `${to}seen`, more: pushedAt === null ? by : undefined }]),
  ];
}
