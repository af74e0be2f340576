/**
 * Which messages are listed: a window of one view's history, in the order of their `seq` and
 * without holes. It grows at both ends as its reader scrolls and is cut off far away from them, so
 * that a page stays small whatever is kept.
 */
import type { HistoryPage } from "../../src/shared/api";
import type { MessageView } from "../../src/shared/views";
import { isUnsettled } from "./selectors";
import type { PageState } from "./state";

/** The window is cut once it holds more than this. */
export const WINDOW_MESSAGES = 400;
/** What a cut leaves on each side of the message that is being read. */
const KEPT_AROUND = 120;
/** Of what the page heard and does not list, this much may wait to be listed or forgotten. */
const SPARE_MESSAGES = 1000;

/**
 * What a page of history is for, and which end of the window it continues: the end's seq as it was
 * when asked for.
 */
export type Continues = "earlier" | "later" | "newest" | "around" | "refresh";

export type Page = HistoryPage & { for: Continues; from: number; view: string | null };

/** A view whose first messages are still to come. */
export const EMPTY = { messages: [], filled: false, more: false, later: false, following: true, unread: 0 } as const;

/** Whether a message belongs to what is shown. */
export function isInView({ view }: Pick<PageState, "view">, message: MessageView): boolean {
  return view === null || message.conversation === view;
}

/** Puts what came live into the window: what continues its end, and what it lists already. */
export function list(state: PageState, messages: readonly MessageView[]): PageState {
  const next = state.messages.slice();
  for (const { id } of messages) {
    const message = state.known.get(id);
    if (message === undefined || !state.filled || !isInView(state, message)) continue;
    const index = lowerBound(next, message.seq);
    if (next[index]?.id === id) next[index] = message;
    else if (isInside(state, index, next.length)) next.splice(index, 0, message);
  }
  return { ...state, messages: next };
}

/** Brings listed messages up to date; adds none. */
export function refresh(state: PageState, messages: readonly MessageView[]): PageState {
  const listed = new Set(state.messages.map(({ id }) => id));
  return list(
    state,
    messages.filter(({ id }) => listed.has(id)),
  );
}

/**
 * Adds a page of history, whose messages are known by now; one that continues nothing any more
 * changes nothing.
 */
export function addPage(state: PageState, page: Page): PageState {
  if (page.view !== state.view) return state;
  const own = page.messages.map((message) => state.known.get(message.id) ?? message);
  const { messages } = state;
  if (page.for === "refresh") return refresh(state, own);
  if (page.for === "earlier") {
    const first = messages[0]?.seq;
    if (first !== page.from) return state;
    return { ...state, messages: [...own.filter(({ seq }) => seq < first), ...messages], more: page.more };
  }
  const last = messages.at(-1)?.seq;
  if (page.for === "later" && last !== page.from) return state;
  const kept = page.for === "later" ? messages : [];
  const listed = [...kept, ...own.filter(({ seq }) => kept.length === 0 || seq > page.from)];
  const later = page.later === true;
  const more = page.for === "later" ? state.more : page.more;
  // Where the page reaches the end, what came after it was read has been heard since.
  const tail = later ? [] : heardAfter(state, listed.at(-1)?.seq ?? 0);
  const following = page.for === "newest" || (page.for === "later" && state.following);
  const unread = following ? 0 : state.unread;
  return { ...state, filled: true, messages: [...listed, ...tail], more, later, following, unread };
}

/** Cuts a window that has grown too long, leaving what is around `seq`. */
export function cut(state: PageState, seq: number): PageState {
  const { messages } = state;
  if (messages.length <= WINDOW_MESSAGES) return state;
  const index = lowerBound(messages, seq);
  const start = Math.max(0, Math.min(index - KEPT_AROUND, messages.length - 2 * KEPT_AROUND));
  const end = Math.min(messages.length, Math.max(index + KEPT_AROUND, 2 * KEPT_AROUND));
  return {
    ...state,
    messages: messages.slice(start, end),
    more: state.more || start > 0,
    later: state.later || end < messages.length,
  };
}

/**
 * Forgets what is neither listed nor waits for anything nor is quoted, once there is much of it.
 */
export function forget(state: PageState): PageState {
  if (state.known.size <= state.messages.length + SPARE_MESSAGES) return state;
  const needed = new Set(state.messages.flatMap(({ id, replyTo }) => (replyTo === null ? [id] : [id, replyTo])));
  const spare = [...state.known.values()].map(({ seq }) => seq).toSorted((a, b) => b - a);
  const recent = spare[Math.floor(SPARE_MESSAGES / 2)] ?? 0;
  const known = [...state.known].filter(
    ([id, message]) => needed.has(id) || message.seq > recent || isPending(message),
  );
  return { ...state, known: new Map(known) };
}

/** What others on the page count: open questions, and what is held. */
function isPending(message: MessageView): boolean {
  const held = message.deliveries.some(({ state }) => state === "held");
  return isUnsettled(message) && (held || message.question?.outcome === "open");
}

/**
 * Whether a message that is not listed has its place at this index, given what lies beyond the
 * window's ends.
 */
function isInside({ more, later }: PageState, index: number, length: number): boolean {
  return (index > 0 || !more || length === 0) && (index < length || !later);
}

function heardAfter(state: PageState, seq: number): MessageView[] {
  return [...state.known.values()]
    .filter((message) => message.seq > seq && isInView(state, message))
    .sort((a, b) => a.seq - b.seq);
}

/** The index of the first message whose seq is not lower than `seq`. */
function lowerBound(messages: readonly MessageView[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? Number.POSITIVE_INFINITY) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
