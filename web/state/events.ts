/**
 * What the socket's frames change: the snapshot that each connection begins with, and all that
 * happens after it.
 */
import type { PageEvent } from "../../src/shared/api";
import type { MessageView } from "../../src/shared/views";
import { hear } from "./conversations";
import { keepNewest, learn, withoutUnlistedOpen } from "./known";
import { cut, EMPTY, forget, isInView, list, refresh } from "./listing";
import type { PageState } from "./state";

/** The bridge's clock and the browser's may drift apart by this before the page follows. */
const DRIFT_MS = 2000;

/** Applies one frame; `at` is the browser's clock. */
export function applyEvents(before: PageState, events: readonly PageEvent[], at: number): PageState {
  const drifted = (now: number) => Math.abs(now - at - before.clockOffsetMs) > DRIFT_MS;
  // A sign of life that changes nothing renders nothing.
  if (events.every((event) => event.type === "now" && !drifted(event.now))) return before;
  let state: PageState = { ...before, arrived: [] };
  const changed: MessageView[] = [];
  for (const event of events) {
    if (event.type === "snapshot") state = applySnapshot(state, event, at);
    else if (event.type === "message") changed.push(event.message);
    else if (event.type === "now") {
      if (drifted(event.now)) state = { ...state, clockOffsetMs: event.now - at };
    } else if (event.type === "session") {
      state = { ...state, sessions: keepNewest(state.sessions, [event.session]) };
    } else if (event.type === "gone") {
      const sessions = new Map(state.sessions);
      sessions.delete(event.session);
      state = { ...state, sessions };
    } else if (event.type === "conversation") {
      state = { ...state, conversations: keepNewest(state.conversations, [event.conversation]) };
    } else if (event.type === "gate") {
      state = { ...state, gate: event.gate };
    }
  }
  if (changed.length === 0) return state;
  state = { ...state, conversations: hear(state.conversations, changed) };
  const arrived = new Map(changed.filter((m) => m.seq > state.newest && !state.known.has(m.id)).map((m) => [m.id, m]));
  const unread = state.unread + (state.following ? 0 : countOwn(state, [...arrived.values()]));
  const next = list({ ...learn(state, changed), unread, arrived: [...arrived.values()] }, changed);
  return forget(next.following ? cut(next, next.newest) : next);
}

function countOwn(state: PageState, messages: readonly MessageView[]): number {
  return messages.filter((message) => isInView(state, message)).length;
}

function applySnapshot(before: PageState, snapshot: Extract<PageEvent, { type: "snapshot" }>, at: number): PageState {
  const base: PageState = {
    ...before,
    link: "connected",
    lostAt: null,
    loaded: true,
    clockOffsetMs: snapshot.now - at,
    gate: snapshot.gate,
    sessions: new Map(snapshot.sessions.map((session) => [session.id, session])),
    conversations: new Map(snapshot.conversations.map((conversation) => [conversation.id, conversation])),
    since: before.loaded ? before.since : new Map(snapshot.conversations.map(({ id, readSeq }) => [id, readSeq])),
  };
  const all = [...snapshot.open, ...snapshot.messages];
  const last = snapshot.messages.at(-1)?.seq ?? 0;
  // Another database (the old one was removed): nothing of what the page shows exists any more.
  const foreign = last < before.newest;
  const none = { ...EMPTY, known: new Map(), newest: 0 };
  const state = learn(foreign ? { ...base, ...none } : { ...base, known: withoutUnlistedOpen(before) }, all);
  const own = snapshot.messages.filter((message) => isInView(state, message));
  if (!state.filled) {
    // Of one conversation the newest messages of all say too little, unless they are all that there
    // is.
    if (state.view !== null && snapshot.more) return state;
    return list({ ...state, filled: true, more: snapshot.more, later: false }, own);
  }
  const missed = state.following ? 0 : own.filter(({ seq }) => seq > before.newest).length;
  const hole = snapshot.more && (snapshot.messages[0]?.seq ?? 0) > before.newest;
  const next = refresh({ ...state, unread: state.unread + missed, later: state.later || hole }, all);
  return next.later ? next : list(next, own);
}
