/**
 * What the page knows, and the one pure function that changes it. Of the messages a window is
 * listed (see listing.ts); what came for a message outside it is remembered, not listed (see
 * known.ts).
 */
import type { PageEvent } from "../../src/shared/api";
import type { ConversationView, MessageView, SessionView } from "../../src/shared/views";
import { addConversation, markRead } from "./conversations";
import { applyEvents } from "./events";
import { learn, learnHeld } from "./known";
import { addPage, cut, EMPTY, forget, list, type Page } from "./listing";
import { type Since, sinceOf } from "./reading";

/** `refused`: the bridge does not know this page's credential, and a reload did not help. */
export type Link = "connecting" | "connected" | "reconnecting" | "refused";

export type PageState = {
  link: Link;
  /** Since when the bridge is out of reach, by the browser's clock; null while it is there. */
  lostAt: number | null;
  /**
   * False until the first snapshot: the page knows nothing and must not claim that nothing is
   * there.
   */
  loaded: boolean;
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
  /**
   * The messages that the page has heard of: the listed ones, and others that changed or wait for
   * an answer.
   */
  known: ReadonlyMap<string, MessageView>;
  /** True where earlier messages exist than the first listed one. */
  more: boolean;
  /** True where newer messages exist than the last listed one: the window is not at the end. */
  later: boolean;
  /** The highest `seq` that the page has heard of. */
  newest: number;
  /**
   * Where each conversation was read to when this view was opened: what comes after that is new.
   */
  since: Since;
  /** A conversation that the bridge does not have: a link to it is dead. */
  absent: string | null;
  /** True while the reader is at the end and wants to stay there. */
  following: boolean;
  /** Messages of this view that came while the reader was elsewhere. */
  unread: number;
  /** What came live with the last change, for whoever announces it: never the backlog. */
  arrived: readonly MessageView[];
};

export type Action =
  /** `at` is the browser's clock. */
  | { type: "link"; link: Link; at: number }
  /** A frame of the socket; `at` is the browser's clock. */
  | { type: "events"; events: readonly PageEvent[]; at: number }
  /** A page of history. */
  | { type: "history"; page: Page }
  /**
   * Another conversation is to be shown, or all of them; the window is empty until a page comes.
   */
  | { type: "view"; view: string | null }
  /** The reader is at this `seq`: what is far from there may go. */
  | { type: "reading"; seq: number }
  /** The reader has come to the end, or has left it. */
  | { type: "follow"; following: boolean }
  /** The stored message that a POST returned. */
  | { type: "said"; message: MessageView }
  /** All that is held; `asked` is what was known when it was asked for. */
  | { type: "held"; messages: readonly MessageView[]; asked: PageState["known"] }
  /** The bridge has no such conversation. */
  | { type: "absent"; conversation: string }
  /** A conversation that the snapshot did not list. */
  | { type: "conversation"; conversation: ConversationView }
  /** The human has read a conversation up to this place. */
  | { type: "read"; conversation: string; seq: number };

export const INITIAL: PageState = {
  link: "connecting",
  lostAt: null,
  loaded: false,
  clockOffsetMs: 0,
  sessions: new Map(),
  conversations: new Map(),
  gate: "open",
  view: null,
  filled: false,
  messages: [],
  known: new Map(),
  more: false,
  later: false,
  newest: 0,
  following: true,
  unread: 0,
  since: new Map(),
  absent: null,
  arrived: [],
};

export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case "link":
      if (state.link === action.link && state.lostAt !== null) return state;
      return { ...state, link: action.link, lostAt: state.lostAt ?? action.at };
    case "events":
      return applyEvents(state, action.events, action.at);
    case "history":
      return forget(addPage(learn({ ...state, arrived: [] }, action.page.messages), action.page));
    case "view":
      return { ...state, ...EMPTY, view: action.view, since: sinceOf(state), arrived: [] };
    case "reading":
      return cut(state, action.seq);
    case "follow":
      return state.following === action.following ? state : { ...state, following: action.following, unread: 0 };
    case "said":
      return list(learn({ ...state, arrived: [] }, [action.message]), [action.message]);
    case "held":
      return learnHeld(state, action.messages, action.asked);
    case "absent":
      return { ...state, absent: action.conversation };
    case "conversation":
      return { ...state, conversations: addConversation(state, action.conversation) };
    case "read": {
      const conversations = markRead(state.conversations, action.conversation, action.seq);
      return conversations === state.conversations ? state : { ...state, conversations };
    }
  }
}
