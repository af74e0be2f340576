/**
 * The list of messages: in the order of their `seq`, from its beginning to the newest, without holes but for one gap.
 * Only what borders on the list goes into it; what the page knows of other messages stays out until history comes.
 */
import type { MessageView } from "../src/protocol";
import type { PageState } from "./state";

/** A hole that a lost connection left: messages with `after < seq < before` are still to be fetched. */
export type Gap = { after: number; before: number };

/** Puts known messages into the list, in order; `floor` is the lowest seq from which the list has no hole but the gap. */
export function list(state: PageState, messages: readonly MessageView[], floor = floorOf(state)): PageState {
  const next = state.messages.slice();
  for (const { id } of messages) {
    const message = state.known.get(id)?.message;
    if (message === undefined || message.seq < floor || isInGap(state.gap, message.seq)) continue;
    const index = lowerBound(next, message.seq);
    next.splice(index, next[index]?.id === id ? 1 : 0, message);
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

function isInGap(gap: Gap | null, seq: number): boolean {
  return gap !== null && seq > gap.after && seq < gap.before;
}

function floorOf(state: PageState): number {
  return state.more ? (state.messages[0]?.seq ?? 0) : 0;
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

/** What is left of a gap where everything from `oldest` on is known; without `more` nothing lies before that. */
export function shrink(gap: Gap | null, oldest: number, more: boolean): Gap | null {
  if (gap === null || oldest >= gap.before) return gap;
  return more && oldest > gap.after ? { after: gap.after, before: oldest } : null;
}
