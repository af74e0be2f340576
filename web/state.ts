/**
 * What the page knows, and the one pure function that changes it. Messages are kept in the order of their `seq`
 * without holes: what came for a message that lies before the loaded part is remembered, not listed.
 */
import type { PageEvent } from "../src/api";
import type { ConversationView, DeliveryView, MessageView, QuestionView, SessionView } from "../src/protocol";
import { type Gap, list, refresh, shrink } from "./listing";

/** `refused`: the bridge does not know this page's credential, and a reload did not help. */
export type Link = "connecting" | "connected" | "reconnecting" | "refused";

/** A message and the step in which it was learnt, so that an older answer cannot overwrite newer news. */
type Known = { message: MessageView; step: number };

/** What changed in the life of a message that the page does not have; a page of history may bring it as it was before. */
type News = { deliveries: DeliveryView[]; question: QuestionView | null; step: number };

/** The bridge's clock and the browser's may drift apart by this before the page follows. */
const DRIFT_MS = 2000;

export type PageState = {
  link: Link;
  /** False until the first snapshot: the page knows nothing and must not claim that nothing is there. */
  loaded: boolean;
  /** Counts the changes; whoever asks for history notes it first and hands it back with the answer. */
  step: number;
  /** The bridge's clock minus the browser's. */
  clockOffsetMs: number;
  sessions: ReadonlyMap<string, SessionView>;
  conversations: ReadonlyMap<string, ConversationView>;
  messages: readonly MessageView[];
  /** Every message that the page has heard of: the listed ones, and older ones that changed or wait for an answer. */
  known: ReadonlyMap<string, Known>;
  news: ReadonlyMap<string, News>;
  /** True where earlier messages exist than the first listed one. */
  more: boolean;
  gap: Gap | null;
  /** What came live in the last step, for whoever announces it: never the backlog. */
  arrived: readonly MessageView[];
};

export type Action =
  | { type: "link"; link: Link }
  /** A frame of the socket; `at` is the browser's clock. */
  | { type: "events"; events: readonly PageEvent[]; at: number }
  /** A page of earlier messages, asked for with `before` when the state was at `step`. */
  | { type: "history"; messages: readonly MessageView[]; more: boolean; before: number; step: number }
  /** The stored message that a POST returned. */
  | { type: "said"; message: MessageView; step: number };

export const INITIAL: PageState = {
  link: "connecting",
  loaded: false,
  step: 0,
  clockOffsetMs: 0,
  sessions: new Map(),
  conversations: new Map(),
  messages: [],
  known: new Map(),
  news: new Map(),
  more: false,
  gap: null,
  arrived: [],
};

export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case "link":
      return state.link === action.link ? state : { ...state, link: action.link };
    case "events":
      return applyEvents(state, action.events, action.at);
    case "history":
      return applyHistory(state, action);
    case "said":
      return list(learn({ ...state, step: state.step + 1, arrived: [] }, [action.message], action.step), [
        action.message,
      ]);
  }
}

export function messageOf(state: PageState, id: string): MessageView | undefined {
  return state.known.get(id)?.message;
}

function applyEvents(before: PageState, events: readonly PageEvent[], at: number): PageState {
  const drifted = (now: number) => Math.abs(now - at - before.clockOffsetMs) > DRIFT_MS;
  // A sign of life that changes nothing renders nothing.
  if (events.every((event) => event.type === "now" && !drifted(event.now))) return before;
  let state: PageState = { ...before, step: before.step + 1, arrived: [] };
  const changed: MessageView[] = [];
  for (const event of events) {
    if (event.type === "snapshot") state = applySnapshot(state, event, at);
    else if (event.type === "message") changed.push(event.message);
    else if (event.type === "state") {
      const { id, deliveries, question } = event;
      const have = changed.findLast((message) => message.id === id) ?? messageOf(state, id);
      if (have !== undefined) changed.push({ ...have, deliveries, question });
      else state = { ...state, news: new Map(state.news).set(id, { deliveries, question, step: state.step }) };
    } else if (event.type === "now") {
      if (drifted(event.now)) state = { ...state, clockOffsetMs: event.now - at };
    } else if (event.type === "session") {
      state = { ...state, sessions: new Map(state.sessions).set(event.session.id, event.session) };
    } else if (event.type === "gone") {
      const sessions = new Map(state.sessions);
      sessions.delete(event.session);
      state = { ...state, sessions };
    } else if (event.type === "conversation") {
      state = {
        ...state,
        conversations: new Map(state.conversations).set(event.conversation.id, event.conversation),
      };
    }
  }
  if (changed.length === 0) return state;
  const newest = state.messages.at(-1)?.seq ?? 0;
  const arrived = new Map(changed.filter((m) => m.seq > newest && !state.known.has(m.id)).map((m) => [m.id, m]));
  return list({ ...learn(state, changed, state.step), arrived: [...arrived.values()] }, changed);
}

function applySnapshot(before: PageState, snapshot: Extract<PageEvent, { type: "snapshot" }>, at: number): PageState {
  const base: PageState = {
    ...before,
    link: "connected",
    loaded: true,
    clockOffsetMs: snapshot.now - at,
    sessions: new Map(snapshot.sessions.map((session) => [session.id, session])),
    conversations: new Map(snapshot.conversations.map((conversation) => [conversation.id, conversation])),
  };
  const all = [...snapshot.open, ...snapshot.messages];
  const newest = before.messages.at(-1);
  const last = snapshot.messages.at(-1);
  // Another database (the old one was removed): nothing of what the page shows exists any more.
  const foreign = newest !== undefined && (last === undefined || last.seq < newest.seq);
  if (newest === undefined || foreign) {
    const none = { messages: [], known: new Map(), news: new Map(), gap: null };
    const empty: PageState = { ...base, ...none, more: snapshot.more };
    return list(learn(empty, all, base.step), snapshot.messages);
  }
  const oldest = snapshot.messages[0];
  const hole = snapshot.more && oldest !== undefined && oldest.seq > newest.seq;
  const gap = hole
    ? { after: Math.min(newest.seq, before.gap?.after ?? newest.seq), before: oldest.seq }
    : shrink(before.gap, oldest?.seq ?? 0, snapshot.more);
  const state = { ...learn({ ...base, known: withoutUnlistedOpen(before) }, all, base.step), gap };
  return list(refresh(state, snapshot.open), snapshot.messages);
}

/** A snapshot names the open questions anew: one that is not listed and not named any more has ended. */
function withoutUnlistedOpen(state: PageState): PageState["known"] {
  const listed = new Set(state.messages.map(({ id }) => id));
  return new Map(
    [...state.known].filter(([id, { message }]) => listed.has(id) || message.question?.outcome !== "open"),
  );
}

function applyHistory(before: PageState, page: Extract<Action, { type: "history" }>): PageState {
  const oldest = page.messages[0]?.seq ?? 0;
  const first = before.messages[0]?.seq ?? Number.POSITIVE_INFINITY;
  let { more, gap } = before;
  // The page continues the list at its beginning; a page that was asked for elsewhere says nothing about it.
  if (page.before <= first) more = page.more;
  if (gap !== null && page.before >= gap.before) gap = shrink(gap, oldest, page.more);
  const state: PageState = { ...before, step: before.step + 1, arrived: [], gap, more };
  return list(learn(state, page.messages, page.step), page.messages, oldest);
}

/** Remembers messages as they were at `step`; what was learnt later stays. */
function learn(state: PageState, messages: readonly MessageView[], step: number): PageState {
  const known = new Map(state.known);
  const news = new Map(state.news);
  for (const message of messages) {
    const { id } = message;
    const have = known.get(id);
    const later = news.get(id);
    news.delete(id);
    if (have !== undefined && have.step > step) continue;
    if (later === undefined || later.step <= step) known.set(id, { message, step });
    else
      known.set(id, {
        message: { ...message, deliveries: later.deliveries, question: later.question },
        step: later.step,
      });
  }
  return { ...state, known, news };
}
