import type { MessageView } from "../../src/shared/views";
import { NAMES, summarise } from "../state/selectors";
import { Icon } from "../ui/icons";

type Props = { id: string; message: MessageView | undefined; onReveal: (id: string) => void };

/** The first line of what a message answers; a click goes there. */
export function Quote({ id, message, onReveal }: Props) {
  return (
    <button type="button" class="quote" data-reply-to={id} title="Go to the message" onClick={() => onReveal(id)}>
      <Icon name="reply" />
      {message === undefined ? (
        <span class="quote-text">an earlier message</span>
      ) : (
        <>
          <span class={`quote-name ${message.sender.kind}`}>{NAMES[message.sender.kind]}</span>
          <bdi class="quote-text">{summarise(message.text)}</bdi>
        </>
      )}
    </button>
  );
}
