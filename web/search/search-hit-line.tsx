import type { SearchHit } from "../../src/shared/api";
import { nameOf, projectName } from "../rail/rail-model";
import { formatDateTime, formatShort } from "../state/clock";
import { NAMES } from "../state/selectors";
import type { PageState } from "../state/state";
import { SenderIcon } from "../ui/icons";

type Props = {
  id: string;
  hit: SearchHit;
  state: Pick<PageState, "conversations" | "sessions">;
  now: number;
  selected: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

/** A message that was found: who said it, where and when, and the words around the hit. */
export function SearchHitLine({ id, hit, state, now, selected, onPoint, onChoose }: Props) {
  const { message, excerpt } = hit;
  const conversation = state.conversations.get(message.conversation);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and Enter there chooses the active option
    // biome-ignore lint/a11y/useFocusableInteractive: the same
    <div
      id={id}
      class={`hit ${message.sender.kind}`}
      role="option"
      aria-selected={selected}
      data-hit={message.id}
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <p class="hit-head">
        <SenderIcon kind={message.sender.kind} />
        <span class="name">{NAMES[message.sender.kind]}</span>
        {conversation !== undefined && (
          <bdi class="hit-place faint">
            {projectName(state, conversation.project)} · {nameOf(state, conversation)}
          </bdi>
        )}
        <time class="faint" title={formatDateTime(message.createdAt)}>
          {formatShort(message.createdAt, now)}
        </time>
      </p>
      <p class="hit-text" dir="auto">
        {excerpt.map(({ text, hit: isHit }, index) =>
          isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </p>
    </div>
  );
}
