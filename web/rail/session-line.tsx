import type { MessageView, SessionView } from "../../src/shared/views";
import { presenceOf } from "../state/presence";
import { NAMES } from "../state/selectors";
import { SenderIcon } from "../ui/icons";
import { PresenceMark } from "./presence-mark";

type Props = { session: SessionView; label: string; open: readonly MessageView[]; onChoose: () => void };

/** A session in a list: who, where, and what it does. */
export function SessionLine({ session, label, open, onChoose }: Props) {
  return (
    <button
      type="button"
      class={`rail-item session ${session.kind}`}
      title={`${NAMES[session.kind]} in ${session.cwd}`}
      data-session-id={session.id}
      onClick={onChoose}
    >
      <span class="rail-icon">
        <SenderIcon kind={session.kind} />
      </span>
      <span class="rail-text">
        <span class="rail-line">
          <span class="rail-name">{NAMES[session.kind]}</span>
          <PresenceMark presence={presenceOf(session, open)} />
        </span>
        <span class="rail-line">
          <bdi class="rail-last">{label}</bdi>
        </span>
      </span>
    </button>
  );
}
