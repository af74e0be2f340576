/**
 * What the page knows, and the one pure function that changes it. Of the messages a window is listed (see listing.ts);
 * what came for a message outside it is remembered, not listed.
 */
import type { PageEvent } from "../src/api";
import type { ConversationView, DeliveryView, MessageView, QuestionView, SessionView } from "../src/protocol";
import { hear, markRead } from "./conversations";
import { addPage, cut, forget, isInView, list, type Page, refresh } from "./listing";
import { isHeld } from "./selectors";

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
  /** Whether everything is paused; a conversation may be paused by itself as well. */
  gate: "open" | "paused";
  /** The conversation that is shown; null for all of them. */
  view: string | null;
  /** False until the view's first messages are here. */
  filled: boolean;
  /** The window of the view's history that is listed, oldest first. */
  messages: readonly MessageView[];
  /** The messages that the page has heard of: the listed ones, and others that changed or wait for an answer. */
  known: ReadonlyMap<string, Known>;
  news: ReadonlyMap<string, News>;
  /** True where earlier messages exist than the first listed one. */
  more: boolean;
  /** True where newer messages exist than the last listed one: the window is not at the end. */
  later: boolean;
  /** The highest `seq` that the page has heard of. */
  newest: number;
  /** True while the reader is at the end and wants to stay there. */
  following: boolean;
  /** Messages of this view that came while the reader was elsewhere. */
  unread: number;
  /** What came live in the last step, for whoever announces it: never the backlog. */
  arrived: readonly MessageView[];
};

export type Action =
  | { type: "link"; link: Link }
  /** A frame of the socket; `at` is the browser's clock. */
  | { type: "events"; events: readonly PageEvent[]; at: number }
  /** A page of history, asked for when the state was at `step`. */
  | { type: "history"; page: Page; step: number }
  /** Another conversation is to be shown, or all of them; the window is empty until a page comes. */
  | { type: "view"; view: string | null }
  /** The reader is at this `seq`: what is far from there may go. */
  | { type: "reading"; seq: number }
  /** The reader has come to the end, or has left it. */
  | { type: "follow"; following: boolean }
  /** The stored message that a POST returned. */
  | { type: "said"; message: MessageView; step: number }
  /** All that is held, asked for when the state was at `step`. */
  | { type: "held"; messages: readonly MessageView[]; step: number }
  /** The human has read a conversation up to this place. */
  | { type: "read"; conversation: string; seq: number };

export const INITIAL: PageState = {
  link: "connecting",
  loaded: false,
  step: 0,
  clockOffsetMs: 0,
  sessions: new Map(),
  conversations: new Map(),
  gate: "open",
  view: null,
  filled: false,
  messages: [],
  known: new Map(),
  news: new Map(),
  more: false,
  later: false,
  newest: 0,
  following: true,
  unread: 0,
  arrived: [],
};

const EMPTY = { messages: [], filled: false, more: false, later: false, following: true, unread: 0 } as const;

export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case "link":
      return state.link === action.link ? state : { ...state, link: action.link };
    case "events":
      return applyEvents(state, action.events, action.at);
    case "history":
      return applyHistory(state, action);
    case "view":
      return { ...state, ...EMPTY, view: action.view, step: state.step + 1, arrived: [] };
    case "reading":
      return cut(state, action.seq);
    case "follow":
      return state.following === action.following ? state : { ...state, following: action.following, unread: 0 };
    case "said":
      return list(learn({ ...state, step: state.step + 1, arrived: [] }, [action.message], action.step), [
        action.message,
      ]);
    case "held":
      return applyHeld(state, action);
    case "read": {
      const conversations = markRead(state.conversations, action.conversation, action.seq);
      return conversations === state.conversations ? state : { ...state, conversations };
    }
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
    } else if (event.type === "gate") {
      state = { ...state, gate: event.gate };
    }
  }
  if (changed.length === 0) return state;
  state = { ...state, conversations: hear(state.conversations, changed) };
  const arrived = new Map(changed.filter((m) => m.seq > state.newest && !state.known.has(m.id)).map((m) => [m.id, m]));
  const unread = state.unread + (state.following ? 0 : countOwn(state, [...arrived.values()]));
  const next = list({ ...learn(state, changed, state.step), unread, arrived: [...arrived.values()] }, changed);
  return forget(next.following ? cut(next, next.newest) : next);
}

function countOwn(state: PageState, messages: readonly MessageView[]): number {
  return messages.filter((message) => isInView(state, message)).length;
}

function applySnapshot(before: PageState, snapshot: Extract<PageEvent, { type: "snapshot" }>, at: number): PageState {
  const base: PageState = {
    ...before,
    link: "connected",
    loaded: true,
    clockOffsetMs: snapshot.now - at,
    gate: snapshot.gate,
    sessions: new Map(snapshot.sessions.map((session) => [session.id, session])),
    conversations: new Map(snapshot.conversations.map((conversation) => [conversation.id, conversation])),
  };
  const all = [...snapshot.open, ...snapshot.messages];
  const last = snapshot.messages.at(-1)?.seq ?? 0;
  // Another database (the old one was removed): nothing of what the page shows exists any more.
  const foreign = last < before.newest;
  const none = { ...EMPTY, known: new Map(), news: new Map(), newest: 0 };
  const state = learn(foreign ? { ...base, ...none } : { ...base, known: withoutUnlistedOpen(before) }, all, base.step);
  const own = snapshot.messages.filter((message) => isInView(state, message));
  if (!state.filled) {
    // Of one conversation the newest messages of all say too little, unless they are all that there is.
    if (state.view !== null && snapshot.more) return state;
    return list({ ...state, filled: true, more: snapshot.more, later: false }, own);
  }
  const missed = state.following ? 0 : own.filter(({ seq }) => seq > before.newest).length;
  const hole = snapshot.more && (snapshot.messages[0]?.seq ?? 0) > before.newest;
  const next = refresh({ ...state, unread: state.unread + missed, later: state.later || hole }, all);
  return next.later ? next : list(next, own);
}

/** What is held and not listed is known all the same; one that is not held any more, and was not listed, is forgotten. */
function applyHeld(before: PageState, { messages, step }: Extract<Action, { type: "held" }>): PageState {
  const listed = new Set(before.messages.map(({ id }) => id));
  const held = new Set(messages.map(({ id }) => id));
  const known = new Map(
    [...before.known].filter(
      ([id, { message, step: at }]) => listed.has(id) || held.has(id) || at > step || !isHeld(message),
    ),
  );
  return refresh(learn({ ...before, known, step: before.step + 1, arrived: [] }, messages, step), messages);
}

/** A snapshot names the open questions anew: one that is not listed and not named any more has ended. */
function withoutUnlistedOpen(state: PageState): PageState["known"] {
  const listed = new Set(state.messages.map(({ id }) => id));
  return new Map(
    [...state.known].filter(([id, { message }]) => listed.has(id) || message.question?.outcome !== "open"),
  );
}

function applyHistory(before: PageState, { page, step }: Extract<Action, { type: "history" }>): PageState {
  const state = learn({ ...before, step: before.step + 1, arrived: [] }, page.messages, step);
  return forget(addPage(state, page));
}

/** Remembers messages as they were at `step`; what was learnt later stays. */
function learn(state: PageState, messages: readonly MessageView[], step: number): PageState {
  const known = new Map(state.known);
  const news = new Map(state.news);
  let { newest } = state;
  for (const message of messages) {
    const { id } = message;
    newest = Math.max(newest, message.seq);
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
  return { ...state, known, news, newest };
}
