import { Fragment } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { dayOf, formatDay } from "../clock";
import { ClockContext } from "../contexts";
import { copyCode } from "../copy-code";
import { memo } from "../memo";
import { groupMessages, receiverKind } from "../selectors";
import { messageOf, type PageState } from "../state";
import { useStickyScroll } from "../use-sticky-scroll";
import { EmptyState } from "./empty-state";
import { Icon } from "./icons";
import { MessageCard } from "./message-card";

/** Earlier messages are fetched when the reader is closer to the beginning than this. */
const LOAD_AHEAD_PX = 800;

type Props = {
  state: PageState;
  labels: ReadonlyMap<string, string>;
  connected: Parameters<typeof EmptyState>[0]["connected"];
  /** Changes when the human has sent something: they want to see it. */
  sent: number;
  loadEarlier: () => Promise<boolean>;
  onReveal: (id: string) => void;
};

export const Timeline = memo(function Timeline({ state, labels, connected, sent, loadEarlier, onReveal }: Props) {
  const { messages, sessions, more, gap, loaded } = state;
  const clock = useContext(ClockContext);
  const { scroller, content, following, toEnd, release } = useStickyScroll(messages);
  const [failed, setFailed] = useState(false);
  const read = useRef(0);
  if (following) read.current = messages.at(-1)?.seq ?? 0;
  const unread = following ? 0 : messages.filter((message) => message.seq > read.current).length;

  useEffect(() => {
    if (sent > 0) toEnd();
  }, [sent, toEnd]);

  const load = () => {
    setFailed(false);
    void loadEarlier().then((ok) => setFailed(!ok));
  };
  const loadIfNear = () => {
    if (more && scroller.current && scroller.current.scrollTop < LOAD_AHEAD_PX) load();
  };
  useEffect(loadIfNear, [messages, more]);

  if (loaded && messages.length === 0) {
    return (
      <main class="timeline" data-testid="timeline">
        <EmptyState connected={connected} />
      </main>
    );
  }
  return (
    <main class="timeline-frame">
      <section
        ref={scroller}
        class="timeline"
        aria-label="Conversation"
        data-testid="timeline"
        data-following={following}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
        onScroll={loadIfNear}
        onClickCapture={(event) => {
          if (event.target instanceof Element && event.target.closest(".fold")) release();
          copyCode(event);
        }}
      >
        <div ref={content} class="messages">
          {!loaded && <p class="divider">Connecting to the bridge…</p>}
          {more && (
            <p class="divider" data-testid="earlier">
              {failed ? (
                <button type="button" class="quiet link" onClick={load}>
                  Earlier messages could not be loaded. Try again
                </button>
              ) : (
                "Loading earlier messages…"
              )}
            </p>
          )}
          {groupMessages(messages).map((group) => (
            <div key={group.key} class="group">
              {group.messages.map((message, index) => {
                const before = messages[group.start + index - 1];
                const newDay = before === undefined || dayOf(before.createdAt) !== dayOf(message.createdAt);
                return (
                  <Fragment key={message.id}>
                    {newDay && <p class="divider">{formatDay(message.createdAt, clock.now())}</p>}
                    {gap?.before === message.seq && <p class="divider">Loading what was missed…</p>}
                    <MessageCard
                      message={message}
                      label={message.sender.session === null ? undefined : labels.get(message.sender.session)}
                      receiver={receiverKind(message, sessions)}
                      answered={message.replyTo === null ? undefined : messageOf(state, message.replyTo)}
                      onReveal={onReveal}
                    />
                  </Fragment>
                );
              })}
            </div>
          ))}
        </div>
      </section>
      {!following && (
        <button type="button" class="pill" data-testid="new-pill" data-unread={unread} onClick={toEnd}>
          <Icon name="down" />
          {unread > 0 ? `${unread} new` : <span class="visually-hidden">Go to the end</span>}
        </button>
      )}
    </main>
  );
});
