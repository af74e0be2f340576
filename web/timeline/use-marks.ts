import { useMemo, useRef } from "preact/hooks";
import type { Clock } from "../state/clock";
import { type Mark, marksBetween, marksOf } from "../state/marks";
import type { PageState } from "../state/state";

/** How many of the lines that an open page has written down itself are kept. */
const KEPT = 100;

/**
 * The lines between messages: those that the history tells, and those that happened while this page
 * was open.
 */
export function useMarks(state: PageState, labels: ReadonlyMap<string, string>, clock: Clock): readonly Mark[] {
  const before = useRef(state);
  const live = useRef<readonly Mark[]>([]);
  const told = before.current;
  const { sessions, conversations, gate } = state;
  if (told.sessions !== sessions || told.conversations !== conversations || told.gate !== gate) {
    before.current = state;
    // The first snapshot is no news.
    const news = told.loaded && told.view === state.view ? marksBetween(told, state, labels, clock.now()) : [];
    if (news.length > 0) live.current = [...live.current, ...news].slice(-KEPT);
  }
  const { messages, later } = state;
  const own = live.current;
  return useMemo(() => {
    const first = messages[0]?.createdAt ?? 0;
    const derived = marksOf({ messages, sessions, later }, labels);
    if (later || own.length === 0) return derived;
    return [...derived, ...own.filter(({ at }) => at > first)].sort((a, b) => a.at - b.at);
  }, [messages, sessions, later, labels, own]);
}
