import type { RefObject } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { ClockContext } from "../state/contexts";
import { WINDOW_MESSAGES } from "../state/listing";
import { memo } from "../state/memo";
import type { Reader } from "../state/reader";
import { addressed } from "../state/route";
import type { PageState } from "../state/state";
import type { Store } from "../state/store";
import { usePermalink } from "../state/use-permalink";
import { useSameMap } from "../state/use-same-map";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icons";
import { LineGroup } from "./line-group";
import { revealMessage, type Sought } from "./reveal";
import { scrollTo } from "./scroll-to";
import { type Group, toGroups } from "./timeline-lines";
import { useMarks } from "./use-marks";
import { usePartners } from "./use-partners";
import { seqInSight, useStickyScroll } from "./use-sticky-scroll";

/** More is fetched when the reader is closer than this to an end of what is listed. */
const LOAD_AHEAD_PX = 1200;

type Props = {
  state: PageState;
  labels: ReadonlyMap<string, string>;
  connected: Parameters<typeof EmptyState>[0]["connected"];
  /** Changes when the human has sent something: they want to see it. */
  sent: number;
  store: Store;
  reader: Reader;
  /** The words that a message was found by, for when it is gone to. */
  sought: RefObject<Sought | null>;
};

export const Timeline = memo(function Timeline({ state, labels, connected, sent, store, reader, sought }: Props) {
  const { messages, sessions, more, later, following, unread, filled } = state;
  const clock = useContext(ClockContext);
  const onFollow = useCallback(
    (on: boolean) => {
      const { messages: listed, later: newer } = store.get();
      // Where newer messages exist, the end of what is listed is not the end; and where none do,
      // there is none to leave.
      if (listed.length > 0) store.dispatch({ type: "follow", following: on && !newer });
    },
    [store],
  );
  // What stands there before the first message is read from its beginning.
  const kept = following && messages.length > 0;
  const { scroller, content, jump } = useStickyScroll({ version: messages, following: kept, onFollow });
  // Sessions change with every message (when they were last active), and their names and kinds
  // hardly ever.
  const names = useSameMap(labels);
  const kinds = useSameMap(
    sessions,
    (a, b) => a.kind === b.kind && a.connected === b.connected && a.channel === b.channel,
  );
  const marks = useMarks(state, names, clock);
  const shown = useRef<readonly Group[]>([]);
  const find = (id: string) => state.known.get(id);
  const { since } = state;
  const isNew = useCallback(
    ({ conversation, seq, sender }: MessageView) => {
      const place = since.get(conversation) ?? Number.POSITIVE_INFINITY;
      // Of one that nobody has ever looked at, all is new: that is told at its beginning.
      return sender.kind !== "user" && seq > place && (place > 0 || !more);
    },
    [since, more],
  );
  const groups = useMemo(
    () => toGroups({ messages, marks, find, isNew, now: clock.now() }, shown.current),
    [messages, marks, clock, state.known, isNew],
  );
  shown.current = groups;
  const [failed, setFailed] = useState(false);
  const lightPartners = usePartners();
  const [lost, setLost] = useState(false);
  const reveal = useCallback(
    async (id: string, view?: string) => {
      const words = sought.current?.id === id ? sought.current.words : [];
      sought.current = null;
      setLost(!(await revealMessage(id, { store, reader, view, words })));
    },
    [store, reader, sought],
  );
  usePermalink(state.loaded, reveal);

  const toEnd = useCallback(() => {
    if (store.get().later) void reader.loadNewest();
    onFollow(true);
    jump();
  }, [store, reader, onFollow, jump]);
  useEffect(() => {
    if (sent > 0) toEnd();
  }, [sent, toEnd]);

  // Whoever comes back begins where they left, and not at the end.
  useEffect(() => {
    const [line] = content.current?.getElementsByClassName("new") ?? [];
    const top = scroller.current?.getBoundingClientRect().top ?? 0;
    if (!filled || state.view === null || line === undefined || line.getBoundingClientRect().top >= top || addressed())
      return;
    onFollow(false);
    void scrollTo(() => line);
  }, [filled, state.view]);

  const load = () => {
    setFailed(false);
    void reader.loadEarlier().then((ok) => setFailed(!ok));
  };
  const loadIfNear = () => {
    const view = scroller.current;
    if (view === null) return;
    if (more && !failed && view.scrollTop < LOAD_AHEAD_PX) load();
    if (later && view.scrollHeight - view.scrollTop - view.clientHeight < LOAD_AHEAD_PX) void reader.loadLater();
  };
  useEffect(() => {
    const seq = messages.length > WINDOW_MESSAGES ? seqInSight(scroller.current) : undefined;
    if (seq !== undefined) store.dispatch({ type: "reading", seq });
    else loadIfNear();
  }, [messages, more, later]);

  const empty = filled && messages.length === 0;
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
        onPointerOver={lightPartners}
        onPointerLeave={lightPartners}
        onFocusIn={lightPartners}
        onClickCapture={(event) => {
          // What the reader opens must not move away.
          if (event.target instanceof Element && event.target.closest("[aria-expanded]")) onFollow(false);
        }}
      >
        <div ref={content} class="messages">
          {!filled && <p class="divider">{state.loaded ? "Loading…" : "Connecting to the bridge…"}</p>}
          {empty && state.view === null && <EmptyState connected={connected} />}
          {empty && state.view !== null && state.view !== state.absent && (
            <p class="divider">Nothing has been said here yet</p>
          )}
          {state.view !== null && state.view === state.absent && (
            <section class="empty" data-testid="absent">
              <h2>This conversation is not here</h2>
              <p>It is no longer kept, or the link is wrong.</p>
              <p>
                <button
                  type="button"
                  class="button strong"
                  onClick={() => {
                    location.hash = "";
                  }}
                >
                  All conversations
                </button>
              </p>
            </section>
          )}
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
          {groups.map((group) => (
            <LineGroup key={group.key} group={group} labels={names} sessions={kinds} onReveal={reveal} />
          ))}
          {later && (
            <p class="divider" data-testid="later">
              Loading newer messages…
            </p>
          )}
        </div>
      </section>
      {lost && (
        <p class="timeline-notice" role="alert">
          That message is not kept any more.
          <button type="button" class="quiet" onClick={() => setLost(false)}>
            Dismiss
          </button>
        </p>
      )}
      {!following && !empty && (
        <button type="button" class="pill" data-testid="new-pill" data-unread={unread} onClick={toEnd}>
          <Icon name="down" />
          {unread > 0 ? `${unread} new` : <span class="visually-hidden">Go to the end</span>}
        </button>
      )}
    </main>
  );
});
