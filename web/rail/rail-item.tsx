import type { ConversationView } from "../../src/shared/views";
import type { Gate } from "../../src/shared/vocabulary";
import { formatDateTime, formatShort } from "../state/clock";
import { memo } from "../state/memo";
import { NAMES, summarise } from "../state/selectors";
import { Icon } from "../ui/icons";

type Props = {
  id?: string;
  href: string;
  name: string;
  title: string;
  /** The first letter of its project; null for all of them. */
  initial: string | null;
  current: boolean;
  unread: number;
  held: number;
  gate: Gate;
  waits?: boolean;
  last?: ConversationView["last"];
  now?: number;
  onChoose: () => void;
};

const SHOWN_UNREAD = 99;

/** One conversation: its name, its last line, and what somebody may want to look at. */
export const RailItem = memo(function RailItem(props: Props) {
  const { id, href, name, title, initial, current, unread, held, gate, waits, last, now = 0, onChoose } = props;
  const count = unread > SHOWN_UNREAD ? `${SHOWN_UNREAD}+` : String(unread);
  const marks = (
    <>
      {waits && (
        <span class="rail-mark" title="Somebody waits for an answer">
          <Icon name="clock" />
          <span class="visually-hidden">somebody waits</span>
        </span>
      )}
      {gate === "ended" && <span class="rail-mark word">ended</span>}
      {gate === "paused" && held === 0 && (
        <span class="rail-mark warn" title="Paused">
          <Icon name="pause" />
          <span class="visually-hidden">paused</span>
        </span>
      )}
      {held > 0 && (
        <span class="rail-mark warn" title={`${held} held`} data-testid="rail-held">
          <Icon name="pause" />
          {held}
          <span class="visually-hidden"> held</span>
        </span>
      )}
      {unread > 0 && (
        <span class="badge" data-testid="rail-unread">
          {count}
          <span class="visually-hidden"> unread</span>
        </span>
      )}
    </>
  );
  return (
    <a
      class="rail-item"
      href={href}
      title={title}
      aria-current={current ? "page" : undefined}
      data-conversation-id={id}
      data-unread={unread}
      data-held={held}
      data-gate={gate}
      onClick={onChoose}
    >
      <span class="rail-icon">{initial === null ? <Icon name="all" /> : <span class="initial">{initial}</span>}</span>
      <span class="rail-text">
        <span class="rail-line">
          <bdi class="rail-name">{name}</bdi>
          {last && (
            <time class="rail-time" title={formatDateTime(last.createdAt)}>
              {formatShort(last.createdAt, now)}
            </time>
          )}
          {last === undefined && marks}
        </span>
        {last !== undefined && (
          <span class="rail-line">
            <span class="rail-last">
              {last === null ? (
                "Nothing said yet"
              ) : (
                <>
                  <span class={`rail-sender ${last.sender}`}>{NAMES[last.sender]}: </span>
                  <bdi>{summarise(last.start)}</bdi>
                </>
              )}
            </span>
            {marks}
          </span>
        )}
      </span>
    </a>
  );
});
