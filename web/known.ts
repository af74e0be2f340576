/**
 * What the page has heard of messages, listed or not. Live news and pages of history overtake each other: each message
 * has the step in which it was learnt, and what is older changes nothing.
 */
import type { DeliveryView, MessageView, QuestionView } from "../src/shared/views";
import { refresh } from "./listing";
import { isHeld } from "./selectors";
import type { PageState } from "./state";

/** A message and the step in which it was learnt, so that an older answer cannot overwrite newer news. */
export type Known = { message: MessageView; step: number };

/** What changed in the life of a message that the page does not have; a page of history may bring it as it was before. */
export type News = { deliveries: DeliveryView[]; question: QuestionView | null; step: number };

export function messageOf(state: PageState, id: string): MessageView | undefined {
  return state.known.get(id)?.message;
}

/** Remembers messages as they were at `step`; what was learnt later stays. */
export function learn(state: PageState, messages: readonly MessageView[], step: number): PageState {
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

/** What is held and not listed is known all the same; one that is not held any more, and was not listed, is forgotten. */
export function learnHeld(before: PageState, messages: readonly MessageView[], step: number): PageState {
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
export function withoutUnlistedOpen(state: PageState): PageState["known"] {
  const listed = new Set(state.messages.map(({ id }) => id));
  return new Map(
    [...state.known].filter(([id, { message }]) => listed.has(id) || message.question?.outcome !== "open"),
  );
}
