/**
 * How far a person has read: to the last message of those that have been in sight without one left
 * out between them.
 */
import type { PageState } from "./state";

/** Where a conversation was read to when it was opened: what comes after it is new. */
export type Since = ReadonlyMap<string, number>;

type Listed = Pick<PageState, "messages" | "more" | "conversations">;

/**
 * The places up to which conversations have been read by now, given which messages have been in
 * sight.
 */
export function readPlaces({ messages, more, conversations }: Listed, seen: ReadonlySet<string>): Map<string, number> {
  const places = new Map<string, number>();
  const stopped = new Set(more ? withHole({ messages, conversations }) : []);
  for (const { id, conversation, seq, sender } of messages) {
    const own = conversations.get(conversation);
    if (own === undefined || seq <= own.readSeq || stopped.has(conversation)) continue;
    if (sender.kind !== "user" && !seen.has(id)) stopped.add(conversation);
    else places.set(conversation, seq);
  }
  return places;
}

/**
 * Conversations of which more is unread than what is listed: something between has not been seen.
 */
function withHole({ messages, conversations }: Pick<Listed, "messages" | "conversations">): string[] {
  const listed = new Map<string, number>();
  for (const { conversation, seq, sender } of messages) {
    if (sender.kind === "user" || seq <= (conversations.get(conversation)?.readSeq ?? 0)) continue;
    listed.set(conversation, (listed.get(conversation) ?? 0) + 1);
  }
  const first = messages[0]?.seq ?? 0;
  return [...conversations.values()]
    .filter(({ id, readSeq, unread }) => first > readSeq + 1 && (listed.get(id) ?? 0) < unread)
    .map(({ id }) => id);
}

/** Where each conversation is read to now. */
export function sinceOf({ conversations }: Pick<PageState, "conversations">): Since {
  return new Map([...conversations.values()].map(({ id, readSeq }) => [id, readSeq]));
}
