import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ClockContext } from "../contexts";
import { messageOf } from "../known";
import { WINDOW_MESSAGES } from "../listing";
import { memo } from "../memo";
import type { Reader } from "../reader";
import { revealMessage } from "../reveal";
import type { PageState } from "../state";
import type { Store } from "../store";
import { type Group, toGroups } from "../timeline-lines";
import { useMarks } from "../use-marks";
import { usePartners } from "../use-partners";
import { usePermalink } from "../use-permalink";
import { useSameMap } from "../use-same-map";
import { seqInSight, useStickyScroll } from "../use-sticky-scroll";
import { EmptyState } from "./empty-state";
import { Icon } from "./icons";
import { LineGroup } from "./line-group";

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
};

export const Timeline = memo(function Timeline({ state, labels, connected, sent, store, reader }: Props) {
  const { messages, sessions, more, later, following, unread, filled } = state;
  const clock = useContext(ClockContext);
  const onFollow = useCallback(
    (on: boolean) => {
      const { messages: listed, later: newer } = store.get();
      // Where newer messages exist, the end of what is listed is not the end; and where none do, there is none to leave.
      if (listed.length > 0) store.dispatch({ type: "follow", following: on && !newer });
    },
    [store],
  );
  // What stands there before the first message is read from its beginning.
  const kept = following && messages.length > 0;
  const { scroller, content, jump } = useStickyScroll({ version: messages, following: kept, onFollow });
  // Sessions change with every message (when they were last active), and their names and kinds hardly ever.
  const names = useSameMap(labels);
  const kinds = useSameMap(sessions, (a, b) => a.kind === b.kind);
  const marks = useMarks(state, names, clock);
  const shown = useRef<readonly Group[]>([]);
  const find = (id: string) => messageOf(state, id);
  const groups = useMemo(
    () => toGroups({ messages, marks, find, now: clock.now() }, shown.current),
    [messages, marks, clock, state.known],
  );
  shown.current = groups;
  const [failed, setFailed] = useState(false);
  const lightPartners = usePartners();
  const [lost, setLost] = useState(false);
  const reveal = useCallback(
    async (id: string, view?: string) => setLost(!(await revealMessage(id, store, reader, view))),
    [store, reader],
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
          {empty && state.view !== null && <p class="divider">Nothing has been said here yet</p>}
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
