/**
 * What the page has heard of messages, listed or not. Live events and pages of history overtake
 * each other: of two views of one thing the newer stays.
 */
import type { MessageView } from "../../src/shared/views";
import { refresh } from "./listing";
import { isHeld } from "./selectors";
import type { PageState } from "./state";

type View = { id: string; rev: number };

/**
 * Takes in views, each unless a newer one is there; with equal revisions the later to come is the
 * newer.
 */
export function keepNewest<V extends View>(known: ReadonlyMap<string, V>, views: readonly V[]): ReadonlyMap<string, V> {
  const next = new Map(known);
  for (const view of views) if ((next.get(view.id)?.rev ?? 0) <= view.rev) next.set(view.id, view);
  return next;
}

export function learn(state: PageState, messages: readonly MessageView[]): PageState {
  const newest = messages.reduce((highest, { seq }) => Math.max(highest, seq), state.newest);
  return { ...state, known: keepNewest(state.known, messages), newest };
}

/**
 * What is held and not listed is known all the same. What is not held any more, and was not listed,
 * is forgotten, unless it has changed since what was `asked`, that is known then.
 */
export function learnHeld(before: PageState, messages: readonly MessageView[], asked: PageState["known"]): PageState {
  const kept = new Set([...before.messages, ...messages].map(({ id }) => id));
  const known = new Map(
    [...before.known].filter(([id, message]) => kept.has(id) || asked.get(id) !== message || !isHeld(message)),
  );
  return refresh(learn({ ...before, known, arrived: [] }, messages), messages);
}

/**
 * A snapshot names the open questions anew: one that is not listed and not named any more has
 * ended.
 */
export function withoutUnlistedOpen(state: PageState): PageState["known"] {
  const listed = new Set(state.messages.map(({ id }) => id));
  return new Map([...state.known].filter(([id, { question }]) => listed.has(id) || question?.outcome !== "open"));
}
