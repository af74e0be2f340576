import { useContext } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { NAMES } from "../state/selectors";
import { ShellContext } from "../state/shell";
import { Icon } from "../ui/icons";

/** What a human can do about a message, from its head. */
export function MessageActions({ message }: { message: MessageView }) {
  const shell = useContext(ShellContext);
  const { id, sender } = message;
  return (
    <>
      {sender.kind !== "user" && sender.session !== null && (
        <button
          type="button"
          class="quiet icon-button on-hover"
          title={`Write to ${NAMES[sender.kind]} (r)`}
          aria-label={`Write to ${NAMES[sender.kind]}`}
          onClick={() => sender.kind !== "user" && shell.write({ to: sender.kind, session: sender.session ?? "" })}
        >
          <Icon name="reply" />
        </button>
      )}
      <button
        type="button"
        class="quiet icon-button on-hover"
        title="Details of this message (i)"
        aria-label="Details of this message"
        data-testid="open-details"
        onClick={() => shell.show({ of: "message", id })}
      >
        <Icon name="info" />
      </button>
    </>
  );
}
